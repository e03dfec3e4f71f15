"""How is plain data read into the frozen classes of the language: every key known, every value typed.

The classes are the one statement of what may be written. What does not fit becomes a Problem with its
place; nothing is guessed and nothing is dropped.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from intera.sla.language.days import DaySet, HourSpan, parse_days, parse_hours
from intera.sla.language.pay import Pay, parse_pay
from intera.sla.language.problem import Path, Problem, UnreadableTermError
from intera.sla.language.quantities import (
    Length,
    LocalMinute,
    Quantity,
    Seconds,
    Share,
    parse_length,
    parse_local_minute,
    parse_number,
    parse_quantity,
    parse_seconds,
    parse_share,
)
from intera.sla.language.records import RecordChoice, parse_record_choice

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value written in one piece: how it is read, and what a schema says about it."""

    parse: Callable[[object], object]
    about: str
    pattern: str = ""
    also_mapping: bool = False
    also_whole: bool = False


# Contracts and facts are about these years.
FIRST_YEAR, LAST_YEAR = 1970, 2199


def parse_date(raw: object) -> date:
    """A local day: 2026-06-01.

    Raises:
        UnreadableTermError: it is written otherwise.
    """
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return in_reach(raw)
    try:
        return in_reach(date.fromisoformat(raw if isinstance(raw, str) else ""))
    except ValueError as error:
        if isinstance(error, UnreadableTermError):
            raise
        raise UnreadableTermError(f"{raw!r} is no day; write it as 2026-06-01") from None


def in_reach(day: date) -> date:
    """A day that can be meant.

    Raises:
        UnreadableTermError: its year is a slip of the pen, and its days would be counted one by one.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableTermError(f"{day} is outside the years {FIRST_YEAR} to {LAST_YEAR}", rule="out_of_reach")
    return day


def _parse_text(raw: object) -> str:
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    raise UnreadableTermError(f"{raw!r} is no text; write it in quotes")


def _parse_whole(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= LARGEST:
        return raw
    raise UnreadableTermError(f"{raw!r} is no whole number, 0 to {LARGEST:,}")


def _parse_bool(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise UnreadableTermError(f"{raw!r} is neither true nor false")


# Larger than any count of customers, samples or seconds of a contract.
LARGEST = 10**12
_AMOUNT = r"-?\d+(\.\d+)?(/\d+)?"

SCALARS: Mapping[object, Scalar] = {
    str: Scalar(_parse_text, "text", also_whole=True),
    int: Scalar(_parse_whole, "a whole number, 0 or more"),
    bool: Scalar(_parse_bool, "true or false"),
    date: Scalar(parse_date, "a local day", r"^\d{4}-\d\d-\d\d$"),
    Fraction: Scalar(parse_number, "an exact number, whole or in quotes", rf"^{_AMOUNT}$", also_whole=True),
    Share: Scalar(parse_share, "a share with its sign, such as 99.9%", rf"^{_AMOUNT}\s*%$"),
    Seconds: Scalar(
        parse_seconds,
        "elapsed time with its unit, such as 15min, 72h, 4:59:59",
        r"^(\d[\d./]*\s*(s|min|h)|\d+:\d\d:\d\d)$",
    ),
    LocalMinute: Scalar(parse_local_minute, "a time of the local day, HH:MM", r"^\d\d:\d\d$"),
    Quantity: Scalar(
        parse_quantity,
        "a quantity with its unit, such as 99.9%, 43min, 45ms, 3 days, 12",
        rf"^({_AMOUNT}\s*(%|ms|s|min|h| days?)?|\d+:\d\d:\d\d)$",
        also_whole=True,
    ),
    Length: Scalar(
        parse_length,
        "a length of a window, such as 30 days, 7 working_days, 72h",
        r"^\d+(\s*h| (days?|working_days?|hours?|months?|billing_cycles?))$",
    ),
    DaySet: Scalar(parse_days, "days of the week, such as daily, mon-fri"),
    HourSpan: Scalar(parse_hours, "hours of the local day, such as 09:00-17:00", r"^\d\d:\d\d\s*-\s*\d\d:\d\d$"),
    RecordChoice: Scalar(parse_record_choice, "a record, or earliest(...) or latest(...) of several"),
    Pay: Scalar(
        parse_pay,
        "a payment: 10%, 1 day, 5.00 EUR, @rate, nothing, or {greater_of: [...]}",
        r"^(nothing|@\S+|\S+%|\S+ (days?|hours?|months?|[A-Z]{3}))$",
        also_mapping=True,
    ),
}


def key_of(name: str) -> str:
    """The key a field is written by: `from_` is `from`."""
    return name.removesuffix("_")


class Reader:
    """Reads values of the classes of the language, keeping every problem it meets."""

    def __init__(self, scalars: Mapping[object, Scalar] = SCALARS) -> None:
        """Args: scalars by type; more may be given than the language's own."""
        self._scalars = scalars
        self.problems: list[Problem] = []

    def read(self, kind: type[_T], raw: object, path: Path = ()) -> _T | None:
        """The value, or None with at least one more problem kept.

        Args:
            kind: a class of the language, or any type its fields may have.
            raw: plain data: mappings, lists, text, whole numbers, truth values, days.
            path: where it stands.

        Returns:
            The value, None when it cannot be read.
        """
        before = len(self.problems)
        value = self._value(kind, raw, path)
        return cast("_T", value) if len(self.problems) == before else None

    def _scalar(self, scalar: Scalar, raw: object, path: Path) -> object:
        try:
            return scalar.parse(raw)
        except UnreadableTermError as error:
            self.problems.append(Problem(error.rule, path, str(error)))
            return None

    def _value(self, kind: object, raw: object, path: Path) -> object:
        if (scalar := self._scalars.get(kind)) is not None:
            return self._scalar(scalar, raw, path)
        origin: Any = get_origin(kind)
        if origin is Union or origin is UnionType:
            return self._one_of(get_args(kind), raw, path)
        if origin is tuple:
            return self._list(get_args(kind)[0], raw, path)
        if origin is not None:
            return self._mapping(get_args(kind)[1], raw, path)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._choice(kind, raw, path)
        return self._object(cast("type[Any]", kind), raw, path)

    def _one_of(self, kinds: Sequence[object], raw: object, path: Path) -> object:
        if raw is None and NoneType in kinds:
            return None
        named = [kind for kind in kinds if kind is not NoneType]
        for kind in named[1:]:
            if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(raw, str) and raw in set(kind):
                return kind(raw)
        return self._value(named[0], raw, path)

    def _list(self, kind: object, raw: object, path: Path) -> tuple[object, ...]:
        if not isinstance(raw, list | tuple):
            self.problems.append(Problem("unreadable", path, "must be a list, for instance [a, b]"))
            return ()
        listed = cast("Sequence[object]", raw)
        return tuple(self._value(kind, each, (*path, place)) for place, each in enumerate(listed))

    def _mapping(self, kind: object, raw: object, path: Path) -> dict[str, object]:
        entries = self._entries(raw, path)
        return {name: self._value(kind, value, (*path, name)) for name, value in entries.items()}

    def _entries(self, raw: object, path: Path) -> dict[str, object]:
        if not isinstance(raw, Mapping):
            self.problems.append(Problem("unreadable", path, "must be a mapping of keys to values"))
            return {}
        return {str(name): value for name, value in cast("Mapping[object, object]", raw).items()}

    def _choice(self, kind: type[StrEnum], raw: object, path: Path) -> object:
        if isinstance(raw, str) and raw in set(kind):
            return kind(raw)
        self.problems.append(Problem("unreadable", path, f"{raw!r} is not known here; write one of {', '.join(kind)}"))
        return None

    def _object(self, kind: type[Any], raw: object, path: Path) -> object:
        entries = self._entries(raw, path)
        if not isinstance(raw, Mapping):
            return None
        hints = get_type_hints(kind)
        fields = {key_of(each.name): each for each in dataclasses.fields(kind)}
        before = len(self.problems)
        values: dict[str, object] = {}
        for name, value in entries.items():
            if name not in fields:
                known = ", ".join(fields)
                self.problems.append(Problem("unknown-key", (*path, name), f"is not known here; the keys are {known}"))
                continue
            values[fields[name].name] = self._value(hints[fields[name].name], value, (*path, name))
        for name, each in fields.items():
            if (
                name not in entries
                and each.default is dataclasses.MISSING
                and each.default_factory is dataclasses.MISSING
            ):
                self.problems.append(Problem("missing-key", path, f"does not say {name!r}; it has no safe default"))
        return kind(**values) if len(self.problems) == before else None
