"""Who has to answer for a missed promise: the ladder, climbed by what is overdue and by nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.checkpoint import answer_checkpoint
from intera.coordination.escalation import (
    EscalationEndedError,
    NoSuchEscalationError,
    raise_notes,
    settle_notes,
    stakes_of,
    take_on,
)
from intera.coordination.playbook import Playbook
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.confidence import Confidence
from intera.model.impact import AffectedAccount, CountRange, HarmLevel, Impact, Visibility
from intera.model.incident import Incident
from intera.model.operator import Operator
from intera.model.party import Team, Tier
from intera.model.verdict import Severity, Verdict

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "coordination_escalation.yaml").read_text(encoding="utf-8")
)
OPERATOR = Operator("Northmoor", "Europe/Berlin", teams=(Team("mobile-desk", "Mobile Desk"),))


@pytest.fixture
def case(
    make_incident: Callable[..., Incident],
    make_verdict: Callable[..., Verdict],
    make_checkpoint: Callable[..., Checkpoint],
) -> Case:
    """A P1 with one promise, due half an hour after it was given."""
    return Case(make_incident(), (), verdict=make_verdict(severity=Severity.P1), checkpoints=(make_checkpoint(),))


def _climb(case: Case, playbook: Playbook, at: datetime, minutes: list[int]) -> Case:
    for minute in minutes:
        found = raise_notes(case, playbook, OPERATOR, at=at + timedelta(minutes=minute))
        case = replace(case, escalations=(*case.escalations, *found))
    return case


@pytest.mark.parametrize("told", CASES, ids=[case["name"] for case in CASES])
def test_the_ladder_is_climbed_as_the_worked_case_says(
    told: dict[str, Any], case: Case, playbook: Playbook, at: datetime
) -> None:
    after = _climb(case, playbook, at, told["looked"])
    assert [note.rung_name for note in after.escalations] == told["rungs"]
    assert [note.rung for note in after.escalations] == list(range(1, len(told["rungs"]) + 1))


def test_a_note_says_the_promise_the_evidence_the_stakes_and_the_next_rung(
    case: Case, playbook: Playbook, at: datetime
) -> None:
    (note,) = raise_notes(case, playbook, OPERATOR, at=at + timedelta(minutes=31))
    assert (note.promise, note.promised_by, note.due_at) == ("Scope known", "mobile-desk", at + timedelta(minutes=30))
    assert (note.team_id, note.rung_name) == ("mobile-desk", "Owner team lead")
    assert (note.next_rung, note.next_at) == ("Duty manager", at + timedelta(minutes=45))
    assert note.stakes == ("P1",)
    assert note.evidence == (
        "Promised 14:30 CET by Mobile Desk for 15:00 CET",
        "Not answered at 15:01 CET",
        "No promise of this incident was answered yet",
    )


def test_a_promise_answered_or_taken_on_climbs_no_further(case: Case, playbook: Playbook, at: datetime) -> None:
    raised = _climb(case, playbook, at, [31])
    when = at + timedelta(minutes=40)
    answered = answer_checkpoint(raised.checkpoints[0], answer="Two regions", has_news=True, at=when)
    settled = settle_notes(raised.escalations, (answered,))
    assert [(note.answered_at, note.answer, note.answered_by) for note in settled] == [(when, "Two regions", "")]
    assert settle_notes(settled, (answered,)) is settled
    over = replace(raised, checkpoints=(answered,), escalations=settled)
    assert _climb(over, playbook, at, [60, 90]).escalations == settled

    taken = take_on(raised.escalations, 1, by_team_id="quality", answer="Will call the crew", at=when)
    assert [(note.answered_at, note.answered_by) for note in taken] == [(when, "quality")]
    assert _climb(replace(raised, escalations=taken), playbook, at, [60, 90]).escalations == taken


def test_taking_one_on_takes_on_all_open_ones_of_the_promise(case: Case, playbook: Playbook, at: datetime) -> None:
    raised = _climb(case, playbook, at, [80])
    assert len(raised.escalations) == 3
    taken = take_on(raised.escalations, 2, by_team_id="quality", answer="Will call", at=at + timedelta(minutes=81))
    assert {note.answered_by for note in taken} == {"quality"}
    with pytest.raises(EscalationEndedError, match="answered already"):
        take_on(taken, 1, by_team_id="quality", answer="Again", at=at)
    for number in (0, 4):
        with pytest.raises(NoSuchEscalationError, match="open the incident"):
            take_on(taken, number, by_team_id="quality", answer="None", at=at)


def test_a_promise_moved_before_says_how_often(
    case: Case, playbook: Playbook, make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    old = make_checkpoint(checkpoint_id="cp-0", answered_at=at, outcome="re_promised", replaced_by="INC-4127/cp-1")
    (note,) = raise_notes(
        replace(case, checkpoints=(old, *case.checkpoints)), playbook, OPERATOR, at=at + timedelta(hours=1)
    )[:1]
    assert "Moved 1 time before" in note.evidence


@pytest.mark.parametrize(
    ("customers", "said"),
    [
        (CountRange(17_478, 19_280, 21_125), "About 19,300 customers affected, likely 17,500 to 21,100"),
        (CountRange(64, 64, 64), "64 customers affected"),
        (CountRange(0, 800, 30_444), "0 to 30,400 customers affected"),
        (None, "Customers notice it; how many is not known"),
    ],
)
def test_how_many_are_at_stake_is_said_no_more_exactly_than_it_is_known(
    customers: CountRange | None, said: str, make_incident: Callable[..., Incident], at: datetime
) -> None:
    visible = Impact(
        assessed_at=at,
        service_id="mobile-data",
        service_name="Mobile Data",
        region_ids=(),
        regions=(),
        partner_code=None,
        harm=HarmLevel.DEGRADED,
        customers=customers,
        accounts=(AffectedAccount("ACC-1", "Harbour", Tier.VIP, ()),),
        visibility=Visibility.CUSTOMER_VISIBLE,
        visibility_reason="",
        confidence=Confidence(Fraction(9, 10), ""),
        evidence=(),
    )
    assert stakes_of(Case(make_incident(), (), impact=visible)) == (said, "1 VIP, key or wholesale account in reach")


def test_nothing_is_at_stake_that_is_not_known(make_incident: Callable[..., Incident]) -> None:
    assert stakes_of(Case(make_incident(), ())) == ()


@given(looked=st.lists(st.integers(0, 200), max_size=12).map(sorted))
def test_whoever_looks_whenever_finds_the_same_ladder(
    looked: list[int],
    playbook: Playbook,
    at: datetime,
    make_incident: Callable[..., Incident],
    make_verdict: Callable[..., Verdict],
    make_checkpoint: Callable[..., Checkpoint],
) -> None:
    """A worker that was down for any time raises what is due when it is back, once."""
    start = Case(make_incident(), (), verdict=make_verdict(), checkpoints=(make_checkpoint(),))
    often, once = _climb(start, playbook, at, looked), _climb(start, playbook, at, looked[-1:])
    assert [note.rung_name for note in often.escalations] == [note.rung_name for note in once.escalations]
    assert len({note.escalation_id for note in often.escalations}) == len(often.escalations)
