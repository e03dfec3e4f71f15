"""Which state changes are one row: worked cases and what always holds."""

from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.impact.curate import Gatherer, Origin, Row, StateChange
from intera.model.impact import HarmLevel
from intera.model.interval import Interval

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "impact_curate.yaml").read_text(encoding="utf-8")
)
GROUPS = {"ams": "Europe", "fra": "Europe", "jfk": "America", "dns": "Services", "mail": "Services"}
ORIGINS = {"machine": Origin.MEASURED, "people": Origin.SAID}
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def change(at_min: int, part: str, harm: str, origin: str) -> StateChange:
    is_planned = harm == "planned"
    level = HarmLevel.CLEAR if is_planned else HarmLevel(harm)
    return StateChange(part, GROUPS[part], level, minute(at_min), ORIGINS[origin], is_planned=is_planned)


def gather(changes: list[StateChange], works: dict[str, list[Interval]] | None = None) -> list[Row]:
    gatherer = Gatherer()
    found: list[Row] = []
    for at, same in groupby(changes, key=lambda one: one.at):
        found.extend(gatherer.take(list(same), works=works or {}, at=at))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any]) -> None:
    works = {
        part: [Interval(minute(start), minute(end)) for start, end in spans]
        for part, spans in case.get("works", {}).items()
    }
    rows = gather([change(*raw) for raw in case["changes"]], works)
    assert len(rows) == len(case["rows"])
    for row, expect in zip(rows, case["rows"], strict=True):
        assert row.begun_at == minute(expect["at"])
        assert list(row.part_ids) == expect["parts"]
        assert row.origin is ORIGINS[expect["origin"]]
        assert row.harm.value == expect.get("harm", row.harm.value)
        assert {name: row.features[name] for name in ("planned", "spoken")} == {
            "planned": expect.get("planned", row.features["planned"]),
            "spoken": expect.get("spoken", row.features["spoken"]),
        }
    assert [row.nth for row in rows] == list(range(1, len(rows) + 1))


def test_unrest_counts_how_often_the_quietest_part_was_in_trouble_lately() -> None:
    flaps = [
        change(number, "ams", harm, "machine")
        for hour in range(7)
        for number, harm in ((120 * hour, "at_risk"), (120 * hour + 5, "clear"))
    ]
    rows = gather([*flaps, change(2_000, "ams", "at_risk", "machine")])
    assert rows[-1].features["unrest"] == "6 to 10"
    rows = gather([*flaps, change(2_000, "ams", "at_risk", "machine"), change(2_000, "fra", "at_risk", "machine")])
    assert rows[-1].features["unrest"] == "0"
    rows = gather([*flaps, change(20_000, "ams", "at_risk", "machine")])
    assert rows[-1].features["unrest"] == "0", "a week later it is forgotten"


def test_features_say_when_and_how_many() -> None:
    saturday = timedelta(days=5)
    changes = [
        StateChange(part, "Europe", HarmLevel.AT_RISK, START + saturday, Origin.MEASURED)
        for part in ("a", "b", "c", "d")
    ]
    row = gather(changes)[0]
    assert row.features["time"] == "weekend 2"
    assert row.features["part_count"] == "3 to 5"
    assert row.features["group"] == "Europe"
    assert row.features["busy"] == "0"


STREAM = st.lists(
    st.tuples(
        st.integers(0, 600),
        st.sampled_from(sorted(GROUPS)),
        st.sampled_from(["clear", "at_risk", "degraded", "full"]),
        st.sampled_from(sorted(ORIGINS)),
    ),
    max_size=40,
)


@settings(max_examples=80, deadline=None)
@given(stream=STREAM, chance=st.randoms(use_true_random=False))
def test_the_order_of_changes_at_one_instant_does_not_matter(stream: list[Any], chance: Any) -> None:  # noqa: ANN401
    # One part states one thing at one instant.
    single = {(raw[0], raw[1]): raw for raw in stream}
    ordered = sorted(single.values(), key=lambda raw: raw[0])
    shuffled = list(ordered)
    chance.shuffle(shuffled)
    shuffled.sort(key=lambda raw: raw[0])
    assert gather([change(*raw) for raw in shuffled]) == gather([change(*raw) for raw in ordered])


@settings(max_examples=80, deadline=None)
@given(stream=STREAM)
def test_rows_are_never_more_than_changes_and_name_only_parts_in_trouble(stream: list[Any]) -> None:
    changes = [change(*raw) for raw in sorted(stream, key=lambda raw: raw[0])]
    harmed = {(one.at, one.part_id) for one in changes if one.harm is not HarmLevel.CLEAR}
    rows = gather(changes)
    named = [(row.begun_at, part) for row in rows for part in row.part_ids]
    assert set(named) <= harmed
    assert len(rows) <= len(changes)
