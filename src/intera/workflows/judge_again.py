"""Judges open incidents again as time passes: sources fall silent, evidence ages, overrides end, promises are missed.

Nothing new came in, so an incident whose judgement does not move is left as it is. Safe to run at
any time, by any worker, as often as one likes.
"""

from datetime import UTC, datetime

import structlog

from intera.model.decision import SYSTEM, Decision, DecisionKind
from intera.model.ids import FingerprintId
from intera.store import loading
from intera.store.clock import read_clock
from intera.store.unit_of_work import UnitOfWork, WriteDoor
from intera.workflows.escalate_missed import escalate_missed
from intera.workflows.record_judgement import Working, judge_and_decide, ruled, save_working
from intera.workflows.world import NoReferenceError, World

LOG = structlog.get_logger()


def judge_again(door: WriteDoor, world: World, *, at: datetime | None = None) -> int:
    """Judges every open incident again and notes which sources fell silent or came back.

    Args:
        door: the write door.
        world: the worker's memory.
        at: the instant to judge at; the domain clock's when None.

    Returns:
        How many decisions that led to.
    """
    try:
        with door.open() as work:
            now = at or read_clock(work.connection).now(datetime.now(UTC))
            try:
                world.refresh(work.connection, size=work.start_size, at=now)
            except NoReferenceError:
                return 0
            decided = _note_late_sources(work, world, now)
            incident_ids = loading.open_incident_ids(work.connection)
            for loaded in world.cases(work.connection, incident_ids).values():
                working = Working(
                    loaded.case,
                    loaded.signals,
                    loaded.correlation_key,
                    loaded.last_heard_at,
                    FingerprintId(loaded.fingerprint_id),
                )
                decided += _judge_one(work, world, working, now)
        world.settle(work.end_size)
    except BaseException:
        world.forget()
        raise
    return decided


def _judge_one(work: UnitOfWork, world: World, working: Working, at: datetime) -> int:
    recorded = work.end_size
    try:
        decided = len(judge_and_decide(work, world, working, has_new_evidence=False, at=at))
    except Exception:
        # An incident a rule breaks on stays as it was judged last; the others must not wait for it.
        if work.end_size != recorded:
            raise
        LOG.exception("judge_again_failed", incident_id=working.case.incident.incident_id)
        decided = 0
    # A promise is missed whether or not the judgement could be made.
    decided += escalate_missed(work, world, working, at=at)
    save_working(work, world, working)
    return decided


def _note_late_sources(work: UnitOfWork, world: World, at: datetime) -> int:
    """Puts each change of a source between fresh and late on the trail, once."""
    states = loading.load_source_states(work.connection)
    decided = 0
    for source_id, health in sorted(world.health.items()):
        is_late = health.late_s(at) > 0
        known = states.get(source_id)
        if known is None or known.is_late == is_late:
            continue
        summary = f"{health.name} fell silent" if is_late else f"{health.name} is back"
        basis = "Its evidence is not counted while it is late" if is_late else "Its evidence counts again"
        detail = {"late_s": health.late_s(at), "expected_every_s": health.expected_every_s}
        decision = Decision(DecisionKind.SOURCE_STALE, at, SYSTEM, source_id, summary, basis, dict(detail))
        work.decide(ruled(decision, world.rules.operator))
        work.mark_late(source_id, is_late=is_late)
        decided += 1
    return decided
