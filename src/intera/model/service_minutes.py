"""How much harm was done so far: customers times minutes, by place and level, as an interval.

Source: PRODUCT section 5.2 (one impact number for all roles); issue 3 point 2; ADR-0019.
"""

from dataclasses import dataclass
from datetime import datetime

from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel


@dataclass(frozen=True, slots=True)
class HarmPlace:
    """Where harm is counted: a service in one region, or behind one partner route.

    `region_id` is empty for a partner route, and for a place nobody named.
    """

    service_id: ServiceId
    region_id: RegionId
    partner_code: PartnerCode | None = None


@dataclass(frozen=True, slots=True)
class HarmSpell:
    """One stretch of one place at one harm level with one estimate; open while it has no end.

    Three instants make the interval: harm may have begun at `earliest_at` (high end), we count from
    `start_at`, and a source last reported it at `seen_at` (the low end counts no longer than that).
    `customers` None means that nobody knows how many, which is not zero; `living_count` is how many
    the service has there. `is_first` marks a spell whose start nobody stated yet: one learnt later moves it.
    """

    place: HarmPlace
    harm: HarmLevel
    customers: CountRange | None
    earliest_at: datetime
    start_at: datetime
    seen_at: datetime
    end_at: datetime | None = None
    living_count: int | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class ServiceMinutes:
    """Service-minutes at one harm level; `unknown_min` are minutes in which nobody knows how many customers."""

    harm: HarmLevel
    minutes: CountRange
    unknown_min: int


@dataclass(frozen=True, slots=True)
class PlaceMinutes:
    """Service-minutes of one place: lost or degraded together, and one row per harm level, worst first."""

    place: HarmPlace
    harmed: CountRange
    levels: tuple[ServiceMinutes, ...]


@dataclass(frozen=True, slots=True)
class ImpactNumber:
    """The one impact number: service-minutes lost or degraded up to an instant, with what they add up from.

    `harmed` is full and degraded together; `levels` holds every level, worst first. `unknown_min` are
    minutes of harm with no count of customers: they are in no end of the interval.
    """

    formula: str
    counted_until_at: datetime
    harmed: CountRange
    unknown_min: int
    levels: tuple[ServiceMinutes, ...]
    places: tuple[PlaceMinutes, ...]
