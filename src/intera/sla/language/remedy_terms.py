"""What can a contract say about what follows a miss: remedies, bases, stacking, caps, claims and rights.

Source: notes on SLA engines C1; ADR-0022 (contract language).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from intera.sla.language.pay import Pay
from intera.sla.language.quantities import Length, Quantity, Seconds


class Driver(StrEnum):
    """What the amount of a remedy depends on."""

    COUNTED_TIME = "counted_time"
    DAYS = "days"
    EVENT_COUNT = "event_count"
    EVENT_TIME = "event_time"
    EXCESS = "excess"
    FIGURE = "figure"
    FLAT = "flat"
    RELATIVE_EXCESS = "relative_excess"


class When(StrEnum):
    """When a remedy is looked at: on a miss of its promise, or always (its own rows say)."""

    ALWAYS = "always"
    VIOLATED = "violated"


class RowMode(StrEnum):
    """How rows pay.

    `matched`: the row the quantity falls in, once. `marginal`: each unit by the row it falls in itself.
    `retroactive`: all units by the row the last one falls in.
    """

    MARGINAL = "marginal"
    MATCHED = "matched"
    RETROACTIVE = "retroactive"


class BetweenRows(StrEnum):
    """What happens to a quantity finer than the unit of the rows."""

    EXACT = "exact"
    REFUSED = "refused"
    ROUNDED_DOWN = "rounded_down"
    ROUNDED_UP = "rounded_up"


@dataclass(frozen=True, slots=True)
class RowTerms:
    """One row of a table: bounds with explicit ends, and what it pays (`by` per value of the remedy's column)."""

    over: Quantity | None = None
    at_least: Quantity | None = None
    under: Quantity | None = None
    up_to: Quantity | None = None
    pay: Pay | None = None
    by: Mapping[str, Pay] = field(default_factory=dict[str, Pay])


@dataclass(frozen=True, slots=True)
class TableTerms:
    """Rows, the unit they are written in, and what happens between two of them."""

    rows: tuple[RowTerms, ...]
    unit: Quantity | None = None
    between: BetweenRows = BetweenRows.EXACT
    mode: RowMode = RowMode.MATCHED


class PartUnit(StrEnum):
    """How a part of a unit pays."""

    PROPORTIONAL = "proportional"
    STARTED = "started"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class EachTerms:
    """The same payment for each unit of the quantity."""

    unit: Quantity
    pay: Pay
    part: PartUnit


@dataclass(frozen=True, slots=True)
class BlockTerms:
    """A block of the quantity and what it pays."""

    length: Quantity
    pay: Pay


@dataclass(frozen=True, slots=True)
class BlocksTerms:
    """A first block, then equal further ones."""

    first: BlockTerms
    then: BlockTerms
    part: PartUnit


class Valued(StrEnum):
    """Which price of a charge counts when it changed, or was charged for a part of the period only."""

    BILLED = "billed"
    EVENT = "event"
    FULL = "full"
    PERIOD_END = "period_end"
    PERIOD_START = "period_start"


class DayOf(StrEnum):
    """What a day of a monthly charge is, when it is no fixed number of days."""

    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class BaseTerms:
    """The charge a remedy is computed from.

    `greater_of` takes the dearest of several charges, `times` a multiple of it, `net_of` what is taken off it
    first; `month_days` is the divisor that makes a day of it ("30", "30.5"), or `actual`.
    """

    charge: str = "mrc"
    greater_of: tuple[str, ...] = ()
    times: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])
    net_of: tuple[str, ...] = ()
    valued: Valued = Valued.PERIOD_END
    month_days: Fraction | DayOf | None = None
    first_period: bool = True
    clause: str = ""


class Per(StrEnum):
    """Over what a remedy is computed: the period as a whole, each event, or each record."""

    EVENT = "event"
    PERIOD = "period"
    RECORD = "record"


class Ceiling(StrEnum):
    """Whether the contract states the amount, or only its upper limit."""

    AMOUNT = "amount"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class RemedyTerms:
    """What follows from a promise: a driver, one shape (table, each, blocks or flat), a base.

    `metric` is read instead of the promise's own when the driver is another; `column` names the attribute
    of the instance that picks the column of the table.
    """

    promise: str
    driver: Driver
    metric: str = ""
    when: When = When.VIOLATED
    per: Per = Per.PERIOD
    table: TableTerms | None = None
    each: EachTerms | None = None
    blocks: BlocksTerms | None = None
    flat: Pay | None = None
    column: str = ""
    base: BaseTerms | None = None
    multiplier: Fraction = Fraction(1)
    amount: Ceiling = Ceiling.AMOUNT
    clause: str = ""


class StackRule(StrEnum):
    """What becomes of several remedies for the same thing."""

    ADD = "add"
    FIRST = "first"
    GREATEST = "greatest"
    NONE = "none"


class StackPer(StrEnum):
    """What "the same thing" is."""

    PERIOD = "period"
    SAME_TIME = "same_time"


@dataclass(frozen=True, slots=True)
class StackTerms:
    """How the named remedies, in this order, go together."""

    remedies: tuple[str, ...]
    rule: StackRule
    per: StackPer = StackPer.PERIOD
    clause: str = ""


class CapScope(StrEnum):
    """For whom a cap holds."""

    CONTRACT = "contract"
    INSTANCE = "instance"


class CapWindow(StrEnum):
    """Over which time a cap holds; for more than the period, credits already given count towards it."""

    PERIOD = "period"
    SERVICE_YEAR = "service_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class CapTerms:
    """The most that is credited, over all remedies or the named ones."""

    at_most: Pay
    base: BaseTerms | None = None
    remedies: tuple[str, ...] = ()
    scope: CapScope = CapScope.INSTANCE
    window: CapWindow = CapWindow.PERIOD
    clause: str = ""


@dataclass(frozen=True, slots=True)
class MinimumTerms:
    """Credits below this are not given: `over` wants more than the amount, `at_least` the amount itself."""

    over: Pay | None = None
    at_least: Pay | None = None
    clause: str = ""


class Rounding(StrEnum):
    """Which way a number is rounded."""

    DOWN = "down"
    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    UP = "up"


@dataclass(frozen=True, slots=True)
class EarlyRoundingTerms:
    """A share of the base that is rounded before it is multiplied."""

    decimals: int
    mode: Rounding


class RoundedMoney(StrEnum):
    """What is rounded to the minor unit: the credit once, or each single payment (a day, a row) before it is added."""

    CREDIT = "credit"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class RoundingTerms:
    """Money is rounded once, at the end, unless the contract rounds single payments or the share of the base before."""

    final: Rounding = Rounding.HALF_UP
    per: RoundedMoney = RoundedMoney.CREDIT
    share: EarlyRoundingTerms | None = None
    clause: str = ""


class ClaimMode(StrEnum):
    """Whether a credit has to be asked for."""

    AUTOMATIC = "automatic"
    ON_CLAIM = "on_claim"


class WindowStart(StrEnum):
    """From when a claim window runs."""

    EVENT_END = "event_end"
    EVENT_START = "event_start"
    PERIOD_END = "period_end"
    TICKET_CLOSED = "ticket_closed"


@dataclass(frozen=True, slots=True)
class ClaimWindowTerms:
    """From when, how long; working days need a calendar."""

    from_: WindowStart
    length: Length
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class GateTerms:
    """What has to be there for a claim to be valid: a record of the outage, within a time after another."""

    record: str
    within: Seconds
    after: str = "from"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """How a credit is come by; a late claim forfeits it, the violation stands."""

    mode: ClaimMode
    window: ClaimWindowTerms | None = None
    gates: tuple[GateTerms, ...] = ()
    clause: str = ""


class ChronicWindow(StrEnum):
    """What a window of days is."""

    ELAPSED = "elapsed"
    LOCAL_CLOCK = "local_clock"
    LOCAL_DATES = "local_dates"


@dataclass(frozen=True, slots=True)
class RightTerms:
    """A right that repeated failure opens, and by when it must be used.

    Either `periods_missed` of `promise` (in a row when `consecutive`), or `events` of at least `each` or a
    `sum_over` of counted time within `window_days` on `clock`.
    """

    right: str
    promise: str = ""
    periods_missed: int = 0
    consecutive: bool = True
    clock: str = ""
    events: int = 0
    each: Seconds | None = None
    sum_over: Seconds | None = None
    window_days: int = 0
    window: ChronicWindow | None = None
    notice_within: Length | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class RateTerms:
    """An amount of money in force from a local day on."""

    from_: date
    amount: Pay
