"""Plays a scenario through the same doors as live traffic: records to the inbox, commands as people give them.

What lies before the clock's start is fed at full speed once; from then on the scenario follows the
domain clock, and goes on where it stopped when it is started again.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from uuid import uuid4

from sqlalchemy import Engine

from intera.coordination.playbook import INTERNAL
from intera.model.decision import Plain
from intera.model.operator import Operator
from intera.store import published
from intera.store.clock import Clock, read_clock, set_clock
from intera.store.inbox import ArrivedRecord, WaitingCommand, store_command, store_records
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from intera.workflows.replay_history import chunks, wait_until_waiting
from intera.workflows.scenario import CommandEvent, RecordEvent, Scenario, ScenarioEvent, expand

CHUNK = 2000
TICK_S = 0.5
KEEP_S = 10.0
AUDIENCE = "service_assurance"
FAR = timedelta(days=3650)
RUNNING = Decimal(1)
HELD = Decimal(0)
LAST_HOURS = timedelta(hours=2)
SWEEP_EVERY_S = 300


def play_history(
    reader: Engine,
    worker: Worker,
    scenario: Scenario,
    operator: Operator,
    *,
    progress: Callable[[int, datetime], None],
) -> int:
    """Feeds everything before the clock's start, judging it as it goes, and sets the clock to its start.

    Args:
        reader: the engine of the role that may put records in.
        worker: does the judging in this process.
        scenario: the scenario.
        operator: whose example it is.
        progress: called with how many events were fed and up to when.

    Returns:
        How many events that were.
    """
    fed = 0
    events = expand(scenario, operator, start=scenario.history_from_at, until=scenario.start_at)
    for is_record, group in groupby(events, key=lambda event: isinstance(event, RecordEvent)):
        if is_record:
            for chunk in _history_chunks(group, scenario.start_at - LAST_HOURS):
                with reader.begin() as connection:
                    store_records(connection, chunk)
                fed += len(chunk)
                _settle(worker, chunk[-1].received_at, scenario.label)
                if chunk[-1].received_at > scenario.start_at - LAST_HOURS:
                    judge_again(worker.door, worker.world)
                progress(fed, chunk[-1].received_at)
        else:
            for event in group:
                if isinstance(event, CommandEvent):
                    _settle(worker, event.at, scenario.label)
                    give(reader, event)
                    _settle(worker, event.at, scenario.label)
                    fed += 1
    _settle(worker, scenario.start_at, scenario.label)
    _set_clock(worker.engine, scenario.start_at, RUNNING, scenario.label)
    return fed


def _history_chunks(group: Iterable[ScenarioEvent], by_minute_from: datetime) -> Iterator[list[ArrivedRecord]]:
    """Records of the far past by the thousand; of the last hours five minutes at a time, swept after each."""
    records = [_arrived(event) for event in group if isinstance(event, RecordEvent)]
    yield from chunks([record for record in records if record.received_at < by_minute_from], CHUNK)
    recent = (record for record in records if record.received_at >= by_minute_from)
    for _, together in groupby(recent, key=lambda record: record.received_at.timestamp() // SWEEP_EVERY_S):
        yield list(together)


def _settle(worker: Worker, at: datetime, label: str) -> None:
    """Sets the clock to an instant of the history and judges everything that waits."""
    _set_clock(worker.engine, at, HELD, label)
    while worker.drain():
        pass


def _set_clock(writer: Engine, at: datetime, rate: Decimal, label: str) -> None:
    with writer.begin() as connection:
        set_clock(connection, Clock(at, datetime.now(UTC), rate, label))


def resume_clock(writer: Engine) -> datetime:
    """Lets the domain clock go on from where it stood when the example was last stopped.

    Args:
        writer: the worker's engine.

    Returns:
        What it shows.
    """
    with writer.begin() as connection:
        clock = read_clock(connection)
        set_clock(connection, Clock(clock.anchor_at, datetime.now(UTC), RUNNING, clock.label))
    return clock.anchor_at


def hold_clock(writer: Engine) -> None:
    """Stops the domain clock where it is, so that an example put away stays as it was."""
    with writer.begin() as connection:
        wall_at = datetime.now(UTC)
        clock = read_clock(connection)
        set_clock(connection, Clock(clock.exactly(wall_at), wall_at, HELD, clock.label))


def play_on(
    reader: Engine, writer: Engine, scenario: Scenario, operator: Operator, *, since: datetime, stop: threading.Event
) -> None:
    """Plays the scenario as the domain clock moves, until told to stop.

    Args:
        reader: the engine of the role that may put records in.
        writer: the worker's engine, for the clock.
        scenario: the scenario.
        operator: whose example it is.
        since: events before this were played already.
        stop: set to end.
    """
    events = expand(scenario, operator, start=since, until=since + FAR)
    waiting, kept_at = next(events, None), time.monotonic()
    while waiting is not None and not stop.is_set():
        with writer.connect() as connection:
            now = read_clock(connection).now(datetime.now(UTC))
        due, waiting = _due(waiting, events, now)
        _hand_over(reader, writer, due)
        # Kept up to date, so that being killed costs the example no more time than this.
        if time.monotonic() - kept_at > KEEP_S:
            keep_clock(writer)
            kept_at = time.monotonic()
        stop.wait(TICK_S)


def keep_clock(writer: Engine) -> None:
    """Notes where the domain clock stands, so that it goes on from there after a stop nobody asked for."""
    with writer.begin() as connection:
        wall_at = datetime.now(UTC)
        clock = read_clock(connection)
        set_clock(connection, Clock(clock.exactly(wall_at), wall_at, clock.rate, clock.label))


def _hand_over(reader: Engine, writer: Engine, due: Iterable[ScenarioEvent]) -> None:
    """Gives what is due in its order: a person acts on what the records before them led to."""
    for is_record, group in groupby(due, key=lambda event: isinstance(event, RecordEvent)):
        events = list(group)
        if is_record:
            with reader.begin() as connection:
                store_records(connection, [_arrived(event) for event in events if isinstance(event, RecordEvent)])
            continue
        wait_until_waiting(writer, 0)
        for event in events:
            if isinstance(event, CommandEvent):
                give(reader, event)


def _due(
    first: ScenarioEvent, events: Iterator[ScenarioEvent], now: datetime
) -> tuple[list[ScenarioEvent], ScenarioEvent | None]:
    found: list[ScenarioEvent] = []
    event: ScenarioEvent | None = first
    while event is not None and event.at <= now:
        found.append(event)
        event = next(events, None)
    return found, event


def _arrived(event: RecordEvent) -> ArrivedRecord:
    return ArrivedRecord(event.source_id, event.body, event.at)


def give(reader: Engine, event: CommandEvent) -> bool:
    """Gives a scenario's command, as its person would from the page.

    Args:
        reader: the engine of the role that may put commands in.
        event: the command.

    Returns:
        False when there is no such incident, checkpoint or draft now: then nothing is given, as a
        person would find nothing to click.
    """
    with reader.begin() as connection:
        cards = published.read_cards(connection, AUDIENCE, closed_since=event.at)
        found = _find(cards, event)
        document = published.read_document(connection, AUDIENCE, found) if found else None
        fields = _with_selected(event, document) if document else None
        if not found or fields is None:
            return False
        person = event.person
        store_command(
            connection, WaitingCommand(uuid4(), event.kind, found, fields, person.name, person.team_id, person.role)
        )
    return True


def _find(cards: Iterable[published.Document], event: CommandEvent) -> str:
    wanted = event.incident
    for card in sorted(cards, key=lambda card: str(card["incident_id"])):
        head, impact = card.get("head"), card.get("impact")
        if not isinstance(head, dict) or not head.get("is_open") or head.get("service_id") != wanted.service_id:
            continue
        if wanted.partner_code and head.get("partner") != wanted.partner_code:
            continue
        regions = _rows(impact, "regions") if isinstance(impact, dict) else []
        if not wanted.region_id or any(region.get("id") == wanted.region_id for region in regions):
            return str(card["incident_id"])
    return ""


def _rows(document: Mapping[str, Plain], group: str) -> list[dict[str, Plain]]:
    found = document.get(group)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _with_selected(event: CommandEvent, document: published.Document) -> dict[str, Plain] | None:
    """The command's fields with what the scenario asks to look up; None when it is not there."""
    fields = dict(event.fields)
    if "checkpoint" in event.select:
        promises = [
            row
            for row in _rows(document, "checkpoints")
            # A promise to another audience is kept by words released to it, not by an answer.
            if not row.get("answered_at") and row.get("audience") == INTERNAL
        ]
        if not promises:
            return None
        fields["checkpoint_id"] = min(promises, key=lambda row: str(row.get("due_at")))["id"]
    if "narrative" in event.select:
        reader = (fields.pop("audience", "customer"), fields.pop("language", "en"))
        newest = _newest(document, reader, event.select["narrative"])
        if newest is None:
            return None
        fields |= {"narrative_id": newest["id"], "facts_digest": newest["facts_digest"]}
    return fields


def _newest(document: published.Document, reader: tuple[Plain, Plain], status: str) -> dict[str, Plain] | None:
    """The newest words of a status for one reader; the document has them newest first."""
    return next(
        (
            row
            for row in _rows(document, "narratives")
            if row.get("status") == status and (row.get("audience"), row.get("language")) == reader
        ),
        None,
    )
