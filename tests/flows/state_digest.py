"""What state did the line end in, as one hash and as rows a person can compare."""

import hashlib
import json
import shutil
from dataclasses import dataclass

from sqlalchemy import Engine, text

from intera.store.database import DatabaseRole
from intera.workflows.digest_state import read_state
from intera.workflows.open_installation import Installation

_TRAIL = (
    "select decided_at, incident_id, t.kind, e.summary, e.basis from internal.trail_entry t"
    " join published.trail e using (entry_index) where t.kind <> 'operator.load' order by entry_index"
)
_TABLES = (
    "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname in ('inbox', 'internal', 'published', 'access') and c.relkind = 'r'"
)


@dataclass(frozen=True)
class State:
    """The rows that matter, table by table, and the decisions that led there."""

    rows: dict[str, list[str]]
    decisions: list[str]

    @property
    def digest(self) -> str:
        """One hash over all rows in canonical order."""
        return hashlib.sha256(json.dumps(self.rows, sort_keys=True).encode()).hexdigest()


def state_of(engine: Engine) -> State:
    """The state a database holds.

    Args:
        engine: a login that may read schema internal.

    Returns:
        The state.
    """
    rows: dict[str, list[str]] = {}
    for table, row in read_state(engine):
        rows.setdefault(table, []).append(row)
    with engine.connect() as connection:
        decisions = [" | ".join(str(part) for part in row) for row in connection.execute(text(_TRAIL))]
    return State(rows, decisions)


def differences(one: State, other: State) -> list[str]:
    """The rows that are in one state only, for a person to read when two digests differ."""
    found: list[str] = []
    for table in sorted(one.rows.keys() | other.rows.keys()):
        rows, others = one.rows.get(table, []), other.rows.get(table, [])
        found += [f"- {table} {row}" for row in rows if row not in set(others)]
        found += [f"+ {table} {row}" for row in others if row not in set(rows)]
    return found


def wipe(installation: Installation) -> None:
    """Empties the installation's database and its copy of the trail outside, as on the first day."""
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with owner.begin() as connection:
        tables = ", ".join(row[0] for row in connection.execute(text(_TABLES)) if row[0] != "internal.trail_head")
        connection.execute(text(f"truncate {tables} restart identity"))
        connection.execute(text("update internal.trail_head set size = 0, frontier = ''"))
    owner.dispose()
    shutil.rmtree(installation.settings.checkpoints_path, ignore_errors=True)
