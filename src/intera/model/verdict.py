"""How bad is it for customers, by which clause, and what would change the answer.

Source: PRODUCT R2, rules A and B; ITIL severity. `severity` is ours, `priority` is theirs.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from intera.model.ids import IncidentId, RuleId, ServiceId


class Severity(IntEnum):
    """How bad it is for customers; 1 is worst."""

    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4

    @property
    def label(self) -> str:
        """P1 to P4."""
        return f"P{self.value}"


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """One rule of the policy as it was judged: what we see, what is needed, met or not."""

    rule_id: RuleId
    name: str
    sees: str
    needs: str
    is_met: bool
    clause: str


@dataclass(frozen=True, slots=True)
class WhatWouldChange:
    """One way the verdict would move, with the distance to go."""

    effect: str
    condition: str
    now: str
    is_lower: bool = True


@dataclass(frozen=True, slots=True)
class Override:
    """A person's severity instead of the policy's, with reason, clause and an end.

    Where the policy asks for a second person, `requested_at` is when the first one asked and
    `approved_*` are the second one's; `set_at` is when it took effect.
    """

    severity: Severity
    reason: str
    clause: str
    by_person: str
    by_team_id: str
    set_at: datetime
    expires_at: datetime
    requested_at: datetime | None = None
    approved_by_person: str = ""
    approved_by_team_id: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OverrideRequest:
    """An override that waits for its second person and shows nothing until then.

    `stood` is the severity it would change, the worse of what was shown and what the rules gave.
    It lapses unanswered at `answer_by_at`; once approved it would end at `expires_at`, whenever
    that was.
    """

    severity: Severity
    stood: Severity
    reason: str
    clause: str
    by_person: str
    by_team_id: str
    requested_at: datetime
    answer_by_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What stood at an instant, and since when: the memory that keeps a severity from flapping.

    `policy_severity` is what the policy shows with overrides left out, `shown_severity` what
    people see. `lower_since_at` is since when the rules ask for a lower severity than the one
    kept, and `policy_ref` which policy did. `decided_at` moves only when what people see moves,
    `since_at` when anything here does.
    """

    policy_severity: Severity
    shown_severity: Severity
    is_provisional: bool
    held_severity: Severity | None
    worst_severity: Severity
    decided_at: datetime
    since_at: datetime
    lower_since_at: datetime | None = None
    policy_ref: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The severity, the clause that gave it, every rule as judged, and what would change it.

    `is_provisional` holds while confidence is under the gate; `held_severity` is what the
    rules alone would give, when confidence, an override or a waiting time keeps it from showing.
    `worst_severity` is the worst ever recorded: lowering never erases a breach. `decided_at` is
    since when this severity is shown. `standing` is the memory the next judgement starts from,
    and `stood` what stood before the instant of this one, so that events of one instant end
    alike in any order. `policy_id` and `policy_version` name the policy it was judged under, and
    `clause_text` is what its clause says; empty where the policy has no words for it.
    """

    severity: Severity
    is_provisional: bool
    clause: str
    reason: str
    policy_version: str
    decided_at: datetime
    findings: tuple[RuleFinding, ...]
    would_change: tuple[WhatWouldChange, ...]
    held_severity: Severity | None = None
    override: Override | None = None
    worst_severity: Severity | None = None
    standing: Standing | None = None
    stood: Standing | None = None
    policy_id: str = ""
    clause_text: str = ""


class DeclaredBy(StrEnum):
    """Who declared a severity: another system, our rules, or a person of ours."""

    SOURCE = "source"
    RULES = "rules"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class SeverityClaim:
    """One severity declared for an incident: by whom, since when.

    `channel` is the source that claimed it, empty for a verdict of ours, and `claim_ref` its ticket;
    `team_id` is the desk that owned the ticket, owned the incident, or set the override, never a
    person. A source's priority 1 is declared P1, and so on; withdrawing it declares P4.
    """

    declared_by: DeclaredBy
    severity: Severity
    declared_at: datetime
    channel: str = ""
    claim_ref: str = ""
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class SeverityRecord:
    """What was declared of one incident over its life, against what its clauses gave on final evidence.

    `final_severity` is the worst severity whose rules are met, with the confidence it needs, at any
    instant of the incident, with everything known that came in by now; None while it is open.
    """

    incident_id: IncidentId
    service_id: ServiceId
    opened_at: datetime
    claims: tuple[SeverityClaim, ...]
    ended_at: datetime | None = None
    final_severity: Severity | None = None
