"""Are we sure enough to raise, or to keep, a severity?

In a policy::

    rules:
      sure_p1:
        rule: confidence_gate
        name: Confidence is high enough for P1
        because: confidence is high enough
        needs: "{raise_percent}% to raise, {keep_percent}% to keep"
        clause: 5.1 Confidence for P1
        params:
          severity: P1
          raise_percent: 75
          keep_percent: 60

Two figures, so that a severity does not flap while confidence moves a little.

Source: PRODUCT rule B; design mock, "Why this is P1", last row.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts
from intera.governance.rules.port import PERCENT, SEVERITY, Judged, Turn
from intera.model.verdict import Severity


@dataclass(frozen=True, slots=True)
class ConfidenceGate:
    """Met from `raise_percent` on, or from `keep_percent` on while the severity already stands."""

    slug: ClassVar[str] = "confidence_gate"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ("confidence_percent",)

    severity: Severity = field(metadata=SEVERITY)
    raise_percent: int = field(metadata=PERCENT)
    keep_percent: int = field(metadata=PERCENT)

    def _needed_percent(self, facts: Facts) -> int:
        is_standing = facts.standing is not None and facts.standing <= self.severity
        return self.keep_percent if is_standing else self.raise_percent

    def judge(self, facts: Facts) -> Judged:
        """Whether confidence reaches the figure that applies."""
        return Judged.MET if facts.confidence_percent >= self._needed_percent(facts) else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """The confidence in whole percent."""
        return f"{facts.confidence_percent}%"

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """Confidence at the figure that applies, or just below it."""
        needed = self._needed_percent(facts)
        if is_met:
            return Turn(replace(facts, confidence_percent=needed), f"if confidence reaches {needed}%", self.sees(facts))
        if needed == 0:
            return None
        lower = replace(facts, confidence_percent=needed - 1)
        return Turn(lower, f"if confidence drops below {needed}%", self.sees(facts))
