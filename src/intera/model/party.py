"""Who is involved: accounts with their tier, partners by code, teams and their desks.

Source: TM Forum SID, Party and Customer; TMF629.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import AccountId, PartnerCode, TeamId


class Tier(StrEnum):
    """How an account is held, most protected first."""

    VIP = "vip"
    KEY = "key"
    WHOLESALE = "wholesale"
    BUSINESS = "business"
    CONSUMER = "consumer"


@dataclass(frozen=True, slots=True)
class Account:
    """A customer account with its tier; wholesale accounts carry their partner's code.

    Valid from (included) until (not included); None is open on that side. An account whose tier
    changed has several, one after the other, under the same id.
    """

    account_id: AccountId
    name: str
    tier: Tier
    partner_code: PartnerCode | None = None
    valid_from_at: datetime | None = None
    valid_until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A carrier or roaming partner, shown by its code only; `name` is hidden vocabulary."""

    partner_code: PartnerCode
    name: str
    service_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A desk that can own an incident; `lead` is who may be shown as reachable, never scored."""

    team_id: TeamId
    name: str
    lead: str = ""
    aliases: tuple[str, ...] = ()
