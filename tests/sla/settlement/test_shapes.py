"""What a quantity pays."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Quantity, Unit, parse_quantity
from intera.sla.language.reader import Reader
from intera.sla.language.remedy_terms import PartUnit, RemedyTerms
from intera.sla.settlement.shapes import paid_for, part_units


def remedy(**shape: Any) -> RemedyTerms:  # noqa: ANN401
    terms = Reader().read(RemedyTerms, {"promise": "p", "driver": "figure", **shape})
    assert terms is not None
    return terms


def percent(terms: RemedyTerms, quantity: str, column: str = "") -> Fraction:
    return sum(
        (each.pay.value * each.times * 100 for each in paid_for(terms, parse_quantity(quantity), column)), Fraction(0)
    )


@pytest.mark.parametrize(
    ("part", "quantity", "units"),
    [
        ("started", "61min", 2),
        ("started", "60min", 1),
        ("whole", "119min", 1),
        ("proportional", "90min", Fraction(3, 2)),
    ],
)
def test_parts_of_a_unit(part: str, quantity: str, units: Fraction) -> None:
    assert percent(remedy(each={"unit": "1h", "pay": "1%", "part": part}), quantity) == units


def test_blocks_pay_the_first_and_then_each_further_one() -> None:
    blocks = remedy(
        blocks={"first": {"length": "2h", "pay": "10%"}, "then": {"length": "1h", "pay": "5%"}, "part": "started"}
    )
    assert [percent(blocks, each) for each in ("1s", "2h", "7201s", "3h", "4h")] == [10, 10, 15, 15, 20]
    assert paid_for(blocks, Quantity(Fraction(0), Unit.SECONDS), "") == []


DAYS = {"rows": [{"up_to": "2 days", "pay": "1%"}, {"over": "2 days", "pay": "3%"}], "unit": "1 day"}


def test_marginal_pays_each_unit_by_its_own_row_and_retroactive_all_by_the_last() -> None:
    assert [percent(remedy(table={**DAYS, "mode": "marginal"}), f"{n} days") for n in (0, 2, 4)] == [0, 2, 8]
    assert [percent(remedy(table={**DAYS, "mode": "retroactive"}), f"{n} days") for n in (0, 2, 4)] == [0, 2, 12]


def test_columns_and_empty_cells() -> None:
    table = remedy(table={"rows": [{"under": "1h", "by": {"gold": "5%"}}, {"at_least": "1h", "pay": "7%"}]})
    assert [percent(table, "30min", "gold"), percent(table, "30min", "tin"), percent(table, "2h", "tin")] == [5, 0, 7]


def test_no_row_and_two_rows_are_errors_with_a_name() -> None:
    for rows, rule in (
        ([{"over": "1h", "pay": "5%"}], "no_matching_tier"),
        ([{"over": "1min", "pay": "5%"}, {"over": "2min", "pay": "5%"}], "more_than_one_tier"),
    ):
        with pytest.raises(UnreadableTermError) as refused:
            paid_for(remedy(table={"rows": rows}), parse_quantity("1h"), "")
        assert refused.value.rule == rule


def test_minutes_between_rows_are_rounded_where_the_contract_says_so() -> None:
    rows = [{"up_to": "43min", "pay": "5%"}, {"at_least": "44min", "pay": "10%"}]
    for between, paid in (("rounded_up", 10), ("rounded_down", 5)):
        assert percent(remedy(table={"rows": rows, "unit": "1min", "between": between}), "2610s") == paid


@given(st.fractions(0, 1000), st.sampled_from(list(PartUnit)))
def test_units_are_never_off_by_more_than_one(length: Fraction, part: PartUnit) -> None:
    units = part_units(length, Fraction(7), part)
    assert abs(units * 7 - length) < 7
