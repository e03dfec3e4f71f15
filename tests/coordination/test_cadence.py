"""What regulators and contracts ask to be told: who, when, and what counts as having been told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.coordination.cadence import (
    answer_by_publications,
    applies,
    due_by_profile,
    is_told,
    next_audience_promises,
    promises_told,
)
from intera.coordination.playbook import CadenceProfile, Playbook
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.confidence import Confidence
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.narrative import Narrative, NarrativeStatus, SlotFact
from intera.model.publication import Publication, PublicationKind
from intera.model.verdict import Severity, Verdict

FOLDER = Path(__file__).parents[1] / "cases"
CASES = yaml.safe_load((FOLDER / "coordination_audience_cadence.yaml").read_text(encoding="utf-8"))
HOUR = timedelta(hours=1)


def _impact(at: datetime, visibility: Visibility = Visibility.CUSTOMER_VISIBLE) -> Impact:
    return Impact(
        assessed_at=at,
        service_id="mobile-data",
        service_name="Mobile Data",
        region_ids=("coast",),
        regions=(),
        partner_code=None,
        harm=HarmLevel.DEGRADED,
        customers=None,
        accounts=(),
        visibility=visibility,
        visibility_reason="",
        confidence=Confidence(Fraction(9, 10), ""),
        evidence=(),
    )


@pytest.fixture
def au(playbook: Playbook) -> CadenceProfile:
    """The shipped Australian profile, put in force."""
    return replace(playbook.profiles[0], is_in_force=True)


@pytest.fixture
def in_force(playbook: Playbook, au: CadenceProfile) -> Playbook:
    """The shipped playbook with that profile in force."""
    return replace(playbook, profiles=(au,))


def _narrative(number: int, *facts: str) -> Narrative:
    return Narrative(
        narrative_id=f"n{number}",
        incident_id="INC-4127",
        version=number,
        language="en",
        template_id="t",
        template_version=1,
        text="",
        facts=tuple(
            SlotFact(slot, text, Fraction(1), "") for slot, text in zip(("where", "next_update"), facts, strict=True)
        ),
        facts_digest="",
        findings=(),
        drafted_at=datetime(2026, 11, 18, tzinfo=UTC),
        status=NarrativeStatus.APPROVED,
        audience="customer",
    )


def _told(number: int, released_at: datetime, **other: object) -> Publication:
    known: dict[str, Any] = {"kind": PublicationKind.UPDATE, "audience": "customer", "language": "en"} | other
    return Publication(f"p{number}", "INC-4127", f"n{number}", texts=(), digest="", released_at=released_at, **known)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_audience_must_hear_when_the_worked_case_says(
    case: dict[str, Any], au: CadenceProfile, at: datetime
) -> None:
    due_at = due_by_profile(au, opened_at=at, at=at + timedelta(minutes=case["told"]))
    assert due_at == at + timedelta(minutes=case["due"])


@given(told_min=st.integers(0, 10**5))
def test_the_next_one_is_always_later_and_never_more_than_a_day(
    told_min: int, at: datetime, playbook: Playbook
) -> None:
    told_at = at + timedelta(minutes=told_min)
    due_at = due_by_profile(playbook.profiles[0], opened_at=at, at=told_at)
    assert timedelta(0) < due_at - told_at <= timedelta(days=1)


def test_a_profile_asks_for_nothing_where_customers_notice_nothing_or_it_is_not_in_its_scope(
    au: CadenceProfile, make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    incident, impact, verdict = make_incident(), _impact(at), make_verdict()
    assert applies(au, incident, impact, verdict)
    assert not applies(au, incident, _impact(at, Visibility.BEING_VERIFIED), verdict)
    assert not applies(au, make_incident(lifecycle=Lifecycle.RESTORED), impact, verdict)
    faded = make_verdict(severity=Severity.P3, worst_severity=Severity.P2)
    assert applies(au, incident, impact, faded)
    assert not applies(au, incident, impact, make_verdict(severity=Severity.P3))
    assert not applies(replace(au, service_ids=("vpn",)), incident, impact, verdict)
    assert not applies(replace(au, region_ids=("north",)), incident, impact, verdict)
    assert applies(replace(au, service_ids=("mobile-data",), region_ids=("north", "coast")), incident, impact, verdict)


def test_the_soonest_profile_gives_an_audience_its_one_promise(
    in_force: Playbook, make_incident: Callable[..., Incident], make_verdict: Callable[..., Verdict], at: datetime
) -> None:
    incident, judged = make_incident(), (_impact(at), make_verdict())
    hourly = replace(in_force.profiles[0], name="contract", steps=((10**4, 60),), promise="Told hourly")
    partner = replace(hourly, for_audience="partner", promise="Partner told")
    both = replace(in_force, profiles=(*in_force.profiles, hourly, partner))
    first, second = next_audience_promises(incident, judged, both, checkpoints=())
    assert (first.audience, first.promise, first.due_at) == ("customer", "Told hourly", at + HOUR)
    assert (second.audience, second.checkpoint_id) == ("partner", "INC-4127/cp-2")
    assert next_audience_promises(incident, judged, both, checkpoints=(first, second)) == ()
    assert next_audience_promises(incident, judged, replace(both, profiles=()), checkpoints=()) == ()
    # One that would have been due before anybody could know is due now, never overdue from the start.
    later = replace(incident, updated_at=at + 9 * HOUR)
    (late, _) = next_audience_promises(later, judged, both, checkpoints=())
    assert late.due_at == later.updated_at


def test_only_words_that_reached_the_audience_answer_its_promise(
    make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    promise = make_checkpoint(audience="customer", due_at=at + 6 * HOUR)
    inside = make_checkpoint()
    for told in (
        (),
        (_told(1, at + HOUR, audience="sales"),),
        (_told(1, at + HOUR, kind=PublicationKind.WITHDRAWAL),),
        (_told(1, at - HOUR),),
    ):
        kept = (inside, promise)
        assert answer_by_publications(kept, told, ()) == kept
    for hours, outcome in ((6, CheckpointOutcome.KEPT), (7, CheckpointOutcome.KEPT_LATE)):
        within, answered = answer_by_publications((inside, promise), (_told(1, at + hours * HOUR),), ())
        assert within is inside
        assert (answered.outcome, answered.answered_at) == (outcome, at + hours * HOUR)


def test_words_with_nothing_new_leave_a_promise_empty(make_checkpoint: Callable[..., Checkpoint], at: datetime) -> None:
    promise = make_checkpoint(audience="customer", promised_at=at + HOUR, due_at=at + 6 * HOUR)
    told = (_told(1, at), _told(2, at + 5 * HOUR))
    same = (_narrative(1, "Coast", "18:00"), _narrative(2, "Coast", "23:00"))
    (empty,) = answer_by_publications((promise,), told, same)
    assert (empty.outcome, empty.answer) == (CheckpointOutcome.EMPTY, "Told, with nothing new")
    news = (_narrative(1, "Coast", "18:00"), _narrative(2, "Coast and North", "23:00"))
    (kept,) = answer_by_publications((promise,), told, news)
    assert kept.outcome is CheckpointOutcome.KEPT


def test_words_that_name_the_next_update_promise_it_to_their_audience(
    make_incident: Callable[..., Incident], make_checkpoint: Callable[..., Checkpoint], at: datetime
) -> None:
    incident, inside = make_incident(), make_checkpoint()
    due_at = at + HOUR
    told = (_told(1, at, next_update_at=due_at), _told(2, at, next_update_at=due_at, language="de"))
    (promise,) = promises_told(incident, told, (inside,))
    assert (promise.audience, promise.due_at, promise.promised_at) == ("customer", due_at, at)
    assert promise.checkpoint_id == "INC-4127/cp-2"
    assert is_told(promise, told)
    assert not is_told(inside, told)
    assert not is_told(replace(promise, promised_at=at + HOUR), told)
    assert promises_told(incident, told, (inside, promise)) == ()
    # Words that stay in the house, and such that name no time, promise outsiders nothing.
    assert promises_told(incident, (_told(1, at, next_update_at=due_at, audience="sales"), _told(2, at)), ()) == ()


def test_the_next_words_keep_what_the_last_ones_promised_and_promise_anew(
    make_incident: Callable[..., Incident], at: datetime
) -> None:
    incident, due_at = make_incident(), at + HOUR
    first = _told(1, at, next_update_at=due_at)
    (promise,) = promises_told(incident, (first,), ())
    # Said once more, in another language and a little later, the promise stands as it was.
    again = (first, _told(2, at + HOUR / 60, next_update_at=due_at, language="de"))
    assert answer_by_publications((promise,), again, ()) == (promise,)
    assert promises_told(incident, again, (promise,)) == ()
    for minutes, outcome in ((50, CheckpointOutcome.KEPT), (70, CheckpointOutcome.KEPT_LATE)):
        following = (*again, _told(3, at + timedelta(minutes=minutes), next_update_at=due_at + HOUR))
        (answered,) = answer_by_publications((promise,), following, ())
        assert (answered.outcome, answered.answered_at) == (outcome, at + timedelta(minutes=minutes))
        (anew,) = promises_told(incident, following, (answered,))
        assert anew.due_at == due_at + HOUR
