"""Delivered availability: worked cases and what always holds."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.interval import Interval
from intera.model.measurement import Measurement, QosOutcome
from intera.sla.display import display_ratio
from intera.sla.metric import MetricFacts, outcome_of
from intera.sla.metrics.availability import (
    SAMPLES,
    TICKET_CLOCK,
    by_samples,
    by_ticket_clock,
    delivered_availability,
    is_sound,
    newest_windows,
)
from intera.sla.period import period_at

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "sla_availability.yaml").read_text(encoding="utf-8")
)
START = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = Interval(START, START + timedelta(hours=1))


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def spells(raw: list[list[str | None]]) -> tuple[Interval, ...]:
    return tuple(Interval(when(start), when(end) if end else None) for start, end in raw if start)


def minutes(start: int, end: int) -> Interval:
    return Interval(START + timedelta(minutes=start), START + timedelta(minutes=end))


def window(minute: int, total: int, lost: int, *, window_s: int = 60, known: int | None = None) -> Measurement:
    known_at = None if known is None else START + timedelta(days=known)
    return Measurement("pi", START + timedelta(minutes=minute), window_s, total, lost, known_at)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_worked_case(case: dict[str, Any]) -> None:
    asked, expect = case["period"], case["expect"]
    period = period_at(asked["kind"], when(asked["of"]), zone=case["zone"])
    if "starts" in asked:
        assert period == Interval(when(asked["starts"]), when(asked["ends"]))
    facts = MetricFacts(period, spells(case["outages"]), spells(case.get("unknown", [])))
    delivered = delivered_availability(facts)
    target = Fraction(case["target"])
    assert delivered.eligible_s == expect["eligible_s"]
    assert delivered.total - delivered.good == expect["down_s"]
    assert delivered.unknown_s == expect["unknown_s"]
    shown = None if delivered.ratio is None else display_ratio(delivered.ratio, target=target)
    assert shown == expect["shown"]
    assert outcome_of(delivered, target, direction=TICKET_CLOCK.direction) is QosOutcome(expect["outcome"])


minute_spells = st.lists(
    st.tuples(st.integers(-10, 70), st.integers(1, 30)).map(lambda pair: minutes(pair[0], pair[0] + pair[1])),
    max_size=6,
).map(tuple)


@given(minute_spells, minute_spells, st.randoms())
def test_order_and_repeats_of_outages_change_nothing(
    outages: tuple[Interval, ...], unknown: tuple[Interval, ...], rng: Random
) -> None:
    shuffled = list(outages) * 2
    rng.shuffle(shuffled)
    assert by_ticket_clock(MetricFacts(HOUR, tuple(shuffled), unknown)) == by_ticket_clock(
        MetricFacts(HOUR, outages, unknown)
    )


@given(minute_spells, minute_spells)
def test_the_clock_agrees_with_counting_minute_by_minute(
    outages: tuple[Interval, ...], unknown: tuple[Interval, ...]
) -> None:
    instants = [START + timedelta(minutes=minute) for minute in range(60)]
    down = sum(any(each.contains(at) for each in outages) for at in instants)
    blind = sum(
        any(each.contains(at) for each in unknown) and not any(each.contains(at) for each in outages) for at in instants
    )
    delivered = by_ticket_clock(MetricFacts(HOUR, outages, unknown))
    assert (delivered.total - delivered.good, delivered.unknown_s) == (down * 60, blind * 60)


@given(minute_spells, minute_spells)
def test_more_downtime_never_raises_delivered_quality(
    outages: tuple[Interval, ...], more: tuple[Interval, ...]
) -> None:
    before = by_ticket_clock(MetricFacts(HOUR, outages))
    after = by_ticket_clock(MetricFacts(HOUR, (*outages, *more)))
    assert before.ratio is not None
    assert after.ratio is not None
    assert after.ratio <= before.ratio


def test_samples_are_a_ratio_of_sums_not_a_mean_of_ratios() -> None:
    facts = MetricFacts(HOUR, measurements=(window(0, 10, 10), window(1, 90, 0)))
    assert by_samples(facts).ratio == Fraction(9, 10)


def test_a_window_without_samples_is_unknown_time() -> None:
    delivered = by_samples(MetricFacts(HOUR, measurements=(window(0, 10, 0), window(1, 0, 0))))
    assert (delivered.known_s, delivered.unknown_s) == (60, 3540)


def test_no_window_at_all_is_not_measurable() -> None:
    delivered = by_samples(MetricFacts(HOUR))
    assert delivered.ratio is None
    assert outcome_of(delivered, Fraction(1, 2), direction=SAMPLES.direction) is QosOutcome.NOT_MEASURABLE


def test_a_window_counts_in_the_period_it_starts_in_and_its_time_ends_with_it() -> None:
    late = window(59, 10, 1, window_s=300)
    early = window(-1, 10, 1, window_s=300)
    at_end = window(60, 10, 1)
    delivered = by_samples(MetricFacts(HOUR, measurements=(late, early, at_end)))
    assert (delivered.good, delivered.total, delivered.known_s) == (9, 10, 60)


def test_overlapping_windows_know_a_second_once() -> None:
    delivered = by_samples(MetricFacts(HOUR, measurements=(window(0, 5, 0, window_s=120), window(1, 5, 0))))
    assert delivered.known_s == 120


def test_the_statement_known_latest_replaces_the_earlier_one() -> None:
    stated = (window(0, 10, 0, known=1), window(0, 8, 4, known=2), window(0, 99, 0))
    assert newest_windows(stated) == (stated[1],)


def test_of_statements_known_together_the_fullest_then_the_worst_counts() -> None:
    stated = (window(0, 10, 1), window(0, 10, 3), window(0, 9, 9))
    assert newest_windows(stated) == (stated[1],)


@pytest.mark.parametrize("bad", [window(0, 5, 6), window(0, -1, 0), window(0, 5, -1), window(0, 5, 1, window_s=0)])
def test_a_window_that_contradicts_itself_does_not_count(bad: Measurement) -> None:
    assert not is_sound(bad)
    assert by_samples(MetricFacts(HOUR, measurements=(bad,))).ratio is None


def test_the_method_is_the_callers_choice_and_named_on_the_figure() -> None:
    facts = MetricFacts(HOUR, outages=(minutes(0, 30),), measurements=(window(0, 4, 1),))
    assert delivered_availability(facts).ratio == Fraction(1, 2)
    by_probe = delivered_availability(facts, method=SAMPLES)
    assert (by_probe.ratio, by_probe.method) == (Fraction(3, 4), "availability.samples/1")
