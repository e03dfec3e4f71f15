"""What can a contract say: metrics, promises, deadlines, and the whole of it.

Each class is one mapping of the contract file; its fields are the keys that may stand there (a trailing
underscore is dropped: `from_` is written `from`). Where a text allows more than one answer and none is
safe, there is no default: the contract has to say.

Source: notes on SLA engines C1; ADR-0022 (contract language).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intera.sla.language.clock_terms import CalendarTerms, ClockTerms, ExclusionTerms, PeriodTerms, UnknownTime
from intera.sla.language.quantities import LocalMinute, Quantity, Seconds, Share
from intera.sla.language.remedy_terms import (
    CapTerms,
    ClaimTerms,
    MinimumTerms,
    RateTerms,
    RemedyTerms,
    RightTerms,
    RoundingTerms,
    StackTerms,
)


class GroupRule(StrEnum):
    """How several sites become one figure."""

    ALL_DOWN = "all_down"
    ANY_DOWN = "any_down"
    MEAN = "mean"


class PercentileMethod(StrEnum):
    """How a percentile is read from a list."""

    LINEAR = "linear"
    NEAREST_RANK = "nearest_rank"


class DayEdge(StrEnum):
    """Whether the first or last day of a count is counted."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class GraceTerms:
    """How many days of a calendar pass before days are counted; without a calendar they are calendar days."""

    days: int
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class MetricTerms:
    """What is measured, by which method, from which facts.

    `measure` is a name of the published list. `clock` names the clock of time metrics, `series` the
    measurements, `records` the list of facts, narrowed by `kinds` and `priorities`; `from_` and `to` are moments
    of a record, `figure` a stated figure, `part` and `whole` names of counts. `decimals` are those of the display.
    """

    measure: str
    clock: str = ""
    unknown_time: UnknownTime | None = None
    coverage_floor: Share | None = None
    group: GroupRule | None = None
    series: str = ""
    percentile: Share | None = None
    percentile_method: PercentileMethod | None = None
    leave_out_unavailable: bool = False
    parameters: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])
    records: str = ""
    kinds: tuple[str, ...] = ()
    kinds_not: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    from_: str = ""
    to: str = ""
    within: Quantity | None = None
    grace: GraceTerms | None = None
    calendar: str = ""
    first_day: DayEdge | None = None
    last_day: DayEdge | None = None
    figure: str = ""
    part: str = ""
    whole: str = ""
    decimals: int = 2
    clause: str = ""


@dataclass(frozen=True, slots=True)
class TargetTerms:
    """What is promised of a metric: exactly one bound. The bound itself is kept unless `over` or `under` is used."""

    at_least: Quantity | None = None
    at_most: Quantity | None = None
    over: Quantity | None = None
    under: Quantity | None = None


@dataclass(frozen=True, slots=True)
class WarnTerms:
    """From which share of the allowance on a promise is watched, and in jeopardy.

    `soft` is a threshold on the better side of the target: between the two it is a warning. `tolerance` is how far
    past the target a figure may lie without being a violation.
    """

    watch: Share | None = None
    jeopardy: Share | None = None
    soft: Quantity | None = None
    tolerance: Quantity | None = None


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """A metric and its target; `by` gives other targets per value of the instance's attribute `column`."""

    metric: str
    target: TargetTerms | None = None
    column: str = ""
    by: Mapping[str, TargetTerms] = field(default_factory=dict[str, TargetTerms])
    warn: WarnTerms = field(default_factory=WarnTerms)
    clause: str = ""


@dataclass(frozen=True, slots=True)
class CutOffTerms:
    """One way a deadline falls: what is reported `by` this local time is due `days` later at `at`."""

    at: LocalMinute
    days: int = 0
    by: LocalMinute | None = None


@dataclass(frozen=True, slots=True)
class DeadlineTerms:
    """By when something has to be done: elapsed time, service time of a calendar, or cut-offs in days of a calendar."""

    records: str
    from_: str
    elapsed: Seconds | None = None
    service_time: Seconds | None = None
    cut_offs: tuple[CutOffTerms, ...] = ()
    calendar: str = ""
    level: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ConditionTerms:
    """What has to hold for a credit to be due, by a figure told: utilisation at most 50%, overdue_days at most 0."""

    figure: str
    target: TargetTerms
    clause: str = ""


class ChangeRule(StrEnum):
    """How a period is settled in which the instance was changed: in parts, or by what held at its start or end."""

    PERIOD_END = "period_end"
    PERIOD_START = "period_start"
    SPLIT = "split"


class RestatementDirection(StrEnum):
    """Whether a credit already given may be taken back."""

    CUSTOMER_FAVOUR_ONLY = "customer_favour_only"
    TWO_WAY = "two_way"


@dataclass(frozen=True, slots=True)
class RestatementTerms:
    """What becomes of a settled period when its facts are corrected."""

    direction: RestatementDirection
    clause: str = ""


@dataclass(frozen=True, slots=True)
class EffectiveTerms:
    """From which local day on, and up to which day (not included), this version is in force."""

    from_: date
    to: date | None = None


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """A whole contract: the terms one product offering or instance is settled by."""

    id: str
    version: int
    currency: str
    timezone: str
    effective: EffectiveTerms
    title: str = ""
    supersedes: str = ""
    offering: str = ""
    product_instances: tuple[str, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict[str, str])
    source: str = ""
    statutory_floor: tuple[str, ...] = ()
    period: PeriodTerms = field(default_factory=PeriodTerms)
    calendars: Mapping[str, CalendarTerms] = field(default_factory=dict[str, CalendarTerms])
    exclusions: Mapping[str, ExclusionTerms] = field(default_factory=dict[str, ExclusionTerms])
    clocks: Mapping[str, ClockTerms] = field(default_factory=dict[str, ClockTerms])
    metrics: Mapping[str, MetricTerms] = field(default_factory=dict[str, MetricTerms])
    promises: Mapping[str, PromiseTerms] = field(default_factory=dict[str, PromiseTerms])
    rates: Mapping[str, tuple[RateTerms, ...]] = field(default_factory=dict[str, tuple[RateTerms, ...]])
    remedies: Mapping[str, RemedyTerms] = field(default_factory=dict[str, RemedyTerms])
    stack: tuple[StackTerms, ...] = ()
    caps: tuple[CapTerms, ...] = ()
    minimum: MinimumTerms | None = None
    rounding: RoundingTerms = field(default_factory=RoundingTerms)
    conditions: Mapping[str, ConditionTerms] = field(default_factory=dict[str, ConditionTerms])
    claim: ClaimTerms | None = None
    rights: Mapping[str, RightTerms] = field(default_factory=dict[str, RightTerms])
    deadlines: Mapping[str, DeadlineTerms] = field(default_factory=dict[str, DeadlineTerms])
    restatement: RestatementTerms | None = None
    changes: ChangeRule | None = None

    @property
    def ref(self) -> str:
        """The contract with its version."""
        return f"{self.id}/{self.version}"
