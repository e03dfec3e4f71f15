"""What do we deliver and where: services, regions, and the product instances accounts hold.

A safe abstraction: no device, link or configuration has a noun here (PRODUCT H2).
Source: TM Forum SID, Service and Geographic Place; TMF638, TMF637.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.party import Account


@dataclass(frozen=True, slots=True)
class WordsIn:
    """What an operator says of a service or a symptom in another language than English.

    Of a service `spoken_name` and `still_works`, of a symptom `experience`, each as in English there;
    an empty one is not said in that language.
    """

    language: str
    spoken_name: str = ""
    still_works: str = ""
    experience: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A customer-facing service as customers would name it.

    `aliases` are the names other systems use. `customer_noun` is what one user of it is called
    ("customers", "lines", "sites"). `still_works` is what customers keep when it fails: a noun phrase
    ("calls and texts"), or a whole sentence ending in a full stop, said as written. `spoken_name` is
    what customers call the service in the middle of a sentence ("mobile data"); empty takes `name`.
    """

    service_id: ServiceId
    name: str
    aliases: tuple[str, ...] = ()
    customer_noun: str = "customers"
    owner_team_id: str = ""
    still_works: str = ""
    spoken_name: str = ""
    words_in: tuple[WordsIn, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionMembership:
    """A region lies inside another one, from and until when; None is open on that side."""

    parent_id: RegionId
    valid_from_at: datetime | None = None
    valid_until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A sales or coverage region; `aliases` are names other systems use, `zone` an IANA zone.

    `member_of` says in which larger region it lies, one at a time.
    """

    region_id: RegionId
    name: str
    aliases: tuple[str, ...] = ()
    zone: str = "UTC"
    member_of: tuple[RegionMembership, ...] = ()


@dataclass(frozen=True, slots=True)
class Symptom:
    """A symptom class in customers' terms: never a device word.

    `headline` completes "Mobile Data ..." ("slow or unavailable"); `experience` is one or two
    sentences on what customers notice; `harm` is the model's HarmLevel value it usually means.
    `adjective` stands before the service in "customers have had slow or no mobile data".
    """

    symptom_class: str
    name: str
    headline: str
    experience: str
    harm: str = "degraded"
    aliases: tuple[str, ...] = ()
    adjective: str = ""
    words_in: tuple[WordsIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Footprint:
    """How many customers of one service live in one region (or behind one partner route)."""

    service_id: ServiceId
    region_id: RegionId | None
    customer_count: int
    partner_code: PartnerCode | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A customer's own site and the region it is in, for a span; never a site of the network."""

    site_id: str
    region_id: RegionId
    valid_from_at: datetime | None = None
    valid_until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProductInstance:
    """One contracted product of one account: the service it uses and the region it is used in.

    Valid from (included) until (not included); None is open on that side. One that was moved or
    changed has several, one after the other, under the same id. `site_count` counts where no
    `site_id` names the site.
    """

    product_instance_id: str
    account_id: AccountId
    service_id: ServiceId
    region_id: RegionId | None
    partner_code: PartnerCode | None = None
    site_count: int = 1
    site_id: str | None = None
    valid_from_at: datetime | None = None
    valid_until_at: datetime | None = None


class Inventory(Protocol):
    """Product instances and accounts too many for the reference document, counted where they stand.

    Below the line it is whatever `impact` made of the rows; the operator only carries it along.
    """

    @property
    def instance_count(self) -> int:
        """How many rows of product instances it was built from."""
        ...

    @property
    def account_count(self) -> int:
        """How many accounts it knows."""
        ...

    def known_account(self, account_id: AccountId) -> Account | None:
        """The account with an id, as it is at the latest; None when there is none."""
        ...
