"""Reads who was told of an incident, and the words outsiders may read.

Everything here runs as the pages' database role, which can read schema `published` and nothing else.
"""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import Engine

from intera.model.publication import PUSH_CHANNELS, Channel
from intera.narrative.recipients import OUTWARD_AUDIENCES
from intera.roles.coverage import read_coverage
from intera.roles.frame import Visitor
from intera.roles.incident_forms import Forms
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.status_feed import ReleasedText, StatusFeed, read_status_feed
from intera.roles.tmf681 import Message, messages_of
from intera.roles.view import Frame, Notice
from intera.roles.view_told import CoverageView
from intera.store import published, told
from intera.store.clock import read_clock
from intera.workflows.read_pages import Role, read_around
from intera.workflows.told_counts import counted, told_counts

# A feed reader looks every few minutes; what is older it has.
FEED_ENTRIES_MAX = 50
CUSTOMER = "customer"
AUDIENCES = sorted(OUTWARD_AUDIENCES)
PUSHED = sorted(channel.value for channel in PUSH_CHANNELS)
_RELEASED = tuple(one.name for one in fields(ReleasedText))


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """The page of who was told with the frame around it."""

    view: CoverageView
    frame: Frame


def read_coverage_page(
    engine: Engine, role: Role, visitor: Visitor, incident_id: str, *, notice: Notice | None = None
) -> CoveragePage | None:
    """Who was told of one incident.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who looks.
        incident_id: which one.
        notice: one thing to tell at the top.

    Returns:
        The page; None when there is none for this role, whether or not the incident exists.
    """
    with engine.connect() as connection:
        document = published.read_document(connection, role[0].slug, incident_id)
        if document is None or "head" not in document:
            return None
        around = read_around(connection)
        counts, ended = told_counts(connection, incident_id)
    item, clock = Item(document, around.at), LocalClock(around.desk.zone, around.at)
    forms = Forms(item, role[0], role[1], clock, visitor.desk_team_id)
    title = item.doc["head"]["title"]
    view = read_coverage(counts, forms, title=title, clock=clock, ended=ended)
    return CoveragePage(view, around.frame(visitor, "incident", notice))


def find_status_feed(engine: Engine) -> StatusFeed:
    """What customers may read now, newest first, for feed readers."""
    with engine.connect() as connection:
        at = read_clock(connection).now(datetime.now(UTC))
        document = published.read_setting(connection, "operator")
        notices = told.read_notices(
            connection, audiences=[CUSTOMER], channels=[Channel.PORTAL.value], limit=FEED_ENTRIES_MAX
        )
    return read_status_feed(
        [_released(one) for one in notices], operator=str(document["name"]) if document else "", at=at
    )


def list_messages(engine: Engine, *, limit: int, offset: int) -> tuple[int, list[Message]]:
    """TMF681 messages for outsiders, the newest first, and how many there are in all.

    Args:
        engine: of the pages' role.
        limit: how many at most.
        offset: how many of the newest to leave out.

    Returns:
        The count of all, and this page of them.
    """
    with engine.connect() as connection:
        found = told.read_notices(connection, audiences=AUDIENCES, channels=PUSHED, limit=limit, offset=offset)
        total = told.count_notices(connection, audiences=AUDIENCES, channels=PUSHED)
        counts = told.count_told(connection, sorted({one.publication_id for one in found}))
    return total, messages_of([_released(one) for one in found], [counted(one) for one in counts])


def find_message(engine: Engine, publication_id: str, channel: str) -> Message | None:
    """One TMF681 message; None when there is none."""
    with engine.connect() as connection:
        found = told.find_notice(connection, publication_id, channel)
        if found is None or found.channel not in PUSHED or found.audience not in AUDIENCES:
            return None
        counts = told.count_told(connection, [found.publication_id])
    return messages_of([_released(found)], [counted(one) for one in counts])[0]


def _released(one: told.Notice) -> ReleasedText:
    return ReleasedText(**{name: getattr(one, name) for name in _RELEASED})
