"""Words are written by one person, read by another, and approved as they read; what lapsed is not brought back."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from flows.commanding import CASE, code_of
from flows.judged import RULES
from flows.town import after
from intera.model.decision import Actor, DecisionKind, Plain
from intera.model.narrative import GuardFinding, GuardLevel, NarrativeStatus
from intera.model.verdict import Severity
from intera.workflows.commands.given import Given
from intera.workflows.commands.narratives import (
    approve_narrative,
    request_approval,
    withdraw_narrative,
    write_narrative,
)
from intera.workflows.renew_narratives import renew_narratives
from workflows.commands.telling_case import HALE, LIND, NOVAK, approved, by, graver, less_sure, newest, own_text, read


def typed(who: Actor = NOVAK, fields: Mapping[str, Plain] | None = None) -> Given:
    draft = newest(CASE)
    given_fields: dict[str, Plain] = {
        "audience": "customer",
        "language": "en",
        "text": own_text(CASE),
        "facts_digest": draft.facts_digest,
    }
    return by(who, given_fields | dict(fields or {}))


def test_words_with_marks_are_approved_only_when_the_marks_were_read() -> None:
    finding = GuardFinding(0, 4, "some", "vague", GuardLevel.CHECK, "Say how many if it is verified")
    draft = replace(CASE.narratives[0], findings=(finding,))
    case = replace(CASE, narratives=(draft, *CASE.narratives[1:]))
    assert code_of(lambda: approve_narrative(case, by(NOVAK, read(draft)))) == "marks"
    changed, decision = approve_narrative(case, by(NOVAK, read(draft) | {"accepts_marks": "yes"}))
    assert changed.narratives[0].status is NarrativeStatus.APPROVED
    assert decision.detail["marks_accepted"] == 1


def test_an_approval_for_one_reader_leaves_the_others_alone() -> None:
    changed = approved(approved(CASE), audience="internal-care")
    statuses = {(one.audience, one.status) for one in changed.narratives}
    assert statuses >= {("customer", NarrativeStatus.APPROVED), ("internal-care", NarrativeStatus.APPROVED)}


def test_only_words_as_they_stand_are_approved() -> None:
    draft = newest(CASE)
    assert (
        code_of(lambda: approve_narrative(CASE, by(NOVAK, {"narrative_id": "gone", "facts_digest": "x"})))
        == "not_a_draft"
    )
    wrong = {**read(draft), "facts_digest": "0" * 64}
    assert code_of(lambda: approve_narrative(CASE, by(NOVAK, wrong))) == "facts_changed"
    assert code_of(lambda: approve_narrative(less_sure(CASE, 95), by(NOVAK, read(draft)))) == "facts_changed"
    late = by(NOVAK, read(draft), at=after(600))
    assert code_of(lambda: approve_narrative(CASE, late)) == "facts_changed"
    assert code_of(lambda: approve_narrative(approved(CASE), by(HALE, read(draft)))) == "blocked"
    no_rules = Given(read(draft), NOVAK, after(5), RULES.policies)
    assert code_of(lambda: approve_narrative(CASE, no_rules)) == "no_rules"


def test_somebody_writes_words_of_their_own_and_another_person_approves_them() -> None:
    written, decision = write_narrative(CASE, typed())
    draft = newest(written)
    assert (draft.written_by, draft.version, draft.status) == ("R. Novak", 2, NarrativeStatus.DRAFT)
    assert (decision.kind, decision.detail["text"]) == (DecisionKind.NARRATIVE_WRITE, draft.text)
    assert not draft.missing
    assert "We are very sorry" in draft.text
    assert code_of(lambda: approve_narrative(written, by(NOVAK, read(draft)))) == "blocked"
    changed, _ = approve_narrative(written, by(HALE, read(draft)))
    assert newest(changed).status is NarrativeStatus.APPROVED
    assert renew_narratives(changed, RULES, after(5)) is changed.narratives


def test_words_of_a_grave_incident_need_two_people() -> None:
    written, _ = write_narrative(graver(CASE, Severity.P1), typed())
    once, decision = approve_narrative(written, by(HALE, read(newest(written))))
    assert (newest(once).status, decision.detail["approvals"]) == (NarrativeStatus.DRAFT, 1)
    assert decision.summary.endswith("approved by 1 of 2 people")
    assert code_of(lambda: approve_narrative(once, by(HALE, read(newest(once))))) == "blocked"
    assert code_of(lambda: approve_narrative(once, by(NOVAK, read(newest(once))))) == "blocked"
    twice, _ = approve_narrative(once, by(LIND, read(newest(once))))
    assert newest(twice).status is NarrativeStatus.APPROVED
    assert newest(twice).approved_by == "M. Hale, A. Lind"


def test_words_approved_before_it_became_grave_take_a_second_person_then() -> None:
    written, _ = write_narrative(CASE, typed())
    once, _ = approve_narrative(written, by(HALE, read(newest(written))))
    grave = graver(once, Severity.P1)
    twice, _ = approve_narrative(grave, by(LIND, read(newest(grave))))
    assert [one.person for one in newest(twice).approvals] == ["M. Hale", "A. Lind"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " \r\n "}, "too_short"),
        ({"text": "x" * 2001}, "too_long"),
        ({"text": "Trouble\x07 here."}, "bad_text"),
        ({"text": "Trouble <b>here</b>."}, "bad_text"),
        ({"facts_digest": "0" * 64}, "facts_changed"),
        ({"audience": "board"}, "not_told"),
        ({"language": "xx"}, "not_told"),
        ({"audience": "partner"}, "not_told"),
    ],
)
def test_what_cannot_be_written_is_refused(fields: dict[str, Plain], code: str) -> None:
    assert code_of(lambda: write_narrative(CASE, typed(fields=fields))) == code


def test_a_time_or_place_no_fact_states_is_marked_and_stops_the_words() -> None:
    wrong = own_text(CASE) + "\n\nService in Lakes is back at 19:45."
    written, decision = write_narrative(CASE, typed(fields={"text": wrong}))
    draft = newest(written)
    marked = {finding.text for finding in draft.findings if finding.rule == "not_a_fact"}
    assert marked == {"19:45", "Lakes"}
    assert decision.detail["must_change"]
    assert code_of(lambda: request_approval(written, by(NOVAK, read(draft)))) == "blocked"
    assert code_of(lambda: approve_narrative(written, by(HALE, read(draft)))) == "blocked"


def test_words_that_leave_out_a_required_part_stop_until_they_have_it() -> None:
    written, _ = write_narrative(
        CASE, typed(fields={"text": "Some customers in Coast are having slow or no mobile data."})
    )
    draft = newest(written)
    assert set(draft.missing) == {"What still works", "Next update", "Apology"}
    assert code_of(lambda: approve_narrative(written, by(HALE, read(draft)))) == "blocked"


def test_a_second_text_of_the_same_person_takes_the_place_of_the_first() -> None:
    first, _ = write_narrative(CASE, typed())
    asked, _ = request_approval(first, by(NOVAK, read(newest(first))))
    second, decision = write_narrative(asked, typed())
    own = [one for one in second.narratives if one.written_by]
    assert [one.version for one in own] == [3]
    assert decision.detail["replaces"] == [newest(first).narrative_id]
    assert not second.requests
    third, _ = write_narrative(second, typed(HALE))
    assert {one.written_by for one in third.narratives if one.written_by} == {"R. Novak", "M. Hale"}


def test_a_request_waits_for_another_person_and_ends_with_the_approval() -> None:
    draft = newest(CASE)
    asked, decision = request_approval(CASE, by(NOVAK, read(draft)))
    assert [(one.asked_by, one.narrative_id) for one in asked.requests] == [("R. Novak", draft.narrative_id)]
    assert (decision.kind, decision.detail["needed"]) == (DecisionKind.NARRATIVE_REQUEST, 1)
    assert code_of(lambda: request_approval(asked, by(HALE, read(draft)))) == "request_waits"
    assert code_of(lambda: approve_narrative(asked, by(NOVAK, read(draft)))) == "own_request"
    changed, _ = approve_narrative(asked, by(HALE, read(draft)))
    assert not changed.requests
    assert code_of(lambda: request_approval(changed, by(NOVAK, read(draft)))) == "not_a_draft"
    wrong = {**read(draft), "facts_digest": "0" * 64}
    assert code_of(lambda: request_approval(CASE, by(NOVAK, wrong))) == "facts_changed"


def test_approved_words_are_taken_back_and_drafted_anew() -> None:
    reason = "We said Coast too early"
    case = approved(CASE)
    changed, decision = withdraw_narrative(case, by(HALE, read(newest(case)), reason=reason))
    assert (decision.kind, decision.basis) == (DecisionKind.NARRATIVE_WITHDRAW, reason)
    statuses = [one.status for one in changed.narratives if one.audience == "customer"]
    assert statuses == [NarrativeStatus.WITHDRAWN]
    anew = renew_narratives(changed, RULES, after(6))
    assert (anew[0].status, anew[0].version) == (NarrativeStatus.DRAFT, 2)


def test_a_request_and_words_by_hand_are_taken_back_and_a_plain_draft_is_not() -> None:
    draft, reason = newest(CASE), "Not needed any more"
    refused = by(HALE, read(draft), reason=reason)
    assert code_of(lambda: withdraw_narrative(CASE, refused)) == "nothing_to_withdraw"
    assert code_of(lambda: withdraw_narrative(CASE, by(HALE, read(draft), reason="no"))) == "too_short"
    asked, _ = request_approval(CASE, by(NOVAK, read(draft)))
    changed, decision = withdraw_narrative(asked, by(NOVAK, read(draft), reason=reason))
    assert (changed.requests, newest(changed).status) == ((), NarrativeStatus.DRAFT)
    assert decision.summary.startswith("Request to approve narrative v1")
    written, _ = write_narrative(CASE, typed())
    gone, _ = withdraw_narrative(written, by(NOVAK, read(newest(written)), reason=reason))
    assert newest(gone).narrative_id == draft.narrative_id
    assert gone.narratives[1].status is NarrativeStatus.WITHDRAWN
