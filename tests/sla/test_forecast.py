"""Where the open period is heading: worked cases and what always holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.agreement import Agreement, QosTarget
from intera.model.ids import AccountId, AgreementId
from intera.model.interval import Interval
from intera.model.measurement import DeliveredQos, QosFinality, QosOutcome, QosRisk
from intera.sla.display import display_ratio
from intera.sla.forecast import Exposure, NotForecastableError, forecast
from intera.sla.period import UnknownPeriodError, UnknownZoneError, period_at

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "sla_forecast.yaml").read_text(encoding="utf-8")
)
TARGET = QosTarget("availability", Fraction(999, 1000), clause="Schedule 2, 4.1")
AGREEMENT = Agreement(AgreementId("ag-1"), AccountId("acc-1"), ("pi-1",), (TARGET,))
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def when(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def spells(raw: list[list[str]]) -> tuple[Interval, ...]:
    return tuple(Interval(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in raw)


def ask(
    exposure: Exposure, at: datetime, *, agreement: Agreement = AGREEMENT, target: QosTarget = TARGET
) -> DeliveredQos:
    return forecast(agreement, target, product_instance_id="pi-1", account_name="Alder Bank", exposure=exposure, at=at)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_worked_case(case: dict[str, Any]) -> None:
    agreement = replace(AGREEMENT, zone=case.get("zone", "UTC"))
    target = replace(TARGET, target_ratio=Fraction(case.get("target", "0.999")))
    period_of = when(case.get("period_of"))
    exposure = Exposure(
        downtime=spells(case.get("downtime", [])),
        unknown=spells(case.get("unknown", [])),
        open_since_at=when(case.get("open_since")),
        eta_latest_at=when(case.get("eta_latest")),
        period=None if period_of is None else period_at("calendar_month", period_of, zone=agreement.zone),
    )
    qos = ask(exposure, datetime.fromisoformat(case["at"]), agreement=agreement, target=target)
    expect = case["expect"]
    assert qos.downtime_s == expect["downtime_s"]
    assert qos.allowance_s == expect["allowance_s"]
    assert qos.outcome is QosOutcome(expect["outcome"])
    assert qos.risk is QosRisk(expect["risk"])
    assert qos.finality is QosFinality(expect["finality"])
    assert qos.breach_at == when(expect["breach_at"])
    if "shown" in expect:
        assert qos.delivered_ratio is not None
        assert display_ratio(qos.delivered_ratio) == expect["shown"]


def test_the_answer_says_whose_it_is_and_how_it_was_reached() -> None:
    qos = ask(Exposure(), JUNE + timedelta(days=3))
    assert (qos.agreement_id, qos.account_id, qos.account_name) == ("ag-1", "acc-1", "Alder Bank")
    assert (qos.product_instance_id, qos.metric, qos.clause) == ("pi-1", "availability", "Schedule 2, 4.1")
    assert qos.method == "availability.ticket_clock/1"
    assert (qos.period_start_at, qos.period_end_at) == (JUNE, datetime(2026, 7, 1, tzinfo=UTC))


def test_time_without_knowledge_lowers_coverage() -> None:
    qos = ask(Exposure(unknown=(Interval(JUNE, JUNE + timedelta(days=1)),)), JUNE + timedelta(days=4))
    assert qos.coverage_ratio == Fraction(3, 4)


def test_a_spell_of_downtime_without_an_end_is_harm_that_goes_on() -> None:
    at = JUNE + timedelta(minutes=10)
    assert ask(Exposure(downtime=(Interval(JUNE),)), at) == ask(Exposure(open_since_at=JUNE), at)


def test_harm_of_the_future_is_not_counted_yet() -> None:
    later = JUNE + timedelta(days=9)
    exposure = Exposure(downtime=(Interval(later, later + timedelta(days=1)),), open_since_at=later)
    assert ask(exposure, JUNE + timedelta(days=3)) == ask(Exposure(), JUNE + timedelta(days=3))


def test_only_availability_has_an_allowance_of_seconds() -> None:
    with pytest.raises(NotForecastableError, match="'latency'"):
        ask(Exposure(), JUNE, target=replace(TARGET, metric="latency"))


def test_a_contract_that_names_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownPeriodError):
        ask(Exposure(), JUNE, target=replace(TARGET, period="moon_phase"))
    with pytest.raises(UnknownZoneError):
        ask(Exposure(), JUNE, agreement=replace(AGREEMENT, zone="Mars/Base"))


minute = st.integers(0, 30 * 24 * 60 - 1)
targets = st.integers(0, 10_000).map(lambda parts: Fraction(parts, 10_000))
closed = st.lists(
    st.tuples(minute, st.integers(1, 600)).map(
        lambda pair: Interval(JUNE + timedelta(minutes=pair[0]), JUNE + timedelta(minutes=pair[0] + pair[1]))
    ),
    max_size=4,
).map(tuple)


@given(closed, minute, minute, targets)
def test_the_breach_told_beforehand_is_the_breach_that_comes(
    downtime: tuple[Interval, ...], onset: int, now: int, ratio: Fraction
) -> None:
    target = replace(TARGET, target_ratio=ratio)
    at = JUNE + timedelta(minutes=now)
    past = tuple(spell for spell in downtime if spell.end_at is not None and spell.end_at <= at)
    period = period_at("calendar_month", at, zone="UTC")
    exposure = Exposure(downtime=past, open_since_at=JUNE + timedelta(minutes=onset), period=period)
    told = ask(exposure, at, target=target)
    if told.breach_at is None or told.breach_at < at:
        return
    reached = ask(exposure, told.breach_at, target=target)
    passed = ask(exposure, told.breach_at + timedelta(seconds=1), target=target)
    assert reached.downtime_s == reached.allowance_s
    assert reached.risk is not QosRisk.CERTAIN
    assert (passed.risk, passed.outcome, passed.breach_at) == (QosRisk.CERTAIN, QosOutcome.VIOLATED, told.breach_at)


@given(closed, targets)
def test_the_last_forecast_of_a_period_is_its_figure(downtime: tuple[Interval, ...], ratio: Fraction) -> None:
    target = replace(TARGET, target_ratio=ratio)
    period = period_at("calendar_month", JUNE, zone="UTC")
    qos = ask(Exposure(downtime=downtime, period=period), JUNE + timedelta(days=40), target=target)
    assert qos.finality is QosFinality.FINAL
    assert qos.delivered_ratio is not None
    assert (qos.outcome is QosOutcome.MET) is (qos.delivered_ratio >= ratio)
    assert (qos.risk is QosRisk.CERTAIN) is (qos.outcome is QosOutcome.VIOLATED)


@given(closed, closed, minute)
def test_more_downtime_never_calms_the_forecast(
    downtime: tuple[Interval, ...], more: tuple[Interval, ...], now: int
) -> None:
    order = list(QosRisk)
    at = JUNE + timedelta(minutes=now)
    before, after = ask(Exposure(downtime=downtime), at), ask(Exposure(downtime=(*downtime, *more)), at)
    assert after.downtime_s >= before.downtime_s
    assert order.index(after.risk) >= order.index(before.risk)
