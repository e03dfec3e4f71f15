"""Northmoor in small: two regions of Mobile Data, one partner route, four accounts, six sources."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from intera.impact.weigh import Weighed, weigh
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId, SignalId, SourceId, TeamId
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Team, Tier
from intera.model.service import Footprint, ProductInstance, Region, Service, Symptom
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState, Source, SourceHealth

NOW = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
SOURCE_NAMES = {
    "account_confirmation": "Account confirmations",
    "care_contacts": "Customer contacts",
    "health": "Service health signal",
    "partner_flag": "Partner portal",
    "probe": "Synthetic tests",
    "ticket": "Service desk",
}
REGIONS = ("coast", "lakes")


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def operator() -> Operator:
    mobile, voice = ServiceId("mobile-data"), ServiceId("wholesale-voice")
    coast, lakes = (RegionId(region) for region in REGIONS)
    p17 = PartnerCode("P-17")
    return Operator(
        name="Northmoor Telecom",
        zone="Europe/Berlin",
        services=(Service(mobile, "Mobile Data"), Service(voice, "Wholesale Voice")),
        regions=(Region(coast, "Coast"), Region(lakes, "Lakes"), Region(RegionId("north"), "North")),
        symptoms=(
            Symptom("slow", "Slow", "slow", "Slow."),
            Symptom("gone", "Unavailable", "unavailable", "Gone.", harm="full"),
            Symptom("margin", "Less spare capacity", "less spare capacity", "Nothing.", harm="at_risk"),
        ),
        partners=(Partner(p17, "Meridian Carrier"),),
        accounts=(
            Account(AccountId("A-1"), "Harbour Logistics", Tier.VIP),
            Account(AccountId("A-2"), "Tidewater Ports", Tier.KEY),
            Account(AccountId("A-3"), "Lakeside Rail", Tier.KEY),
            Account(AccountId("A-4"), "P-17", Tier.WHOLESALE, p17),
            Account(AccountId("A-5"), "Corner Shop", Tier.BUSINESS),
        ),
        product_instances=(
            ProductInstance("P1", AccountId("A-1"), mobile, coast),
            ProductInstance("P2", AccountId("A-1"), mobile, lakes),
            ProductInstance("P3", AccountId("A-2"), mobile, coast),
            ProductInstance("P4", AccountId("A-3"), mobile, lakes),
            ProductInstance("P5", AccountId("A-5"), voice, coast),
            ProductInstance("P6", AccountId("A-5"), voice, None, p17),
        ),
        footprints=(
            Footprint(mobile, coast, 50_000),
            Footprint(mobile, lakes, 30_000),
            Footprint(voice, None, 4_000, p17),
        ),
        teams=(Team(TeamId("mobile-desk"), "Mobile Desk"),),
        sources=tuple(Source(SourceId(kind), name, "x", RecordKind(kind)) for kind, name in SOURCE_NAMES.items()),
    )


@pytest.fixture(scope="session")
def health_of() -> Callable[..., dict[SourceId, SourceHealth]]:
    def build(*late: str) -> dict[SourceId, SourceHealth]:
        return {
            SourceId(kind): SourceHealth(
                SourceId(kind), name, RecordKind(kind), NOW - timedelta(minutes=11 if kind in late else 1), 300
            )
            for kind, name in SOURCE_NAMES.items()
        }

    return build


@pytest.fixture(scope="session")
def signal_of() -> Callable[..., Signal]:
    def build(
        kind: str = "ticket",
        state: str = "degraded",
        *,
        regions: tuple[str, ...] = ("coast",),
        age_min: int = 1,
        name: str = "1",
        **changes: object,
    ) -> Signal:
        service = ServiceId(str(changes.pop("service", "mobile-data")))
        partner = changes.pop("partner", None)
        scope = Scope(
            service,
            tuple(RegionId(region) for region in regions),
            PartnerCode(str(partner)) if partner else None,
            str(changes.pop("symptom", "slow")),
            is_resolved=bool(changes.pop("known", True)),
        )
        fields: dict[str, object] = {
            "signal_id": SignalId(f"{kind}/{name}"),
            "source_id": SourceId(kind),
            "kind": RecordKind(kind),
            "state": ReportedState(state),
            "scope": scope,
            "occurred_at": NOW - timedelta(minutes=age_min),
            "revision": 0,
            "digest": "d",
        }
        return Signal(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return build


@pytest.fixture(scope="session")
def weighed_of() -> Callable[..., tuple[Weighed, ...]]:
    def build(*signals: Signal, late: dict[SourceId, SourceHealth] | None = None) -> tuple[Weighed, ...]:
        return weigh(signals, health=late or {}, at=NOW)

    return build
