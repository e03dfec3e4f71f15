"""What does a shift hand on; see `view` for the rule these follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One line of a briefing; `kind` is "late", "ok" or empty."""

    clock: str
    iso: str
    incident_id: str
    text: str
    sub: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ShiftGroup:
    """Lines under one heading; without lines `empty` says so."""

    key: str
    title: str
    lines: tuple[ShiftLine, ...]
    empty: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class ShiftView:
    """What happened since a shift began and what the next one takes over."""

    headline: str
    since: str
    hours: int
    choices: tuple[int, ...]
    groups: tuple[ShiftGroup, ...]
