"""Which of many state changes are one row, and what about that row tells whether it deserves a place.

A monitoring feed says far more than a person can read. State changes are first gathered into rows,
each what a person would see as one trouble; each row then has a few plain features from which
`experience` learns how rows like it turned out. `curate_gate` decides on the first screen.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from intera.model.impact import HarmLevel
from intera.model.interval import Interval

# A place whose trouble returns within this time is the same row still: flapping is one trouble.
# Source: as `NEAR_ONSET` of what changed: an hour is how long one cause may show late.
FLAP_WINDOW = timedelta(minutes=60)
# How far back a place's own unrest is counted: a week holds every hour and day of its rhythm once.
# Source: a choice of this room.
UNREST_WINDOW = timedelta(days=7)
# People speak of the same trouble again within this time. Source: ADR-0015 (`JOIN_WINDOW`).
SPOKEN_WINDOW = timedelta(hours=6)
# How many rows began lately is counted over this time.
_BUSY_WINDOW = timedelta(hours=1)

_DAY_PART_HOURS = 4
_SATURDAY = 5
_COUNT_BINS = (0, 1, 2, 3, 6, 11, 21, 51)
_RANK = {
    HarmLevel.NO_DATA: 0,
    HarmLevel.CLEAR: 0,
    HarmLevel.AT_RISK: 1,
    HarmLevel.DEGRADED: 2,
    HarmLevel.FULL: 3,
}

# Pairs of features that count together. Source: a choice of this room; who said it changes what each of
# the others means.
CROSSINGS = (("origin", "harm"), ("origin", "spoken"), ("part_count", "unrest"), ("origin", "planned"))


class Origin(StrEnum):
    """Who set a state: a machine that measured, or people, who may have posted the incident in the same act."""

    MEASURED = "measured"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class StateChange:
    """One change of state of one part (a place or a service) as a feed reports it.

    `harm` is the state it changed to; CLEAR ends a trouble. `is_planned` says that it went into
    planned work. `group_id` is what the part belongs to: a region, a family of services.
    """

    part_id: str
    group_id: str
    harm: HarmLevel
    at: datetime
    origin: Origin
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a person would see as one trouble: its parts, how badly they are hurt, and its features as it began."""

    nth: int
    origin: Origin
    harm: HarmLevel
    group_ids: tuple[str, ...]
    part_ids: tuple[str, ...]
    begun_at: datetime
    features: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class _Part:
    """What is remembered of one part."""

    open_origins: set[Origin] = field(default_factory=set[Origin])
    last_at_by_origin: dict[Origin, datetime] = field(default_factory=dict[Origin, datetime])
    harmed_at: deque[datetime] = field(default_factory=deque[datetime])
    is_planned: bool = False


class Gatherer:
    """Gathers state changes into rows, instant by instant, and remembers only what the next rows need.

    - A part that is still in trouble, or was within `FLAP_WINDOW`, begins no new row.
    - What machines report of one group at one instant is one row.
    - What people set at one instant is one row, whatever the groups: it is one act.

    Source: PRODUCT F1, I2, rule A.
    """

    __slots__ = ("_begun_at", "_parts", "_row_count", "_said_at_by_group")

    def __init__(self) -> None:
        """Starts without memory."""
        self._parts: dict[str, _Part] = {}
        self._said_at_by_group: dict[str, datetime] = {}
        self._begun_at: deque[datetime] = deque()
        self._row_count = 0

    def take(
        self, changes: Sequence[StateChange], *, works: Mapping[str, Sequence[Interval]], at: datetime
    ) -> tuple[Row, ...]:
        """The rows that begin with the changes of one instant.

        Args:
            changes: all changes reported at `at`, any order.
            works: spans of planned work known by then, by part.
            at: the instant; never earlier than the one before.

        Returns:
            New rows with their features, what people said first, then by group; empty when every
            change belongs to a row there already is, or ends one.
        """
        fresh: dict[tuple[Origin, str], list[StateChange]] = {}
        ended: list[StateChange] = []
        for change in sorted(changes, key=lambda change: (change.part_id, change.origin)):
            if _RANK[change.harm] == 0:
                ended.append(change)
            elif self._is_fresh(change, at):
                key = (change.origin, "" if change.origin is Origin.SAID else change.group_id)
                fresh.setdefault(key, []).append(change)
        rows = tuple(
            self._row(fresh[key], works, at) for key in sorted(fresh, key=lambda key: (key[0] is Origin.MEASURED, key))
        )
        for change in changes:
            self._remember(change, at)
        for change in ended:
            self._end(change, at)
        for row in rows:
            self._begun_at.append(at)
            if row.origin is Origin.SAID:
                self._said_at_by_group.update(dict.fromkeys(row.group_ids, at))
        return rows

    def _is_fresh(self, change: StateChange, at: datetime) -> bool:
        part = self._parts.get(change.part_id)
        if part is None:
            return True
        if change.origin in part.open_origins:
            return False
        last_at = part.last_at_by_origin.get(change.origin)
        return last_at is None or at - last_at > FLAP_WINDOW

    def _remember(self, change: StateChange, at: datetime) -> None:
        part = self._parts.setdefault(change.part_id, _Part())
        part.is_planned = change.is_planned
        if _RANK[change.harm] > 0:
            part.open_origins.add(change.origin)
            part.last_at_by_origin[change.origin] = at
            part.harmed_at.append(at)

    def _end(self, change: StateChange, at: datetime) -> None:
        part = self._parts[change.part_id]
        for origin in part.open_origins:
            part.last_at_by_origin[origin] = at
        part.open_origins.clear()

    def _row(self, changes: Sequence[StateChange], works: Mapping[str, Sequence[Interval]], at: datetime) -> Row:
        self._row_count += 1
        worst = max((change.harm for change in changes), key=_RANK.__getitem__)
        groups = tuple(sorted({change.group_id for change in changes}))
        features = {
            "origin": changes[0].origin.value,
            "harm": worst.value,
            "group": groups[0] if len(groups) == 1 else "several",
            "part_count": _bin(len(changes)),
            "planned": self._planned(changes, works, at),
            "unrest": _bin(min(self._unrest(change.part_id, at) for change in changes)),
            "spoken": self._spoken(changes, groups, at),
            "busy": _bin(self._busy(at)),
            "time": f"{'weekend' if at.weekday() >= _SATURDAY else 'weekday'} {at.hour // _DAY_PART_HOURS}",
        }
        parts = tuple(change.part_id for change in changes)
        return Row(self._row_count, changes[0].origin, worst, groups, parts, at, features)

    def _planned(self, changes: Sequence[StateChange], works: Mapping[str, Sequence[Interval]], at: datetime) -> str:
        """Whether planned work explains it: for all parts, for some, not at all, or not any more."""
        inside = overran = 0
        for change in changes:
            spans = works.get(change.part_id, ())
            part = self._parts.get(change.part_id)
            if any(span.start_at <= at and (span.end_at is None or at < span.end_at) for span in spans):
                inside += 1
            elif part is not None and part.is_planned:
                overran += 1
        if overran:
            return "overran"
        if not inside:
            return "none"
        return "all" if inside == len(changes) else "some"

    def _unrest(self, part_id: str, at: datetime) -> int:
        part = self._parts.get(part_id)
        if part is None:
            return 0
        while part.harmed_at and at - part.harmed_at[0] > UNREST_WINDOW:
            part.harmed_at.popleft()
        return len(part.harmed_at)

    def _spoken(self, changes: Sequence[StateChange], groups: Sequence[str], at: datetime) -> str:
        """Whether people spoke lately of these parts, of their groups, or not at all."""
        for change in changes:
            part = self._parts.get(change.part_id)
            said_at = None if part is None else part.last_at_by_origin.get(Origin.SAID)
            if said_at is not None and at - said_at <= SPOKEN_WINDOW:
                return "part"
        said = [self._said_at_by_group[group] for group in groups if group in self._said_at_by_group]
        return "group" if any(at - said_at <= SPOKEN_WINDOW for said_at in said) else "no"

    def _busy(self, at: datetime) -> int:
        while self._begun_at and at - self._begun_at[0] > _BUSY_WINDOW:
            self._begun_at.popleft()
        return len(self._begun_at)


def _bin(count: int) -> str:
    """The count's bin as text, such as "3 to 5", so that like counts are learned together."""
    low = max(start for start in _COUNT_BINS if start <= count)
    later = [start for start in _COUNT_BINS if start > count]
    if not later:
        return f"{low} or more"
    return str(low) if later[0] == low + 1 else f"{low} to {later[0] - 1}"
