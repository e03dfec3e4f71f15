"""What can be told to a contract: outages, exclusions, measurements, orders, tickets, claims, prices.

Each fact may say when it was known (`known_at`), that it corrects an earlier one (`replaces`), or that it
takes one back (`withdrawn`); nothing is overwritten.

Source: the worked cases (their `given` layout, extended); PRODUCT E4, E8; ADR-0022.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from intera.sla.language.quantities import Quantity, Seconds, Share

Instant = NewType("Instant", int)


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, or an instant with the local day it falls in."""

    second: int
    day: date
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """The period to settle, by its first instant and the one it ends before."""

    from_: Instant
    to: Instant


@dataclass(frozen=True, slots=True)
class InstanceFacts:
    """One product instance: its attributes (class, protection, ...), its sites or legs, and when it was in service.

    `contract` or `offering` names the terms it is settled by, where no contract names the instance itself.
    """

    id: str = "instance-1"
    contract: str = ""
    offering: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    sites: tuple[str, ...] = ()
    active_from: Instant | None = None
    active_to: Instant | None = None
    billing_day: int = 1
    anniversary: date | None = None


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """A charge and its monthly amount from a local day on."""

    amount: Fraction
    charge: str = "mrc"
    from_: date | None = None


@dataclass(frozen=True, slots=True)
class OutageFacts:
    """One spell of trouble and the records about it; without `to` it goes on.

    `reported` says that the customer reported it where nobody wrote down when.
    """

    from_: Instant
    to: Instant | None = None
    id: str = ""
    instance: str = ""
    kind: str = "outage"
    impairment: str = "total"
    cause: str = ""
    priority: int | None = None
    site: str = ""
    source: str = ""
    ticket: str = ""
    reported: bool | None = None
    affected: Share | None = None
    alarm_at: Instant | None = None
    reported_at: Instant | None = None
    ticket_opened_at: Instant | None = None
    released_at: Instant | None = None
    restored_at: Instant | None = None
    closed_at: Instant | None = None
    agreed_at: Instant | None = None
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False

    def moments(self) -> dict[str, int]:
        """Every record of it by name, in UTC seconds."""
        named = {
            "from": self.from_,
            "to": self.to,
            "alarm_at": self.alarm_at,
            "reported_at": self.reported_at,
            "ticket_opened_at": self.ticket_opened_at,
            "released_at": self.released_at,
            "restored_at": self.restored_at,
            "closed_at": self.closed_at,
            "agreed_at": self.agreed_at,
        }
        return {name: second for name, second in named.items() if second is not None}


@dataclass(frozen=True, slots=True)
class ExclusionFacts:
    """A window somebody wants excluded, and what it has to show for it; `kind` is another word for `reason`."""

    from_: Instant
    to: Instant
    reason: str = ""
    kind: str = ""
    id: str = ""
    notified_at: Instant | None = None
    recorded_at: Instant | None = None
    approved_at: Instant | None = None
    evidence: str = ""
    actual_end: Instant | None = None
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SpellFacts:
    """A span of time with a reason: one in which nothing is known, or a clock stood still."""

    from_: Instant
    to: Instant
    id: str = ""
    reason: str = ""
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """One measurement window: how many samples, how many lost, and their mean or the one value."""

    series: str = "samples"
    pair: str = ""
    at: Instant | None = None
    window_s: int = 0
    samples: int = 1
    lost: int = 0
    value: Fraction | None = None
    id: str = ""
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class RunFacts:
    """So many equal intervals in a row: an error state of a second (".", "e", "S"), or a loss ratio."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class StateSeries:
    """A gapless series of equal intervals, as runs, from an instant on."""

    from_: Instant
    interval: Seconds
    runs: tuple[RunFacts, ...]


class ChangeKind(StrEnum):
    """What happened to an instance inside a period; a rollback takes an earlier change back from its instant on."""

    ADD = "add"
    CHANGE = "change"
    DISCONNECT = "disconnect"
    MOVE = "move"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A move, add, change, disconnect or rollback: from when, and what it set."""

    at: Instant
    kind: ChangeKind
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    rolls_back: str = ""
    id: str = ""
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """An order, ticket, appointment or contact: what was promised, what happened, and who had to wait."""

    id: str = ""
    kind: str = ""
    level: str = ""
    priority: int | None = None
    opened: Moment | None = None
    reported: Moment | None = None
    promised: Moment | None = None
    started: Moment | None = None
    restored: Moment | None = None
    completed: Moment | None = None
    closed: Moment | None = None
    slot_start: Moment | None = None
    cancelled: Moment | None = None
    missed: bool = False
    answered_after: Quantity | None = None
    abandoned_after: Quantity | None = None
    paused: tuple[SpellFacts, ...] = ()
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False

    def moments(self) -> dict[str, Moment]:
        """Every moment of it by name."""
        named = {
            "opened": self.opened,
            "reported": self.reported,
            "promised": self.promised,
            "started": self.started,
            "restored": self.restored,
            "completed": self.completed,
            "closed": self.closed,
            "slot_start": self.slot_start,
            "cancelled": self.cancelled,
        }
        return {name: moment for name, moment in named.items() if moment is not None}


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim as it came in."""

    at: Moment
    id: str = ""
    known_at: Instant | None = None
    replaces: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """A credit already given, which counts towards caps of more than one period."""

    at: date
    amount: Fraction


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """Everything known of one product instance: what a contract is tried on.

    `figures` are values measured elsewhere, `counts` whole numbers; `missed_periods` are earlier missed
    periods per promise, by their first day; `statements` the instants at which the period was settled before.
    """

    period: PeriodFacts | None = None
    currency: str = ""
    timezone: str = ""
    mrc: Fraction | None = None
    instance: InstanceFacts = InstanceFacts()
    prices: tuple[PriceFacts, ...] = ()
    outages: tuple[OutageFacts, ...] = ()
    exclusions: tuple[ExclusionFacts, ...] = ()
    unknown: tuple[SpellFacts, ...] = ()
    stops: tuple[SpellFacts, ...] = ()
    measurements: tuple[SampleFacts, ...] = ()
    series: Mapping[str, StateSeries] = field(default_factory=dict[str, StateSeries])
    changes: tuple[ChangeFacts, ...] = ()
    orders: tuple[RecordFacts, ...] = ()
    tickets: tuple[RecordFacts, ...] = ()
    appointments: tuple[RecordFacts, ...] = ()
    contacts: tuple[RecordFacts, ...] = ()
    figures: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    claims: tuple[ClaimFacts, ...] = ()
    credits: tuple[CreditFacts, ...] = ()
    missed_periods: Mapping[str, tuple[date, ...]] = field(default_factory=dict[str, tuple[date, ...]])
    holidays: tuple[date, ...] = ()
    invoice_lines: int = 0
    statements: tuple[Instant, ...] = ()
    as_of: Instant | None = None

    def records(self, name: str) -> tuple[RecordFacts, ...]:
        """The list of records a metric names: orders, tickets, appointments or contacts."""
        lists = {
            "orders": self.orders,
            "tickets": self.tickets,
            "appointments": self.appointments,
            "contacts": self.contacts,
        }
        return lists.get(name, ())


RECORD_LISTS = ("orders", "tickets", "appointments", "contacts")
