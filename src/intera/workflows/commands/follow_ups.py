"""A person agrees a follow-up with a desk and a day, or says that one is done; also after the incident is over."""

from dataclasses import replace
from datetime import timedelta

from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.recurrence import FollowUp
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given, touched
from intera.workflows.judgement_decisions import decision_of_person

FOLLOW_UP_MAX = timedelta(days=366)


def agree_follow_up(case: Case, given: Given) -> Changed:
    """A person agrees what will be done after the incident, by which desk, by which day."""
    title = given.text("title", chars_min=REASON_CHARS_MIN)
    wanted = given.text("owner", chars_min=1)
    team = given.rules.operator.find_team(wanted) if given.rules is not None else None
    if team is None:
        raise CommandRefusedError("unknown_team", "There is no such desk. Choose one from the list.")
    due_at = given.instant("due_at")
    if not given.at < due_at <= given.at + FOLLOW_UP_MAX:
        raise CommandRefusedError("bad_time", "A follow-up is due after now and within a year.")
    follow_up_id = f"{case.incident.incident_id}/fu-{len(case.follow_ups) + 1}"
    added = FollowUp(title, owner=team.team_id, due_at=due_at, follow_up_id=follow_up_id)
    changed = replace(touched(case, given), follow_ups=(*case.follow_ups, added))
    detail: dict[str, Plain] = {"follow_up": follow_up_id, "owner_team": team.team_id, "due_at": due_at.isoformat()}
    summary = f"Follow-up agreed, {team.name}: {title}"
    return changed, decision_of_person(DecisionKind.FOLLOW_UP_AGREE, changed, given.actor, summary, detail=detail)


def finish_follow_up(case: Case, given: Given) -> Changed:
    """A person says what came of a follow-up."""
    wanted = given.text("follow_up_id", chars_min=1)
    found = next((one for one in case.follow_ups if one.follow_up_id == wanted), None)
    if found is None:
        raise CommandRefusedError("unknown_follow_up", "There is no such follow-up on this incident.")
    if found.done_at is not None:
        raise CommandRefusedError("already_done", "This follow-up was done already.")
    outcome = given.text("outcome", chars_min=REASON_CHARS_MIN)
    done = replace(found, done_at=given.at, outcome=outcome)
    kept = tuple(done if one.follow_up_id == wanted else one for one in case.follow_ups)
    changed = replace(touched(case, given), follow_ups=kept)
    detail: dict[str, Plain] = {"follow_up": wanted, "due_at": found.due_at.isoformat() if found.due_at else None}
    return changed, decision_of_person(
        DecisionKind.FOLLOW_UP_FINISH,
        changed,
        given.actor,
        f"Follow-up done: {outcome}",
        basis=found.title,
        detail=detail,
    )
