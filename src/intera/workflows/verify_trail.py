"""Verifies the trail: recomputes everything from the rows and the copy held outside the database."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, text

from intera.store.unit_of_work import ORIGIN
from intera.store.witness import Witness
from intera.trail.report import TrailReport
from intera.trail.signed_note import VerifierKey
from intera.trail.verify import StoredRow, verify_trail
from intera.workflows.open_installation import Installation

ROWS_AT_ONCE = 5000


def _rows(connection: Connection) -> Iterator[StoredRow]:
    query = text(
        "select entry_index, leaf_hash, body, decided_at, kind, subject from internal.trail_entry order by entry_index"
    )
    result = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    for row in result:
        yield StoredRow(row.entry_index, bytes(row.leaf_hash), row.body, row.decided_at, row.kind, row.subject)


def verify_whole_trail(engine: Engine, installation: Installation) -> TrailReport:
    """Whether anything on the trail was changed since it was decided, and where.

    Args:
        engine: a login that may read schema internal.
        installation: holds the public key and the copy outside the database.

    Returns:
        The report; its sentence says how many entries and whether they are intact.
    """
    witness: Witness = installation.witness
    with engine.connect() as connection:
        return verify_trail(
            _rows(connection),
            checkpoints=witness.checkpoints(),
            public_key=installation.secrets.trail_key.public_key(),
            origin=ORIGIN,
            outside_leaves=witness.leaves(),
        )


def public_key_text(installation: Installation) -> str:
    """The public key of the trail's checkpoints in the form other verifiers take."""
    return VerifierKey(ORIGIN, installation.secrets.trail_key.public_key()).text
