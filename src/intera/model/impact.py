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
    source_id: str = ""


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
class Sighting:
    """When harm in one place began by what was stated, and when it was first and last reported.

    `onset_at` stays None while nobody stated a start. Harm may have begun up to one reporting
    period before the first report: that is `earliest_at`.
    """

    onset_at: datetime | None = None
    earliest_at: datetime | None = None
    reported_at: datetime | None = None
    seen_at: datetime | None = None


UNSEEN = Sighting()


@dataclass(frozen=True, slots=True)
class RegionHarm:
    """How one region is hurt: level, how many customers, what share of attempts fail.

    `name` is what the region is called; empty means the id is the best name there is.
    `living_count` is how many customers the service has there, None when no source says so.
    """

    region_id: RegionId
    harm: HarmLevel
    customers: CountRange | None
    failing_percent: int | None = None
    name: str = ""
    living_count: int | None = None
    sighting: Sighting = UNSEEN
    confidence_percent: int | None = None


@dataclass(frozen=True, slots=True)
class AffectedAccount:
    """An account in reach, by tier; `region_ids` are where its own products are hit."""

    account_id: AccountId
    name: str
    tier: Tier
    region_ids: tuple[RegionId, ...] = ()
    has_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many accounts of one tier are hit, as an interval: exact where whole places are."""

    tier: Tier
    accounts: CountRange


@dataclass(frozen=True, slots=True)
class Placement:
    """Whether it has a place on the first screen, and the reason in words."""

    is_shown: bool
    reason: str


class ContradictionKind(StrEnum):
    """In which way what is said does not fit together."""

    CLEAR_WITHOUT_DATA = "clear_without_data"
    ENDED_WORK_HARM_GOES_ON = "ended_work_harm_goes_on"
    RESOLVED_BUT_FELT = "resolved_but_felt"
    SOURCES_DISAGREE = "sources_disagree"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both be true, and what somebody has to find out; a work to do."""

    kind: ContradictionKind
    says: str
    to_do: str


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
    living_count: int | None = None
    sighting: Sighting = UNSEEN
    contradictions: tuple[Contradiction, ...] = ()
    account_counts: tuple[TierCount, ...] = ()

    @property
    def is_wholesale(self) -> bool:
        """Whether a partner's customers are hit."""
        return self.partner_code is not None or self.account_count(Tier.WHOLESALE) > 0

    def account_count(self, tier: Tier) -> int:
        """How many accounts of the tier are in reach; of an inventory not all of them are named."""
        named = sum(1 for account in self.accounts if account.tier is tier)
        return max(named, *(one.accounts.high for one in self.account_counts if one.tier is tier), 0)


@dataclass(frozen=True, slots=True)
class ImpactRuling:
    """A person's word on whether customers are hit: confirmed or rejected, with the reason."""

    is_confirmed: bool
    reason: str
    by_person: str
    by_team_id: str
    at: datetime
