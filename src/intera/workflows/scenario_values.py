"""What do the texts and numbers of a scenario stand for: times, spans, slots and ramps.

Times are written as a clock time of the scenario's day ("13:18"), a local date and time, an
instant with its offset, or an offset from where the entry stands ("+6m", "-2h30m").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SLOT = re.compile(r"\$\{([a-z_]+)(?:\|([^}]+))?\}")
_OFFSET = re.compile(r"([+-])((?:[0-9]+[smhd])+)")
_SPAN = re.compile(r"([0-9]+)([smhd])")
_WHOLE_SPAN = re.compile(r"(?:[0-9]+[smhd])+")
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_MS = 1000

Ramp: TypeAlias = Sequence[tuple[datetime, int]]


class ScenarioError(ValueError):
    """A scenario cannot be played; the sentence names the entry and what to do."""

    def __init__(self, where: str, problem: str) -> None:
        """Carries the entry, dotted from the top of the scenario."""
        super().__init__(f"scenario, {where}: {problem}")
        self.where = where


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where an entry stands: its place in the file, the instant its offsets count from, its zone."""

    place: str
    base_at: datetime
    zone: ZoneInfo

    def below(self, key: str) -> "Standpoint":
        """The same, one key further down."""
        return Standpoint(f"{self.place}.{key}", self.base_at, self.zone)


def zone_of(value: object, where: str) -> ZoneInfo:
    """The zone an IANA name stands for.

    Args:
        value: as written.
        where: the entry, for the error.

    Returns:
        The zone.

    Raises:
        ScenarioError: there is no such zone.
    """
    try:
        return ZoneInfo(word(value, where))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ScenarioError(where, f"{value!r} is no time zone; write an IANA name such as Europe/Lisbon") from None


def word(value: object, where: str) -> str:
    """The text an entry must hold; raises ScenarioError when it holds none."""
    if not isinstance(value, str) or not value.strip():
        raise ScenarioError(where, "is missing; write a text")
    return value


def members(value: object, where: str) -> dict[str, object]:
    """The named entries an entry must hold; raises ScenarioError when it holds none."""
    if not isinstance(value, dict):
        raise ScenarioError(where, "is missing or no mapping; write names with their values")
    return {str(name): item for name, item in cast("dict[object, object]", value).items()}


def items(value: object, where: str) -> list[object]:
    """The list an entry must hold; raises ScenarioError when it holds none."""
    if not isinstance(value, list) or not value:
        raise ScenarioError(where, "is missing or empty; write a list")
    return cast("list[object]", value)


def instant(value: object, stand: Standpoint) -> datetime:
    """The instant a time of the scenario names.

    Args:
        value: as written, see the module; a YAML timestamp without an offset is local.
        stand: where it is written.

    Returns:
        Aware UTC.

    Raises:
        ScenarioError: it is no time.
    """
    found: datetime | None = None
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, str):
        if offset := _OFFSET.fullmatch(value):
            moved = _length(offset[2])
            return stand.base_at + (moved if offset[1] == "+" else -moved)
        if clock := _CLOCK.fullmatch(value):
            hour, minute, second = (int(part or 0) for part in clock.groups())
            local = stand.base_at.astimezone(stand.zone)
            try:
                found = local.replace(hour=hour, minute=minute, second=second, microsecond=0, fold=0)
            except ValueError:
                found = None
        else:
            try:
                found = datetime.fromisoformat(value)
            except ValueError:
                found = None
    if found is None:
        raise ScenarioError(stand.place, f'{value!r} is no time; write it in quotes as "13:18", "+6m" or with its date')
    return (found if found.tzinfo else found.replace(tzinfo=stand.zone)).astimezone(UTC)


def span(value: object, where: str) -> timedelta:
    """The length a span names ("60s", "2h30m"); raises ScenarioError when it is none, or nothing."""
    found = _length(value) if isinstance(value, str) and _WHOLE_SPAN.fullmatch(value) else timedelta(0)
    if not found:
        raise ScenarioError(where, f"{value!r} is no span; write it as 90s, 5m or 2h30m")
    return found


def _length(text: str) -> timedelta:
    return timedelta(seconds=sum(int(number) * _UNIT_S[unit] for number, unit in _SPAN.findall(text)))


def ramp(value: object, stand: Standpoint) -> Ramp:
    """The points of a ramp, in order of time.

    Args:
        value: pairs of time and whole number.
        stand: where it is written.

    Returns:
        The points.

    Raises:
        ScenarioError: a point is no pair of a time and a whole number.
    """
    points: list[tuple[datetime, int]] = []
    for number, point in enumerate(items(value, stand.place)):
        pair = cast("list[object]", point) if isinstance(point, list) else []
        if len(pair) != 2 or not isinstance(pair[1], int):  # noqa: PLR2004 - a pair has two
            raise ScenarioError(f"{stand.place}[{number}]", 'write a time and a whole number: ["13:18", 12]')
        points.append((instant(pair[0], stand.below(str(number))), pair[1]))
    points.sort(key=lambda point: point[0])
    return points


def table(value: object, where: str) -> Sequence[int]:
    """A table of whole numbers to add in turn; raises ScenarioError when it is none."""
    found = [number for number in items(value, where) if isinstance(number, int)]
    if len(found) != len(items(value, where)):
        raise ScenarioError(where, "holds something that is no whole number; write whole numbers only")
    return found


def on_ramp(points: Ramp, at: datetime) -> int:
    """Where a ramp stands: straight between two points, level before the first and after the last.

    Args:
        points: from `ramp`, at least one.
        at: the instant.

    Returns:
        The whole number nearest, halves up.
    """
    before_at, before = points[0]
    for after_at, after in points:
        if after_at > at:
            if before_at == after_at or at <= before_at:
                return before
            share = Fraction(int((at - before_at).total_seconds()), int((after_at - before_at).total_seconds()))
            return int(before + (after - before) * share + Fraction(1, 2))
        before_at, before = after_at, after
    return before


def fill(value: object, slots: Mapping[str, object], stand: Standpoint) -> object:
    """A value with its slots filled, all the way down.

    A text that is one slot takes the slot's own value; a slot inside a text is written into it.
    `${name|form}` reads the slot as a time and writes it as `iso`, `utc`, `epoch_ms` or a strftime form.

    Args:
        value: any YAML value.
        slots: values by name.
        stand: where it is written.

    Returns:
        The filled value.

    Raises:
        ScenarioError: a slot has no value, or is no time where a form is asked for.
    """
    if isinstance(value, str):
        whole = _SLOT.fullmatch(value)
        if whole is not None:
            return _slot(whole, slots, stand)

        def written(match: re.Match[str]) -> str:
            found = _slot(match, slots, stand)
            return "" if found is None else str(found)

        return _SLOT.sub(written, value)
    if isinstance(value, dict):
        return {name: fill(item, slots, stand) for name, item in cast("dict[object, object]", value).items()}
    if isinstance(value, list):
        return [fill(item, slots, stand) for item in cast("list[object]", value)]
    return value


def _slot(match: re.Match[str], slots: Mapping[str, object], stand: Standpoint) -> object:
    name, form = match[1], match[2]
    if name not in slots:
        raise ScenarioError(stand.place, f"the slot {name!r} has no value; give it under set, or a default")
    found = slots[name]
    if found is None or not form:
        return found
    at = instant(found, stand.below(name))
    if form == "epoch_ms":
        return int(at.timestamp()) * _MS
    if form == "utc":
        return at.isoformat().replace("+00:00", "Z")
    local = at.astimezone(stand.zone)
    return local.isoformat() if form == "iso" else local.strftime(form)
