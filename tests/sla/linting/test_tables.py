"""What a table can be asked for, and what it has to hold."""

from typing import Any

import pytest

from intera.sla.language.layers import layered
from intera.sla.linting.contract import read_contract, usable_contract
from intera.sla.linting.tables import lint_table, reach_of
from sla.worked_case import contract_data


def rules(remedy: dict[str, Any], **terms: Any) -> set[str]:  # noqa: ANN401 -- any part of a contract
    data = layered(contract_data("plain"), {**terms, "remedies": {"r": {"promise": "uptime", **remedy}}})
    return {each.rule for each in read_contract(data).problems}


WHOLE = [{"at_least": "99%", "under": "99.9%", "pay": "5%"}, {"under": "99%", "pay": "10%"}]


def test_a_table_that_holds_every_miss_is_in_order() -> None:
    assert rules({"driver": "figure", "table": {"rows": WHOLE}}) == set()


def test_a_table_has_to_fit_the_weakest_promise_of_any_class() -> None:
    promise = {"promises": {"uptime": {"column": "class", "by": {"gold": {"at_least": "99.99%"}}}}}
    assert rules({"driver": "figure", "table": {"rows": WHOLE}}, **promise) == {"table-against-target"}


def test_a_table_looked_at_always_has_to_hold_every_figure() -> None:
    assert rules({"driver": "figure", "when": "always", "table": {"rows": WHOLE}}) == {"table-against-target"}
    rest = [*WHOLE, {"at_least": "99.9%", "pay": "nothing"}]
    assert rules({"driver": "figure", "when": "always", "table": {"rows": rest}}) == set()


@pytest.mark.parametrize(
    ("first", "found"), [("40min", set[str]()), ("41min", {"table-against-target"}), ("1min", set[str]())]
)
def test_downtime_is_over_the_allowance_of_the_shortest_month(first: str, found: set[str]) -> None:
    # 0.1 % of 28 days are 40.32 minutes.
    assert rules({"driver": "counted_time", "table": {"rows": [{"over": first, "pay": "5%"}]}}) == found


def test_whole_units_close_the_gap_between_rows_where_the_contract_says_what_happens() -> None:
    rows = [{"up_to": "43min", "pay": "5%"}, {"at_least": "44min", "pay": "10%"}]
    table = {"rows": rows, "unit": "1min"}
    assert rules({"driver": "counted_time", "table": {**table, "between": "exact"}}) == {"coarse-rows"}
    for between in ("refused", "rounded_up", "rounded_down"):
        assert rules({"driver": "counted_time", "table": {**table, "between": between}}) == set()


def test_nothing_is_said_of_a_remedy_without_a_table() -> None:
    terms = usable_contract(contract_data("cogent_on_net")).terms
    assert terms is not None
    assert [list(lint_table(name, each, terms)) for name, each in terms.remedies.items()] == [[], []]
    reach = reach_of(terms.remedies["outage"], terms)
    assert reach is not None
    assert reach.low == (0, 1)
