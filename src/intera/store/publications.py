"""What was released, to be told: written with the case it is about, then gone through recipient by recipient.

A publication is written once; a correction or withdrawal ends the one it is about, and what still
waits of that one is not sent any more (ADR-0020).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, text

from intera.model.publication import Publication, PublicationKind, PublicationReach, SkipReason
from intera.store import tables
from intera.store.changes import PublicationRow
from intera.store.codec import Codec, encode
from intera.store.staging import Row, insert_rows

_PUBLICATION = Codec(Publication)
_REACH = Codec(PublicationReach)
# What the senders listen to.
WAKE = "intera_publication"
# How the audiences of our own desks begin: they are told of tasks, not of incidents.
OWN_DESKS = "desk-"
_DONE = """
where finished_at is null and expanded_at is not null and not exists (select from internal.delivery d
    where d.publication_id = internal.publication.publication_id and d.state in ('waiting', 'sending'))
"""
_KNOWN = "select publication_id from internal.publication where publication_id = any(%s)"
_END = """
update published.publication set ended_by = %s, ended_kind = %s, ended_at = %s
where publication_id = %s and ended_by = ''
"""
_LOCK = "select from internal.publication where publication_id = %s for update"
_STOP = """
update internal.delivery set state = 'skipped', reason = %s, changed_at = %s
where publication_id = %s and state = 'waiting'
"""
_OPEN = """
select publication_id, body, reach, list_id, cursor, expanded_at is not null as is_expanded, round, passed_over_count
from internal.publication
"""


@dataclass(frozen=True, slots=True)
class OpenPublication:
    """A publication some of whose recipients may not have been told yet; `cursor` is the last one looked at."""

    publication: Publication
    reach: PublicationReach
    list_id: int | None
    cursor: str
    is_expanded: bool
    round: int
    passed_over_count: int


def write_publications(cursor: Any, rows: Sequence[PublicationRow]) -> None:  # noqa: ANN401 - psycopg's cursor
    """Writes publications that are new, in the transaction of the case they are about; known ones stay as they are.

    Args:
        cursor: a psycopg cursor inside the unit of work.
        rows: every publication of the cases that are saved.
    """
    by_id = {str(row.publication.publication_id): row for row in rows}
    if not by_id:
        return
    cursor.execute(_KNOWN, (list(by_id),))
    known = {found[0] for found in cursor.fetchall()}
    fresh = sorted(
        (row for name, row in by_id.items() if name not in known),
        key=lambda row: (row.publication.released_at, row.publication.publication_id),
    )
    if not fresh:
        return
    kept = [_kept_row(row) for row in fresh]
    names = ("publication_id", "incident_id", "audience", "body", "reach", "released_at")
    insert_rows(cursor, tables.PUBLICATION, names, kept)
    shown = ("publication_id", "channel", "incident_id", "audience", "kind", "language", "subject", "body", "digest")
    shown = (*shown, "released_at", "next_update_at", "about_id")
    insert_rows(cursor, tables.PUBLISHED_PUBLICATION, shown, [one for row in fresh for one in _shown_rows(row)])
    for row in fresh:
        _end_earlier(cursor, row.publication)
    cursor.execute("select pg_notify(%s, '')", (WAKE,))


def _kept_row(row: PublicationRow) -> Row:
    one = row.publication
    return (one.publication_id, one.incident_id, one.audience, encode(one), encode(row.reach), one.released_at)


def _shown_rows(row: PublicationRow) -> list[Row]:
    one = row.publication
    head = (one.incident_id, one.audience, one.kind.value, one.language)
    times = (one.released_at, one.next_update_at, one.about_id)
    return [
        (one.publication_id, words.channel.value, *head, words.subject, words.body, one.digest, *times)
        for words in row.outward
    ]


def _end_earlier(cursor: Any, one: Publication) -> None:  # noqa: ANN401 - psycopg's cursor
    if one.kind is PublicationKind.UPDATE or not one.about_id:
        return
    # Who goes through its recipients right now comes to the end of a chunk first, then nothing is added any more.
    cursor.execute(_LOCK, (one.about_id,))
    cursor.execute(_END, (one.publication_id, one.kind.value, one.released_at, one.about_id))
    cursor.execute(_STOP, (SkipReason.SUPERSEDED.value, one.released_at, one.about_id))


def claim_unexpanded(connection: Connection) -> OpenPublication | None:
    """The oldest publication whose recipients were not all gone through, held until the transaction ends."""
    return _one(connection, "where expanded_at is null order by released_at, publication_id limit 1", {})


def claim_finished(connection: Connection) -> OpenPublication | None:
    """A publication with nothing left to send that nobody put on the trail yet, held until the transaction ends."""
    return _one(connection, f"{_DONE} order by released_at, publication_id limit 1", {})


def is_any_finished(connection: Connection) -> bool:
    """Whether there is a publication with nothing left to send that nobody put on the trail yet."""
    query = f"select exists (select from internal.publication {_DONE})"  # noqa: S608 - our own text
    return bool(connection.execute(text(query)).scalar_one())


def _one(connection: Connection, rest: str, given: dict[str, object]) -> OpenPublication | None:
    row = connection.execute(text(f"{_OPEN} {rest} for update skip locked"), given).one_or_none()
    if row is None:
        return None
    publication, reach = _PUBLICATION.decode(row.body), _REACH.decode(row.reach)
    return OpenPublication(
        publication, reach, row.list_id, row.cursor, row.is_expanded, row.round, row.passed_over_count
    )


def load_publication(connection: Connection, publication_id: str) -> Publication | None:
    """A publication by its id; None when there is none."""
    body = connection.execute(
        text("select body from internal.publication where publication_id = :id"), {"id": publication_id}
    ).scalar_one_or_none()
    return cast("Publication", _PUBLICATION.decode(body)) if body is not None else None


def ended_kind(connection: Connection, publication_id: str) -> str:
    """Whether a publication was corrected or withdrawn since: the kind of what ended it; empty while it stands."""
    query = (
        "select l.body from internal.publication l where l.incident_id = (select incident_id from internal.publication"
        " where publication_id = :id) and l.publication_id <> :id"
    )
    for row in connection.execute(text(query), {"id": publication_id}):
        later = _PUBLICATION.decode(row.body)
        if later.about_id == publication_id and later.kind is not PublicationKind.UPDATE:
            return str(later.kind.value)
    return ""


def note_progress(
    connection: Connection,
    publication_id: str,
    *,
    list_id: int | None,
    cursor: str,
    passed_over_count: int,
    expanded_at: datetime | None,
) -> None:
    """Notes how far the recipients were gone through, in the transaction that wrote their deliveries.

    Args:
        connection: the worker's.
        publication_id: which.
        list_id: the list that is gone through, the same to its end.
        cursor: the last recipient looked at.
        passed_over_count: how many of those looked at it does not concern.
        expanded_at: set when that was the last one.
    """
    connection.execute(
        text(
            "update internal.publication set list_id = :list, cursor = :cursor,"
            " passed_over_count = passed_over_count + :passed, expanded_at = :at where publication_id = :id"
        ),
        {"list": list_id, "cursor": cursor, "passed": passed_over_count, "at": expanded_at, "id": publication_id},
    )


def note_finished(connection: Connection, publication_id: str, at: datetime | None) -> None:
    """Notes that what became of every sending is on the trail; None: that some are to be sent again."""
    connection.execute(
        text(
            "update internal.publication set finished_at = cast(:at as timestamptz),"
            " round = round + case when cast(:at as timestamptz) is null then 1 else 0 end where publication_id = :id"
        ),
        {"at": at, "id": publication_id},
    )


def wake_senders(connection: Connection) -> None:
    """Tells every sender that something waits."""
    connection.execute(text(f"select pg_notify('{WAKE}', '')"))
