"""Reads one escalation note for a role: for the screen, and for paper with the sources and the trail's proof."""

from sqlalchemy import Connection, Engine

from intera.roles.coordination import note_of
from intera.roles.coordination_forms import CoordinationForms
from intera.roles.frame import Visitor
from intera.roles.incident_forms import Forms
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view import Notice
from intera.store import published
from intera.workflows.read_pages import Around, Briefing, Page, Role, at_one_instant, briefing_of, read_around


def read_escalation_page(
    engine: Engine, role: Role, visitor: Visitor, which: tuple[str, int], *, notice: Notice | None = None
) -> Page | None:
    """One escalation note.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who looks.
        which: the incident, and which of its notes, from 1.
        notice: one thing to tell at the top.

    Returns:
        The page; None when there is none for this role, whether or not it exists.
    """
    with engine.connect() as connection:
        return _page(connection, read_around(connection), role=role, visitor=visitor, which=which, notice=notice)


def _page(
    connection: Connection,
    around: Around,
    *,
    role: Role,
    visitor: Visitor,
    which: tuple[str, int],
    notice: Notice | None = None,
) -> Page | None:
    incident_id, number = which
    document = published.read_document(connection, role[0].slug, incident_id)
    if document is None or "escalations" not in document:
        return None
    item, clock = Item(document, around.at), LocalClock(around.desk.zone, around.at)
    forms = CoordinationForms(Forms(item, role[0], role[1], clock, visitor.desk_team_id), around.desk.teams)
    view = note_of(item, number, clock, forms)
    return None if view is None else Page(view, around.frame(visitor, "incident", notice))


def read_escalation_briefing(engine: Engine, role: Role, visitor: Visitor, which: tuple[str, int]) -> Briefing | None:
    """One escalation note for paper.

    Args:
        engine: of the pages' role.
        role: the reader's package and its words.
        visitor: who asks for it.
        which: the incident, and which of its notes, from 1.

    Returns:
        The note; None when there is none for this role.
    """
    with at_one_instant(engine) as connection:
        around = read_around(connection)
        page = _page(connection, around, role=role, visitor=visitor, which=which)
        return briefing_of(connection, around, page=page, phrases=role[1]) if page else None
