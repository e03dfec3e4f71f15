"""Every key is known, every value typed; nothing is guessed and nothing dropped."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pytest

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Seconds
from intera.sla.language.reader import Reader, key_of, parse_date


class Colour(StrEnum):
    """A choice."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    """Inside."""

    from_: date
    many: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outer:
    """Outside."""

    name: str
    wait: Seconds | None = None
    colour: Colour = Colour.RED
    inner: Inner | None = None
    by: dict[str, int] = field(default_factory=dict[str, int])
    is_new: bool = False


def test_plain_data_becomes_a_value() -> None:
    raw = {
        "name": "x",
        "wait": "2min",
        "colour": "red",
        "inner": {"from": "2026-06-01", "many": [1, 2]},
        "by": {"a": 1},
    }
    assert Reader().read(Outer, raw) == Outer("x", Seconds(120), Colour.RED, Inner(date(2026, 6, 1), (1, 2)), {"a": 1})


@pytest.mark.parametrize(
    ("raw", "rule", "place"),
    [
        ({}, "missing-key", "the file"),
        ({"name": "x", "nome": 1}, "unknown-key", "nome"),
        ({"name": "x", "wait": "2"}, "unreadable", "wait"),
        ({"name": "x", "colour": "blue"}, "unreadable", "colour"),
        ({"name": "x", "inner": {"from": "June"}}, "unreadable", "inner.from"),
        ({"name": "x", "inner": {"from": "2026-06-01", "many": 3}}, "unreadable", "inner.many"),
        ({"name": "x", "inner": {"from": "2026-06-01", "many": [1, -1]}}, "unreadable", "inner.many[1]"),
        ({"name": "x", "by": []}, "unreadable", "by"),
        ({"name": "x", "is_new": "yes"}, "unreadable", "is_new"),
        ([], "unreadable", "the file"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(raw: object, rule: str, place: str) -> None:
    reader = Reader()
    assert reader.read(Outer, raw) is None
    assert (rule, place) in {(each.rule, each.place) for each in reader.problems}


def test_a_day_is_a_day() -> None:
    assert parse_date(date(2026, 6, 1)) == parse_date("2026-06-01") == date(2026, 6, 1)
    with pytest.raises(UnreadableTermError):
        parse_date("1 June")
    assert key_of("from_") == "from"
