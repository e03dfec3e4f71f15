"""Whether customers can see it, with a reason that says why."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from intera.experience.track_record import TrackRecord
from intera.impact.certainty import Stated, confidence_of
from intera.impact.harm import harm_of
from intera.impact.visibility import visibility_of
from intera.impact.weigh import Weighed
from intera.model.impact import ImpactRuling, Visibility
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Weigh = Callable[..., tuple[Weighed, ...]]
VISIBLE, INTERNAL, VERIFY = Visibility.CUSTOMER_VISIBLE, Visibility.INTERNAL_ONLY, Visibility.BEING_VERIFIED
MARGIN = {"symptom": "margin"}


def _judge(
    operator: Operator, weighed: tuple[Weighed, ...], ruling: ImpactRuling | None = None
) -> tuple[Visibility, str]:
    harm = harm_of(weighed, operator)
    confidence = confidence_of(weighed, Stated(harm), ruling, record=TrackRecord())
    return visibility_of(weighed, harm, confidence, ruling=ruling, operator=operator)


@pytest.mark.parametrize(
    ("said", "expected", "reason"),
    [
        ([("ticket", "open", {})], VERIFY, "Only one kind of source reports it so far: tickets"),
        ([("probe", "degraded", {})], VERIFY, "Only one kind of source reports it so far: probes"),
        (
            [("probe", "degraded", {}), ("care_contacts", "degraded", {})],
            VISIBLE,
            "Seen by 2 kinds of source: customer contacts and probes",
        ),
        (
            [("health", "degraded", {}), ("ticket", "open", {})],
            VERIFY,
            "Reported by service health and tickets, but by no source that customers feel",
        ),
        (
            [("health", "degraded", {}), ("ticket", "open", {"customer_count": 61})],
            VISIBLE,
            "Seen by 2 kinds of source: service health and tickets",
        ),
        (
            [("care_contacts", "degraded", {"age_min": 900}), ("ticket", "open", {"age_min": 9_000})],
            VERIFY,
            "Reported by customer contacts and tickets, but not surely enough yet",
        ),
        (
            [("health", "degraded", MARGIN)],
            INTERNAL,
            "Customers unaffected: only the margin is smaller, and nobody feels it",
        ),
        (
            [("health", "degraded", MARGIN), ("probe", "ok", {})],
            INTERNAL,
            "Customers unaffected: only the margin is smaller, and nobody feels it",
        ),
        (
            [("health", "degraded", MARGIN), ("account_confirmation", "open", MARGIN)],
            VISIBLE,
            "Seen by 2 kinds of source: account confirmations and service health",
        ),
        (
            [("health", "ok", {})],
            INTERNAL,
            "Customers unaffected: it is over, and no source they feel reported it",
        ),
        ([("ticket", "closed", {})], VERIFY, "Only one kind of source reports it so far: tickets"),
        (
            [("probe", "ok", {}), ("ticket", "restored", {})],
            VISIBLE,
            "Customers could see it; working again according to probes and tickets",
        ),
        ([("ticket", "cancelled", {})], VERIFY, "No fresh source says whether customers notice it"),
    ],
)
def test_visible_internal_or_being_verified(
    operator: Operator,
    signal_of: Build,
    weighed_of: Weigh,
    said: list[tuple[str, str, dict[str, object]]],
    *,
    expected: Visibility,
    reason: str,
) -> None:
    signals = [signal_of(kind, state, **changes) for kind, state, changes in said]
    assert _judge(operator, weighed_of(*signals)) == (expected, reason)


def test_a_late_probe_is_no_proof_that_customers_are_unaffected(
    operator: Operator, signal_of: Build, weighed_of: Weigh, health_of: Callable[..., dict[str, SourceHealth]]
) -> None:
    weighed = weighed_of(signal_of("health", symptom="margin"), signal_of("probe", "ok"), late=health_of("probe"))
    assert _judge(operator, weighed)[0] is VERIFY


def test_a_person_decides_and_later_harm_asks_to_look_again(
    operator: Operator, signal_of: Build, weighed_of: Weigh, now: datetime
) -> None:
    weighed = weighed_of(signal_of("care_contacts", age_min=5))

    def ruled(*, is_confirmed: bool, minutes_ago: int) -> tuple[Visibility, str]:
        at = now - timedelta(minutes=minutes_ago)
        ruling = ImpactRuling(is_confirmed=is_confirmed, reason="r", by_person="p", by_team_id="mobile-desk", at=at)
        return _judge(operator, weighed, ruling)

    assert ruled(is_confirmed=True, minutes_ago=1) == (VISIBLE, "Confirmed by Mobile Desk")
    assert ruled(is_confirmed=False, minutes_ago=1) == (INTERNAL, "Ruled out by Mobile Desk")
    assert ruled(is_confirmed=False, minutes_ago=9) == (
        INTERNAL,
        "Ruled out by Mobile Desk, but 1 source that customers feel has reported harm since: look again",
    )
