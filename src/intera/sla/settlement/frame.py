"""Within which time is an instance judged: its contract, its facts, its period, and the time that counts.

Source: notes on SLA engines A2 (pipeline); cases gt-mo-5, vz-gdl-2, gt-tz-1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from intera.sla.language.clock_terms import FirstPeriod
from intera.sla.language.facts import ContractFacts
from intera.sla.language.local_time import day_start, local_day, zone_of
from intera.sla.language.readings import Reading
from intera.sla.language.terms import ContractTerms
from intera.sla.settlement.calendar import WorkCalendar, calendars_of
from intera.sla.settlement.periods import first_full_month_after, stated_length
from intera.sla.spans import Span, Spans, union


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: what it is about, what was done in words, and the clause that asks for it."""

    about: str
    says: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract ready to be settled: its terms, and the readings they rest on."""

    terms: ContractTerms
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One contract over one period of one instance; times in UTC seconds, `as_of` None when all is known.

    `calendars` are those of the contract with the holidays told by the facts.
    """

    terms: ContractTerms
    facts: ContractFacts
    period: Span
    zone: ZoneInfo
    as_of: int | None = None
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict[str, WorkCalendar])

    @property
    def now(self) -> int:
        """The last second that is known of, at most the end of the period."""
        return self.period[1] if self.as_of is None else max(self.period[0], min(self.as_of, self.period[1]))

    @property
    def is_over(self) -> bool:
        """Whether the period has ended."""
        return self.as_of is None or self.as_of >= self.period[1]

    @property
    def service(self) -> Spans:
        """The seconds of the period in which the service is promised at all."""
        active = self.facts.instance
        start = self.eligible_from
        end = self.period[1] if active.active_to is None else min(self.period[1], active.active_to)
        return union([(max(self.period[0], start), end)])

    @property
    def eligible_from(self) -> int:
        """The second from which on the promises hold for the instance; the start of the period if it is older."""
        began = self.facts.instance.active_from
        first = self.terms.period.first
        if began is None or first is FirstPeriod.FULL:
            return self.period[0]
        if first is FirstPeriod.SKIP_FIRST_FULL_MONTH:
            return max(self.period[0], day_start(first_full_month_after(local_day(began, self.zone)), self.zone))
        if first is FirstPeriod.SKIP and self.period[0] < began:
            return self.period[1]
        return max(self.period[0], began)

    @property
    def stated_s(self) -> int | None:
        """The length the contract states for the period, None when the real one counts."""
        return stated_length(self.terms.period, self.period, self.zone)


def frame_of(terms: ContractTerms, facts: ContractFacts, period: Span, *, as_of: int | None = None) -> Frame:
    """A contract over a period.

    Args:
        terms: the contract.
        facts: what is known of the instance.
        period: in UTC seconds.
        as_of: the instant of knowledge in UTC seconds, None for all.

    Returns:
        The frame.

    Raises:
        UnreadableTermError: the contract's zone is not known.
    """
    zone = zone_of(terms.timezone)
    return Frame(terms, facts, period, zone, as_of, calendars_of(terms.calendars, zone, facts.holidays))
