"""How what waits in a unit of work becomes rows: table by table, many rows at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from intera.model.case import Case
from intera.model.recurrence import ChangeStrength
from intera.store import tables
from intera.store.changes import CaseRow, Released, SourceCount
from intera.store.codec import encode
from intera.store.publications import write_publications
from intera.store.staging import Row, insert_rows, upsert_rows
from intera.trail.entry import StoredEntry

_COUNT_INTERNAL = text(
    """
    insert into internal.source_state as s (source_id, last_heard_at, taken_count, duplicate_count, parked_count)
    values (:id, :heard_at, :taken, :duplicate, :parked) on conflict (source_id) do update set
    last_heard_at = greatest(s.last_heard_at, excluded.last_heard_at),
    taken_count = s.taken_count + excluded.taken_count,
    duplicate_count = s.duplicate_count + excluded.duplicate_count,
    parked_count = s.parked_count + excluded.parked_count
    """
)
_COUNT_PUBLISHED = text(
    """
    insert into published.source as s (source_id, name, kind, expected_every_s, last_heard_at, taken_count,
        duplicate_count, parked_count)
    values (:id, :name, :kind, :every, :heard_at, :taken, :duplicate, :parked) on conflict (source_id) do update set
    name = excluded.name, expected_every_s = excluded.expected_every_s,
    last_heard_at = greatest(s.last_heard_at, excluded.last_heard_at),
    taken_count = s.taken_count + excluded.taken_count,
    duplicate_count = s.duplicate_count + excluded.duplicate_count,
    parked_count = s.parked_count + excluded.parked_count
    """
)


@dataclass(slots=True)
class Waiting:
    """The rows a unit of work has gathered so far, by table."""

    seen: list[Row] = field(default_factory=list[Row])
    facts: list[Row] = field(default_factory=list[Row])
    signals: dict[tuple[str, str], Row] = field(default_factory=dict[tuple[str, str], Row])
    parked: list[Row] = field(default_factory=list[Row])
    published_parked: list[Row] = field(default_factory=list[Row])
    cases: dict[str, CaseRow] = field(default_factory=dict[str, CaseRow])
    entries: list[StoredEntry] = field(default_factory=list[StoredEntry])
    entry_rows: list[Row] = field(default_factory=list[Row])
    trail_lines: list[Row] = field(default_factory=list[Row])
    topics: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    handled: list[int] = field(default_factory=list[int])
    strengths: list[ChangeStrength] = field(default_factory=list[ChangeStrength])


def write_evidence(cursor: Any, waiting: Waiting) -> None:  # noqa: ANN401 - psycopg's cursor
    """Writes records seen, facts, signals and parked records, and takes their rows off the queue."""
    insert_rows(cursor, tables.SEEN_RECORD, ("source_id", "event_key", "digest", "record_id"), waiting.seen)
    facts = ("subject", "attribute", "value", "true_from", "known_at", "record_id")
    insert_rows(cursor, tables.FACT, facts, waiting.facts)
    signals = ("signal_id", "incident_id", "correlation_key", "occurred_at", "body")
    upsert_rows(cursor, tables.SIGNAL, signals, list(waiting.signals.values()))
    parked = ("record_id", "source_id", "event_key", "reason", "detail", "state", "at")
    upsert_rows(cursor, tables.PARKED_RECORD, parked, waiting.parked)
    shown = ("record_id", "source_id", "reason", "detail", "state", "at")
    upsert_rows(cursor, tables.PUBLISHED_PARKED, shown, waiting.published_parked)
    names = ("kind", "hit_count", "start_count", "placebo_hit_count", "placebo_count")
    counted = [
        (one.kind.value, one.hit_count, one.start_count, one.placebo_hit_count, one.placebo_count)
        for one in waiting.strengths
    ]
    upsert_rows(cursor, tables.CHANGE_STRENGTH, names, counted)
    if waiting.handled:
        delete = "delete from inbox.pending where record_id = any(%s)"
        cursor.execute(delete, (waiting.handled,))


def _case_row(row: CaseRow) -> Row:
    case, incident = row.case, row.case.incident
    customers = case.peak_customers
    return (
        incident.incident_id,
        row.correlation_key,
        row.fingerprint_id,
        incident.lifecycle.value,
        incident.is_open,
        incident.opened_at,
        incident.restored_at or incident.closed_at,
        row.last_heard_at,
        customers.best if customers else None,
        incident.version,
        encode(case),
    )


_CASE_NAMES = (
    *("incident_id", "correlation_key", "fingerprint_id", "lifecycle", "is_open", "opened_at"),
    *("ended_at", "last_heard_at", "customers_best", "version", "body"),
)


def _released_row(case: Case, audience: str, document: Released) -> Row:
    incident = case.incident
    head = (audience, incident.incident_id, incident.is_open, incident.version, incident.updated_at)
    return (*head, document.card, document.body)


def _write_downtime(cursor: Any, rows: Sequence[CaseRow]) -> None:  # noqa: ANN401 - psycopg's cursor
    spells = [
        (spell.product_instance_id, row.case.incident.incident_id, spell.start_at, spell.end_at)
        for row in rows
        for spell in row.case.downtime
    ]
    ids = sorted({row.case.incident.incident_id for row in rows if row.counts_downtime})
    if ids:
        # Harm that was taken back (a rejected impact) must not stay counted.
        cursor.execute("delete from internal.downtime where incident_id = any(%s)", (ids,))
        insert_rows(cursor, tables.DOWNTIME, ("product_instance_id", "incident_id", "start_at", "end_at"), spells)


def _write_outcomes(cursor: Any, rows: Sequence[CaseRow]) -> None:  # noqa: ANN401 - psycopg's cursor
    outcomes = [
        (one.incident_id, one.stated.kind.value, one.known_at, one.happened, encode(one))
        for row in rows
        for one in row.outcomes
    ]
    insert_rows(cursor, tables.OUTCOME, ("incident_id", "kind", "known_at", "happened", "body"), outcomes)


def write_cases(cursor: Any, rows: Sequence[CaseRow]) -> None:  # noqa: ANN401 - psycopg's cursor
    """Writes cases with their checkpoints, what was released of them and the downtime they count."""
    _write_downtime(cursor, rows)
    _write_outcomes(cursor, rows)
    upsert_rows(cursor, tables.INCIDENT, _CASE_NAMES, [_case_row(row) for row in rows])
    kept: list[Row] = []
    shown: list[Row] = []
    for row in rows:
        for promise in row.case.checkpoints:
            outcome = promise.outcome.value if promise.outcome else None
            times = (promise.promised_at, promise.due_at, promise.answered_at, outcome)
            head = (promise.checkpoint_id, promise.incident_id)
            kept.append((*head, promise.team_id, *times, encode(promise)))
            shown.append((*head, promise.team_id, promise.promise, *times))
    times_names = ("promised_at", "due_at", "answered_at", "outcome")
    upsert_rows(cursor, tables.CHECKPOINT, ("checkpoint_id", "incident_id", "team_id", *times_names, "body"), kept)
    upsert_rows(
        cursor,
        tables.PUBLISHED_CHECKPOINT,
        ("checkpoint_id", "incident_id", "team_name", "promise", *times_names),
        shown,
    )
    estimates = {
        (row.case.incident.incident_id, one.at): (row.case.incident.incident_id, one.at, one.low, one.best, one.high)
        for row in rows
        for one in row.estimates
    }
    upsert_rows(
        cursor, tables.PUBLISHED_ESTIMATE, ("incident_id", "at", "low", "best", "high"), list(estimates.values())
    )
    released = [
        _released_row(row.case, audience, document) for row in rows for audience, document in row.released.items()
    ]
    names = ("audience", "incident_id", "is_open", "version", "at", "card", "body")
    upsert_rows(cursor, tables.PUBLISHED_INCIDENT, names, released)
    write_publications(cursor, [one for row in rows for one in row.publications])


def write_counts(connection: Connection, counts: Sequence[SourceCount]) -> None:
    """Adds what a batch brought to the counts of its sources, inside and as published.

    Args:
        connection: the unit of work's connection.
        counts: one per source heard from.
    """
    for one in counts:
        given = {
            "id": one.source_id,
            "name": one.name,
            "kind": one.kind,
            "every": one.expected_every_s,
            "heard_at": one.heard_at,
            "taken": one.taken_count,
            "duplicate": one.duplicate_count,
            "parked": one.parked_count,
        }
        connection.execute(_COUNT_INTERNAL, given)
        connection.execute(_COUNT_PUBLISHED, given)
