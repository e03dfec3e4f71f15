"""Raises an escalation note for each missed promise whose rung is due; called with every sweep.

What is overdue is asked of the promises themselves, so a worker that was down finds all of it when it is back.
"""

from dataclasses import replace
from datetime import datetime

from intera.coordination.escalation import raise_notes
from intera.store.unit_of_work import UnitOfWork
from intera.workflows.judge import Judged
from intera.workflows.judgement_decisions import escalation_raised
from intera.workflows.record_judgement import Working, take_decisions
from intera.workflows.world import World


def escalate_missed(work: UnitOfWork, world: World, working: Working, *, at: datetime) -> int:
    """Raises the notes of one incident that are due; `save_working` keeps the case.

    Args:
        work: the unit of work.
        world: the worker's memory, updated with the case.
        working: the case; holds the notes afterwards.
        at: the instant, on the domain clock.

    Returns:
        How many were raised.
    """
    rules, case = world.rules, working.case
    notes = raise_notes(case, rules.playbook, rules.operator, at=at)
    if not notes:
        return 0
    incident = replace(case.incident, updated_at=at, version=case.incident.version + 1)
    changed = replace(case, signals=working.signals, incident=incident, escalations=(*case.escalations, *notes))
    decisions = [escalation_raised(note, changed, rules.operator) for note in notes]
    take_decisions(work, world, working, Judged(changed, working.fingerprint_id), decisions)
    return len(notes)
