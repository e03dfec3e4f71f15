"""The one write door: a change, its decision, its trail entry and its outbox row, in one transaction.

Two things go through it. *Evidence* is taken in as it came (records seen, facts, signals, parked
records): nothing is decided by that. *Judgement* only changes with decisions: `save_case` refuses
a change nobody decided (ADR-0002). One writer at a time holds the door, so the trail has one order.
"""

import secrets
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, text

from intera.model.ids import IncidentId
from intera.model.recurrence import ChangeStrength
from intera.store import tables
from intera.store.changes import CaseRow, ParkedRecord, Ruled, SourceCount, TakenRecord
from intera.store.codec import encode
from intera.store.database import driver
from intera.store.measured import MEASURED
from intera.store.staging import insert_rows
from intera.store.witness import Witness, WitnessBehindError
from intera.store.writing import Waiting, write_cases, write_counts, write_evidence
from intera.trail.checkpoint import sign_checkpoint
from intera.trail.entry import commit_entry, decision_fields
from intera.trail.merkle import Frontier

ORIGIN = "intera.example/trail"
SEED_BYTES = 32
SEEDS_AT_ONCE = 64
HASH_BYTES = 32
_DOOR = "select pg_advisory_xact_lock(hashtext('intera.write'))"


def hold_door(connection: Connection) -> None:
    """Holds the write door until the transaction ends, so that nobody decides meanwhile."""
    connection.execute(text(_DOOR))


class UndecidedChangeError(RuntimeError):
    """Somebody tried to change a judgement without a decision."""

    def __init__(self, incident_id: str) -> None:
        """Names the incident."""
        super().__init__(f"{incident_id} was to be changed without a decision; every change of state carries one")


class UnitOfWork:
    """One open transaction at the write door; made by `WriteDoor.open`."""

    def __init__(self, connection: Connection, *, signing_key: Ed25519PrivateKey, draw: Callable[[int], bytes]) -> None:
        """Starts on a connection that already holds the door."""
        self.connection = connection
        self._signing_key = signing_key
        self._draw = draw
        self._waiting = Waiting()
        self._seeds: list[bytes] = []
        row = connection.execute(text("select size, frontier from internal.trail_head")).one()
        packed = bytes(row.frontier)
        hashes = tuple(packed[i : i + HASH_BYTES] for i in range(0, len(packed), HASH_BYTES))
        self._frontier = Frontier(int(row.size), hashes)
        self.start_size = self._frontier.size
        self.recorded_at = datetime.now(UTC)
        self.note = ""

    @property
    def end_size(self) -> int:
        """How many entries the trail has with those recorded so far."""
        return self.start_size + len(self._waiting.entries)

    @property
    def leaf_hashes(self) -> list[bytes]:
        """The leaf hashes of the entries recorded so far, in order."""
        return [entry.leaf_hash for entry in self._waiting.entries]

    def take(
        self, record: TakenRecord, incident_id: IncidentId | None, correlation_key: str, *, is_newest: bool = True
    ) -> None:
        """Keeps a record as evidence: seen once, its signal current, the statement a bitemporal fact.

        Args:
            record: the record.
            incident_id: the incident its signal belongs to, None when to none yet.
            correlation_key: what its signal may be joined by.
            is_newest: whether its statement is the newest of its signal; an older one is kept as a
                fact and leaves the current signal alone.
        """
        waiting = self._waiting
        waiting.seen.append((record.source_id, record.event_key, record.digest, record.record_id))
        waiting.handled.append(record.record_id)
        signal = record.signal
        if signal is None:
            return
        body = encode(signal)
        attribute = "signal" if signal.measurement is None else MEASURED
        waiting.facts.append(
            (signal.signal_id, attribute, body, signal.occurred_at, record.received_at, record.record_id)
        )
        if not is_newest:
            return
        waiting.signals[signal.signal_id, incident_id or ""] = (
            signal.signal_id,
            incident_id or "",
            correlation_key,
            signal.occurred_at,
            body,
        )

    def skip(self, record_id: int) -> None:
        """Notes that a record says nothing new (a repeated delivery): it leaves the queue."""
        self._waiting.handled.append(record_id)

    def park(self, parked: ParkedRecord) -> None:
        """Sets a record aside with its reason, visible under sources."""
        state = "quarantined" if parked.is_quarantined else "parked"
        self._waiting.handled.append(parked.record_id)
        self._waiting.parked.append(
            (parked.record_id, parked.source_id, parked.event_key, parked.reason.value, parked.detail, state, parked.at)
        )
        self._waiting.published_parked.append(
            (parked.record_id, parked.source_id, parked.reason.value, parked.detail, state, parked.at)
        )

    def decide(self, ruled: Ruled, incident_id: str = "") -> int:
        """Appends a decision to the trail.

        Args:
            ruled: the decision and what may be shown of it.
            incident_id: the incident it is about, empty when about none.

        Returns:
            The index of its entry.
        """
        waiting, decision, line = self._waiting, ruled.decision, ruled.line
        index = self.start_size + len(waiting.entries)
        entry = commit_entry(index, decision_fields(decision, recorded_at=self.recorded_at), seed=self._seed())
        waiting.entries.append(entry)
        kind = decision.kind.value
        waiting.entry_rows.append((index, decision.at, kind, decision.subject, entry.body, entry.leaf_hash))
        waiting.trail_lines.append((index, incident_id, decision.at, kind, line.summary, line.basis, line.actor))
        return index

    def _seed(self) -> bytes:
        # The operating system is asked once for many seeds; each is used for one entry only.
        if not self._seeds:
            drawn = self._draw(SEED_BYTES * SEEDS_AT_ONCE)
            self._seeds = [drawn[i : i + SEED_BYTES] for i in range(0, len(drawn), SEED_BYTES)]
        return self._seeds.pop()

    def save_case(self, row: CaseRow, entries: Sequence[int]) -> None:
        """Keeps a case as decisions of this unit of work left it.

        Args:
            row: the case with its keys and what was released of it.
            entries: the trail entries of the decisions that led there, from `decide`; at least one.

        Raises:
            UndecidedChangeError: there is no decision, or not one of this unit of work.
        """
        incident = row.case.incident
        if not entries or min(entries) < self.start_size:
            raise UndecidedChangeError(incident.incident_id)
        self._waiting.cases[incident.incident_id] = row
        self.announce("incident", incident.incident_id, incident.version)

    def announce(self, topic: str, key: str, version: int) -> None:
        """Puts a row in the outbox: topic and version only, never content."""
        self._waiting.topics[topic, key] = version

    def count(self, counts: Sequence[SourceCount]) -> None:
        """Adds what a batch brought to the counts of its sources, inside and as published."""
        write_counts(self.connection, counts)
        for one in counts:
            self.announce("source", one.source_id, 0)

    def mark_late(self, source_id: str, *, is_late: bool) -> None:
        """Notes that a source fell silent or came back, beside the decision that says so."""
        self.connection.execute(
            text("update internal.source_state set is_late = :late where source_id = :id"),
            {"late": is_late, "id": source_id},
        )
        self.announce("source", source_id, 0)

    def keep_strengths(self, strengths: Sequence[ChangeStrength]) -> None:
        """Keeps how often changes lay near a start, counted with the judgement that taught it."""
        self._waiting.strengths = list(strengths)

    def flush(self) -> None:
        """Writes everything that waits; the transaction is still open afterwards."""
        cursor = driver(self.connection).cursor()
        write_evidence(cursor, self._waiting)
        write_cases(cursor, list(self._waiting.cases.values()))
        self._write_trail(cursor)
        topics = [(topic, key, version) for (topic, key), version in self._waiting.topics.items()]
        insert_rows(cursor, tables.OUTBOX, ("topic", "key", "version"), topics)
        cursor.close()

    def _write_trail(self, cursor: Any) -> None:  # noqa: ANN401 - psycopg's cursor
        waiting = self._waiting
        if not waiting.entries:
            return
        frontier = self._frontier.extend(entry.leaf_hash for entry in waiting.entries)
        names = ("entry_index", "decided_at", "kind", "subject", "body", "leaf_hash")
        insert_rows(cursor, tables.TRAIL_ENTRY, names, waiting.entry_rows)
        lines = ("entry_index", "incident_id", "at", "kind", "summary", "basis", "actor")
        insert_rows(cursor, tables.PUBLISHED_TRAIL, lines, waiting.trail_lines)
        self.note = sign_checkpoint(ORIGIN, frontier.size, root=frontier.root(), private_key=self._signing_key)
        self.connection.execute(
            text("update internal.trail_head set size = :size, frontier = :frontier"),
            {"size": frontier.size, "frontier": b"".join(frontier.hashes)},
        )
        self.connection.execute(
            text("insert into internal.trail_checkpoint (size, note) values (:size, :note)"),
            {"size": frontier.size, "note": self.note},
        )
        self.connection.execute(
            text(
                "insert into published.trail_checkpoint (size, note) values (:size, :note)"
                " on conflict (singleton) do update set size = excluded.size, note = excluded.note"
            ),
            {"size": frontier.size, "note": self.note},
        )


class WriteDoor:
    """Opens units of work, one at a time over all processes, and pushes the trail's head outside."""

    def __init__(
        self,
        engine: Engine,
        *,
        signing_key: Ed25519PrivateKey,
        witness: Witness,
        draw: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        """Uses the worker's engine, the trail's key and the folder outside the database."""
        self._engine = engine
        self._signing_key = signing_key
        self._witness = witness
        self._draw = draw

    def catch_up(self) -> None:
        """Pushes entries a process that died between commit and push left behind; called at start.

        Raises:
            WitnessBehindError: the outside copy holds more than the database.
        """
        with self._witness.alone():
            self._catch_up()

    @contextmanager
    def open(self) -> Generator[UnitOfWork]:
        """A unit of work: committed with everything in it on leaving, or not at all.

        Yields:
            The unit of work, holding the door until it ends.

        Raises:
            WitnessBehindError: the outside copy holds more than the database, as after an older
                backup was restored; nothing is recorded on top of that.
        """
        with self._engine.begin() as connection:
            hold_door(connection)
            work = UnitOfWork(connection, signing_key=self._signing_key, draw=self._draw)
            if (have := self._witness.size) > work.start_size:
                raise WitnessBehindError(have, work.start_size)
            yield work
            work.flush()
            leaf_hashes, start, note = work.leaf_hashes, work.start_size, work.note
        # After the commit: a checkpoint must never be outside for entries that could still vanish.
        if leaf_hashes:
            with self._witness.alone():
                if self._witness.size == start:
                    self._witness.push(start, leaf_hashes, note)
                else:
                    self._catch_up()

    @contextmanager
    def rehearse(self) -> Generator[UnitOfWork]:
        """A unit of work that is written and then taken back: says whether it could be kept.

        Yields:
            The unit of work; nothing of it stays.
        """
        with self._engine.connect() as connection, connection.begin() as transaction:
            hold_door(connection)
            work = UnitOfWork(connection, signing_key=self._signing_key, draw=self._draw)
            yield work
            work.flush()
            transaction.rollback()

    def _catch_up(self) -> None:
        """Pushes what a process that died, or is slower than us, has not pushed yet."""
        have = self._witness.size
        with self._engine.connect() as connection:
            size = int(connection.execute(text("select size from internal.trail_head")).scalar_one())
            if have > size:
                raise WitnessBehindError(have, size)
            if have == size:
                return
            rows = connection.execute(
                text("select leaf_hash from internal.trail_entry where entry_index >= :have order by entry_index"),
                {"have": have},
            )
            note = connection.execute(
                text("select note from internal.trail_checkpoint where size = :size"), {"size": size}
            ).scalar_one()
            self._witness.push(have, [bytes(row.leaf_hash) for row in rows], str(note))
