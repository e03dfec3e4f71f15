"""Where do records come from, and what does one record say in the product's own words.

A connector turns a vendor's record into a `SourceRecord`; what it cannot turn becomes a
`RejectedRecord` with its reason. Bad source data is a value, never an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from intera.model.ids import SourceId


class RecordKind(StrEnum):
    """What kind of statement a record makes (PRODUCT section 3, inputs I1 to I6)."""

    ACCOUNT_CONFIRMATION = "account_confirmation"
    CARE_CONTACTS = "care_contacts"
    HEALTH = "health"
    MEASUREMENT = "measurement"
    PARTNER_FLAG = "partner_flag"
    PLANNED_WORK = "planned_work"
    PROBE = "probe"
    TICKET = "ticket"


class ReportedState(StrEnum):
    """What the record says of the thing it reports, in one word."""

    CANCELLED = "cancelled"
    CLOSED = "closed"
    DEGRADED = "degraded"
    OK = "ok"
    OPEN = "open"
    RESTORED = "restored"


class RejectReason(StrEnum):
    """Why a record was parked; each has a sentence for people in the roles room."""

    BAD_ENCODING = "bad_encoding"
    BAD_NUMBER = "bad_number"
    BAD_SIGNATURE = "bad_signature"
    BAD_TIME = "bad_time"
    CONFLICTING_BODY = "conflicting_body"
    HOSTILE_TEXT = "hostile_text"
    MALFORMED = "malformed"
    MISSING_FIELD = "missing_field"
    OVERSIZED = "oversized"
    STALE_DELIVERY = "stale_delivery"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PRODUCT_INSTANCE = "unknown_product_instance"
    UNKNOWN_SOURCE = "unknown_source"


@dataclass(frozen=True, slots=True)
class Source:
    """A system that reports to us.

    `expected_every_s` is how often we should hear from it (0: no expectation, so it is never
    late). `priority_basis` says how far its claimed priorities can be trusted.
    """

    source_id: SourceId
    name: str
    connector: str
    kind: RecordKind
    expected_every_s: int = 0
    settings: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """When we last heard from a source, and whether it is late at an instant."""

    source_id: SourceId
    name: str
    kind: RecordKind
    last_heard_at: datetime | None
    expected_every_s: int

    def late_s(self, at: datetime) -> int:
        """By how many seconds the source is late; 0 when it is fresh or owes us nothing.

        Args:
            at: the instant asked about.

        Returns:
            Whole seconds past the time it should have reported by.
        """
        if self.expected_every_s == 0 or self.last_heard_at is None:
            return 0
        return max(0, int((at - self.last_heard_at).total_seconds()) - self.expected_every_s)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One statement of one source, in the product's words but not yet judged.

    `external_id` names the thing reported on (a ticket number, a probe series);
    `event_key` names this one statement (idempotency); `revision` orders statements of equal
    `occurred_at`. `onset_at` is when the source says harm began, None when it does not say.
    `internal_texts` are kept for evidence and never leave schema `internal`.
    Ratios are whole percent. `customer_count` is None when the source does not say. The five from
    `product_instance_ref` on are a measurement's: whose probe window, when it began (None: it ended
    at `occurred_at`), how long it was, samples sent and lost. `facets` is what the source files a
    ticket under, value by name: categories, never a person, never shown on a page.
    """

    source_id: SourceId
    kind: RecordKind
    external_id: str
    event_key: str
    occurred_at: datetime
    state: ReportedState
    revision: int = 0
    onset_at: datetime | None = None
    ended_at: datetime | None = None
    service_ref: str = ""
    region_refs: tuple[str, ...] = ()
    partner_ref: str = ""
    account_refs: tuple[str, ...] = ()
    symptom_ref: str = ""
    title: str = ""
    owner_ref: str = ""
    claimed_priority: int | None = None
    priority_confirmed: bool = False
    customer_count: int | None = None
    failing_percent: int | None = None
    contact_ratio_percent: int | None = None
    emergency_affected: bool | None = None
    eta_best_at: datetime | None = None
    eta_earliest_at: datetime | None = None
    eta_latest_at: datetime | None = None
    eta_percent: int | None = None
    problem_ref: str = ""
    change_ref: str = ""
    reopened: bool = False
    internal_texts: Mapping[str, str] = field(default_factory=dict[str, str])
    product_instance_ref: str = ""
    window_start_at: datetime | None = None
    window_s: int | None = None
    sample_count: int | None = None
    lost_sample_count: int | None = None
    facets: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A record that could not be taken in, with the reason and one clear sentence on what to do."""

    reason: RejectReason
    detail: str
    event_key: str = ""
