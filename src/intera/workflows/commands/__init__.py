"""Which commands can a person give, and what does each do to a case.

Each command is a small pure function from a case to a changed case and the decision that says so;
`carry_out_commands` records both and judges the case anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intera.model.case import Case
from intera.model.decision import DecisionKind
from intera.workflows.commands.checkpoints import keep_checkpoint, move_checkpoint, set_checkpoint
from intera.workflows.commands.given import Changed, Given
from intera.workflows.commands.impact import confirm_impact, reject_impact
from intera.workflows.commands.narratives import approve_narrative
from intera.workflows.commands.ownership import take_ownership
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
    "approve_narrative": Command(DecisionKind.NARRATIVE_APPROVE, approve_narrative),
    "approve_severity": Command(DecisionKind.SEVERITY_APPROVE, approve_severity),
    "confirm_impact": Command(DecisionKind.IMPACT_CONFIRM, confirm_impact),
    "keep_checkpoint": Command(DecisionKind.CHECKPOINT_ANSWER, keep_checkpoint),
    "move_checkpoint": Command(DecisionKind.CHECKPOINT_RE_PROMISE, move_checkpoint),
    "override_severity": Command(DecisionKind.SEVERITY_OVERRIDE, override_severity),
    "reject_impact": Command(DecisionKind.IMPACT_REJECT, reject_impact),
    "set_checkpoint": Command(DecisionKind.CHECKPOINT_PROMISE, set_checkpoint),
    "take_ownership": Command(DecisionKind.OWNER_TAKE, take_ownership),
    "withdraw_severity": Command(DecisionKind.SEVERITY_WITHDRAW, withdraw_severity),
}
