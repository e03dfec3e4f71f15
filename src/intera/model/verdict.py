"""How bad is it for customers, by which clause, and what would change the answer.

Source: PRODUCT R2, rules A and B; ITIL severity. `severity` is ours, `priority` is theirs.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from intera.model.ids import RuleId


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
    """A person's severity instead of the policy's, with reason, clause and an end."""

    severity: Severity
    reason: str
    clause: str
    by_person: str
    by_team_id: str
    set_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What stood at an instant, and since when: the memory that keeps a severity from flapping.

    `policy_severity` is what the policy shows with overrides left out, `shown_severity` what
    people see. `lower_since_at` is since when the rules ask for a lower severity than the one
    kept. `decided_at` moves only when what people see moves, `since_at` when anything here does.
    """

    policy_severity: Severity
    shown_severity: Severity
    is_provisional: bool
    held_severity: Severity | None
    worst_severity: Severity
    decided_at: datetime
    since_at: datetime
    lower_since_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The severity, the clause that gave it, every rule as judged, and what would change it.

    `is_provisional` holds while confidence is under the gate; `held_severity` is what the
    rules alone would give, when confidence, an override or a waiting time keeps it from showing.
    `worst_severity` is the worst ever recorded: lowering never erases a breach. `decided_at` is
    since when this severity is shown. `standing` is the memory the next judgement starts from,
    and `stood` what stood before the instant of this one, so that events of one instant end
    alike in any order.
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
