"""Values become plain data."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from intera.sla.language.plain import plain_of


class Colour(StrEnum):
    """A choice."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing."""

    from_: int
    colour: Colour
    parts: tuple[Fraction, ...]
    by: dict[str, None]


def test_fields_keep_their_order_and_numbers_their_digits() -> None:
    plain = plain_of(Thing(1, Colour.RED, (Fraction(1, 3),), {"a": None}))
    assert plain == {"from": 1, "colour": "red", "parts": ["1/3"], "by": {"a": None}}
    assert type(plain["colour"]) is str  # type: ignore[index]
