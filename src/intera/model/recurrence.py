"""Has this happened before: the fingerprint, and which of five things a return is.

Source: PRODUCT R6, Q4, rule D; notes on peers section 4.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import FingerprintId, IncidentId


class RecurrenceKind(StrEnum):
    """What a return is; the five are kept apart."""

    FIRST = "first"
    DUPLICATE = "duplicate"
    CHILD = "child"
    REOPEN = "reopen"
    REPEAT = "repeat"
    CHRONIC = "chronic"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What two occurrences share, each part visible."""

    service_id: str
    place: str
    partner_code: str
    symptom_class: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are set, in reading order."""
        return tuple(part for part in (self.service_id, self.place, self.partner_code, self.symptom_class) if part)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One earlier time: when it began, how long it took, how many it hurt."""

    incident_id: IncidentId
    onset_at: datetime
    duration_s: int
    customer_count: int | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How an incident relates to earlier ones of the same fingerprint, this one counted."""

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


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """The problem behind repeats: its owner and the day its permanent fix is due.

    `region_ids` and `partner_code` narrow it to a place; empty means the whole service.
    """

    problem_id: str
    title: str
    owner: str
    due_at: datetime | None
    fingerprint_service_id: str
    is_done: bool = False
    region_ids: tuple[str, ...] = ()
    partner_code: str = ""


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """A planned work, change or partner maintenance: the raw material of "what changed"."""

    work_id: str
    title: str
    service_ids: tuple[str, ...]
    region_ids: tuple[str, ...]
    start_at: datetime
    end_at: datetime
    partner_code: str = ""
    is_customer_affecting: bool = False


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
