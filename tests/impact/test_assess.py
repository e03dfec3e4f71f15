"""One answer on impact, the same whatever the order it was told in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.assess import NoSignalsError, assess
from intera.model.ids import AccountId
from intera.model.impact import CountRange, EvidenceKind, HarmLevel, Impact, ImpactRuling, Visibility
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Health = Callable[..., dict[Any, SourceHealth]]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "impact_assess.yaml").read_text("utf-8"))


def _signals(signal_of: Build, said: list[dict[str, Any]]) -> list[Signal]:
    signals: list[Signal] = []
    for line in said:
        changes = {key: tuple(value) if isinstance(value, list) else value for key, value in line.items()}
        signals.append(signal_of(changes.pop("kind"), changes.pop("state"), **changes))
    return signals


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(
    operator: Operator, signal_of: Build, health_of: Health, now: datetime, case: dict[str, Any]
) -> None:
    signals = _signals(signal_of, case["said"])
    impact = assess(signals, operator, health=health_of(*case.get("late", ())), ruling=None, at=now)
    assert (impact.confidence.word(), impact.confidence.percent) == (case["word"], case["percent"])
    assert (impact.visibility, impact.harm) == (case["visibility"], case["harm"])
    expected = None if case["customers"] == "unknown" else CountRange(*case["customers"])
    assert impact.customers == expected


def _mock(
    operator: Operator,
    signal_of: Build,
    health: dict[Any, SourceHealth],
    now: datetime,
    *,
    ruling: ImpactRuling | None = None,
) -> Impact:
    (case,) = [case for case in CASES if "mock" in case["name"]]
    return assess(_signals(signal_of, case["said"]), operator, health=health, ruling=ruling, at=now)


def test_the_whole_answer_of_the_mock(operator: Operator, signal_of: Build, health_of: Health, now: datetime) -> None:
    impact = _mock(operator, signal_of, health_of(), now)
    assert [(row.source_name, row.says, row.weight.value) for row in impact.evidence] == [
        ("Service health signal", "Mobile Data degraded in Coast and Lakes", "Strong"),
        ("Synthetic tests", "Coast 58% and Lakes 34% of test sessions fail", "Strong"),
        ("Account confirmations", "Harbour Logistics and Lakeside Rail confirm", "Medium"),
        ("Customer contacts", "3.4 times the usual for this hour in Coast and Lakes", "Medium"),
    ]
    assert impact.confidence.basis == "4 sources agree"
    assert [(a.name, a.has_confirmed) for a in impact.accounts] == [
        ("Harbour Logistics", True),
        ("Lakeside Rail", True),
        ("Tidewater Ports", False),
    ]
    assert (impact.failing_percent, impact.contact_ratio_percent, impact.onset_at) == (58, 340, None)
    assert (impact.service_name, impact.region_ids) == ("Mobile Data", ("coast", "lakes"))


def test_a_late_source_lowers_confidence(
    operator: Operator, signal_of: Build, health_of: Health, now: datetime
) -> None:
    fresh = _mock(operator, signal_of, health_of(), now)
    late = _mock(operator, signal_of, health_of("probe"), now)
    assert late.confidence.ratio < fresh.confidence.ratio
    assert "Late, so not counted either way" in {row.says for row in late.evidence}
    assert late.failing_percent is None


def _ruling(now: datetime, *, is_confirmed: bool) -> ImpactRuling:
    return ImpactRuling(is_confirmed=is_confirmed, reason="r", by_person="p", by_team_id="mobile-desk", at=now)


def test_a_confirming_person_lifts_a_lone_ticket(operator: Operator, signal_of: Build, now: datetime) -> None:
    ruling = _ruling(now, is_confirmed=True)
    impact = assess([signal_of("ticket")], operator, health={}, ruling=ruling, at=now)
    assert (impact.visibility, impact.confidence.percent) == (Visibility.CUSTOMER_VISIBLE, 90)
    assert impact.evidence[0].kind is EvidenceKind.PERSON
    assert impact.raise_confidence_by == ()


def test_a_rejecting_person_makes_it_internal_with_nobody_hurt(
    operator: Operator, signal_of: Build, health_of: Health, now: datetime
) -> None:
    impact = _mock(operator, signal_of, health_of(), now, ruling=_ruling(now, is_confirmed=False))
    assert (impact.visibility, impact.harm) == (Visibility.INTERNAL_ONLY, HarmLevel.AT_RISK)
    assert (impact.customers, impact.accounts) == (CountRange(0, 0, 0), ())


def test_a_ruling_not_given_yet_is_not_known_yet(operator: Operator, signal_of: Build, now: datetime) -> None:
    later = _ruling(now + timedelta(seconds=1), is_confirmed=True)
    signals = [signal_of("ticket")]
    with_later = assess(signals, operator, health={}, ruling=later, at=now)
    assert with_later == assess(signals, operator, health={}, ruling=None, at=now)


def test_claims_keep_the_worst_and_the_earliest(operator: Operator, signal_of: Build, now: datetime) -> None:
    signals = [
        signal_of("ticket", name="1", claimed_priority=3, priority_confirmed=True, onset_at=now - timedelta(hours=1)),
        signal_of("ticket", name="2", claimed_priority=2, onset_at=now - timedelta(hours=2)),
        signal_of("ticket", "cancelled", name="3", claimed_priority=1, onset_at=now - timedelta(hours=3)),
        signal_of("probe", emergency_affected=False),
    ]
    impact = assess(signals, operator, health={}, ruling=None, at=now)
    assert (impact.claimed_priority, impact.priority_confirmed) == (2, False)
    assert (impact.onset_at, impact.emergency_affected) == (now - timedelta(hours=2), False)
    alarmed = [*signals, signal_of("health", emergency_affected=True)]
    assert assess(alarmed, operator, health={}, ruling=None, at=now).emergency_affected is True


def test_a_wholesale_route_counts_as_wholesale(operator: Operator, signal_of: Build, now: datetime) -> None:
    flag = signal_of("partner_flag", service="wholesale-voice", partner="P-17", regions=())
    impact = assess([flag], operator, health={}, ruling=None, at=now)
    assert impact.is_wholesale
    assert "Meridian" not in repr(impact)


def test_without_a_signal_of_harm_there_is_nothing_to_assess(
    operator: Operator, signal_of: Build, now: datetime
) -> None:
    with pytest.raises(NoSignalsError, match="at least one"):
        assess([signal_of("planned_work")], operator, health={}, ruling=None, at=now)


def test_named_accounts_show_even_when_out_of_reach(operator: Operator, signal_of: Build, now: datetime) -> None:
    ticket = signal_of("ticket", known=False, regions=(), account_ids=(AccountId("A-5"),))
    impact = assess([ticket], operator, health={}, ruling=None, at=now)
    assert [(a.account_id, a.has_confirmed) for a in impact.accounts] == [("A-5", False)]


STATEMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["ticket", "probe", "health", "care_contacts", "account_confirmation"]),
            "state": st.sampled_from(["open", "degraded", "ok", "restored", "closed", "cancelled"]),
            "regions": st.sampled_from([(), ("coast",), ("lakes",), ("coast", "lakes")]),
            "symptom": st.sampled_from(["slow", "gone", "margin"]),
            "age_min": st.integers(-10, 600),
            "failing_percent": st.none() | st.integers(0, 100),
            "customer_count": st.none() | st.integers(0, 9_000),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(STATEMENTS, st.randoms(use_true_random=False))
def test_order_plays_no_part_and_every_interval_is_one(
    operator: Operator, signal_of: Build, now: datetime, said: list[dict[str, Any]], random: Random
) -> None:
    signals = [replace(s, signal_id=f"{s.signal_id}{n}") for n, s in enumerate(_signals(signal_of, said))]
    impact = assess(signals, operator, health={}, ruling=None, at=now)
    random.shuffle(signals)
    assert assess(signals, operator, health={}, ruling=None, at=now) == impact
    for customers in (impact.customers, *(region.customers for region in impact.regions)):
        assert customers is None or 0 <= customers.low <= customers.best <= customers.high
    assert (impact.visibility is Visibility.CUSTOMER_VISIBLE) <= (impact.confidence.percent >= 50)


@given(STATEMENTS)
def test_one_more_report_of_harm_never_lowers_the_harm(
    operator: Operator, signal_of: Build, now: datetime, said: list[dict[str, Any]]
) -> None:
    rank = [HarmLevel.CLEAR, HarmLevel.NO_DATA, HarmLevel.AT_RISK, HarmLevel.DEGRADED, HarmLevel.FULL]
    signals = [replace(s, signal_id=f"{s.signal_id}{n}") for n, s in enumerate(_signals(signal_of, said))]
    before = assess(signals, operator, health={}, ruling=None, at=now)
    more = [*signals, signal_of("probe", "degraded", name="more", regions=("coast",))]
    after = assess(more, operator, health={}, ruling=None, at=now)
    assert rank.index(after.harm) >= rank.index(before.harm)
