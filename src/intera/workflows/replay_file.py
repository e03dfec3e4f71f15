"""Replays a file of history: declares its source if need be, feeds it, judges it, and holds the clock at its end."""

import gc
import gzip
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy import text

from intera.governance.policy_words import say_policy
from intera.model.decision import SYSTEM, Decision, DecisionKind
from intera.model.ids import SourceId
from intera.model.operator import Operator
from intera.model.source import RecordKind, Source
from intera.roles.desk import release_operator
from intera.store.codec import encode
from intera.store.inbox import ArrivedRecord, waiting_count
from intera.store.reference import load_reference, publish_settings, save_reference
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker, try_to_lead
from intera.workflows.open_installation import Installation
from intera.workflows.record_judgement import ruled
from intera.workflows.replay_history import end_replay, feed, read_history
from intera.workflows.rulebook import build_rulebook, read_rule_data, read_yaml
from intera.workflows.take_in_records import TakeInReport, take_in_records
from intera.workflows.world import World

UCI = Source(SourceId("uci"), "ServiceNow incident history", "servicenow_csv", RecordKind.TICKET)
GZIP_MAGIC = b"\x1f\x8b"
POLL_S = 0.05
# Nobody waits behind a replay; the larger the batch, the fewer times a case is written.
REPLAY_BATCH = 25_000


class UnknownReplaySourceError(LookupError):
    """The source is neither declared nor described."""

    def __init__(self, source_id: str) -> None:
        """Says how to name one."""
        super().__init__(
            f"source {source_id} is not declared; use --source uci, a declared source, or give --mapping FILE"
        )


@dataclass(frozen=True, slots=True)
class ReplayPlan:
    """What to replay: the file, whose it is, until when (None: to its end), how fast (None: full speed)."""

    file: Path
    source_id: str
    until: datetime | None
    speed: Decimal | None
    mapping: Path | None = None


@dataclass(frozen=True, slots=True)
class PreparedReplay:
    """A history read and its source declared."""

    installation: Installation
    records: Sequence[ArrivedRecord]
    plan: ReplayPlan
    label: str
    started: float

    @property
    def count(self) -> int:
        """How many records it has."""
        return len(self.records)


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What a replay came to; `seconds` from reading the file to the last judgement."""

    taken: int
    duplicates: int
    parked: int
    decisions: int
    seconds: float
    at: datetime | None

    @property
    def events_per_s(self) -> int:
        """How many events a second that was."""
        return int((self.taken + self.duplicates + self.parked) / self.seconds) if self.seconds else 0


def _source(plan: ReplayPlan, operator: Operator | None) -> Source:
    declared = operator.sources_by_id.get(SourceId(plan.source_id)) if operator else None
    if declared is not None:
        return declared
    if plan.mapping is not None:
        settings: dict[str, object] = {"mapping": read_yaml(plan.mapping)}
        return Source(SourceId(plan.source_id), plan.source_id, "mapping", RecordKind.TICKET, settings=settings)
    if plan.source_id == UCI.source_id:
        return UCI
    raise UnknownReplaySourceError(plan.source_id)


def _declare(installation: Installation, source: Source) -> None:
    """Adds the source to the operator's reference data, as a decision; makes an operator where there is none."""
    writer = installation.writer_engine()
    try:
        with installation.write_door(writer).open() as work:
            reference = load_reference(work.connection)
            operator = reference.operator if reference else Operator("Replayed history", "UTC")
            if source.source_id in operator.sources_by_id:
                return
            operator = replace(operator, sources=(*operator.sources, source))
            rule_data = reference.rule_data if reference else read_rule_data()
            at = datetime.now(UTC)
            version = save_reference(work.connection, operator, rule_data=rule_data, at=at)
            policies = [
                say_policy(policy, operator)
                for policy in build_rulebook(operator, rule_data, version).policies.policies
            ]
            publish_settings(work.connection, {"operator": encode(release_operator(operator, policies))})
            summary = f"Source {source.name} declared"
            decision = Decision(DecisionKind.OPERATOR_LOAD, at, SYSTEM, f"operator/{version}", summary)
            work.decide(ruled(decision, operator))
    finally:
        writer.dispose()


def prepare_replay(installation: Installation, plan: ReplayPlan) -> PreparedReplay:
    """The history, read and sorted, with its source declared.

    Args:
        installation: open.
        plan: what to replay.

    Returns:
        The prepared replay.

    Raises:
        UnknownReplaySourceError: nothing says how to read the file.
        UnreadableRuleFileError: the mapping file cannot be read.
    """
    started = time.monotonic()
    writer = installation.writer_engine()
    with writer.connect() as connection:
        reference = load_reference(connection)
    writer.dispose()
    source = _source(plan, reference.operator if reference else None)
    with _opened(plan.file) as stream:
        history = read_history(stream, source, until=plan.until)
    _declare(installation, source)
    return PreparedReplay(installation, history.records, plan, f"Replay of {source.name}", started)


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        is_gzip = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    return cast("BinaryIO", gzip.open(path, "rb")) if is_gzip else path.open("rb")


def run_replay(prepared: PreparedReplay, *, progress: Callable[[int, datetime], None]) -> ReplayReport:
    """Feeds the history and judges it; a serving worker does the judging where there is one.

    Args:
        prepared: from `prepare_replay`.
        progress: called with how many events were judged and up to when.

    Returns:
        What it came to.
    """
    installation = prepared.installation
    reader, writer = installation.reader_engine(), installation.writer_engine()
    worker = Worker(writer, installation.write_door(writer), installation.secrets.incident_key, World())
    feeder = threading.Thread(
        target=feed,
        args=(reader, writer, prepared.records),
        kwargs={"speed": prepared.plan.speed, "label": prepared.label, "progress": progress},
        daemon=True,
    )
    try:
        worker.door.catch_up()
        with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as lead:
            leads = try_to_lead(lead)
            feeder.start()
            reports = _work(worker, feeder) if leads else _wait(worker, feeder)
            at = prepared.plan.until or (prepared.records[-1].received_at if prepared.records else None)
            if at is not None:
                end_replay(writer, at, prepared.label)
                if leads:
                    judge_again(worker.door, worker.world, at=at)
            worker.relay()
    finally:
        reader.dispose()
        writer.dispose()
    return ReplayReport(
        taken=sum(report.taken for report in reports),
        duplicates=sum(report.duplicates for report in reports),
        parked=sum(report.parked for report in reports),
        decisions=sum(report.decisions for report in reports),
        seconds=time.monotonic() - prepared.started,
        at=at,
    )


def _work(worker: Worker, feeder: threading.Thread) -> list[TakeInReport]:
    reports: list[TakeInReport] = []
    # The worker's memory is large and stays: looking through it for garbage at every turn is waste.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    while True:
        is_last = not feeder.is_alive()
        report = take_in_records(worker.door, worker.world, worker.incident_key, limit=REPLAY_BATCH)
        reports.append(report)
        if not report.handled:
            if is_last:
                return reports
            time.sleep(POLL_S)


def _wait(worker: Worker, feeder: threading.Thread) -> list[TakeInReport]:
    before = _totals(worker)
    feeder.join()
    while True:
        with worker.engine.connect() as connection:
            if not waiting_count(connection):
                break
        time.sleep(POLL_S)
    after = _totals(worker)
    taken, duplicates, parked, decisions = (later - sooner for later, sooner in zip(after, before, strict=True))
    return [TakeInReport(taken, duplicates, parked, decisions)]


def _totals(worker: Worker) -> tuple[int, int, int, int]:
    with worker.engine.connect() as connection:
        row = connection.execute(
            text(
                "select coalesce(sum(taken_count), 0), coalesce(sum(duplicate_count), 0),"
                " coalesce(sum(parked_count), 0), (select size from internal.trail_head) from internal.source_state"
            )
        ).one()
    return (int(row[0]), int(row[1]), int(row[2]), int(row[3]))
