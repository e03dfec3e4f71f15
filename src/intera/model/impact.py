"""Who is hurt, how much, and how sure are we: the answer every role must share.

Source: PRODUCT R1, Q1, Q2, Q5 and section 6 (visibility).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.confidence import Confidence
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.party import Tier


class Visibility(StrEnum):
    """Whether customers can notice it."""

    BEING_VERIFIED = "being_verified"
    CUSTOMER_VISIBLE = "customer_visible"
    INTERNAL_ONLY = "internal_only"


class HarmLevel(StrEnum):
    """How badly the service is hurt; "no data" is not "clear"."""

    FULL = "full"
    DEGRADED = "degraded"
    AT_RISK = "at_risk"
    CLEAR = "clear"
    NO_DATA = "no_data"


class EvidenceKind(StrEnum):
    """Independent kinds of evidence."""

    ACCOUNT_CONFIRMATION = "account_confirmation"
    CARE_CONTACTS = "care_contacts"
    HEALTH = "health"
    PARTNER = "partner"
    PERSON = "person"
    PROBE = "probe"
    TICKET = "ticket"


class Stance(StrEnum):
    """What a piece of evidence says about harm to customers."""

    FOR = "for"
    AGAINST = "against"
    NOT_COUNTED = "not_counted"


class EvidenceWeight(StrEnum):
    """How much a piece of evidence counts, in the words the page uses."""

    STRONG = "Strong"
    MEDIUM = "Medium"
    LIGHT = "Light"
    NONE = "None"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence as it was weighed: who says it, what it says, how old it was."""

    kind: EvidenceKind
    source_name: str
    says: str
    observed_at: datetime
    age_s: int
    stance: Stance
    weight: EvidenceWeight
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class CountRange:
    """A count as an interval: the best estimate and what it likely lies between; None is unknown."""

    low: int
    best: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether the three agree."""
        return self.low == self.best == self.high


@dataclass(frozen=True, slots=True)
class RegionHarm:
    """How one region is hurt: level, how many customers, what share of attempts fail.

    `name` is what the region is called; empty means the id is the best name there is.
    """

    region_id: RegionId
    harm: HarmLevel
    customers: CountRange | None
    failing_percent: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AffectedAccount:
    """An account in reach, by tier; `region_ids` are where its own products are hit."""

    account_id: AccountId
    name: str
    tier: Tier
    region_ids: tuple[RegionId, ...] = ()
    has_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Impact:
    """What an incident does to customers, as far as it is known at `assessed_at`.

    `customers` None means unknown, which is not zero. `contact_ratio_percent` is contacts
    against the usual for the hour (340 is 3.4 times).
    """

    assessed_at: datetime
    service_id: ServiceId
    service_name: str
    region_ids: tuple[RegionId, ...]
    regions: tuple[RegionHarm, ...]
    partner_code: PartnerCode | None
    harm: HarmLevel
    customers: CountRange | None
    accounts: tuple[AffectedAccount, ...]
    visibility: Visibility
    visibility_reason: str
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    raise_confidence_by: tuple[str, ...] = ()
    failing_percent: int | None = None
    contact_ratio_percent: int | None = None
    emergency_affected: bool | None = None
    claimed_priority: int | None = None
    priority_confirmed: bool = False
    onset_at: datetime | None = None

    @property
    def is_wholesale(self) -> bool:
        """Whether a partner's customers are hit."""
        return self.partner_code is not None or self.account_count(Tier.WHOLESALE) > 0

    def account_count(self, tier: Tier) -> int:
        """How many affected accounts hold the tier."""
        return sum(1 for account in self.accounts if account.tier is tier)


@dataclass(frozen=True, slots=True)
class ImpactRuling:
    """A person's word on whether customers are hit: confirmed or rejected, with the reason."""

    is_confirmed: bool
    reason: str
    by_person: str
    by_team_id: str
    at: datetime
