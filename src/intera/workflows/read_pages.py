"""Reads what a person may see: published documents become the views of their role.

Everything here runs as the pages' database role, which can read schema `published` and nothing else.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from intera.roles.board import BoardView, board_view
from intera.roles.chart import CustomerPoint
from intera.roles.desk import Desk, read_desk
from intera.roles.frame import Timepiece, Visitor, read_frame
from intera.roles.incident import IncidentRecord, read_incident
from intera.roles.now import Ask, read_now
from intera.roles.package import Phrases, RolePackage
from intera.roles.relative import LocalClock
from intera.roles.shift import read_shift
from intera.roles.sources import ParkedCount, read_sources
from intera.roles.trail import PAGE, TrailPage, read_trail
from intera.roles.view import Frame, Notice, NowView, SourcesView, TrailView
from intera.roles.view_coordination import NoteView
from intera.roles.view_incident import IncidentView
from intera.roles.view_shift import ShiftView
from intera.store import published
from intera.store.boards import read_board
from intera.store.clock import Clock, read_clock
from intera.workflows.told_counts import told_counts

# Incidents that ended today still count in "kept today".
CLOSED_WINDOW = timedelta(hours=24)
DECISIONS_SHOWN = 8
_EMPTY_DESK = Desk(name="", zone="UTC")

Role = tuple[RolePackage, Phrases]


@dataclass(frozen=True, slots=True)
class Page:
    """A view with the frame around it."""

    view: NowView | IncidentView | NoteView | SourcesView | TrailView | BoardView
    frame: Frame


@dataclass(frozen=True, slots=True)
class Briefing:
    """A page for paper: all of it read at one instant, with the sources and the trail's last signed checkpoint."""

    page: Page
    sources: SourcesView
    proof: tuple[tuple[str, str], ...]
    shift: ShiftView | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around every page: the time, the desk, the sources."""

    clock: Clock
    at: datetime
    desk: Desk
    sources: list[published.PublishedSource]

    def frame(self, visitor: Visitor, current: str, notice: Notice | None) -> Frame:
        """The frame of a page for a visitor."""
        rate = format(self.clock.rate.normalize(), "f")
        timepiece = Timepiece(self.at, rate, self.clock.label, is_live=True)
        health = [source.health for source in self.sources]
        return read_frame(visitor, timepiece, desk=self.desk, sources=health, current=current, notice=notice)


def read_around(connection: Connection) -> Around:
    """What stands around a page, read with the connection the page is read with."""
    clock = read_clock(connection)
    at = clock.now(datetime.now(UTC))
    sources = published.read_sources(connection)
    document = published.read_setting(connection, "operator")
    parked = sum(source.parked_count for source in sources)
    asked = published.count_asked(connection)
    desk = read_desk(document, parked_count=parked, asked_count=asked) if document else _EMPTY_DESK
    return Around(clock, at, desk, sources)


def read_now_page(engine: Engine, role: Role, visitor: Visitor, ask: Ask, *, notice: Notice | None = None) -> Page:
    """What matters now, for one role.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who looks.
        ask: segment, search and length of the list.
        notice: one thing to tell at the top.

    Returns:
        The page.
    """
    with engine.connect() as connection:
        return _now_page(connection, read_around(connection), role=role, visitor=visitor, ask=ask, notice=notice)


def _now_page(
    connection: Connection, around: Around, *, role: Role, visitor: Visitor, ask: Ask, notice: Notice | None = None
) -> Page:
    cards = published.read_cards(connection, role[0].slug, closed_since=around.at - CLOSED_WINDOW)
    health = [source.health for source in around.sources]
    view = read_now(cards, ask, role=role, desk=around.desk, sources=health, at=around.at)
    return Page(view, around.frame(visitor, "incident" if ask.is_all else "now", notice))


def read_incident_page(
    engine: Engine, role: Role, visitor: Visitor, incident_id: str, *, notice: Notice | None = None
) -> Page | None:
    """One incident, for one role.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who looks.
        incident_id: which one.
        notice: one thing to tell at the top.

    Returns:
        The page; None when there is none for this role, whether or not it exists.
    """
    with engine.connect() as connection:
        document = published.read_document(connection, role[0].slug, incident_id)
        if document is None:
            return None
        return _incident_page(
            connection, read_around(connection), document=document, role=role, visitor=visitor, notice=notice
        )


def _incident_page(
    connection: Connection,
    around: Around,
    *,
    document: published.Document,
    role: Role,
    visitor: Visitor,
    notice: Notice | None = None,
) -> Page:
    incident_id = str(document["incident_id"])
    told, told_ended = told_counts(connection, incident_id)
    record = IncidentRecord(
        decisions=published.read_trail(connection, incident_id=incident_id, limit=DECISIONS_SHOWN, only_moves=True),
        decision_count=published.count_trail(connection, incident_id),
        estimates=[CustomerPoint(*row) for row in published.read_estimates(connection, incident_id)],
        told=told,
        told_ended=told_ended,
    )
    view = read_incident(document, record, visitor=visitor, role=role, desk=around.desk, at=around.at)
    return Page(view, around.frame(visitor, "incident", notice))


def read_now_briefing(engine: Engine, role: Role, visitor: Visitor, *, hours: int = 0) -> Briefing:
    """What matters now and what the shift hands on, whole, for paper and for its page.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who asks for it.
        hours: how long the shift was.

    Returns:
        The briefing.
    """
    with at_one_instant(engine) as connection:
        around = read_around(connection)
        page = _now_page(connection, around, role=role, visitor=visitor, ask=Ask())
        documents = published.read_documents(connection, role[0].slug, closed_since=around.at - CLOSED_WINDOW)
        shift = read_shift(documents, clock=LocalClock(around.desk.zone, around.at), hours=hours)
        return replace(briefing_of(connection, around, page=page, phrases=role[1]), shift=shift)


def read_incident_briefing(engine: Engine, role: Role, visitor: Visitor, incident_id: str) -> Briefing | None:
    """One incident for paper.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who asks for it.
        incident_id: which one.

    Returns:
        The briefing; None when there is none for this role, whether or not the incident exists.
    """
    with at_one_instant(engine) as connection:
        document = published.read_document(connection, role[0].slug, incident_id)
        if document is None:
            return None
        around = read_around(connection)
        page = _incident_page(connection, around, document=document, role=role, visitor=visitor)
        return briefing_of(connection, around, page=page, phrases=role[1])


def at_one_instant(engine: Engine) -> Connection:
    """A connection whose every question is answered from the same state: paper is not corrected later."""
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def briefing_of(connection: Connection, around: Around, *, page: Page, phrases: Phrases) -> Briefing:
    """A page for paper, with the sources as they stand and the trail's last signed checkpoint.

    Args:
        connection: the one the page was read with.
        around: what stands around the page.
        page: the page.
        phrases: the reader's words.

    Returns:
        The briefing.
    """
    health = [source.health for source in around.sources]
    sources = read_sources(health, {}, parked=[], phrases=phrases, desk=around.desk, at=around.at)
    return Briefing(page, sources, _proof(published.read_trail_head(connection)))


def read_sources_page(engine: Engine, role: Role, visitor: Visitor) -> Page:
    """The sources: how fresh, how much, what was parked and why."""
    with engine.connect() as connection:
        around = read_around(connection)
        groups = published.read_parked(connection)
    view = read_sources(
        [source.health for source in around.sources],
        {source.health.source_id: source.taken_count for source in around.sources},
        parked=[
            ParkedCount(group.source_id, group.reason, group.count, group.latest_at, group.detail) for group in groups
        ],
        phrases=role[1],
        desk=around.desk,
        at=around.at,
    )
    return Page(view, around.frame(visitor, "sources", None))


def read_board_page(engine: Engine, role: Role, visitor: Visitor, name: str) -> Page:
    """A board of figures as it was last made for one role.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who looks.
        name: which board, of `BOARD_NAMES`.

    Returns:
        The page; it says so where nothing was measured yet.
    """
    with engine.connect() as connection:
        around = read_around(connection)
        board = read_board(connection, role[0].slug, name)
    view = board_view(name, board, zone=around.desk.zone, at=around.at)
    return Page(view, around.frame(visitor, name, None))


def read_trail_page(
    engine: Engine, visitor: Visitor, *, incident_id: str = "", before: int | None = None, is_all: bool = False
) -> Page:
    """The decision trail, newest first, with its last signed checkpoint.

    Args:
        engine: of the pages' role.
        visitor: who looks.
        incident_id: only this incident's decisions; empty for all.
        before: where the next older page starts.
        is_all: also show reports that moved no judgement.

    Returns:
        The page.
    """
    with engine.connect() as connection:
        around = read_around(connection)
        rows = published.read_trail(
            connection, incident_id=incident_id, before=before, limit=PAGE + 1, only_moves=not is_all
        )
        total = published.count_trail(connection, incident_id)
        head = published.read_trail_head(connection)
    shown = rows[:PAGE]
    last = shown[-1]["number"] if shown else None
    page = TrailPage(
        decisions=shown,
        total_count=total,
        incident_id=incident_id,
        older_before=last if len(rows) > PAGE and isinstance(last, int) else None,
        is_first=before is None,
        is_all=is_all,
        proof=_proof(head),
    )
    return Page(read_trail(page, desk=around.desk, at=around.at), around.frame(visitor, "trail", None))


def _proof(head: published.TrailHead) -> tuple[tuple[str, str], ...]:
    if not head.note:
        return ()
    lines = head.note.split("\n")
    return (("Entries", f"{head.size:,}"), ("Root", lines[2]), ("Signed by", lines[0]))


def read_frame_only(engine: Engine, visitor: Visitor, current: str) -> Frame:
    """The frame of a page that shows nothing else of the day."""
    with engine.connect() as connection:
        return read_around(connection).frame(visitor, current, None)


def read_zone(engine: Engine) -> tuple[str, datetime]:
    """The operator's zone and the domain clock's time, for times people type."""
    with engine.connect() as connection:
        around = read_around(connection)
    return around.desk.zone, around.at


def read_operator_name(engine: Engine) -> str:
    """Whose cockpit it is; empty before an operator is loaded."""
    with engine.connect() as connection:
        document = published.read_setting(connection, "operator")
    return str(document["name"]) if document else ""


def list_cards(engine: Engine, audience: str) -> tuple[datetime, list[published.Document]]:
    """The released cards of every open incident, for machines, with the instant they hold at."""
    with engine.connect() as connection:
        at = read_clock(connection).now(datetime.now(UTC))
        return at, published.read_cards(connection, audience, closed_since=at)


def find_dated_document(engine: Engine, audience: str, incident_id: str) -> tuple[datetime, published.Document | None]:
    """The released document of one incident with the domain clock's time; None when there is none for this role."""
    with engine.connect() as connection:
        at = read_clock(connection).now(datetime.now(UTC))
        return at, published.read_document(connection, audience, incident_id)


def find_document(engine: Engine, audience: str, incident_id: str) -> published.Document | None:
    """The released document of one incident; None when there is none for this role."""
    with engine.connect() as connection:
        return published.read_document(connection, audience, incident_id)
