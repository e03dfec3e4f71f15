"""Which commands can a person give, and what does each do to a case.

Each command is a small pure function from a case to a changed case and the decision that says so;
`carry_out_commands` records both and judges the case anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intera.model.case import Case
from intera.model.decision import DecisionKind
from intera.workflows.commands.checkpoints import keep_checkpoint, move_checkpoint, set_checkpoint
from intera.workflows.commands.closure import close_incident, reopen_incident
from intera.workflows.commands.escalations import take_on_escalation
from intera.workflows.commands.eta import state_eta_by_desk
from intera.workflows.commands.follow_ups import agree_follow_up, finish_follow_up
from intera.workflows.commands.given import Changed, Given
from intera.workflows.commands.impact import confirm_impact, reject_impact
from intera.workflows.commands.narratives import (
    approve_narrative,
    request_approval,
    withdraw_narrative,
    write_narrative,
)
from intera.workflows.commands.ownership import hand_over, take_ownership
from intera.workflows.commands.publications import (
    correct_publication,
    publish_narrative,
    withdraw_publication,
)
from intera.workflows.commands.severity import approve_severity, override_severity, withdraw_severity


@dataclass(frozen=True, slots=True)
class Command:
    """What a command decides, which a role must be allowed to, and the function that does it.

    `is_for_ended` says that it may also be given once the incident is over.
    """

    decides: DecisionKind
    do: Callable[[Case, Given], Changed]
    is_for_ended: bool = False


COMMANDS: Mapping[str, Command] = {
    "agree_follow_up": Command(DecisionKind.FOLLOW_UP_AGREE, agree_follow_up, is_for_ended=True),
    "approve_narrative": Command(DecisionKind.NARRATIVE_APPROVE, approve_narrative, is_for_ended=True),
    "approve_severity": Command(DecisionKind.SEVERITY_APPROVE, approve_severity),
    "close_incident": Command(DecisionKind.INCIDENT_CLOSE, close_incident),
    "confirm_impact": Command(DecisionKind.IMPACT_CONFIRM, confirm_impact),
    "correct_publication": Command(DecisionKind.PUBLICATION_CORRECT, correct_publication, is_for_ended=True),
    "finish_follow_up": Command(DecisionKind.FOLLOW_UP_FINISH, finish_follow_up, is_for_ended=True),
    "hand_over": Command(DecisionKind.OWNER_HAND_OVER, hand_over),
    "keep_checkpoint": Command(DecisionKind.CHECKPOINT_ANSWER, keep_checkpoint),
    "move_checkpoint": Command(DecisionKind.CHECKPOINT_RE_PROMISE, move_checkpoint),
    "override_severity": Command(DecisionKind.SEVERITY_OVERRIDE, override_severity),
    "publish_narrative": Command(DecisionKind.PUBLICATION_RELEASE, publish_narrative, is_for_ended=True),
    "reject_impact": Command(DecisionKind.IMPACT_REJECT, reject_impact),
    "reopen_incident": Command(DecisionKind.INCIDENT_REOPEN, reopen_incident, is_for_ended=True),
    "request_approval": Command(DecisionKind.NARRATIVE_REQUEST, request_approval, is_for_ended=True),
    "set_checkpoint": Command(DecisionKind.CHECKPOINT_PROMISE, set_checkpoint),
    "state_eta": Command(DecisionKind.ETA_STATE, state_eta_by_desk),
    "take_on_escalation": Command(DecisionKind.ESCALATION_ANSWER, take_on_escalation),
    "take_ownership": Command(DecisionKind.OWNER_TAKE, take_ownership),
    "withdraw_narrative": Command(DecisionKind.NARRATIVE_WITHDRAW, withdraw_narrative, is_for_ended=True),
    "withdraw_publication": Command(DecisionKind.PUBLICATION_WITHDRAW, withdraw_publication, is_for_ended=True),
    "withdraw_severity": Command(DecisionKind.SEVERITY_WITHDRAW, withdraw_severity),
    "write_narrative": Command(DecisionKind.NARRATIVE_WRITE, write_narrative, is_for_ended=True),
}
