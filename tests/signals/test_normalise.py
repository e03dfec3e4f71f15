"""A record becomes a signal, or a rejection that says what to do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import RecordKind, RejectedRecord, RejectReason, SourceRecord
from intera.signals.normalise import normalise

Build = Callable[..., SourceRecord]


def test_a_good_record_becomes_a_signal_in_utc(operator: Operator, record_of: Build, noon: datetime) -> None:
    cet = timezone(timedelta(hours=1))
    record = record_of(
        occurred_at=noon.astimezone(cet),
        onset_at=(noon - timedelta(minutes=10)).astimezone(cet),
        service_ref="MBB",
        region_refs=("Coast",),
        owner_ref="mob-l2",
        account_refs=("Harbour Logistics",),
        claimed_priority=2,
        customer_count=0,
        failing_percent=100,
    )
    signal = normalise(record, operator, digest="abc")
    assert isinstance(signal, Signal)
    assert signal.signal_id == "desk/T1"
    assert (signal.occurred_at, signal.occurred_at.tzinfo) == (noon, UTC)
    assert signal.onset_at == noon - timedelta(minutes=10)
    assert (signal.owner_team_id, signal.account_ids) == ("mobile-desk", ("A-1",))
    assert (signal.version, signal.customer_count, signal.failing_percent) == ((noon, 0, "abc"), 0, 100)


def test_an_unknown_desk_keeps_its_own_name(operator: Operator, record_of: Build) -> None:
    signal = normalise(record_of(owner_ref="Group 56"), operator, digest="")
    assert isinstance(signal, Signal)
    assert signal.owner_team_id == "Group 56"


@pytest.mark.parametrize(
    ("changes", "reason", "named"),
    [
        ({"kind": "gossip"}, RejectReason.UNKNOWN_KIND, "gossip"),
        ({"state": "weird"}, RejectReason.MALFORMED, "weird"),
        ({"external_id": ""}, RejectReason.MISSING_FIELD, "external_id"),
        ({"occurred_at": datetime(2026, 11, 18, 12)}, RejectReason.BAD_TIME, "occurred_at"),  # noqa: DTZ001 - the point
        ({"onset_at": datetime(2026, 11, 18, 12)}, RejectReason.BAD_TIME, "onset_at"),  # noqa: DTZ001 - the point
        ({"occurred_at": datetime(9999, 12, 31, tzinfo=UTC)}, RejectReason.BAD_TIME, "9999"),
        ({"eta_latest_at": datetime(1, 1, 1, tzinfo=UTC)}, RejectReason.BAD_TIME, "eta_latest_at"),
        ({"customer_count": -1}, RejectReason.BAD_NUMBER, "customer_count"),
        ({"failing_percent": 101}, RejectReason.BAD_NUMBER, "failing_percent"),
        ({"contact_ratio_percent": -5}, RejectReason.BAD_NUMBER, "contact_ratio_percent"),
        ({"claimed_priority": 0}, RejectReason.BAD_NUMBER, "claimed_priority"),
        ({"eta_percent": 120}, RejectReason.BAD_NUMBER, "eta_percent"),
    ],
)
def test_a_bad_record_is_a_value_with_its_reason(
    operator: Operator, record_of: Build, changes: dict[str, object], reason: RejectReason, named: str
) -> None:
    rejected = normalise(record_of(**changes), operator, digest="")
    assert isinstance(rejected, RejectedRecord)
    assert (rejected.reason, rejected.event_key) == (reason, "T1-1")
    assert named in rejected.detail


def test_a_start_after_its_own_statement_stays_blank(operator: Operator, record_of: Build, noon: datetime) -> None:
    later = noon + timedelta(hours=1)
    ticket = normalise(record_of(onset_at=later), operator, digest="")
    work = normalise(record_of(onset_at=later, kind=RecordKind.PLANNED_WORK), operator, digest="")
    assert isinstance(ticket, Signal)
    assert isinstance(work, Signal)
    assert (ticket.onset_at, work.onset_at) == (None, later)


@given(
    st.builds(
        dict,
        customer_count=st.none() | st.integers(-3, 10**9),
        failing_percent=st.none() | st.integers(-3, 103),
        service_ref=st.text(max_size=20),
        region_refs=st.lists(st.text(max_size=10), max_size=3).map(tuple),
        partner_ref=st.text(max_size=10),
        occurred_at=st.datetimes() | st.datetimes(timezones=st.just(UTC)),
    )
)
def test_no_record_raises_and_regions_come_out_sorted_once(
    operator: Operator, record_of: Build, changes: dict[str, object]
) -> None:
    outcome = normalise(record_of(**changes), operator, digest="")
    if isinstance(outcome, Signal):
        assert outcome.scope.region_ids == tuple(sorted(set(outcome.scope.region_ids)))
        assert outcome.occurred_at.tzinfo is UTC
    else:
        assert outcome.detail


def test_facets_are_carried_in_order_of_name(operator: Operator, record_of: Build) -> None:
    signal = normalise(record_of(facets={"symptom": "S7", "category": "Network"}), operator, digest="d")
    assert isinstance(signal, Signal)
    assert signal.facets == (("category", "Network"), ("symptom", "S7"))
