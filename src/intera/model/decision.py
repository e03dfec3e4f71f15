"""What was decided, by whom or which rule, on which evidence: the matter of the trail.

Source: PRODUCT O5; ADR-0002 (one write door).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias, Union

# A trail field is text, a whole number, a flag, nothing, or lists and maps of these. No float:
# two programs must never disagree on the canonical bytes of a ratio.
Plain: TypeAlias = Union[str, int, bool, list["Plain"], dict[str, "Plain"], None]  # noqa: UP007 - recursive


class DecisionKind(StrEnum):
    """What was decided, as `noun.verb`; alphabetical, and part of the trail's leaf format."""

    CHECKPOINT_ANSWER = "checkpoint.answer"
    CHECKPOINT_PROMISE = "checkpoint.promise"
    CHECKPOINT_RE_PROMISE = "checkpoint.re_promise"
    CONTACT_RECORD = "contact.record"
    DELIVERED_QOS_ASSESS = "delivered_qos.assess"
    ESCALATION_ANSWER = "escalation.answer"
    ESCALATION_RAISE = "escalation.raise"
    ETA_STATE = "eta.state"
    FOLLOW_UP_AGREE = "follow_up.agree"
    FOLLOW_UP_FINISH = "follow_up.finish"
    IMPACT_ASSESS = "impact.assess"
    IMPACT_CONFIRM = "impact.confirm"
    IMPACT_REJECT = "impact.reject"
    INCIDENT_CANCEL = "incident.cancel"
    INCIDENT_CLOSE = "incident.close"
    INCIDENT_MERGE = "incident.merge"
    INCIDENT_OPEN = "incident.open"
    INCIDENT_REOPEN = "incident.reopen"
    INCIDENT_RESTORE = "incident.restore"
    NARRATIVE_APPROVE = "narrative.approve"
    NARRATIVE_DRAFT = "narrative.draft"
    NARRATIVE_LAPSE = "narrative.lapse"
    NARRATIVE_REQUEST = "narrative.request"
    NARRATIVE_WITHDRAW = "narrative.withdraw"
    NARRATIVE_WRITE = "narrative.write"
    OPERATOR_LOAD = "operator.load"
    OWNER_ASSIGN = "owner.assign"
    OWNER_HAND_OVER = "owner.hand_over"
    OWNER_TAKE = "owner.take"
    POLICY_REPLACE = "policy.replace"
    PUBLICATION_CORRECT = "publication.correct"
    PUBLICATION_DELIVER = "publication.deliver"
    PUBLICATION_RELEASE = "publication.release"
    PUBLICATION_WITHDRAW = "publication.withdraw"
    RECIPIENTS_LOAD = "recipients.load"
    RECORD_PARK = "record.park"
    SEVERITY_APPROVE = "severity.approve"
    SEVERITY_EXPIRE = "severity.expire"
    SEVERITY_LAPSE = "severity.lapse"
    SEVERITY_OVERRIDE = "severity.override"
    SEVERITY_REQUEST = "severity.request"
    SEVERITY_SET = "severity.set"
    SEVERITY_WITHDRAW = "severity.withdraw"
    SIGNAL_ATTACH = "signal.attach"
    SOURCE_STALE = "source.stale"
    TEMPLATE_APPROVE = "template.approve"
    USER_CREATE = "user.create"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decided: a rule of the system, or a person of a team in a role."""

    kind: str
    name: str
    team_id: str = ""
    role: str = ""


SYSTEM = Actor(kind="system", name="System")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with everything needed to judge it later.

    `summary` and `basis` are role-safe sentences. `detail` holds rule version, evidence shown,
    confidence and alternatives rejected; every key of it becomes a trail field of its own.
    """

    kind: DecisionKind
    at: datetime
    actor: Actor
    subject: str
    summary: str
    basis: str = ""
    detail: Mapping[str, Plain] = field(default_factory=dict[str, Plain])
