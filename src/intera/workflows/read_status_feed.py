"""Reads what a public status feed published: state changes by part, incidents, planned works."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from re import compile as pattern
from typing import cast

from intera.impact.curate import Origin, StateChange
from intera.model.impact import HarmLevel
from intera.model.interval import Interval
from intera.workflows.evaluation import BadDataError, DataFiles, find_lines, find_tables, read_lines, read_table

_CHANGE_COLUMNS = ("observed_at", "component_id", "from_status", "to_status", "component_updated_at")
_PART_COLUMNS = ("component_id", "name", "group", "is_group")
_POST_KEYS = ("id", "created_at", "first_seen", "impact", "components")

# "Ankara, Turkey - (ESB)": a place, whose "partial outage" a machine sets when it re-routes traffic.
# Source: README of the status_cloudflare set.
_PLACE = pattern(r"\([A-Z]{3}\)\s*$")
_HARM_BY_STATUS = {
    "operational": HarmLevel.CLEAR,
    "under_maintenance": HarmLevel.CLEAR,
    "degraded_performance": HarmLevel.DEGRADED,
    "partial_outage": HarmLevel.DEGRADED,
    "major_outage": HarmLevel.FULL,
}
_RE_ROUTED = "partial_outage"
_PLANNED = "under_maintenance"
# An incident of these levels is a post that itself says customers were hurt.
_SAYS_IMPACT = frozenset({"minor", "major", "critical"})


@dataclass(frozen=True, slots=True)
class Posted:
    """One published incident: its parts, when it was published, first read and gone; `says_impact` by its own level."""

    post_id: str
    part_ids: frozenset[str]
    created_at: datetime
    first_read_at: datetime
    gone_at: datetime
    says_impact: bool


@dataclass(frozen=True, slots=True)
class Flip:
    """One change of state as the feed has it: `set_at` is when the publisher's own system set it."""

    change: StateChange
    set_at: datetime
    is_roll_up: bool
    is_stated_harm: bool


@dataclass(frozen=True, slots=True)
class StatusFeed:
    """Everything read: flips in order of time, incidents and planned works in order of publication."""

    files: DataFiles
    flips: tuple[Flip, ...]
    posts: tuple[Posted, ...]
    works: tuple[tuple[datetime, str, Interval], ...]

    def instants(self) -> list[tuple[datetime, list[Flip]]]:
        """The flips by the instant they were read at."""
        return [(at, list(flips)) for at, flips in groupby(self.flips, key=lambda flip: flip.change.at)]


def read_status_feed(folder: Path) -> StatusFeed:
    """The feed in a folder, or in the first folder within it that holds one.

    Args:
        folder: holds CSV of state changes and of components, and JSON lines of incidents and maintenances.

    Returns:
        The feed; repeated rows of overlapping files count once.

    Raises:
        BadDataError: a file is missing, damaged, or states a time that is none.
    """
    changes = find_tables(folder, _CHANGE_COLUMNS)
    home = changes.paths[0].parent
    parts = find_tables(home, _PART_COLUMNS)
    lines = find_lines(home, _POST_KEYS)
    named = {row["component_id"]: row for row in read_table(parts)}
    posts: dict[str, Posted] = {}
    works: dict[tuple[str, str], tuple[datetime, str, Interval]] = {}
    for line in read_lines(lines):
        missing = [key for key in _POST_KEYS if key not in line]
        if missing:
            raise BadDataError(f"a line of {lines.path} has no {' and no '.join(missing)}; export whole posts")
        if "scheduled_for" in line:
            for work in _works(line):
                works[str(line["id"]), work[1]] = work
        else:
            posts[str(line["id"])] = _posted(line)
    return StatusFeed(
        files=DataFiles((*changes.paths, *parts.paths, *lines.paths)),
        flips=_flips(changes, named),
        posts=tuple(sorted(posts.values(), key=lambda post: (post.created_at, post.post_id))),
        works=tuple(sorted(works.values(), key=lambda work: work[:2])),
    )


def _flips(files: DataFiles, named: Mapping[str, Mapping[str, str]]) -> tuple[Flip, ...]:
    seen: dict[tuple[datetime, str, str], Flip] = {}
    for row in read_table(files):
        # The first sight of a part says what its state is, not that it changed.
        if not row["from_status"] or row["to_status"] not in _HARM_BY_STATUS:
            continue
        part_id, to_status = row["component_id"], row["to_status"]
        part = named.get(part_id, {})
        is_re_routed = to_status == _RE_ROUTED and _PLACE.search(part.get("name", "")) is not None
        change = StateChange(
            part_id=part_id,
            group_id=part.get("group", "") or part_id,
            harm=HarmLevel.AT_RISK if is_re_routed else _HARM_BY_STATUS[to_status],
            at=_instant(row["observed_at"]),
            origin=Origin.MEASURED if is_re_routed else Origin.SAID,
            is_planned=to_status == _PLANNED,
        )
        seen[change.at, part_id, to_status] = Flip(
            change=change,
            set_at=_instant(row["component_updated_at"]),
            is_roll_up=part.get("is_group", "") == "True",
            is_stated_harm=to_status in ("degraded_performance", "major_outage"),
        )
    return tuple(seen[key] for key in sorted(seen))


def _posted(line: Mapping[str, object]) -> Posted:
    created_at = _instant(line["created_at"])
    first_read_at = _instant(line["first_seen"])
    gone_at = _instant(line.get("gone_at") or line.get("last_seen") or line["first_seen"])
    return Posted(
        post_id=str(line["id"]),
        part_ids=frozenset(_part_ids(line)),
        created_at=min(created_at, first_read_at),
        first_read_at=first_read_at,
        gone_at=max(gone_at, first_read_at),
        says_impact=line["impact"] in _SAYS_IMPACT,
    )


def _works(line: Mapping[str, object]) -> list[tuple[datetime, str, Interval]]:
    if not line["scheduled_for"]:
        return []
    start_at = _instant(line["scheduled_for"])
    end_at = _instant(line.get("scheduled_until") or line["scheduled_for"])
    if end_at <= start_at:
        return []
    known_at = _instant(line["first_seen"])
    return [(known_at, part_id, Interval(start_at, end_at)) for part_id in _part_ids(line)]


def _part_ids(line: Mapping[str, object]) -> list[str]:
    components = line["components"]
    if not isinstance(components, list):
        return []
    found = cast("Sequence[object]", components)
    return [str(cast("dict[str, object]", part)["id"]) for part in found if isinstance(part, dict) and "id" in part]


def _instant(value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise BadDataError(f"{value!r} is no ISO 8601 time; export times as 2024-05-31T10:00:00Z") from error
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
