"""What does a settlement look like as a document: plain classes, which the published JSON Schema follows.

Exact numbers are text ("21583/21600"), money is text with the digits of its currency, times are local with
their offset, lengths are whole seconds or exact text.

Source: issue 6, section 4 (what a result holds); ADR-0022.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingDocument:
    """One ambiguity of the contract and how it was settled."""

    name: str
    taken: str
    choices: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class StepDocument:
    """One step of the explanation."""

    about: str
    says: str
    clause: str


@dataclass(frozen=True, slots=True)
class ProblemDocument:
    """Something set aside or that could not be settled: the rule, where it stands, what to do."""

    rule: str
    place: str
    says: str


@dataclass(frozen=True, slots=True)
class EventDocument:
    """One event or record behind a figure."""

    name: str
    value: str
    starts_at: str | None
    ends_at: str | None
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureDocument:
    """One figure: exact, to six decimals, and as it may be displayed (a miss never reads as met)."""

    metric: str
    method: str
    unit: str
    exact: str | None
    rounded: str | None
    display: str | None
    reason: str
    count: int
    raw_union_s: int | None
    counted_s: str | None
    eligible_s: str | None
    excluded_s: int | None
    unknown_s: int | None
    coverage_percent: str | None
    events_after_merge: int | None
    events: tuple[EventDocument, ...]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PromiseDocument:
    """One promise and its three axes; `violated` is null while it is not decided."""

    name: str
    clause: str
    metric: str
    target: str | None
    figure: FigureDocument
    outcome: str
    risk: str
    finality: str
    violated: bool | None
    band: str
    allowance_s: str | None
    remaining_allowance_s: str | None
    excess_s: str | None
    best_possible_percent: str | None
    certain_since: str | None
    breach_at: str | None


@dataclass(frozen=True, slots=True)
class RemedyDocument:
    """One remedy: what it depends on, the row that holds, its base, its exact amount before and after caps."""

    name: str
    promise: str
    clause: str
    quantity: str | None
    tier: str
    base: str | None
    amount_exact: str
    after_caps_exact: str
    amount: str
    error: str


@dataclass(frozen=True, slots=True)
class CreditDocument:
    """The money: before caps, due when asked for as the contract wants it, and payable as things stand."""

    currency: str
    before_caps: str
    due: str
    payable: str
    capped: bool
    at_most: bool
    reason: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimDocument:
    """Whether the credit has to be asked for, until when, and whether it was."""

    needed: bool
    state: str
    valid: bool | None
    deadline: str | None
    claims: Mapping[str, bool]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RightDocument:
    """A right that repeated failure opens."""

    name: str
    right: str
    open: bool
    since: str | None
    notice_by: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class DeadlineDocument:
    """A deadline of one record."""

    name: str
    record: str
    due_at: str
    kept: bool | None


@dataclass(frozen=True, slots=True)
class ExclusionDocument:
    """One exclusion as it was judged."""

    name: str
    reason: str
    status: str
    accepted_s: int
    says: str
    clause: str


@dataclass(frozen=True, slots=True)
class PeriodDocument:
    """The period settled, in local time with offsets, and its real length."""

    starts_at: str
    ends_at: str
    length_s: int
    eligible_from: str


@dataclass(frozen=True, slots=True)
class VersionDocument:
    """One statement of the period as known at an instant, and the difference it made."""

    known_at: str
    violated: bool | None
    outcome: str
    due: str
    delta: str


@dataclass(frozen=True, slots=True)
class PartDocument:
    """A part of the period between two changes of the instance."""

    starts_at: str
    ends_at: str
    attributes: Mapping[str, str]
    violated: bool | None
    due: str


@dataclass(frozen=True, slots=True)
class ResultDocument:
    """One contract over one period of one product instance."""

    contract: str
    title: str
    instance: str
    timezone: str
    period: PeriodDocument
    known_at: str | None
    complete: bool
    violated: bool | None
    credit: CreditDocument
    claim: ClaimDocument
    promises: tuple[PromiseDocument, ...]
    figures: tuple[FigureDocument, ...]
    remedies: tuple[RemedyDocument, ...]
    rights: tuple[RightDocument, ...]
    deadlines: tuple[DeadlineDocument, ...]
    exclusions: tuple[ExclusionDocument, ...]
    readings: tuple[ReadingDocument, ...]
    set_aside: tuple[ProblemDocument, ...]
    errors: tuple[ProblemDocument, ...]
    notes: tuple[str, ...]
    idempotency_key: str
    parts: tuple[PartDocument, ...] = ()
    versions: tuple[VersionDocument, ...] = ()
    explanation: tuple[StepDocument, ...] = field(default=())
