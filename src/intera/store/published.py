"""What may pages read: schema `published`, through the role that can see nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec
from sqlalchemy import Connection, text

from intera.model.decision import Plain
from intera.model.ids import SourceId
from intera.model.source import RecordKind, RejectReason, SourceHealth

Document = dict[str, Plain]
# Pages read hundreds of documents at a time; this reads the same JSON in a third of the time.
_read = msgspec.json.decode


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """A source's health and counts."""

    health: SourceHealth
    taken_count: int
    duplicate_count: int
    parked_count: int


@dataclass(frozen=True, slots=True)
class ParkedGroup:
    """Parked records of one source for one reason: how many, the latest and what was said of it."""

    source_id: str
    reason: RejectReason
    count: int
    latest_at: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class TrailHead:
    """How long the trail is and its last signed checkpoint, empty before the first."""

    size: int
    note: str


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """What became of a command."""

    is_done: bool
    code: str
    message: str


def read_setting(connection: Connection, name: str) -> Document | None:
    """A published setting by name, None when it was never published."""
    body = connection.execute(
        text("select body from published.setting where name = :name"), {"name": name}
    ).scalar_one_or_none()
    return cast("Document", _read(body)) if body else None


def read_cards(connection: Connection, audience: str, *, closed_since: datetime) -> list[Document]:
    """The short documents of every open incident, and of those that ended since an instant.

    Args:
        connection: a connection of the pages' role.
        audience: a role package's slug.
        closed_since: how far back ended ones are wanted.

    Returns:
        The documents, in no order.
    """
    rows = connection.execute(
        text(
            "select card from published.incident where audience = :audience and is_open"
            " union all select card from published.incident"
            " where audience = :audience and not is_open and at >= :since"
        ),
        {"audience": audience, "since": closed_since},
    )
    return [cast("Document", _read(row.card)) for row in rows]


def count_asked(connection: Connection) -> int:
    """In how many open incidents words wait for a second person."""
    # A card is compact JSON, and a quote inside a text is escaped: these very characters are the flag of group
    # `say` and nothing else. Reading hundreds of cards whole would make every page wait for a figure in a corner.
    found = connection.execute(
        text("select count(*) from published.incident where is_open and position(:flag in card) > 0"),
        {"flag": '"asked":true'},
    )
    return int(found.scalar_one())


def read_documents(connection: Connection, audience: str, *, closed_since: datetime) -> list[Document]:
    """The whole documents of every open incident, and of those that ended since an instant, in no order."""
    rows = connection.execute(
        text("select body from published.incident where audience = :audience and (is_open or at >= :since)"),
        {"audience": audience, "since": closed_since},
    )
    return [cast("Document", _read(row.body)) for row in rows]


def _askable(typed: str) -> str:
    """A text from an address as the database can be asked for it: it holds no NUL, so nothing is called so."""
    return typed.replace("\x00", "\ufffd")


def read_document(connection: Connection, audience: str, incident_id: str) -> Document | None:
    """The whole document of an incident; None when there is none for this audience."""
    body = connection.execute(
        text("select body from published.incident where audience = :audience and incident_id = :id"),
        {"audience": audience, "id": _askable(incident_id)},
    ).scalar_one_or_none()
    return cast("Document", _read(body)) if body else None


def read_estimates(connection: Connection, incident_id: str) -> list[tuple[datetime, int, int, int]]:
    """How many customers were believed hit, each time that moved, oldest first."""
    rows = connection.execute(
        text("select at, low, best, high from published.estimate where incident_id = :id order by at"),
        {"id": incident_id},
    )
    return [(row.at, int(row.low), int(row.best), int(row.high)) for row in rows]


def read_sources(connection: Connection) -> list[PublishedSource]:
    """Every source, in order of its name."""
    rows = connection.execute(
        text(
            "select source_id, name, kind, expected_every_s, last_heard_at, taken_count, duplicate_count, parked_count"
            " from published.source order by name, source_id"
        )
    )
    kinds = {kind.value for kind in RecordKind}
    return [
        PublishedSource(
            SourceHealth(
                SourceId(row.source_id),
                row.name,
                RecordKind(row.kind) if row.kind in kinds else RecordKind.TICKET,
                row.last_heard_at,
                row.expected_every_s,
            ),
            row.taken_count,
            row.duplicate_count,
            row.parked_count,
        )
        for row in rows
    ]


def read_parked(connection: Connection) -> list[ParkedGroup]:
    """Parked and quarantined records by source and reason, most recent first."""
    rows = connection.execute(
        text(
            "select source_id, reason, count(*) as how_many, max(at) as latest_at,"
            " (array_agg(detail order by record_id desc))[1] as detail from published.parked"
            " where state in ('parked', 'quarantined') group by source_id, reason order by latest_at desc, source_id"
        )
    )
    return [
        ParkedGroup(row.source_id, RejectReason(row.reason), int(row.how_many), row.latest_at, row.detail)
        for row in rows
    ]


def read_trail(
    connection: Connection, *, incident_id: str = "", before: int | None = None, limit: int, only_moves: bool = False
) -> list[Document]:
    """Decisions as released, newest first.

    Args:
        connection: a connection of the pages' role.
        incident_id: only this incident's; empty for all.
        before: only entries with a lower index.
        limit: how many at most.
        only_moves: leave out reports and contacts, which moved no judgement.

    Returns:
        Documents of the shape roles know as a released decision.
    """
    rows = connection.execute(
        text(
            "select entry_index, incident_id, at, kind, summary, basis, actor from published.trail"
            " where (:id = '' or incident_id = :id) and (cast(:before as bigint) is null or entry_index < :before)"
            " and not (:only_moves and kind in ('signal.attach', 'contact.record'))"
            " order by entry_index desc limit :limit"
        ),
        {"id": _askable(incident_id), "before": before, "limit": limit, "only_moves": only_moves},
    )
    return [
        {
            "number": row.entry_index,
            "kind": row.kind,
            "at": row.at.isoformat(),
            "subject": row.incident_id,
            "summary": row.summary,
            "basis": row.basis,
            "desk": row.actor,
            "by_system": row.actor == "System",
        }
        for row in rows
    ]


def count_trail(connection: Connection, incident_id: str = "") -> int:
    """How many decisions there are, of one incident or in all."""
    if not incident_id:
        return int(
            connection.execute(text("select coalesce(max(entry_index) + 1, 0) from published.trail")).scalar_one()
        )
    return int(
        connection.execute(
            text("select count(*) from published.trail where incident_id = :id"), {"id": _askable(incident_id)}
        ).scalar_one()
    )


def read_trail_head(connection: Connection) -> TrailHead:
    """How long the trail is and its last signed checkpoint."""
    row = connection.execute(
        text("select size, note from published.trail_checkpoint order by size desc limit 1")
    ).one_or_none()
    return TrailHead(int(row.size), row.note) if row else TrailHead(0, "")


def read_outcome(connection: Connection, command_id: UUID) -> CommandOutcome | None:
    """What became of a command; None while it waits."""
    row = connection.execute(
        text("select is_done, code, message from published.command_outcome where command_id = :id"),
        {"id": command_id},
    ).one_or_none()
    return CommandOutcome(row.is_done, row.code, row.message) if row else None
