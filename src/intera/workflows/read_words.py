"""Reads the pages of the desk that writes: the composer of one incident, and the list of narratives.

Everything here runs as the pages' database role, which can read schema `published` and nothing else.
"""

from dataclasses import dataclass

from sqlalchemy import Engine

from intera.roles.composer import ComposerAsk, read_composer
from intera.roles.frame import Visitor
from intera.roles.narratives import read_narratives
from intera.roles.relative import LocalClock
from intera.roles.view import Frame, Notice
from intera.roles.view_composer import ComposerView, NarrativesView
from intera.store import published
from intera.workflows.read_pages import CLOSED_WINDOW, Role, read_around


@dataclass(frozen=True, slots=True)
class WordsPage:
    """A page about words with the frame around it."""

    view: ComposerView | NarrativesView
    frame: Frame


def read_composer_page(
    engine: Engine,
    role: Role,
    visitor: Visitor,
    incident_id: str,
    *,
    ask: ComposerAsk,
    notice: Notice | None = None,
) -> WordsPage | None:
    """The composer of one incident.

    Args:
        engine: of the pages' role.
        role: the reader's package and its phrases.
        visitor: who reads.
        incident_id: which incident.
        ask: for which reader, from which words to start, what was typed.
        notice: something to tell first.

    Returns:
        The page, or None when there is no such incident for this role.
    """
    with engine.connect() as connection:
        document = published.read_document(connection, role[0].slug, incident_id)
        if document is None:
            return None
        around = read_around(connection)
    view = read_composer(
        document,
        ask,
        role=role,
        clock=LocalClock(around.desk.zone, around.at),
        person_name=visitor.person_name,
        own_team_id=visitor.desk_team_id,
    )
    return WordsPage(view, around.frame(visitor, "words", notice))


def read_narratives_page(engine: Engine, role: Role, visitor: Visitor) -> WordsPage:
    """Every text of open incidents and of those that ended today, grouped by how it stands."""
    with engine.connect() as connection:
        around = read_around(connection)
        documents = published.read_documents(connection, role[0].slug, closed_since=around.at - CLOSED_WINDOW)
    view = read_narratives(documents, clock=LocalClock(around.desk.zone, around.at))
    return WordsPage(view, around.frame(visitor, "words", None))
