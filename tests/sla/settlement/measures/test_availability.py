"""Availability by ticket clock: what always holds."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from intera.sla.language.facts import ContractFacts, ExclusionFacts, Instant, OutageFacts, PeriodFacts
from intera.sla.settlement.settle import settle
from intera.sla.trial import contract_from
from sla.asking import come_to, said
from sla.worked_case import contract_data

JUNE = 1780272000
PERIOD = (JUNE, JUNE + 30 * 86400)
CONTRACT = contract_from(contract_data("plain"))
SPANS = st.lists(
    st.tuples(st.integers(-7200, 31 * 86400), st.integers(1, 86400)).map(
        lambda each: (JUNE + each[0], JUNE + each[0] + each[1])
    ),
    max_size=6,
)


def availability(outages: Any, excluded: Any = (), period: tuple[int, int] = PERIOD) -> Fraction | None:  # noqa: ANN401
    facts = ContractFacts(
        period=PeriodFacts(Instant(period[0]), Instant(period[1])),
        outages=tuple(OutageFacts(Instant(a), Instant(b)) for a, b in outages),
        exclusions=tuple(ExclusionFacts(Instant(a), Instant(b), "planned_work") for a, b in excluded),
    )
    return settle(CONTRACT, facts).figures["uptime"].value


@settings(max_examples=60)
@given(SPANS, SPANS, st.randoms(use_true_random=False))
def test_more_downtime_never_raises_it_and_order_never_matters(outages: Any, more: Any, chance: Any) -> None:  # noqa: ANN401
    before, after = availability(outages), availability([*outages, *more])
    assert before is not None
    assert after is not None
    assert after <= before
    shuffled = [*outages, *more, *outages]
    chance.shuffle(shuffled)
    assert availability(shuffled) == after


@settings(max_examples=60)
@given(SPANS, st.integers(1, 29))
def test_a_period_split_adds_up(outages: Any, days: int) -> None:  # noqa: ANN401
    middle = JUNE + days * 86400
    whole, first, second = (
        availability(outages, period=each) for each in (PERIOD, (JUNE, middle), (middle, PERIOD[1]))
    )
    assert whole is not None
    assert first is not None
    assert second is not None
    assert whole * 30 == first * days + second * (30 - days)


@settings(max_examples=60)
@given(SPANS, SPANS)
def test_an_exclusion_counted_as_up_never_lowers_it(outages: Any, excluded: Any) -> None:  # noqa: ANN401
    kept = contract_from({**contract_data("plain"), "exclusions": {"planned_work": {"treat": "counted_as_up"}}})
    facts = ContractFacts(
        period=PeriodFacts(Instant(PERIOD[0]), Instant(PERIOD[1])),
        outages=tuple(OutageFacts(Instant(a), Instant(b)) for a, b in outages),
        exclusions=tuple(ExclusionFacts(Instant(a), Instant(b), "planned_work") for a, b in excluded),
    )
    value = settle(kept, facts).figures["uptime"].value
    plain = availability(outages)
    assert value is not None
    assert plain is not None
    assert value >= plain


def test_counted_downtime_is_a_figure_of_its_own() -> None:
    terms = {"metrics": {"down": {"measure": "downtime.counted"}}}
    facts = {"period": "2026-06", "outages": [{"from": "2026-05-31T23:00", "to": "2026-06-01T02:00"}]}
    assert said(come_to(terms, facts), "figures.down.exact") == "7200"
