"""What is a metric, what is it measured from, and what does it hand back.

A metric is a plugin: one module in `sla/metrics` with its methods, each named and versioned, and
one line in the package's list. Counts are integers; the ratio is exact.

Source: PRODUCT E1 to E4; ARCHITECTURE sections 1 and 3; TMF657 (a figure names its method).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from intera.model.interval import Interval
from intera.model.measurement import Measurement, QosOutcome


class Direction(StrEnum):
    """Which way is better."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


@dataclass(frozen=True, slots=True)
class MetricFacts:
    """What a metric is measured from, for one product instance and one ended period.

    `outages` are spells of harm by the ticket or incident clock; `unknown` spells in which nothing
    was heard; `measurements` probe windows. Any order, overlaps allowed, one without an end runs on.
    """

    period: Interval
    outages: tuple[Interval, ...] = ()
    unknown: tuple[Interval, ...] = ()
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was delivered: `good` of `total` units, with known and eligible time beside it.

    Units are the method's (seconds or samples). Time without knowledge is in neither `good` nor
    `total`: it is `eligible_s - known_s`, its own bucket.
    """

    method: str
    good: int
    total: int
    known_s: int
    eligible_s: int

    @property
    def ratio(self) -> Fraction | None:
        """Good over total; None when there is nothing to divide by, which is neither 0 nor 1.

        Source: cases gt-zero-1 to gt-zero-3.
        """
        return Fraction(self.good, self.total) if self.total else None

    @property
    def unknown_s(self) -> int:
        """Eligible seconds of which nothing is known."""
        return self.eligible_s - self.known_s

    @property
    def coverage_ratio(self) -> Fraction:
        """Known over eligible time; 0 when no time is eligible."""
        return Fraction(self.known_s, self.eligible_s) if self.eligible_s else Fraction(0)


@dataclass(frozen=True, slots=True)
class MetricMethod:
    """One way to measure one metric, by name and version; `reading` says what it rules on in words."""

    metric: str
    name: str
    version: int
    unit: str
    direction: Direction
    reading: str
    measure: Callable[[MetricFacts], Delivered]

    @property
    def method(self) -> str:
        """The name printed beside every figure, `metric.name/version`."""
        return f"{self.metric}.{self.name}/{self.version}"


def outcome_of(delivered: Delivered, target_ratio: Fraction, *, direction: Direction) -> QosOutcome:
    """Whether a figure meets its target, judged on exact numbers.

    Args:
        delivered: the figure.
        target_ratio: what was contracted; exactly on target is met.
        direction: which way is better.

    Returns:
        Met, violated, or not measurable when there is no figure.

    Source: case gt-rd-3 (exactly on target meets it).
    """
    ratio = delivered.ratio
    if ratio is None:
        return QosOutcome.NOT_MEASURABLE
    is_met = ratio >= target_ratio if direction is Direction.HIGHER_IS_BETTER else ratio <= target_ratio
    return QosOutcome.MET if is_met else QosOutcome.VIOLATED
