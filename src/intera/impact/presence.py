"""What is there at an instant, of very many things that come and go: how many, and which.

Spans are kept as sorted arrays of what begins and ends, in whole microseconds since 1970, so that
a million of them cost a few dozen megabytes and an answer costs microseconds. Built once, only
read afterwards.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

# Ends of time: a span open on one side. Both lie outside every instant a datetime can name.
ALWAYS = -(1 << 62)
NEVER = 1 << 62

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Changes between two kept pictures of a presence: fewer pictures need less memory, more need less replay.
_STEP = 512
# A byte with a bit set, sought in C: most bytes of a set of bits have none.
_SET = re.compile(rb"[^\0]")

Spell = tuple[int, int, int]


def instant_of(at: datetime | None, otherwise: int) -> int:
    """Whole microseconds since 1970; `otherwise` stands for an open end."""
    return otherwise if at is None else (at - _EPOCH) // _MICROSECOND


def joined(spells: Iterable[Spell]) -> Iterable[Spell]:
    """The same presence with spells of one number that overlap or touch made one."""
    current, start, end = -1, 0, 0
    for number, from_, until in sorted(spells):
        if from_ >= until:
            continue
        if number == current and from_ <= end:
            end = max(end, until)
            continue
        if current >= 0:
            yield current, start, end
        current, start, end = number, from_, until
    if current >= 0:
        yield current, start, end


class Tally:
    """How many are there at an instant."""

    __slots__ = ("_instants", "_totals")

    def __init__(self, spells: Iterable[Spell]) -> None:
        """Counts up.

        Args:
            spells: (how many, from, until) each; until is not included, and an empty spell counts nothing.
        """
        changes: dict[int, int] = {}
        for weight, from_, until in spells:
            if from_ < until:
                changes[from_] = changes.get(from_, 0) + weight
                if until != NEVER:
                    changes[until] = changes.get(until, 0) - weight
        self._instants = array("q", sorted(changes))
        self._totals = array("q", bytes(8 * len(self._instants)))
        total = 0
        for place, instant in enumerate(self._instants):
            total += changes[instant]
            self._totals[place] = total

    def count_at(self, instant: int) -> int:
        """How many are there."""
        place = bisect_right(self._instants, instant)
        return self._totals[place - 1] if place else 0


class Presence:
    """Which numbers are there at an instant, as a set of bits; a number that is there twice is there once."""

    __slots__ = ("_instants", "_numbers", "_pictures")

    def __init__(self, spells: Iterable[Spell]) -> None:
        """Joins spells of one number that touch, and keeps a picture of the whole every few hundred changes.

        Args:
            spells: (number, from, until) each, any order; until is not included.
        """
        changes: list[tuple[int, int]] = []
        highest = 0
        for number, from_, until in joined(spells):
            highest = max(highest, number)
            changes.append((from_, number))
            if until != NEVER:
                changes.append((until, number))
        changes.sort()
        self._instants = array("q", (instant for instant, _ in changes))
        self._numbers = array("I", (number for _, number in changes))
        self._pictures: list[bytes] = []
        bits = bytearray(highest // 8 + 1 if changes else 0)
        for start in range(0, len(changes) + 1, _STEP):
            self._pictures.append(bytes(bits))
            _toggle(bits, self._numbers[start : start + _STEP])

    def bits_at(self, instant: int) -> int:
        """The numbers that are there: bit n is set when n is."""
        place = bisect_right(self._instants, instant)
        picture, rest = divmod(place, _STEP)
        if not rest:
            return int.from_bytes(self._pictures[picture], "little")
        bits = bytearray(self._pictures[picture])
        _toggle(bits, self._numbers[picture * _STEP : place])
        return int.from_bytes(bits, "little")


def numbers_in(bits: int) -> list[int]:
    """The numbers whose bits are set, ascending."""
    packed = bits.to_bytes(-(-bits.bit_length() // 8), "little")
    held = ((found.start(), packed[found.start()]) for found in _SET.finditer(packed))
    return [place * 8 + bit for place, byte in held for bit in range(8) if byte >> bit & 1]


def bits_of(numbers: Iterable[int]) -> int:
    """The set of bits of some numbers."""
    wanted = list(numbers)
    bits = bytearray(max(wanted, default=-1) // 8 + 1)
    for number in wanted:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _toggle(bits: bytearray, numbers: Iterable[int]) -> None:
    for number in numbers:
        bits[number >> 3] ^= 1 << (number & 7)
