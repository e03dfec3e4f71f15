"""What does the worker need to know before it judges: cases, signals, earlier occurrences, source states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from intera.model.case import Case
from intera.model.ids import IncidentId, SignalId, SourceId
from intera.model.recurrence import ChangeKind, ChangeStrength
from intera.model.signal import Signal
from intera.model.stated import KnownOutcome
from intera.store.codec import decode_case, decode_outcome, decode_signal

_READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """A case as it is kept, with its keys and signals."""

    case: Case
    signals: tuple[Signal, ...]
    correlation_key: str
    fingerprint_id: str
    last_heard_at: datetime


@dataclass(frozen=True, slots=True)
class KnownSignal:
    """A signal already known and the incident it belongs to, None when to none."""

    signal: Signal
    incident_id: IncidentId | None


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is counted of one source."""

    source_id: SourceId
    last_heard_at: datetime | None
    taken_count: int
    duplicate_count: int
    parked_count: int
    is_late: bool


def trail_size(connection: Connection) -> int:
    """How many entries the trail has."""
    return int(connection.execute(text("select size from internal.trail_head")).scalar_one())


def find_digests(connection: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    """The digests under which records were seen before.

    Args:
        connection: the worker's connection.
        keys: pairs of source id and event key.

    Returns:
        The digest of each pair that was seen.
    """
    rows = connection.execute(
        text(
            "select s.source_id, s.event_key, s.digest from unnest(cast(:sources as text[]), cast(:keys as text[]))"
            " as asked(source_id, event_key) join internal.seen_record s using (source_id, event_key)"
        ),
        {"sources": [source for source, _ in keys], "keys": [key for _, key in keys]},
    )
    return {(row.source_id, row.event_key): bytes(row.digest) for row in rows}


def find_signals(connection: Connection, signal_ids: Sequence[str]) -> dict[SignalId, list[KnownSignal]]:
    """The known signals among those asked for, one per incident each spoke of (None: of none)."""
    rows = connection.execute(
        text("select incident_id, body from internal.signal where signal_id = any(:ids)"), {"ids": list(signal_ids)}
    )
    found: dict[SignalId, list[KnownSignal]] = {}
    for row in rows:
        known = KnownSignal(decode_signal(row.body), IncidentId(row.incident_id) if row.incident_id else None)
        found.setdefault(known.signal.signal_id, []).append(known)
    return found


def find_open_by_key(connection: Connection, keys: Sequence[str]) -> list[tuple[str, IncidentId]]:
    """Open incidents whose correlation key is among those asked for, oldest first."""
    rows = connection.execute(
        text(
            "select correlation_key, incident_id from internal.incident"
            " where is_open and correlation_key = any(:keys) order by opened_at, incident_id"
        ),
        {"keys": list(keys)},
    )
    return [(row.correlation_key, IncidentId(row.incident_id)) for row in rows]


def open_incident_ids(connection: Connection) -> list[IncidentId]:
    """Every open incident, in order of its id."""
    rows = connection.execute(text("select incident_id from internal.incident where is_open order by incident_id"))
    return [IncidentId(row.incident_id) for row in rows]


def incident_numbers(connection: Connection) -> set[str]:
    """The number of every incident there ever was."""
    return set(connection.execute(text("select incident_id from internal.incident")).scalars())


def load_cases(connection: Connection, incident_ids: Sequence[str]) -> dict[IncidentId, LoadedCase]:
    """The cases asked for, each with its signals in order of their id.

    Args:
        connection: the worker's connection.
        incident_ids: the incidents; unknown ones are left out.

    Returns:
        The cases by incident.
    """
    signals: dict[str, list[Signal]] = {}
    for row in connection.execute(
        text("select incident_id, body from internal.signal where incident_id = any(:ids) order by signal_id"),
        {"ids": list(incident_ids)},
    ):
        signals.setdefault(row.incident_id, []).append(decode_signal(row.body))
    rows = connection.execute(
        text(
            "select incident_id, correlation_key, fingerprint_id, last_heard_at, body from internal.incident"
            " where incident_id = any(:ids)"
        ),
        {"ids": list(incident_ids)},
    )
    return {
        IncidentId(row.incident_id): LoadedCase(
            decode_case(row.body),
            tuple(signals.get(row.incident_id, ())),
            row.correlation_key,
            row.fingerprint_id,
            row.last_heard_at,
        )
        for row in rows
    }


def load_past_cases(connection: Connection, since: datetime) -> Iterator[tuple[str, Case]]:
    """Every incident opened since an instant with its fingerprint, oldest first.

    Args:
        connection: the worker's connection.
        since: the far end of the longest recurrence window.

    Yields:
        Pairs of fingerprint id and case, read a few hundred at a time.
    """
    rows = connection.execute(
        text(
            "select fingerprint_id, body from internal.incident where opened_at >= :since"
            " order by opened_at, incident_id"
        ),
        {"since": since},
        execution_options={"yield_per": _READ_AT_ONCE},
    )
    for row in rows:
        yield row.fingerprint_id, decode_case(row.body)


def first_opened_at(connection: Connection) -> datetime | None:
    """When the first incident ever was opened; None before there was one."""
    found: datetime | None = connection.execute(text("select min(opened_at) from internal.incident")).scalar_one()
    return found


def load_strengths(connection: Connection) -> list[ChangeStrength]:
    """How often changes of each kind lay near a start, as counted so far."""
    rows = connection.execute(
        text(
            "select kind, hit_count, start_count, placebo_hit_count, placebo_count from internal.change_strength"
            " order by kind"
        )
    )
    return [ChangeStrength(ChangeKind(row.kind), *row[1:]) for row in rows]


def load_works(connection: Connection) -> list[Signal]:
    """The planned works sources told us of, in order of their id."""
    rows = connection.execute(
        text("select body from internal.signal where correlation_key = 'planned_work' order by signal_id")
    )
    return [decode_signal(row.body) for row in rows]


def load_downtime(connection: Connection, since: datetime) -> list[tuple[str, str, datetime, datetime | None]]:
    """Spells of harm counted against product instances that reach past an instant.

    Args:
        connection: the worker's connection.
        since: the start of the longest open contract period.

    Returns:
        Product instance, incident, start and end (None while it goes on).
    """
    rows = connection.execute(
        text(
            "select product_instance_id, incident_id, start_at, end_at from internal.downtime"
            " where end_at is null or end_at > :since order by product_instance_id, start_at"
        ),
        {"since": since},
    )
    return [(row.product_instance_id, row.incident_id, row.start_at, row.end_at) for row in rows]


def load_outcomes(connection: Connection) -> list[KnownOutcome]:
    """What came of every statement so far, in the order it became known."""
    rows = connection.execute(text("select body from internal.outcome order by known_at, incident_id, outcome_id"))
    return [decode_outcome(row.body) for row in rows]


def load_source_states(connection: Connection) -> dict[SourceId, SourceState]:
    """What is counted of each source, by source."""
    rows = connection.execute(
        text(
            "select source_id, last_heard_at, taken_count, duplicate_count, parked_count, is_late"
            " from internal.source_state"
        )
    )
    return {SourceId(row.source_id): SourceState(*row) for row in rows}
