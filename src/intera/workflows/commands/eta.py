"""A person states when service is expected back: a range, how sure, and on what basis."""

from dataclasses import replace
from datetime import timedelta

from intera.coordination.eta import PERCENT_OF_WORD, UnorderedEtaError, state_eta
from intera.model.case import Case
from intera.model.checkpoint import Eta
from intera.model.confidence import ConfidenceWord
from intera.model.decision import DecisionKind
from intera.model.incident import Lifecycle
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person, eta_detail, wall

ETA_MAX = timedelta(days=30)
_PERCENT_MAX = 100


def state_eta_by_desk(case: Case, given: Given) -> Changed:
    """A person states when service is expected back; the newest statement wins, earlier ones stay on record."""
    if case.incident.lifecycle not in (Lifecycle.SUSPECTED, Lifecycle.ACTIVE):
        raise CommandRefusedError("not_troubled", "Service is back, so there is no time to expect it by.")
    best_at, earliest_at, latest_at = (given.instant(name) for name in ("best_at", "earliest_at", "latest_at"))
    if not given.at < best_at <= latest_at <= given.at + ETA_MAX:
        raise CommandRefusedError("bad_time", f"An ETA lies after now and within {ETA_MAX.days} days.")
    desk = given.rules.operator.team_name(given.actor.team_id) if given.rules and given.actor.team_id else "a desk"
    basis = given.text("basis", chars_min=REASON_CHARS_MIN)
    previous = case.eta or (case.eta_history[-1] if case.eta_history else None)
    said = Eta(best_at, earliest_at, latest_at, _percent(given), f"Stated by {desk}: {basis}", given.at)
    try:
        eta = state_eta(said, previous=previous)
    except UnorderedEtaError as error:
        message = "The likely time must lie between the earliest and the latest."
        raise CommandRefusedError("bad_time", message) from error
    history = case.eta_history if case.eta is None else (*case.eta_history, case.eta)
    changed = replace(touched(case, given), eta=eta, eta_stated=eta, eta_history=history)
    zone = given.rules.operator.zone if given.rules else "UTC"
    moved = f", moved from {wall(case.eta.best_at, zone)}" if case.eta and case.eta.best_at != best_at else ""
    summary = f"Service expected back about {wall(best_at, zone)}{moved}"
    return changed, decision_of_person(
        DecisionKind.ETA_STATE, changed, given.actor, summary, basis=basis, detail=eta_detail(eta)
    )


def _percent(given: Given) -> int:
    """How sure, as a word or in percent."""
    word = given.text("confidence", chars_min=1)
    for known, percent in PERCENT_OF_WORD.items():
        if word.casefold() == known.value.casefold():
            return percent
    if word.isascii() and word.isdigit():
        return given.number("confidence", low=0, high=_PERCENT_MAX)
    raise CommandRefusedError("bad_confidence", f"Say how sure: {', '.join(ConfidenceWord)}, or 0 to 100 percent.")
