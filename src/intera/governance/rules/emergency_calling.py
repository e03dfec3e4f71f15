"""Is emergency calling affected?

In a policy::

    rules:
      emergency:
        rule: emergency_calling
        name: Emergency calling affected
        because: emergency calling is affected
        needs: Any effect makes it P1 at once
        clause: 1.1 Emergency calling
        params: {}

Source: design mock, "Why this is P1", sixth row.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged, Turn


@dataclass(frozen=True, slots=True)
class EmergencyCalling:
    """Met when a source says that emergency calls are affected in any way."""

    slug: ClassVar[str] = "emergency_calling"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ()

    def judge(self, facts: Facts) -> Judged:
        """Whether emergency calling is known to be affected; unknown is not affected."""
        return Judged.MET if facts.emergency_affected else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """What is known of emergency calling."""
        if facts.emergency_affected is None:
            return "Not known"
        return "Affected" if facts.emergency_affected else "Works as usual"

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """Affected, or working as usual again."""
        changed = replace(facts, emergency_affected=is_met)
        condition = "if emergency calling is affected" if is_met else "if emergency calling works as usual"
        return Turn(changed, condition, self.sees(facts).lower())
