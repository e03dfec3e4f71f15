"""Does a ticket claim a top priority, and did its desk confirm it?

In a policy::

    rules:
      claim:
        rule: claim_needs_evidence
        name: Priority confirmed by the ticket desk
        because: the ticket desk confirmed a top priority
        needs: Priority {priority} or better, claimed and confirmed
        clause: 6.1 Imported priorities
        params:
          priority: 2

An imported priority is a lead, never the verdict: unconfirmed it only holds the severity
"being verified"; confirmed it is one reason among others for the severities that list it.

Source: PRODUCT R2, failure mode F3; GLOSSARY severity and priority.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged, Turn, counted


@dataclass(frozen=True, slots=True)
class ClaimNeedsEvidence:
    """Met by a confirmed claim of `priority` or better; an unconfirmed one is still to be verified."""

    slug: ClassVar[str] = "claim_needs_evidence"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = "the priority on the ticket is not confirmed"
    grows_with: ClassVar[tuple[str, ...]] = ()

    priority: int = field(metadata=counted(unit="a priority, 1 is highest"))

    def judge(self, facts: Facts) -> Judged:
        """Whether a high enough claim is there, and whether its desk stands by it."""
        if facts.claimed_priority is None or facts.claimed_priority > self.priority:
            return Judged.NOT_MET
        return Judged.MET if facts.priority_confirmed else Judged.TO_VERIFY

    def sees(self, facts: Facts) -> str:
        """Which priority the ticket claims, and whether it was confirmed."""
        if facts.claimed_priority is None:
            return "No priority claimed"
        state = "confirmed by the desk" if facts.priority_confirmed else "not confirmed"
        return f"Priority {facts.claimed_priority} claimed, {state}"

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """The claim confirmed or withdrawn; a claim nobody made is never asked for."""
        if not is_met:
            withdrawn = replace(facts, claimed_priority=None, priority_confirmed=False)
            return Turn(withdrawn, "if the ticket desk withdraws the priority", "confirmed")
        if self.judge(facts) is Judged.NOT_MET:
            return None
        confirmed = replace(facts, priority_confirmed=True)
        return Turn(confirmed, "if the ticket desk confirms the priority", "not confirmed")
