"""What happens to an example operator, minute by minute: a scenario is data, this plays it out as events.

A scenario is a timeline of raw records, as its sources would send them, and of commands people
give. It never says what INTERA should make of them. The same scenario gives the same events, byte
for byte: what varies, varies by tables the scenario states. `examples/northmoor/README.md` has the
format.
"""

import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TypeAlias, cast
from zoneinfo import ZoneInfo

from intera.model.decision import Plain
from intera.model.operator import Operator
from intera.workflows.commands import COMMANDS
from intera.workflows.commands.contacts import RECORD_CONTACT
from intera.workflows.rulebook import read_yaml
from intera.workflows.scenario_values import (
    Ramp,
    ScenarioError,
    Standpoint,
    fill,
    instant,
    items,
    members,
    on_ramp,
    ramp,
    span,
    table,
    word,
    zone_of,
)

__all__ = [
    "CommandEvent",
    "IncidentSelector",
    "Person",
    "RecordEvent",
    "Scenario",
    "ScenarioError",
    "ScenarioEvent",
    "Shape",
    "expand",
    "read_scenario",
]

# What a command needs that no data can know beforehand; the player looks it up in what is published.
SELECTS: Mapping[str, Mapping[str, str]] = {
    "approve_narrative": {"narrative": "draft"},
    "keep_checkpoint": {"checkpoint": "open"},
    "move_checkpoint": {"checkpoint": "open"},
    "publish_narrative": {"narrative": "approved"},
}
_GIVEN = (*COMMANDS, RECORD_CONTACT)
_TOP_KEYS = ("clock", "actors", "shapes", "stories", "timeline")
_KINDS = ("record", "command", "story")
_ENTRY_KEYS: Mapping[str, frozenset[str]] = {
    "record": frozenset({"record", "at", "every", "from", "until", "set", "ramps", "wiggle"}),
    "command": frozenset({"command", "at", "by", "incident", "fields"}),
    "story": frozenset({"story", "at", "set"}),
}
_KEY_CHARS = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Entry: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """A source sends one record: its own bytes, as the inbox would receive them."""

    at: datetime
    source_id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class IncidentSelector:
    """Which incident a command is about: the open one of the service, in the region or behind the partner."""

    service_id: str
    region_id: str = ""
    partner_code: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the scenario: who gives commands, of which team, in which role."""

    name: str
    team_id: str
    role: str


@dataclass(frozen=True, slots=True)
class CommandEvent:
    """A person gives a command.

    `select` names what the player looks up in the published document of the incident:
    `checkpoint: open` is the unanswered promise due first, `narrative: newest` the newest draft
    with its facts digest.
    """

    at: datetime
    kind: str
    person: Person
    incident: IncidentSelector
    fields: Mapping[str, Plain]
    select: Mapping[str, str]


ScenarioEvent: TypeAlias = RecordEvent | CommandEvent
_Dated: TypeAlias = tuple[datetime, int, ScenarioEvent]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the records of one source look: a body with slots, and what a slot holds unless told otherwise."""

    source_id: str
    body: object
    defaults: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as read: history from `history_from_at`, the clock starts at `start_at`.

    `label` says on screen whose clock it is. `timeline` and `stories` are entries as written.
    """

    start_at: datetime
    history_from_at: datetime
    zone: ZoneInfo
    label: str
    people: Mapping[str, Person]
    shapes: Mapping[str, Shape]
    stories: Mapping[str, Sequence[Entry]]
    timeline: Sequence[Entry]


def read_scenario(path: Path) -> Scenario:
    """The scenario a file describes.

    Args:
        path: a `scenario.yaml`.

    Returns:
        The scenario; its entries are checked when they are expanded.

    Raises:
        ScenarioError: a part is missing or not of its form.
        UnreadableRuleFileError: the file is not YAML.
    """
    raw = read_yaml(path)
    for key in raw:
        if key not in _TOP_KEYS:
            raise ScenarioError(key, f"is not known here; use {', '.join(_TOP_KEYS)}")
    clock = members(raw.get("clock"), "clock")
    zone = zone_of(clock.get("zone"), "clock.zone")
    return Scenario(
        start_at=instant(clock.get("start_at"), Standpoint("clock.start_at", _EPOCH, zone)),
        history_from_at=instant(clock.get("history_from"), Standpoint("clock.history_from", _EPOCH, zone)),
        zone=zone,
        label=word(clock.get("label"), "clock.label"),
        people={
            name: Person(*(word(actor.get(key), f"actors.{name}.{key}") for key in ("name", "team", "role")))
            for name, actor in _named(raw, "actors")
        },
        shapes={
            name: Shape(
                source_id=word(shape.get("source"), f"shapes.{name}.source"),
                body=shape.get("body"),
                defaults=members(shape.get("defaults", {}), f"shapes.{name}.defaults"),
            )
            for name, shape in _named(raw, "shapes")
        },
        stories={
            name: _entries(entries, f"stories.{name}")
            for name, entries in members(raw.get("stories", {}), "stories").items()
        },
        timeline=_entries(raw.get("timeline"), "timeline"),
    )


def _named(raw: Mapping[str, object], key: str) -> Iterator[tuple[str, dict[str, object]]]:
    for name, entry in members(raw.get(key, {}), key).items():
        yield name, members(entry, f"{key}.{name}")


def _entries(value: object, where: str) -> list[Entry]:
    return [members(entry, f"{where}[{number}]") for number, entry in enumerate(items(value, where))]


def expand(scenario: Scenario, operator: Operator, *, start: datetime, until: datetime) -> Iterator[ScenarioEvent]:
    """What happens in a span of time, in order of time; at one instant, in the order of the timeline.

    Args:
        scenario: from `read_scenario`.
        operator: whose sources, services, places, partners and teams the entries name.
        start: the first instant of the span.
        until: the first instant after it. A series without an end of its own goes on until then.

    Returns:
        The events; history is `history_from_at` to `start_at`, the rest follows on from there.

    Raises:
        ScenarioError: an entry is not of its form, or names what the operator does not have.
    """
    player = _Player(scenario, operator, start, until)
    stand = Standpoint("timeline", scenario.start_at, scenario.zone)
    tracks = [*player.tracks(scenario.timeline, stand, {})]
    return (event for _, _, event in heapq.merge(*tracks, key=lambda item: item[:2]))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the records of one entry."""

    stand: Standpoint
    order: int
    shape: Shape
    slots: Mapping[str, object]
    ramps: Mapping[str, Ramp]
    tables: Mapping[str, Sequence[int]]

    def make(self, at: datetime, tick: int) -> _Dated:
        moved = {slot: on_ramp(points, at) for slot, points in self.ramps.items()}
        for slot, numbers in self.tables.items():
            moved[slot] = max(0, moved.get(slot, 0) + numbers[tick % len(numbers)])
        # One name per statement, the same each time the scenario is played.
        named = f"{self.stand.place}|{self.stand.base_at.isoformat()}|{at.isoformat()}"
        key = sha256(named.encode()).hexdigest()[:_KEY_CHARS]
        body = fill(self.shape.body, {**self.slots, **moved, "at": at, "key": key}, self.stand)
        written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        return (at, self.order, RecordEvent(at, self.shape.source_id, written))

    def series(self, first_at: datetime, every: timedelta, *, start: datetime, until: datetime) -> Iterator[_Dated]:
        tick = max(0, -((first_at - start) // every))
        while (at := first_at + tick * every) < until:
            yield self.make(at, tick)
            tick += 1


class _Player:
    """Turns entries into tracks of events; each entry is checked before the first event is given."""

    def __init__(self, scenario: Scenario, operator: Operator, start: datetime, until: datetime) -> None:
        self._scenario = scenario
        self._operator = operator
        self._start = start
        self._until = until
        self._order = count()

    def tracks(
        self, entries: Sequence[Entry], stand: Standpoint, slots: Mapping[str, object]
    ) -> Iterator[Iterator[_Dated]]:
        """One track per entry of a timeline or story."""
        for number, written in enumerate(entries):
            here = Standpoint(f"{stand.place}[{number}]", stand.base_at, stand.zone)
            kinds = [kind for kind in _KINDS if kind in written]
            if len(kinds) != 1:
                raise ScenarioError(here.place, f"write exactly one of {', '.join(_KINDS)}")
            unknown = sorted(written.keys() - _ENTRY_KEYS[kinds[0]])
            if unknown:
                known = ", ".join(sorted(_ENTRY_KEYS[kinds[0]]))
                raise ScenarioError(f"{here.place}.{unknown[0]}", f"is not known here; use {known}")
            entry = members(fill(written, slots, here), here.place) if slots else written
            if kinds[0] == "story":
                yield from self._story(entry, here)
            else:
                yield self._records(entry, here) if kinds[0] == "record" else self._commands(entry, here)

    def _times(self, entry: Entry, here: Standpoint) -> list[datetime]:
        given = entry.get("at")
        times = items(cast("object", given), f"{here.place}.at") if isinstance(given, list) else [given]
        return sorted(instant(time, here.below("at")) for time in times)

    def _is_in(self, at: datetime) -> bool:
        return self._start <= at < self._until

    def _story(self, entry: Entry, here: Standpoint) -> Iterator[Iterator[_Dated]]:
        name = word(entry.get("story"), f"{here.place}.story")
        entries = self._scenario.stories.get(name)
        if entries is None:
            raise ScenarioError(f"{here.place}.story", f"there is no story {name!r}; add it under stories")
        given = members(entry.get("set", {}), f"{here.place}.set")
        for at in self._times(entry, here):
            stamp = f"{at.astimezone(here.zone):%m%d%H%M}"
            yield from self.tracks(entries, Standpoint(f"stories.{name}", at, here.zone), {"stamp": stamp, **given})

    def _commands(self, entry: Entry, here: Standpoint) -> Iterator[_Dated]:
        kind = word(entry.get("command"), f"{here.place}.command")
        if kind not in _GIVEN:
            raise ScenarioError(f"{here.place}.command", f"there is no {kind!r}; use one of {', '.join(_GIVEN)}")
        person = self._scenario.people.get(word(entry.get("by"), f"{here.place}.by"))
        if person is None or self._operator.find_team(person.team_id) is None:
            raise ScenarioError(f"{here.place}.by", "is nobody of a known team; add the person under actors")
        selector = self._selector(members(entry.get("incident"), f"{here.place}.incident"), here)
        given = members(entry.get("fields", {}), f"{here.place}.fields")
        fields = {
            name: cast("Plain", instant(value, here.below(f"fields.{name}")).astimezone(here.zone).isoformat())
            if name.endswith("_at")
            else cast("Plain", value)
            for name, value in given.items()
        }
        order = next(self._order)
        times = [at for at in self._times(entry, here) if self._is_in(at)]
        return iter(
            [(at, order, CommandEvent(at, kind, person, selector, fields, SELECTS.get(kind, {}))) for at in times]
        )

    def _selector(self, raw: Mapping[str, object], here: Standpoint) -> IncidentSelector:
        service = self._operator.find_service(str(raw.get("service", "")))
        region = self._operator.find_region(str(raw.get("region", "")))
        partner = self._operator.find_partner(str(raw.get("partner", "")))
        if service is None or (region is None) is (partner is None):
            raise ScenarioError(f"{here.place}.incident", "name a known service and a known region or partner")
        return IncidentSelector(
            service.service_id, region.region_id if region else "", partner.partner_code if partner else ""
        )

    def _records(self, entry: Entry, here: Standpoint) -> Iterator[_Dated]:
        name = word(entry.get("record"), f"{here.place}.record")
        shape = self._scenario.shapes.get(name)
        if shape is None:
            raise ScenarioError(f"{here.place}.record", f"there is no shape {name!r}; add it under shapes")
        if shape.source_id not in self._operator.sources_by_id:
            raise ScenarioError(f"shapes.{name}.source", f"the operator has no source {shape.source_id!r}; add it")
        ramps = members(entry.get("ramps", {}), f"{here.place}.ramps")
        tables = members(entry.get("wiggle", {}), f"{here.place}.wiggle")
        maker = _Maker(
            here,
            next(self._order),
            shape,
            slots={**shape.defaults, **members(entry.get("set", {}), f"{here.place}.set")},
            ramps={slot: ramp(points, here.below(f"ramps.{slot}")) for slot, points in ramps.items()},
            tables={slot: table(numbers, f"{here.place}.wiggle.{slot}") for slot, numbers in tables.items()},
        )
        if "every" not in entry:
            times = self._times(entry, here)
            maker.make(times[0], 0)  # a shape that cannot be filled is found before anything plays
            return iter([maker.make(at, 0) for at in times if self._is_in(at)])
        first_at = instant(entry.get("from"), here.below("from"))
        until = instant(entry["until"], here.below("until")) if "until" in entry else self._until
        maker.make(first_at, 0)
        every = span(entry.get("every"), f"{here.place}.every")
        return maker.series(first_at, every, start=self._start, until=min(until, self._until))
