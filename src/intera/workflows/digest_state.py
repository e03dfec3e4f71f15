"""Is the state the same: one digest over every judgement, whatever order its records came in.

Leaves out what may differ between two runs that judged alike: how often a case was written, and
when on the wall clock.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import cast

from sqlalchemy import Engine, text

from intera.model.decision import Plain

# By table of `internal` unless named otherwise. What was learned is part of it: outcomes in the order they are
# learned in, and the counts of each kind of change.
_QUERIES = {
    "incident": "select incident_id, correlation_key, fingerprint_id, lifecycle, is_open, opened_at, ended_at,"
    " last_heard_at, customers_best, body from internal.incident order by incident_id",
    "signal": "select signal_id, incident_id, correlation_key, occurred_at, body from internal.signal"
    " order by signal_id, incident_id",
    "checkpoint": "select incident_id, checkpoint_id, team_id, promised_at, due_at, answered_at, outcome, body"
    " from internal.checkpoint order by incident_id, checkpoint_id",
    "downtime": "select product_instance_id, incident_id, start_at, end_at from internal.downtime"
    " order by product_instance_id, incident_id, start_at",
    "outcome": "select incident_id, kind, known_at, happened, body from internal.outcome"
    " order by known_at, incident_id, kind, body",
    "change_strength": "select kind, hit_count, start_count, placebo_hit_count, placebo_count"
    " from internal.change_strength order by kind",
    "published.incident": "select audience, incident_id, is_open, card, body from published.incident"
    " order by audience, incident_id",
}
_READ_AT_ONCE = 500
_DOCUMENTS = ("body", "card")
# How often a document was written: of the case itself, and of what was released of it.
_WRITTEN = frozenset({"version"})


def read_state(engine: Engine) -> Iterator[tuple[str, str]]:
    """Every row that says what is believed, as canonical text.

    Args:
        engine: a login that may read schema internal.

    Yields:
        Pairs of table and row, in an order that depends on nothing but the rows.
    """
    with engine.connect() as connection:
        for table, query in _QUERIES.items():
            found = connection.execute(text(query), execution_options={"yield_per": _READ_AT_ONCE})
            for row in found.mappings():
                yield table, _canonical(table, dict(row))


def digest_state(engine: Engine) -> str:
    """The digest of every case, signal, checkpoint and downtime, of what was released and of what was learned.

    Args:
        engine: a login that may read schema internal.

    Returns:
        64 hexadecimal digits, equal for equal states.
    """
    digest = hashlib.sha256()
    for table, row in read_state(engine):
        digest.update(f"{table} {row}\n".encode())
    return digest.hexdigest()


def _canonical(table: str, row: Mapping[str, object]) -> str:
    plain: dict[str, object] = {
        name: value if isinstance(value, str | int | None) else str(value) for name, value in row.items()
    }
    for name in _DOCUMENTS:
        if name in plain:
            said = cast("Plain", json.loads(str(plain[name])))
            plain[name] = _without_writing(said) if table.startswith("published.") else _without_count(said)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def _without_count(said: Plain) -> Plain:
    """A document of ours without how often the incident was judged; every other version in it counts."""
    if isinstance(said, Mapping) and isinstance(incident := said.get("incident"), Mapping):
        return {**said, "incident": {name: value for name, value in incident.items() if name != "version"}}
    return said


def _without_writing(value: Plain) -> Plain:
    if isinstance(value, Mapping):
        return {key: _without_writing(item) for key, item in value.items() if key not in _WRITTEN}
    if isinstance(value, list):
        return [_without_writing(item) for item in value]
    return value
