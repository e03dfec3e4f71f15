"""What do we deliver and where: services, regions, and the product instances accounts hold.

A safe abstraction: no device, link or configuration has a noun here (PRODUCT H2).
Source: TM Forum SID, Service and Geographic Place; TMF638, TMF637.
"""

from dataclasses import dataclass

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId


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


@dataclass(frozen=True, slots=True)
class Region:
    """A sales or coverage region; `aliases` are names other systems use, `zone` an IANA zone."""

    region_id: RegionId
    name: str
    aliases: tuple[str, ...] = ()
    zone: str = "UTC"


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


@dataclass(frozen=True, slots=True)
class Footprint:
    """How many customers of one service live in one region (or behind one partner route)."""

    service_id: ServiceId
    region_id: RegionId | None
    customer_count: int
    partner_code: PartnerCode | None = None


@dataclass(frozen=True, slots=True)
class ProductInstance:
    """One contracted product of one account: the service it uses and the region it is used in."""

    product_instance_id: str
    account_id: AccountId
    service_id: ServiceId
    region_id: RegionId | None
    partner_code: PartnerCode | None = None
    site_count: int = 1
