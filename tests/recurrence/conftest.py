"""Short ways to write down impacts, incidents, occurrences and works of Mobile Data in Coast and Lakes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from intera.model.confidence import Confidence
from intera.model.ids import IncidentId, PartnerCode, RegionId, ServiceId
from intera.model.impact import HarmLevel, Impact, RegionHarm, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.recurrence import Fingerprint, Occurrence, PlannedWork
from intera.model.signal import Scope

# Wednesday 18 November 2026, 13:18 in Berlin.
ONSET = datetime(2026, 11, 18, 12, 18, tzinfo=UTC)
FINGERPRINT = Fingerprint("mobile-data", "coast+lakes", "", "slow")


@pytest.fixture(scope="session")
def onset() -> datetime:
    return ONSET


@pytest.fixture(scope="session")
def fingerprint() -> Fingerprint:
    return FINGERPRINT


@pytest.fixture(scope="session")
def impact_of() -> Callable[..., Impact]:
    def build(
        *, regions: tuple[str, ...] = ("coast", "lakes"), cleared: tuple[str, ...] = (), **changes: object
    ) -> Impact:
        partner = changes.pop("partner", None)
        fields: dict[str, object] = {
            "assessed_at": ONSET + timedelta(minutes=74),
            "service_id": ServiceId("mobile-data"),
            "service_name": "Mobile Data",
            "region_ids": tuple(RegionId(region) for region in regions),
            "regions": tuple(RegionHarm(RegionId(r), HarmLevel.DEGRADED, None) for r in (*regions, *cleared)),
            "partner_code": PartnerCode(str(partner)) if partner else None,
            "harm": HarmLevel.DEGRADED,
            "customers": None,
            "accounts": (),
            "visibility": Visibility.CUSTOMER_VISIBLE,
            "visibility_reason": "",
            "confidence": Confidence(Fraction(1, 2), ""),
            "evidence": (),
            "onset_at": ONSET,
        }
        return Impact(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return build


@pytest.fixture(scope="session")
def incident_of() -> Callable[..., Incident]:
    def build(**changes: object) -> Incident:
        fields: dict[str, object] = {
            "incident_id": IncidentId("INC-NOW"),
            "lifecycle": Lifecycle.ACTIVE,
            "scope": Scope(ServiceId("mobile-data")),
            "title": "",
            "opened_at": ONSET + timedelta(minutes=11),
            "updated_at": ONSET,
            "onset_at": ONSET,
        }
        return Incident(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return build


@pytest.fixture(scope="session")
def occurrence_of() -> Callable[..., Occurrence]:
    def build(days: float, *, minutes: int = 49, name: str = "", **changes: object) -> Occurrence:
        own = Occurrence(IncidentId(name or f"INC-{days}"), ONSET - timedelta(days=days), minutes * 60)
        return replace(own, **changes)  # pyright: ignore[reportArgumentType]

    return build


@pytest.fixture(scope="session")
def work_of() -> Callable[..., PlannedWork]:
    def build(start_min: int = -13, end_min: int = 120, **changes: object) -> PlannedWork:
        fields: dict[str, object] = {
            "work_id": "W1",
            "title": "Planned capacity work in Coast",
            "service_ids": ("mobile-data",),
            "region_ids": ("coast",),
            "start_at": ONSET + timedelta(minutes=start_min),
            "end_at": ONSET + timedelta(minutes=end_min),
        }
        return PlannedWork(**{**fields, **changes})  # pyright: ignore[reportArgumentType]

    return build
