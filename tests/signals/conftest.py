"""A small operator and short ways to write records and signals down."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId, SignalId, SourceId, TeamId
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Team, Tier
from intera.model.service import Region, Service, Symptom
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState, SourceRecord

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def operator() -> Operator:
    return Operator(
        name="Northmoor Telecom",
        zone="Europe/Berlin",
        services=(
            Service(ServiceId("mobile-data"), "Mobile Data", aliases=("MBB",)),
            Service(ServiceId("wholesale-voice"), "Wholesale Voice"),
        ),
        regions=(Region(RegionId("coast"), "Coast", aliases=("CST",)), Region(RegionId("lakes"), "Lakes")),
        symptoms=(Symptom("slow", "Slow", "slow", "Slow.", aliases=("throughput low",)),),
        partners=(Partner(PartnerCode("P-17"), "Meridian Carrier", service_ids=("wholesale-voice",)),),
        accounts=(Account(AccountId("A-1"), "Harbour Logistics", Tier.VIP),),
        teams=(Team(TeamId("mobile-desk"), "Mobile Desk", aliases=("MOB-L2",)),),
    )


@pytest.fixture(scope="session")
def record_of() -> Callable[..., SourceRecord]:
    def build(**changes: object) -> SourceRecord:
        fields: dict[str, object] = {
            "source_id": SourceId("desk"),
            "kind": RecordKind.TICKET,
            "external_id": "T1",
            "event_key": "T1-1",
            "occurred_at": NOON,
            "state": ReportedState.OPEN,
        }
        return SourceRecord(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return build


@pytest.fixture(scope="session")
def signal_of() -> Callable[..., Signal]:
    def build(kind: str = "ticket", state: str = "open", minute: int = 0, name: str = "1", **changes: object) -> Signal:
        fields: dict[str, object] = {
            "signal_id": SignalId(f"{kind}/{name}"),
            "source_id": SourceId(kind),
            "kind": RecordKind(kind),
            "state": ReportedState(state),
            "scope": Scope(ServiceId("mobile-data"), (RegionId("coast"),)),
            "occurred_at": NOON + timedelta(minutes=minute),
            "revision": 0,
            "digest": "d",
        }
        return Signal(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return build
