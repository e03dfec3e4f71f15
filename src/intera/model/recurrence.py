"""Has this happened before: the fingerprint, and which of five things a return is.

Source: PRODUCT R6, Q4, rule D; notes on peers section 4.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from intera.model.ids import FingerprintId, IncidentId

_NO_FINGERPRINT = FingerprintId("")


class RecurrenceKind(StrEnum):
    """What a return is; the five are kept apart."""

    FIRST = "first"
    DUPLICATE = "duplicate"
    CHILD = "child"
    REOPEN = "reopen"
    REPEAT = "repeat"
    CHRONIC = "chronic"


class Exclusion(StrEnum):
    """Why an occurrence is not counted as a time its pattern came back."""

    PLANNED_WORK = "planned_work"
    FALSE_EVENT = "false_event"
    DUPLICATE = "duplicate"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What two occurrences share, each part visible.

    `cause_class` is empty until somebody knows it. It describes and narrows; the pattern is found
    by the other four, which are known when trouble begins.
    """

    service_id: str
    place: str
    partner_code: str
    symptom_class: str
    cause_class: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are set, in reading order."""
        every = (self.service_id, self.place, self.partner_code, self.symptom_class, self.cause_class)
        return tuple(part for part in every if part)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One earlier time: when it began, how long it took, how many it hurt.

    `duration_s` is below 0 while it is not over. `exclusion` says why it does not count, None when
    it does. The problem and change named by its own source are hidden vocabulary.
    """

    incident_id: IncidentId
    onset_at: datetime
    duration_s: int
    customer_count: int | None = None
    fingerprint_id: FingerprintId = _NO_FINGERPRINT
    exclusion: Exclusion | None = None
    cause_class: str = ""
    problem_ref: str = ""
    change_ref: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """How often a pattern came in a window, and how often its own past and its service's let expect.

    `chance_ratio` is how likely at least as many are when nothing is out of the ordinary.
    """

    observed_count: int
    expected_count: Fraction
    window_days: int
    chance_ratio: Fraction
    is_more_than_chance: bool


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something agreed to be done after an incident, or so that a pattern does not come back; its owner is a desk.

    `outcome` is what came of it; `follow_up_id` is empty where another system keeps it.
    """

    title: str
    owner: str = ""
    due_at: datetime | None = None
    done_at: datetime | None = None
    follow_up_id: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How an incident relates to earlier ones of the same fingerprint, this one counted.

    `problem_due_at` is set only while a fix is awaited, `problem_fixed_at` once it took effect;
    `is_after_fix` says that this one began later all the same. `parent_id` is the incident it is a
    duplicate or child of.
    """

    kind: RecurrenceKind
    fingerprint_id: FingerprintId
    fingerprint: Fingerprint
    nth: int
    window_days: int
    earlier: tuple[Occurrence, ...] = ()
    problem_id: str = ""
    problem_title: str = ""
    problem_owner: str = ""
    problem_due_at: datetime | None = None
    problem_fixed_at: datetime | None = None
    is_after_fix: bool = False
    problem_playbook_ref: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    parent_id: str = ""
    expectation: Expectation | None = None


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """The problem behind repeats: its owner, the day its permanent fix is due, and what was done.

    `region_ids` and `partner_code` narrow it to a place, `symptom_class` and `cause_class` to a
    kind; empty means all of the service. `fixed_at` is when the permanent fix took effect, `done_at`
    when the record was closed. The owner is a desk.
    """

    problem_id: str
    title: str
    owner: str
    due_at: datetime | None
    fingerprint_service_id: str
    is_done: bool = False
    region_ids: tuple[str, ...] = ()
    partner_code: str = ""
    symptom_class: str = ""
    cause_class: str = ""
    fixed_at: datetime | None = None
    done_at: datetime | None = None
    playbook_ref: str = ""
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def has_fix(self) -> bool:
        """Whether a permanent fix was reported, with or without its day."""
        return self.is_done or self.fixed_at is not None or self.done_at is not None

    @property
    def fix_at(self) -> datetime | None:
        """When the permanent fix took effect: its own day, else the day the record was closed."""
        return self.fixed_at or self.done_at


class FixState(StrEnum):
    """What can be said of a permanent fix."""

    NOT_FIXED = "not_fixed"
    DAY_UNKNOWN = "day_unknown"
    TOO_EARLY = "too_early"
    HOLDING = "holding"
    DID_NOT_HOLD = "did_not_hold"


@dataclass(frozen=True, slots=True)
class FixVerdict:
    """Whether a permanent fix holds, and how sure that is.

    `expected_count` is how often the pattern would have come by now without the fix; `none_ratio`
    how likely it would then still have stayed away so far. `tells_at` is when staying away begins
    to tell, None where it never can or already does.
    """

    state: FixState
    problem_id: str
    fixed_at: datetime | None = None
    returned_at: datetime | None = None
    returned_incident_id: str = ""
    expected_count: Fraction = Fraction(0)
    none_ratio: Fraction = Fraction(1)
    tells_at: datetime | None = None


class ChangeKind(StrEnum):
    """What sort of thing changed; power, weather and other come from feeds outside the operator."""

    WORK = "work"
    CHANGE = "change"
    PARTNER_MAINTENANCE = "partner_maintenance"
    POWER = "power"
    WEATHER = "weather"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """A planned work, change, partner maintenance or event of an outside feed, with its span and place."""

    work_id: str
    title: str
    service_ids: tuple[str, ...]
    region_ids: tuple[str, ...]
    start_at: datetime
    end_at: datetime
    partner_code: str = ""
    is_customer_affecting: bool = False
    kind: ChangeKind = ChangeKind.WORK


@dataclass(frozen=True, slots=True)
class ChangeStrength:
    """How often something of a kind lay near a start of trouble, and how often near placebo instants.

    Placebo instants are the same place, weekday and time of day in other weeks. `hit_count` of
    `start_count` starts had one near, `placebo_hit_count` of `placebo_count` placebo instants.
    """

    kind: ChangeKind
    hit_count: int = 0
    start_count: int = 0
    placebo_hit_count: int = 0
    placebo_count: int = 0


class Fit(StrEnum):
    """How a change fits an incident's onset: an indicator, never a cause."""

    FITS = "Timing fits"
    POSSIBLE = "Possible"
    RULED_OUT = "Ruled out"


@dataclass(frozen=True, slots=True)
class ChangeIndicator:
    """One thing that changed near onset, with how it fits and why."""

    title: str
    when: str
    fit: Fit
    reason: str
    kind: ChangeKind | None = None
    strength: ChangeStrength | None = None
