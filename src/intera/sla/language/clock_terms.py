"""What can a contract say of time: periods, calendars, exclusions, and clocks from outages to counted time.

Source: notes on SLA engines C1; ADR-0022 (contract language).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intera.sla.language.days import DaySet, HourSpan
from intera.sla.language.quantities import Length, LocalMinute, Seconds
from intera.sla.language.records import RecordChoice
from intera.sla.language.remedy_terms import Rounding


class PeriodKind(StrEnum):
    """Over which time a promise is judged."""

    BILLING_CYCLE = "billing_cycle"
    CALENDAR_MONTH = "calendar_month"
    CALENDAR_QUARTER = "calendar_quarter"
    CALENDAR_YEAR = "calendar_year"
    DAY = "day"
    ROLLING_DAYS = "rolling_days"
    SERVICE_YEAR = "service_year"


class FirstPeriod(StrEnum):
    """What is promised in a period the service begins in."""

    FULL = "full"
    PRORATE = "prorate"
    SKIP = "skip"
    SKIP_FIRST_FULL_MONTH = "skip_first_full_month"


class LeapDay(StrEnum):
    """Where an anniversary of 29 February falls in other years."""

    LAST_DAY = "last_day"
    NEXT_DAY = "next_day"


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """The period of judgement. Its length is real unless `fixed` states one, or `deemed` one per days of the month."""

    kind: PeriodKind = PeriodKind.CALENDAR_MONTH
    fixed: Seconds | None = None
    deemed: Mapping[str, Seconds] = field(default_factory=dict[str, Seconds])
    days: int = 0
    leap_day: LeapDay | None = None
    first: FirstPeriod = FirstPeriod.PRORATE
    clause: str = ""


@dataclass(frozen=True, slots=True)
class CalendarTerms:
    """Working days and service hours in local time; holidays by region (ISO codes such as DE-BY), by date, or both."""

    days: DaySet
    hours: HourSpan = field(default_factory=lambda: HourSpan(LocalMinute(0), LocalMinute(1440)))
    holidays_region: str = ""
    holidays: tuple[date, ...] = ()
    works_on_holidays: bool = False
    clause: str = ""


class ExcludedTime(StrEnum):
    """What becomes of excluded time in the figure: out of the denominator, or counted as delivered."""

    COUNTED_AS_UP = "counted_as_up"
    REMOVED = "removed"


class UnknownTime(StrEnum):
    """How time of which nothing is known is counted."""

    DOWN = "down"
    REMOVED = "removed"
    UP = "up"


class EvidenceRule(StrEnum):
    """When an exclusion has to be proved."""

    ALWAYS = "always"
    ENTERED_LATE = "entered_late"
    NEVER = "never"


class NoticeCount(StrEnum):
    """How notice is counted."""

    DAYS = "days"
    ELAPSED = "elapsed"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class NoticeTerms:
    """How long before its start work has to be announced."""

    at_least: Length
    counted: NoticeCount
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class AllowanceTerms:
    """How much time of this kind may be excluded within a window; what is over it counts."""

    at_most: Seconds
    each: PeriodKind


@dataclass(frozen=True, slots=True)
class ExclusionTerms:
    """Time that does not count, and what it has to show for it. An overrun of the announced window counts."""

    treat: ExcludedTime
    notice: NoticeTerms | None = None
    evidence: EvidenceRule = EvidenceRule.NEVER
    approval: bool = False
    allowance: AllowanceTerms | None = None
    tail: Seconds | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class SelectTerms:
    """Which outages a clock looks at; an empty list takes all."""

    kinds: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    impairments: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    causes_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequireTerms:
    """An outage counts only with this record, in time; `if_up_to` limits that to outages of at most this length."""

    record: str
    within: Seconds | None = None
    after: str = "from"
    if_up_to: Seconds | None = None
    clause: str = ""


class MergedGap(StrEnum):
    """Whether the time between two merged outages counts."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class MergeTerms:
    """Outages with at most `gap` between them are one; `within` instead merges those inside a window of that length."""

    gap: Seconds | None = None
    within: Seconds | None = None
    gap_time: MergedGap = MergedGap.NOT_COUNTED
    clause: str = ""


class TestedOn(StrEnum):
    """On which length a minimum is tested."""

    REMAINING = "remaining"
    WHOLE = "whole"


class MinimumCounts(StrEnum):
    """What counts of an outage that passes the minimum."""

    EXCESS = "excess"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class MinimumOutageTerms:
    """Outages that are too short do not exist: `at_least` keeps the exact length, `over` does not."""

    at_least: Seconds | None = None
    over: Seconds | None = None
    tested_on: TestedOn = TestedOn.WHOLE
    counts: MinimumCounts = MinimumCounts.WHOLE
    clause: str = ""


class Redundancy(StrEnum):
    """When a service of several legs is down."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class StepTerms:
    """One step from outages to counted time; exactly one of its keys is written.

    `stops` lists the reasons that stop the clock, `exclude` the exclusions that are taken off (or [all]).
    """

    require: RequireTerms | None = None
    redundancy: Redundancy | None = None
    merge: MergeTerms | None = None
    minimum: MinimumOutageTerms | None = None
    stops: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hours: str = ""


class RoundedPer(StrEnum):
    """What is rounded: each event, or their total."""

    EVENT = "event"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class GranularityTerms:
    """To which unit counted time is rounded, and where."""

    unit: Seconds
    round: Rounding
    per: RoundedPer
    clause: str = ""


class Weight(StrEnum):
    """How much a second of an outage counts."""

    AFFECTED_SHARE = "affected_share"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ClockTerms:
    """From outages to counted time: which are looked at, which records start and end them, and the steps in order.

    `hours_by_cause` names the calendar an outage of a cause is counted by; of other causes every hour counts.
    """

    start: RecordChoice = field(default_factory=lambda: RecordChoice(("from",)))
    end: RecordChoice = field(default_factory=lambda: RecordChoice(("to",)))
    select: SelectTerms = field(default_factory=SelectTerms)
    steps: tuple[StepTerms, ...] = ()
    hours: str = ""
    hours_by_cause: Mapping[str, str] = field(default_factory=dict[str, str])
    granularity: GranularityTerms | None = None
    weight: Weight = Weight.NONE
    clause: str = ""
