"""A document says everything, and a miss never displays as met."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from intera.sla.language.quantities import Quantity, Unit
from intera.sla.language.remedy_terms import Rounding
from intera.sla.language.terms import TargetTerms
from intera.sla.settlement.measures import measure_named
from intera.sla.settlement.promises import is_kept
from intera.sla.settlement.report import display, percent, target_words
from sla.asking import come_to, outage, said

RATIOS = st.fractions(0, 1)
TARGETS = st.integers(0, 100000).map(lambda each: Fraction(each, 100000))


@given(RATIOS, TARGETS)
def test_a_miss_never_reads_as_met(value: Fraction, bound: Fraction) -> None:
    higher = TargetTerms(at_least=Quantity(bound, Unit.RATIO))
    shown = Fraction(display(value, Unit.RATIO, measure_named("availability.ticket_clock"), 2, higher)) / 100
    assert is_kept(shown, higher) == is_kept(value, higher)
    lower = TargetTerms(at_most=Quantity(bound, Unit.RATIO))
    shown = Fraction(display(value, Unit.RATIO, measure_named("samples.loss"), 2, lower)) / 100
    assert is_kept(shown, lower) == is_kept(value, lower)


def test_six_decimals_do_not_cross_the_target_either() -> None:
    # 1 second short of 99.9 % in a period so long that six decimals would read 99.900000.
    facts = {
        "period": {"from": "2000-01-01", "to": "2040-01-01"},
        "outages": [{"from": "2026-06-01T00:00:00", "to": "2026-06-15T14:38:25"}],
    }
    document = come_to({}, facts)
    assert document["violated"] is True
    assert said(document, "promises.uptime.figure.rounded") == "99.899999"


def test_overlaps_and_trials_before_the_contract_are_noted() -> None:
    outages = [outage("05T10:00", "05T12:00", id="a"), outage("05T11:00", "05T13:00", id="b")]
    document = come_to({"effective": {"from": "2027-01-01"}}, {"period": "2026-06", "outages": outages})
    assert document["notes"] == [
        "b overlaps a; the time they share counts once",
        "plain/1 is not in force on 2026-06-01; this is a trial on other days",
    ]


def test_targets_and_percentages_in_words() -> None:
    assert target_words(None) is None
    assert target_words(TargetTerms(under=Quantity(Fraction(7200), Unit.SECONDS))) == "under 2 h"
    assert percent(Fraction(1, 3), 2, Rounding.DOWN) == "33.33"
