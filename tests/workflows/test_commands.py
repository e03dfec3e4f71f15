"""What each command does to a case, and what is typed is checked; the whole way is in test_carry_out_commands."""

from dataclasses import replace

import pytest

from flows.judged import judged, said
from flows.town import HEALTH, TESTS, after
from intera.model.decision import Actor, DecisionKind, Plain
from intera.model.narrative import GuardFinding, GuardLevel, NarrativeStatus
from intera.workflows.commands import COMMANDS, CommandRefusedError, Given, approve_narrative, take_ownership

NOVAK = Actor("person", "R. Novak", "mobile-desk", "service_assurance")
CASE = judged([said(TESTS, 0, failing_percent=58), said(HEALTH, 0)], after(0))


def given(**fields: Plain) -> Given:
    return Given(fields, NOVAK, after(5))


def code_of(act: object) -> str:
    with pytest.raises(CommandRefusedError) as refused:
        act()  # type: ignore[operator]
    assert refused.value.message.endswith(".")
    return refused.value.code


def test_a_text_is_trimmed_bounded_and_printable() -> None:
    assert given(reason="  said so \n").text("reason") == "said so"
    assert given().text("reason") == ""
    assert given(reason=["a", "list"]).text("reason") == ""
    assert code_of(lambda: given(reason="no").text("reason", chars_min=5)) == "too_short"
    assert code_of(lambda: given(reason="x" * 501).text("reason")) == "too_long"
    assert code_of(lambda: given(reason="a\x00b").text("reason")) == "bad_text"


@pytest.mark.parametrize("typed", ["", "1.5", "-1", "5", "\u0664", "1e1", "9" * 5000, None, True, "0x1"])
def test_a_number_is_whole_and_within_its_bounds(typed: Plain) -> None:
    assert code_of(lambda: given(severity=typed).number("severity", low=1, high=4)) == "bad_number"


def test_a_number_may_come_as_a_number() -> None:
    assert given(severity=3).number("severity", low=1, high=4) == 3
    assert given(severity=" 3 ").number("severity", low=1, high=4) == 3


@pytest.mark.parametrize("typed", ["", "soon", "2026-11-18T12:00:00", "2026-13-01T00:00:00Z"])
def test_an_instant_has_its_zone(typed: str) -> None:
    assert code_of(lambda: given(due_at=typed).instant("due_at")) == "bad_time"


def test_taking_ownership_keeps_who_and_when() -> None:
    changed, decision = take_ownership(CASE, given())
    assert (changed.incident.owner_person, changed.incident.owner_accepted_at) == ("R. Novak", after(5))
    assert (decision.kind, decision.at, decision.actor) == (DecisionKind.OWNER_TAKE, after(5), NOVAK)
    assert CASE.incident.owner_person == ""


def test_words_with_marks_are_approved_only_when_the_marks_were_read() -> None:
    finding = GuardFinding(0, 4, "some", "vague", GuardLevel.CHECK, "Say how many if it is verified")
    draft = replace(CASE.narratives[0], findings=(finding,))
    case = replace(CASE, narratives=(draft,))
    fields: dict[str, Plain] = {"narrative_id": draft.narrative_id, "facts_digest": draft.facts_digest}
    assert code_of(lambda: approve_narrative(case, given(**fields))) == "marks"
    changed, decision = approve_narrative(case, given(**fields, accepts_marks="yes"))
    assert changed.narratives[0].status is NarrativeStatus.APPROVED
    assert decision.detail["marks_accepted"] == 1


def test_every_command_decides_a_kind_of_its_own() -> None:
    assert len({command.decides for command in COMMANDS.values()}) == len(COMMANDS) == 8
