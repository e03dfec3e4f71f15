"""A small invented operator and what its sources may say, for tests of the whole line."""

import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from intera.model.agreement import Agreement, QosTarget
from intera.model.ids import AccountId, AgreementId, RegionId, ServiceId, SourceId, TeamId
from intera.model.operator import Operator
from intera.model.party import Account, Team, Tier
from intera.model.service import Footprint, ProductInstance, Region, Service, Symptom
from intera.model.source import RecordKind, Source
from intera.store.inbox import ArrivedRecord

START = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TESTS, HEALTH, DESK, CARE, ACCOUNTS, WORKS = "tests", "health", "desk", "care", "accounts", "works"
_KINDS = {
    TESTS: RecordKind.PROBE,
    HEALTH: RecordKind.HEALTH,
    DESK: RecordKind.TICKET,
    CARE: RecordKind.CARE_CONTACTS,
    ACCOUNTS: RecordKind.ACCOUNT_CONFIRMATION,
}
# A source of planned works is declared by the stories that need one.
_SPEAKS_OF = {**_KINDS, WORKS: RecordKind.PLANNED_WORK}
_MOBILE, _VPN = ServiceId("mobile"), ServiceId("vpn")
_COAST, _LAKES = RegionId("coast"), RegionId("lakes")
_PORT, _RAIL = AccountId("port"), AccountId("rail")


def town(*, expected_every_s: int = 0) -> Operator:
    """The operator; `expected_every_s` is how often its service tests should report, 0 for no pace."""
    every = {TESTS: expected_every_s}
    return Operator(
        name="Small Town Telecom",
        zone="Europe/Berlin",
        services=(
            Service(_MOBILE, "Mobile Data", ("MD",), owner_team_id="mobile-desk", still_works="calls and texts"),
            Service(_VPN, "Business VPN", owner_team_id="business-desk"),
        ),
        regions=(Region(_COAST, "Coast"), Region(_LAKES, "Lakes")),
        symptoms=(Symptom("slow", "Slow", "slow", "Pages load slowly.", adjective="slow or no"),),
        accounts=(Account(_PORT, "Port Logistics", Tier.VIP), Account(_RAIL, "Lake Rail", Tier.KEY)),
        product_instances=(
            ProductInstance("port-mobile", _PORT, _MOBILE, _COAST),
            ProductInstance("rail-mobile", _RAIL, _MOBILE, _LAKES),
        ),
        footprints=(Footprint(_MOBILE, _COAST, 30_000), Footprint(_MOBILE, _LAKES, 12_000)),
        agreements=(
            Agreement(
                AgreementId("port-1"), _PORT, ("port-mobile",), (QosTarget("availability", Fraction(999, 1000)),)
            ),
        ),
        teams=(Team(TeamId("mobile-desk"), "Mobile Desk"), Team(TeamId("business-desk"), "Business Desk")),
        sources=tuple(
            Source(SourceId(name), name.capitalize(), "cloudevents", kind, every.get(name, 0))
            for name, kind in _KINDS.items()
        ),
        hidden_words=("bs-0417",),
    )


def after(minutes: float) -> datetime:
    """The instant so many minutes into the story."""
    return START + timedelta(minutes=minutes)


def event(source: str, event_id: str, at: datetime, **data: object) -> bytes:
    """The body of one CloudEvent of a source."""
    return json.dumps(
        {
            "specversion": "1.0",
            "type": f"org.intera.{_SPEAKS_OF[source].value}.v1",
            "source": source,
            "id": event_id,
            "time": at.isoformat(),
            "data": {name: value for name, value in data.items() if value is not None},
        },
        sort_keys=True,
    ).encode()


def says(source: str, event_id: str, minutes: float, **data: object) -> ArrivedRecord:
    """A good record: a source says something about a service, received as it is said."""
    at = after(minutes)
    data.setdefault("service_ref", "mobile")
    return ArrivedRecord(source, event(source, event_id, at, **data), at)
