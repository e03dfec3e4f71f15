"""Words are approved by a person who read them."""

from dataclasses import replace

from flows.commanding import CASE, code_of, given
from intera.model.decision import Plain
from intera.model.narrative import GuardFinding, GuardLevel, NarrativeStatus
from intera.workflows.commands.narratives import approve_narrative


def test_words_with_marks_are_approved_only_when_the_marks_were_read() -> None:
    finding = GuardFinding(0, 4, "some", "vague", GuardLevel.CHECK, "Say how many if it is verified")
    draft = replace(CASE.narratives[0], findings=(finding,))
    case = replace(CASE, narratives=(draft,))
    fields: dict[str, Plain] = {"narrative_id": draft.narrative_id, "facts_digest": draft.facts_digest}
    assert code_of(lambda: approve_narrative(case, given(**fields))) == "marks"
    changed, decision = approve_narrative(case, given(**fields, accepts_marks="yes"))
    assert changed.narratives[0].status is NarrativeStatus.APPROVED
    assert decision.detail["marks_accepted"] == 1
