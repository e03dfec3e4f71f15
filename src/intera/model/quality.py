"""How is quality moving where customers are: days, the usual range, and what stands out of it.

Source: PRODUCT R3; eTOM 1.3.8.1, 1.3.8.4.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from intera.model.ids import PartnerCode, RegionId, ServiceId


class QualityScope(StrEnum):
    """By what quality is looked at."""

    PARTNER = "partner"
    PLACE = "place"
    REGION = "region"
    SERVICE = "service"


class QualityState(StrEnum):
    """How quality moves against its own usual range."""

    BETTER = "better"
    CHRONIC = "chronic"
    OUTSIDE = "outside"
    STEADY = "steady"
    TOO_LITTLE_HISTORY = "too_little_history"


@dataclass(frozen=True, slots=True)
class QualityPlace:
    """Where quality is looked at: a service, a region, a partner, or any of them together; `name` is spoken."""

    name: str
    service_id: ServiceId | None = None
    region_id: RegionId | None = None
    partner_code: PartnerCode | None = None


@dataclass(frozen=True, slots=True)
class QualityDay:
    """What one day of one place came to, in one unit throughout: seconds, or probe samples.

    `degraded_count` of the `known_count` were degraded or lost; `due_count` is how many there would be
    had everything been measured. What is not known is neither good nor bad.
    """

    day: date
    place: QualityPlace
    degraded_count: int
    known_count: int
    due_count: int


@dataclass(frozen=True, slots=True)
class QualityPeriod:
    """One period of a place: its degraded share, None where too little is known of it."""

    first_day: date
    degraded_ratio: Fraction | None
    coverage_ratio: Fraction
    is_beyond: bool = False


@dataclass(frozen=True, slots=True)
class UsualRange:
    """What is usual for a place: mean, middle and limits of its degraded share, from `period_count` periods.

    Half of those periods lie above `middle_ratio`, so a run on one side of it is no accident of a few
    bad ones, which the mean is drawn to.
    """

    usual_ratio: Fraction
    middle_ratio: Fraction
    lower_ratio: Fraction
    upper_ratio: Fraction
    period_count: int


@dataclass(frozen=True, slots=True)
class QualityTrend:
    """How a place does against its own usual range, with the reason in words.

    `beyond_count` of the newest `recent_count` measured periods are beyond the upper limit; the
    newest `worse_run_count` periods in a row lie on the worse side of what is usual.
    """

    place: QualityPlace
    state: QualityState
    reason: str
    usual: UsualRange | None
    periods: tuple[QualityPeriod, ...]
    beyond_count: int = 0
    recent_count: int = 0
    worse_run_count: int = 0
