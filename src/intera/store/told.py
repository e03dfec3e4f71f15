"""What pages and feeds may know of what was told: counts by channel and state, and words outsiders may read.

Counts are made from the deliveries and never hold an address or a recipient.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from intera.model.publication import Publication

_COUNT = """
insert into published.delivery_count (publication_id, channel, state, reason, incident_id, audience, kind, language,
    released_at, delivery_count, changed_at)
select :id, channel, state, reason, :incident, :audience, :kind, :language, :released_at, count(*), :at
from internal.delivery where publication_id = :id group by channel, state, reason
"""
_NOTICE = """
select p.publication_id, p.channel, p.incident_id, p.audience, p.kind, p.language, p.subject, p.body, p.digest,
    p.released_at, p.next_update_at, p.about_id, p.ended_by, p.ended_kind, p.ended_at
from published.publication p
"""


@dataclass(frozen=True, slots=True)
class ToldCount:
    """How many recipients of one publication stand in one state for one reason, by one channel."""

    publication_id: str
    channel: str
    state: str
    reason: str
    incident_id: str
    audience: str
    kind: str
    language: str
    released_at: datetime
    delivery_count: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Words outsiders may read in the form of one channel; `ended_by` corrected or withdrew them."""

    publication_id: str
    channel: str
    incident_id: str
    audience: str
    kind: str
    language: str
    subject: str
    body: str
    digest: str
    released_at: datetime
    next_update_at: datetime | None
    about_id: str
    ended_by: str
    ended_kind: str
    ended_at: datetime | None


def publish_counts(connection: Connection, publication: Publication, *, at: datetime) -> None:
    """Counts a publication's deliveries anew for the pages, and tells them so.

    Args:
        connection: the worker's, in a transaction.
        publication: which.
        at: the domain clock.
    """
    name = {"id": publication.publication_id}
    # One at a time: two who count at once would write the same rows.
    connection.execute(text("select pg_advisory_xact_lock(hashtext('intera.told'), hashtext(:id))"), name)
    connection.execute(text("delete from published.delivery_count where publication_id = :id"), name)
    given: dict[str, Any] = {
        **name,
        "incident": publication.incident_id,
        "audience": publication.audience,
        "kind": publication.kind.value,
        "language": publication.language,
        "released_at": publication.released_at,
        "at": at,
    }
    connection.execute(text(_COUNT), given)
    connection.execute(
        text("select pg_notify('intera_live', :told)"), {"told": f"incident {publication.incident_id} 0"}
    )


def read_told(connection: Connection, incident_id: str) -> list[ToldCount]:
    """What became of every publication of an incident, the newest first.

    Args:
        connection: of the pages' role.
        incident_id: as typed in an address.

    Returns:
        The counts.
    """
    rows = connection.execute(
        text(
            "select publication_id, channel, state, reason, incident_id, audience, kind, language, released_at,"
            " delivery_count, changed_at from published.delivery_count where incident_id = :id"
            " order by released_at desc, publication_id, channel, state, reason"
        ),
        {"id": incident_id.replace("\x00", "\ufffd")},
    )
    return [ToldCount(*row) for row in rows]


def ended_publications(connection: Connection, incident_id: str) -> list[str]:
    """Which publications of an incident were corrected or withdrawn since."""
    rows = connection.execute(
        text("select distinct publication_id from published.publication where incident_id = :id and ended_by <> ''"),
        {"id": incident_id.replace("\x00", "\ufffd")},
    )
    return sorted(rows.scalars())


def count_told(connection: Connection, publication_ids: list[str]) -> list[ToldCount]:
    """What became of several publications."""
    rows = connection.execute(
        text(
            "select publication_id, channel, state, reason, incident_id, audience, kind, language, released_at,"
            " delivery_count, changed_at from published.delivery_count where publication_id = any(:ids)"
            " order by publication_id, channel, state, reason"
        ),
        {"ids": publication_ids},
    )
    return [ToldCount(*row) for row in rows]


def read_notices(
    connection: Connection, *, audiences: list[str], channels: list[str], limit: int, offset: int = 0
) -> list[Notice]:
    """Words released for outsiders, the newest first.

    Args:
        connection: of the pages' role.
        audiences: whose words.
        channels: in which forms.
        limit: how many at most.
        offset: how many of the newest to leave out.

    Returns:
        The notices.
    """
    rows = connection.execute(
        text(
            f"{_NOTICE} where p.audience = any(:audiences) and p.channel = any(:channels)"
            " order by p.released_at desc, p.publication_id desc, p.channel limit :limit offset :offset"
        ),
        {"audiences": audiences, "channels": channels, "limit": limit, "offset": offset},
    )
    return [Notice(*row) for row in rows]


def count_notices(connection: Connection, *, audiences: list[str], channels: list[str]) -> int:
    """How many notices there are in these forms."""
    query = "select count(*) from published.publication where audience = any(:audiences) and channel = any(:channels)"
    return int(connection.execute(text(query), {"audiences": audiences, "channels": channels}).scalar_one())


def find_notice(connection: Connection, publication_id: str, channel: str) -> Notice | None:
    """One notice in one form; None when there is none."""
    row = connection.execute(
        text(f"{_NOTICE} where p.publication_id = :id and p.channel = :channel"),
        {"id": publication_id.replace("\x00", "\ufffd"), "channel": channel.replace("\x00", "\ufffd")},
    ).one_or_none()
    return Notice(*row) if row else None
