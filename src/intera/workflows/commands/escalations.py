"""A person takes on an escalation, so that it climbs no further; the promise itself still waits for its answer."""

from dataclasses import replace

from intera.coordination.escalation import EscalationEndedError, NoSuchEscalationError, take_on
from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person

_NUMBER_MAX = 9999


def take_on_escalation(case: Case, given: Given) -> Changed:
    """A desk takes a missed promise on and says what it will do."""
    number = given.number("number", low=1, high=_NUMBER_MAX)
    answer = given.text("answer", chars_min=REASON_CHARS_MIN)
    try:
        notes = take_on(case.escalations, number, by_team_id=given.actor.team_id, answer=answer, at=given.at)
    except NoSuchEscalationError as error:
        raise CommandRefusedError("unknown_escalation", "There is no such escalation on this incident.") from error
    except EscalationEndedError as error:
        message = "This escalation was answered already. Answer the checkpoint itself if it is still open."
        raise CommandRefusedError("already_answered", message) from error
    note = notes[number - 1]
    changed = replace(touched(case, given), escalations=notes)
    detail: dict[str, Plain] = {
        "escalation": note.escalation_id,
        "checkpoint": note.checkpoint_id,
        "rung": note.rung,
        "team": given.actor.team_id,
    }
    summary = f"Escalation to {note.rung_name} taken on: {answer}"
    return changed, decision_of_person(
        DecisionKind.ESCALATION_ANSWER, changed, given.actor, summary, basis=note.promise, detail=detail
    )
