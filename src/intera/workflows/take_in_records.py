"""Takes in what waits: raw records become signals, join incidents, and each incident is judged anew.

Records are handled in batches, but judged instant by instant: everything received at one instant
is merged first and judged once, so that the order of delivery within an instant, or a repeated
delivery, cannot change the outcome (ADR-0012).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from intera.connectors import CONNECTORS
from intera.model.case import Case
from intera.model.ids import FingerprintId, IncidentId, SourceId
from intera.model.incident import Incident, Lifecycle
from intera.model.signal import Signal
from intera.model.source import RecordKind, RejectedRecord, RejectReason, SourceRecord
from intera.signals.correlate import (
    correlation_key,
    is_incident_signal,
    is_series,
    joins,
    merge_signals,
    opens_incident,
)
from intera.signals.normalise import normalise
from intera.store import loading
from intera.store.changes import ParkedRecord, SourceCount, TakenRecord
from intera.store.database import UNREACHABLE
from intera.store.inbox import WaitingRecord, claim_records
from intera.store.unit_of_work import UnitOfWork, WriteDoor
from intera.workflows.find_breaking import find_breaking
from intera.workflows.incident_numbers import draw_number
from intera.workflows.record_judgement import Working, judge_and_decide, save_working
from intera.workflows.world import NoReferenceError, World

LOG = structlog.get_logger()
# A statement from further in the future than this is a wrong clock, not a forecast.
FUTURE_MAX = timedelta(days=1)
PLANNED_WORK_KEY = "planned_work"


@dataclass(frozen=True, slots=True)
class TakeInReport:
    """What one batch came to."""

    taken: int = 0
    duplicates: int = 0
    parked: int = 0
    decisions: int = 0

    @property
    def handled(self) -> int:
        """How many records left the queue."""
        return self.taken + self.duplicates + self.parked


@dataclass(frozen=True, slots=True)
class _Arrival:
    record: WaitingRecord
    statement: SourceRecord
    signal: Signal


@dataclass(slots=True)
class _Batch:
    """One batch on its way: where signals go, and the cases being worked on."""

    work: UnitOfWork
    world: World
    incident_key: bytes
    routes: dict[str, IncidentId] = field(default_factory=dict[str, IncidentId])
    newest_loose: dict[str, Signal] = field(default_factory=dict[str, Signal])
    open_by_key: dict[str, list[IncidentId]] = field(default_factory=dict[str, list[IncidentId]])
    working: dict[IncidentId, Working] = field(default_factory=dict[IncidentId, Working])
    counts: dict[str, SourceCount] = field(default_factory=dict[str, SourceCount])
    decisions: int = 0


def take_in_records(door: WriteDoor, world: World, incident_key: bytes, *, limit: int) -> TakeInReport:
    """Takes in the next batch.

    Args:
        door: the write door.
        world: the worker's memory.
        incident_key: what incident numbers are drawn from.
        limit: how many records at most, 1 or more; those of one instant always come together.

    Returns:
        What it came to; nothing handled means that nothing waits.
    """
    try:
        return _take_in(door, world, incident_key, limit)
    except (*UNREACHABLE, NoReferenceError):
        world.forget()
        raise
    except Exception:
        # One record that breaks a rule must not hold up the others: find it, set it aside alone.
        world.forget()
        LOG.exception("batch_failed", limit=limit)
    with door.open() as work:
        count = len(claim_records(work.connection, limit))
    place = find_breaking(count, lambda first: _can_be_judged(door, world, incident_key, first))
    if place is None:
        return _take_in(door, world, incident_key, limit)
    return _park_at(door, world, place)


def _take_in(door: WriteDoor, world: World, incident_key: bytes, limit: int) -> TakeInReport:
    with door.open() as work:
        records = claim_records(work.connection, limit)
        if not records:
            return TakeInReport()
        batch = _judge_batch(work, world, incident_key, records)
    world.settle(work.end_size)
    counts = batch.counts.values()
    return TakeInReport(
        taken=sum(one.taken_count for one in counts),
        duplicates=sum(one.duplicate_count for one in counts),
        parked=sum(one.parked_count for one in counts),
        decisions=batch.decisions,
    )


def _judge_batch(work: UnitOfWork, world: World, incident_key: bytes, records: Sequence[WaitingRecord]) -> _Batch:
    # From the earliest instant on: what an early record of the batch must remember, it remembers.
    world.refresh(work.connection, size=work.start_size, at=min(record.received_at for record in records))
    batch = _Batch(work, world, incident_key)
    arrivals = _arrivals(batch, records)
    _prepare(batch, arrivals)
    for at, group in groupby(arrivals, key=lambda arrival: arrival.record.received_at):
        _judge_instant(batch, list(group), at)
    for working in batch.working.values():
        save_working(work, world, working)
    work.count(list(batch.counts.values()))
    return batch


def _can_be_judged(door: WriteDoor, world: World, incident_key: bytes, first: int) -> bool:
    try:
        with door.rehearse() as work:
            _judge_batch(work, world, incident_key, claim_records(work.connection, first, is_exact=True))
    except UNREACHABLE:
        raise
    except Exception:  # noqa: BLE001 - whatever it was, it is why the last of these is set aside
        return False
    finally:
        world.forget()
    return True


def _park_at(door: WriteDoor, world: World, place: int) -> TakeInReport:
    with door.open() as work:
        record = claim_records(work.connection, place + 1, is_exact=True)[place]
        world.refresh(work.connection, size=work.start_size, at=record.received_at)
        batch = _Batch(work, world, b"")
        detail = "this record could not be judged; the worker's log says why. Nothing of it was applied"
        _park(batch, record, RejectedRecord(RejectReason.MALFORMED, detail))
        work.count(list(batch.counts.values()))
    world.settle(work.end_size)
    LOG.warning("record_set_aside", record_id=record.record_id)
    return TakeInReport(parked=1)


def _count(batch: _Batch, source_id: str, **more: int) -> None:
    known = batch.counts.get(source_id)
    if known is None:
        source = batch.world.rules.operator.sources_by_id.get(SourceId(source_id))
        name, kind = (source.name, source.kind.value) if source else ("Unknown source", "unknown")
        known = SourceCount(source_id, name, kind, source.expected_every_s if source else 0, None)
    batch.counts[source_id] = replace(
        known,
        taken_count=known.taken_count + more.get("taken", 0),
        duplicate_count=known.duplicate_count + more.get("duplicate", 0),
        parked_count=known.parked_count + more.get("parked", 0),
    )


def _park(batch: _Batch, record: WaitingRecord, rejected: RejectedRecord, *, is_quarantined: bool = False) -> None:
    known = batch.world.rules.operator.sources_by_id
    # An unknown source's name is its own claim; it is not repeated on any page.
    source_id = record.source_id if record.source_id in known else "unknown"
    batch.work.park(
        ParkedRecord(
            record.record_id,
            source_id,
            rejected.event_key or record.event_key,
            rejected.reason,
            rejected.detail,
            record.received_at,
            is_quarantined=is_quarantined,
        )
    )
    _count(batch, source_id, parked=1)


def _statement(batch: _Batch, record: WaitingRecord) -> SourceRecord | RejectedRecord:
    if record.door_reason is not None:
        return RejectedRecord(record.door_reason, record.door_detail, record.event_key)
    source = batch.world.rules.operator.sources_by_id.get(SourceId(record.source_id))
    if source is None:
        return RejectedRecord(RejectReason.UNKNOWN_SOURCE, "no such source is declared", record.event_key)
    connector = CONNECTORS.get(source.connector)
    if connector is None:
        detail = f"source {source.source_id} names the connector {source.connector}, which does not exist"
        return RejectedRecord(RejectReason.UNKNOWN_SOURCE, detail, record.event_key)
    statement = connector.map(record.body, source)
    if isinstance(statement, SourceRecord) and statement.occurred_at > record.received_at + FUTURE_MAX:
        return RejectedRecord(RejectReason.BAD_TIME, "it says it happened in the future", statement.event_key)
    return statement


def _arrivals(batch: _Batch, records: Sequence[WaitingRecord]) -> list[_Arrival]:
    """The new statements among the records, in the order judged; all others are parked or skipped."""
    mapped: list[tuple[WaitingRecord, SourceRecord]] = []
    for record in records:
        statement = _statement(batch, record)
        if isinstance(statement, RejectedRecord):
            _park(batch, record, statement)
        else:
            mapped.append((record, statement))
    keys = [(record.source_id, statement.event_key) for record, statement in mapped]
    seen = loading.find_digests(batch.work.connection, keys)
    arrivals: list[_Arrival] = []
    operator = batch.world.rules.operator
    for record, statement in mapped:
        key = (record.source_id, statement.event_key)
        digest = seen.get(key)
        if digest == record.digest:
            batch.work.skip(record.record_id)
            _count(batch, record.source_id, duplicate=1)
            continue
        if digest is not None:
            detail = "the same id came before with another body; the first one stands until a person decides"
            rejected = RejectedRecord(RejectReason.CONFLICTING_BODY, detail, statement.event_key)
            _park(batch, record, rejected, is_quarantined=True)
            continue
        signal = normalise(statement, operator, digest=record.digest.hex())
        if isinstance(signal, RejectedRecord):
            _park(batch, record, signal)
            continue
        seen[key] = record.digest
        arrivals.append(_Arrival(record, statement, signal))
    arrivals.sort(key=_order)
    return arrivals


def _order(arrival: _Arrival) -> tuple[datetime, str, tuple[datetime, int, str]]:
    return (arrival.record.received_at, arrival.signal.signal_id, arrival.signal.version)


def _prepare(batch: _Batch, arrivals: Sequence[_Arrival]) -> None:
    """Looks up, once for the batch, which incidents the signals may belong to, and loads those."""
    connection = batch.work.connection
    signals = [arrival.signal for arrival in arrivals if is_incident_signal(arrival.signal)]
    known = loading.find_signals(connection, sorted({arrival.signal.signal_id for arrival in arrivals}))
    for signal_id, versions in known.items():
        for version in versions:
            if version.incident_id is None:
                batch.newest_loose[signal_id] = version.signal
            elif not is_series(version.signal):
                batch.routes[signal_id] = version.incident_id
    keys = sorted({key for signal in signals if (key := correlation_key(signal)).startswith("service:")})
    found: defaultdict[str, list[IncidentId]] = defaultdict(list)
    for key, incident_id in loading.find_open_by_key(connection, keys):
        found[key].append(incident_id)
    batch.open_by_key = dict(found)
    wanted = [*batch.routes.values(), *(one for ids in found.values() for one in ids)]
    for incident_id, loaded in batch.world.cases(connection, wanted).items():
        batch.working[incident_id] = Working(
            case=loaded.case,
            signals=loaded.signals,
            correlation_key=loaded.correlation_key,
            last_heard_at=loaded.last_heard_at,
            fingerprint_id=FingerprintId(loaded.fingerprint_id),
        )


def _judge_instant(batch: _Batch, arrivals: Sequence[_Arrival], at: datetime) -> None:
    _hear(batch, arrivals, at)
    touched: set[IncidentId] = set()
    for arrival in arrivals:
        incident_id = _place(batch, arrival, at)
        if incident_id is not None:
            touched.add(incident_id)
    for incident_id in sorted(touched):
        working = batch.working[incident_id]
        working.last_heard_at = max(working.last_heard_at, at)
        decided = judge_and_decide(batch.work, batch.world, working, has_new_evidence=True, at=at)
        batch.decisions += len(decided)
        _note_open(batch, working)


def _note_open(batch: _Batch, working: Working) -> None:
    """Keeps the open incidents of each key as a worker that starts now would load them, oldest first."""
    if not working.correlation_key.startswith("service:"):
        return
    incident = working.case.incident
    ids = [one for one in batch.open_by_key.get(working.correlation_key, ()) if one != incident.incident_id]
    if incident.is_open:
        ids.append(incident.incident_id)
        ids.sort(key=lambda one: (batch.working[one].case.incident.opened_at, one))
    batch.open_by_key[working.correlation_key] = ids


def _hear(batch: _Batch, arrivals: Iterable[_Arrival], at: datetime) -> None:
    health = batch.world.health
    for name, many in Counter(arrival.record.source_id for arrival in arrivals).items():
        source_id = SourceId(name)
        _count(batch, source_id, taken=many)
        batch.counts[source_id] = replace(batch.counts[source_id], heard_at=at)
        known = health.get(source_id)
        # Out of order is no reason to have heard from it less lately.
        if known is not None and (known.last_heard_at is None or known.last_heard_at < at):
            health[source_id] = replace(known, last_heard_at=at)


def _take(
    batch: _Batch, arrival: _Arrival, incident_id: IncidentId | None, key: str, *, is_newest: bool = True
) -> None:
    record = arrival.record
    taken = TakenRecord(
        record.record_id,
        SourceId(record.source_id),
        arrival.statement.event_key,
        record.digest,
        record.received_at,
        arrival.signal,
    )
    batch.work.take(taken, incident_id, key, is_newest=is_newest)


def _take_loose(batch: _Batch, arrival: _Arrival, key: str) -> None:
    signal = arrival.signal
    newest = batch.newest_loose.get(signal.signal_id)
    is_newest = newest is None or newest.version < signal.version
    _take(batch, arrival, None, key, is_newest=is_newest)
    if is_newest:
        batch.newest_loose[signal.signal_id] = signal
    if is_newest and key == PLANNED_WORK_KEY:
        batch.world.note_work(signal)


def _place(batch: _Batch, arrival: _Arrival, at: datetime) -> IncidentId | None:
    """Takes a signal in as evidence and says which incident must be judged anew because of it."""
    signal = arrival.signal
    if not is_incident_signal(signal):
        _take_loose(batch, arrival, PLANNED_WORK_KEY if signal.kind is RecordKind.PLANNED_WORK else signal.kind.value)
        return None
    key = correlation_key(signal)
    incident_id = _incident_for(batch, signal, key, at)
    if incident_id is None:
        _take_loose(batch, arrival, key)
        return None
    working = batch.working[incident_id]
    merged = merge_signals(working.signals, signal)
    _take(batch, arrival, incident_id, key, is_newest=merged is not None)
    if merged is None:
        return None
    working.signals = merged
    return incident_id


def _incident_for(batch: _Batch, signal: Signal, key: str, at: datetime) -> IncidentId | None:
    if not is_series(signal) and signal.signal_id in batch.routes:
        return batch.routes[signal.signal_id]
    for incident_id in batch.open_by_key.get(key, ()):
        working = batch.working[incident_id]
        if joins(signal, working.case.incident.scope, last_heard_at=working.last_heard_at, at=at):
            if not is_series(signal):
                batch.routes[signal.signal_id] = incident_id
            return incident_id
    if not opens_incident(signal):
        return None
    return _open(batch, signal, key, at)


def _open(batch: _Batch, signal: Signal, key: str, at: datetime) -> IncidentId:
    opened_by = f"{signal.signal_id}@{at.isoformat()}"
    incident_id = draw_number(batch.incident_key, opened_by, taken=batch.world.numbers)
    batch.world.numbers.add(incident_id)
    incident = Incident(
        incident_id=incident_id,
        lifecycle=Lifecycle.SUSPECTED,
        scope=signal.scope,
        title=batch.world.rules.operator.service_name(signal.scope.service_id),
        opened_at=at,
        updated_at=at,
        version=0,
    )
    batch.working[incident_id] = Working(Case(incident, ()), (), key, at, FingerprintId(""))
    if key.startswith("service:"):
        batch.open_by_key.setdefault(key, []).append(incident_id)
    if not is_series(signal):
        batch.routes[signal.signal_id] = incident_id
    return incident_id
