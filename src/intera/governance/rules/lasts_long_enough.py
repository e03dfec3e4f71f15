"""Has it lasted long enough to matter?

In a policy::

    rules:
      lasts:
        rule: lasts_long_enough
        name: Lasts long enough to matter
        because: it lasts long enough to matter
        needs: "{duration_min} minutes"
        clause: 4.1 Duration
        params:
          duration_min: 30

Counted from when harm began, never from when somebody noticed. A blank start stays blank.

Source: design mock, "Why this is P1", fifth row; issue 3, section 2 (impact start).
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged, Turn, counted
from intera.governance.wording import duration_text, plural


@dataclass(frozen=True, slots=True)
class LastsLongEnough:
    """Met from `duration_min` whole minutes since onset on."""

    slug: ClassVar[str] = "lasts_long_enough"
    reads_clock: ClassVar[bool] = True
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ("duration_min",)

    duration_min: int = field(metadata=counted())

    def judge(self, facts: Facts) -> Judged:
        """Whether enough minutes have passed; an unknown start has no duration."""
        is_met = facts.duration_min is not None and facts.duration_min >= self.duration_min
        return Judged.MET if is_met else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """How long, in words."""
        return "Start not known" if facts.duration_min is None else duration_text(facts.duration_min)

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """Enough minutes; time does not run back, so nothing makes it short again."""
        if not is_met:
            return None
        later = replace(facts, duration_min=self.duration_min)
        return Turn(later, f"once it has lasted {plural(self.duration_min, 'minute')}", "not yet")
