"""Contacts are told apart by what was promised in the hour they came in."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coordination.conftest import AT, INCIDENT
from intera.coordination.escalation_noise import ContactRate, PromiseState, escalation_noise, state_of
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.contact import AskedBy, Contact, ContactAbout, ContactChannel
from intera.model.ids import CheckpointId, RegionId, ServiceId, TeamId
from intera.model.impact import CountRange, HarmLevel
from intera.model.interval import Interval
from intera.model.service_minutes import HarmPlace, HarmSpell

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "coordination_success.yaml").read_text(encoding="utf-8")
)
MINUTE = timedelta(minutes=1)
SPAN = Interval(AT - 600 * MINUTE, AT + 600 * MINUTE)
PLACE = HarmPlace(ServiceId("mobile-data"), RegionId("coast"))


def after(minutes: int) -> datetime:
    """So many minutes after the incident began."""
    return AT + minutes * MINUTE


def hurt(over_min: int | None, promises: list[list[int | None]]) -> Case:
    """An incident that hurt customers, with what was promised."""
    spell = HarmSpell(PLACE, HarmLevel.FULL, CountRange(1, 2, 3), AT, AT, AT)
    if over_min is not None:
        spell = replace(spell, end_at=after(over_min))
    given_promises = tuple(
        Checkpoint(
            CheckpointId(f"cp-{number}"),
            INCIDENT.incident_id,
            "news",
            due_at=after(due or 0),
            team_id=TeamId(INCIDENT.owner_team_id),
            promised_at=after(start or 0),
            answered_at=None if answered is None else after(answered),
            outcome=None if answered is None else CheckpointOutcome.KEPT,
        )
        for number, (start, due, answered) in enumerate(promises)
    )
    return Case(INCIDENT, (), checkpoints=given_promises, spells=(spell,))


def asks(minute: int, side: str, about: ContactAbout = ContactAbout.WHAT_IS_HAPPENING) -> Contact:
    """A contact about the incident."""
    return Contact(
        f"c{minute}{side}",
        after(minute),
        ContactChannel.PHONE,
        AskedBy(side),
        about,
        incident_id=INCIDENT.incident_id,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_cases(case: dict[str, Any]) -> None:
    contacts = [asks(minute, side) for minute, side in case["contacts"]]
    found = escalation_noise([hurt(case["over_min"], case["promises"])], contacts, span=SPAN)
    expect = case["expect"]
    told = {state.value: [rate.count, rate.impact_s // 60] for state, rate in found.by_promise.items()}
    assert told == {state.value: expect[state.value] for state in PromiseState}
    assert found.inside.count == expect["inside"]
    assert (found.unplaced_count, found.invalid_count) == (expect.get("unplaced", 0), expect.get("invalid", 0))


def test_only_those_who_ask_what_is_happening_count() -> None:
    found = escalation_noise([hurt(60, [])], [asks(1, "care", ContactAbout.CREDIT)], span=SPAN)
    assert (found.everybody.count, found.unplaced_count) == (0, 0)


def test_an_incident_that_hurts_nobody_has_no_hour_of_impact() -> None:
    found = escalation_noise([Case(INCIDENT, ())], [asks(1, "care")], span=SPAN)
    assert (found.everybody.per_hour, found.everybody.bounds_per_hour, found.unplaced_count) == (None, None, 1)


_PROMISE = st.tuples(st.integers(0, 200), st.integers(0, 200), st.none() | st.integers(0, 300))


@given(
    over_min=st.none() | st.integers(1, 300),
    promises=st.lists(_PROMISE.map(list), max_size=5),
    minutes=st.lists(st.integers(-10, 400), max_size=20),
)
def test_every_minute_and_contact_is_counted_once(
    over_min: int | None, promises: list[list[int | None]], minutes: list[int]
) -> None:
    contacts = [asks(minute, "care") for minute in minutes]
    found = escalation_noise([hurt(over_min, promises)], contacts, span=SPAN)
    assert sum(rate.impact_s for rate in found.by_promise.values()) == (600 if over_min is None else over_min) * 60
    assert sum(rate.count for rate in found.by_promise.values()) == found.everybody.count
    assert found.everybody.count + found.unplaced_count + found.invalid_count == len(contacts)


@given(promises=st.lists(_PROMISE.map(list), max_size=5), minute=st.integers(0, 300))
def test_the_state_minute_by_minute_is_the_state_of_the_whole(promises: list[list[int | None]], minute: int) -> None:
    case = hurt(None, promises)
    late = any(
        one.promised_at <= after(minute) and one.due_at <= after(minute)
        for one in case.checkpoints
        if one.answered_at is None or one.answered_at > after(minute)
    )
    assert (state_of(case.checkpoints, after(minute)) is PromiseState.OVERDUE) == late


@given(count=st.integers(0, 5000), hours=st.integers(1, 1000))
def test_the_interval_holds_the_rate_and_narrows(count: int, hours: int) -> None:
    rate = ContactRate(count, hours * 3600)
    assert rate.per_hour is not None
    assert rate.bounds_per_hour is not None
    low, high = rate.bounds_per_hour
    assert 0 <= low <= rate.per_hour <= high


def test_the_interval_of_ten_contacts_is_the_score_interval() -> None:
    bounds = ContactRate(10, 3600).bounds_per_hour
    assert bounds is not None
    # 10 + 1.9208 +- 1.96 sqrt(10.9604) = 5.432 to 18.410
    assert all(abs(found - known) < Fraction(1, 100) for found, known in zip(bounds, (5.432, 18.410), strict=True))
