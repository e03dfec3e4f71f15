"""Reads how many were told of an incident; of who they are the pages' role knows nothing."""

from dataclasses import fields

from sqlalchemy import Connection

from intera.roles.coverage import ToldCount
from intera.store import told

_COUNTED = tuple(one.name for one in fields(ToldCount))


def told_counts(connection: Connection, incident_id: str) -> tuple[list[ToldCount], list[str]]:
    """How many were told of each publication of an incident, and which of them no longer stand.

    Args:
        connection: of the pages' role.
        incident_id: as typed in an address.

    Returns:
        The counts, newest publication first, and the ids of those corrected or withdrawn.
    """
    counts = [counted(one) for one in told.read_told(connection, incident_id)]
    return counts, told.ended_publications(connection, incident_id)


def counted(one: told.ToldCount) -> ToldCount:
    """A count as roles read it."""
    return ToldCount(**{name: getattr(one, name) for name in _COUNTED})
