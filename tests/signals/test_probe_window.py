"""A measurement states one probe window of one product we hold, or says what is wrong with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.measurement import Measurement
from intera.model.operator import Operator
from intera.model.service import ProductInstance
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, RejectedRecord, RejectReason, SourceRecord
from intera.signals.normalise import normalise
from intera.signals.probe_window import LONGEST_WINDOW_S, MOST_SAMPLES, read_window
from intera.sla.metrics.availability import is_sound

Build = Callable[..., SourceRecord]
HOUR = timedelta(hours=1)
GOOD: dict[str, object] = {
    "kind": RecordKind.MEASUREMENT,
    "state": "ok",
    "product_instance_ref": "pi-harbour",
    "window_s": 3600,
    "sample_count": 3600,
    "lost_sample_count": 12,
}


@pytest.fixture
def metered(operator: Operator) -> Operator:
    account = AccountId("A-1")
    return replace(
        operator,
        product_instances=(
            ProductInstance("PI-Harbour", account, ServiceId("mobile-data"), RegionId("coast")),
            ProductInstance("PI-17", account, ServiceId("wholesale-voice"), None, PartnerCode("P-17")),
        ),
    )


def test_a_window_ends_with_its_statement_unless_it_says_when_it_began(
    metered: Operator, record_of: Build, noon: datetime
) -> None:
    early = (noon - 5 * HOUR).astimezone(timezone(timedelta(hours=2)))
    implied = normalise(record_of(**GOOD), metered, digest="")
    stated = normalise(record_of(**GOOD, window_start_at=early), metered, digest="")
    assert isinstance(implied, Signal)
    assert isinstance(stated, Signal)
    assert implied.measurement == Measurement("PI-Harbour", noon - HOUR, 3600, 3600, 12)
    assert stated.measurement == Measurement("PI-Harbour", noon - 5 * HOUR, 3600, 3600, 12)
    assert stated.measurement.window_start_at.tzinfo is UTC


def test_its_scope_is_its_products_own(metered: Operator, record_of: Build) -> None:
    given = {**GOOD, "service_ref": "Nonsense"}
    coast = normalise(record_of(**given), metered, digest="")
    partner = normalise(record_of(**{**given, "product_instance_ref": " pi-17 "}), metered, digest="")
    assert isinstance(coast, Signal)
    assert isinstance(partner, Signal)
    assert coast.scope == Scope(ServiceId("mobile-data"), (RegionId("coast"),))
    assert partner.scope == Scope(ServiceId("wholesale-voice"), (), PartnerCode("P-17"))


@pytest.mark.parametrize(
    ("changes", "reason", "named"),
    [
        ({"product_instance_ref": "  "}, RejectReason.MISSING_FIELD, "product_instance_ref"),
        ({"window_s": None}, RejectReason.MISSING_FIELD, "window_s"),
        ({"sample_count": None}, RejectReason.MISSING_FIELD, "sample_count"),
        ({"lost_sample_count": None}, RejectReason.MISSING_FIELD, "lost_sample_count"),
        ({"window_s": 0}, RejectReason.BAD_NUMBER, "window_s"),
        ({"window_s": LONGEST_WINDOW_S + 1}, RejectReason.BAD_NUMBER, "window_s"),
        ({"sample_count": -1, "lost_sample_count": -1}, RejectReason.BAD_NUMBER, "sample_count"),
        ({"sample_count": MOST_SAMPLES + 1}, RejectReason.BAD_NUMBER, "sample_count"),
        ({"lost_sample_count": -1}, RejectReason.BAD_NUMBER, "lost_sample_count"),
        ({"lost_sample_count": 3601}, RejectReason.BAD_NUMBER, "lost_sample_count is 3601; it must be 0 to 3600"),
        ({"window_start_at": datetime(2026, 11, 18, 9)}, RejectReason.BAD_TIME, "window_start_at"),  # noqa: DTZ001
        ({"window_start_at": datetime(1, 1, 1, tzinfo=UTC)}, RejectReason.BAD_TIME, "window_start_at"),
        ({"window_start_at": datetime(2026, 11, 18, 11, 0, 1, tzinfo=UTC)}, RejectReason.BAD_TIME, "has ended"),
        ({"product_instance_ref": "CCT/9"}, RejectReason.UNKNOWN_PRODUCT_INSTANCE, "no product instance we hold"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    metered: Operator, record_of: Build, changes: dict[str, object], reason: RejectReason, named: str
) -> None:
    rejected = normalise(record_of(**{**GOOD, **changes}), metered, digest="")
    assert isinstance(rejected, RejectedRecord)
    assert (rejected.reason, rejected.event_key) == (reason, "T1-1")
    assert named in rejected.detail
    assert "CCT/9" not in rejected.detail, "what a source calls a circuit stays inside"


def test_limits_are_good_and_an_empty_window_too(metered: Operator, record_of: Build) -> None:
    longest = record_of(**{**GOOD, "window_s": LONGEST_WINDOW_S, "sample_count": MOST_SAMPLES})
    assert not isinstance(read_window(longest, metered), RejectedRecord)
    empty = record_of(**{**GOOD, "sample_count": 0, "lost_sample_count": 0})
    assert not isinstance(read_window(empty, metered), RejectedRecord)


def test_other_kinds_state_no_window(metered: Operator, record_of: Build) -> None:
    probe = normalise(record_of(**{**GOOD, "kind": RecordKind.PROBE, "lost_sample_count": 9999}), metered, digest="")
    assert isinstance(probe, Signal)
    assert probe.measurement is None


NUMBERS = st.none() | st.integers(-2, 5000)


@given(window_s=NUMBERS, total=NUMBERS, lost=NUMBERS, start_at=st.none() | st.datetimes(timezones=st.just(UTC)))
def test_what_is_taken_is_sound(
    operator: Operator, record_of: Build, window_s: int | None, total: int | None, lost: int | None, start_at: object
) -> None:
    held = replace(
        operator, product_instances=(ProductInstance("pi-harbour", AccountId("A-1"), ServiceId("mobile-data"), None),)
    )
    changes = {"window_s": window_s, "sample_count": total, "lost_sample_count": lost, "window_start_at": start_at}
    outcome = normalise(record_of(**{**GOOD, **changes}), held, digest="")
    if isinstance(outcome, Signal):
        assert outcome.measurement is not None
        assert is_sound(outcome.measurement)
    else:
        assert outcome.detail
