"""Reports about the same thing meet; the newest statement of each one counts."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.signal import Scope, Signal
from intera.signals.correlate import (
    correlation_key,
    is_incident_signal,
    is_series,
    joins,
    merge_signals,
    opens_incident,
)

Build = Callable[..., Signal]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "signals_correlate.yaml").read_text("utf-8"))
OPEN_SCOPE = Scope(ServiceId("mobile-data"), (RegionId("coast"), RegionId("lakes")))


def _from_case(signal_of: Build, said: dict[str, Any]) -> Signal:
    scope = Scope(
        ServiceId(said.get("service", "mobile-data")),
        tuple(RegionId(region) for region in said["regions"]),
        PartnerCode(said["partner"]) if "partner" in said else None,
        is_resolved=said.get("known", True),
    )
    return signal_of(said["kind"], said["state"], said["minute"], scope=scope)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(signal_of: Build, noon: datetime, case: dict[str, Any]) -> None:
    signal = _from_case(signal_of, case["signal"])
    assert joins(signal, OPEN_SCOPE, last_heard_at=noon, at=signal.occurred_at) is case["joins"]


def test_what_joins_shares_the_key_and_what_stands_alone_has_its_own(signal_of: Build) -> None:
    opened_by = signal_of("ticket", scope=OPEN_SCOPE)
    for case in CASES:
        signal = _from_case(signal_of, case["signal"])
        if case["joins"]:
            assert correlation_key(signal) == correlation_key(opened_by)
    alone = signal_of(name="7", scope=Scope(ServiceId("Category 55"), is_resolved=False))
    assert correlation_key(alone) == "ticket:ticket/7"


def test_nothing_joins_an_incident_whose_scope_is_not_resolved(signal_of: Build, noon: datetime) -> None:
    unresolved = Scope(ServiceId("mobile-data"), (RegionId("coast"),), is_resolved=False)
    assert not joins(signal_of("probe", "degraded"), unresolved, last_heard_at=noon, at=noon)


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        ("ticket", "closed", True),
        ("probe", "degraded", True),
        ("probe", "ok", False),
        ("care_contacts", "open", True),
        ("planned_work", "open", False),
        ("measurement", "degraded", False),
    ],
)
def test_what_starts_an_incident_of_its_own(signal_of: Build, kind: str, state: str, *, expected: bool) -> None:
    assert opens_incident(signal_of(kind, state)) is expected


def test_only_harm_kinds_are_incident_signals_and_only_tickets_are_no_series(signal_of: Build) -> None:
    assert [is_incident_signal(signal_of(kind)) for kind in ("health", "measurement", "planned_work")] == [
        True,
        False,
        False,
    ]
    assert [is_series(signal_of(kind)) for kind in ("ticket", "probe")] == [False, True]


def test_a_repeat_or_an_older_statement_changes_nothing(signal_of: Build) -> None:
    known = (signal_of(minute=5),)
    assert merge_signals(known, signal_of(minute=5)) is None
    assert merge_signals(known, signal_of(minute=4, state="closed")) is None
    assert merge_signals(known, signal_of(minute=5, revision=1)) == (signal_of(minute=5, revision=1),)
    assert merge_signals((), known[0]) == known


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 2)), max_size=5))
def test_any_order_and_number_of_deliveries_ends_in_the_same_signals(
    signal_of: Build, said: list[tuple[str, int, int]]
) -> None:
    statements = [signal_of(name=name, minute=minute, revision=revision) for name, minute, revision in said]
    ends: set[tuple[Signal, ...]] = set()
    for order in itertools.islice(itertools.permutations(statements * 2), 0, 400, 37):
        known: tuple[Signal, ...] = ()
        for signal in order:
            known = merge_signals(known, signal) or known
        ends.add(known)
    assert len(ends) == 1
    (end,) = ends
    assert [signal.signal_id for signal in end] == sorted({signal.signal_id for signal in statements})


def test_the_window_counts_from_the_last_news_either_way(signal_of: Build, noon: datetime) -> None:
    probe = signal_of("probe", "degraded")
    assert joins(probe, OPEN_SCOPE, last_heard_at=noon + timedelta(hours=6), at=noon)
    assert not joins(probe, OPEN_SCOPE, last_heard_at=noon + timedelta(hours=7), at=noon)
