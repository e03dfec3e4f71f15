"""What the tests of governance share: the shipped policy, and an impact told in a few words."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

import intera.governance
from intera.governance.policy import Policy, parse_policy
from intera.model.confidence import Confidence
from intera.model.impact import (
    AffectedAccount,
    CountRange,
    Evidence,
    EvidenceKind,
    EvidenceWeight,
    HarmLevel,
    Impact,
    RegionHarm,
    Stance,
    Visibility,
)
from intera.model.party import Tier

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)

ImpactMaker = Callable[..., Impact]


def _piece(kind: str, *, is_late: bool) -> Evidence:
    return Evidence(
        kind=EvidenceKind(kind),
        source_name=kind,
        says="harm",
        observed_at=AT,
        age_s=60,
        stance=Stance.NOT_COUNTED if is_late else Stance.FOR,
        weight=EvidenceWeight.NONE if is_late else EvidenceWeight.STRONG,
        is_late=is_late,
    )


def _region(name: str, told: Mapping[str, Any]) -> RegionHarm:
    count = told.get("customers")
    return RegionHarm(
        region_id=name.lower(),
        harm=HarmLevel(told.get("harm", "degraded")),
        customers=None if count is None else CountRange(count, count, count),
        failing_percent=told.get("failing"),
        name=name,
    )


def _impact(at: datetime = AT, **known: object) -> Impact:
    told = cast("dict[str, Any]", known)
    regions = tuple(_region(name, each) for name, each in told.get("regions", {}).items())
    customers, minutes = told.get("customers"), told.get("minutes")
    accounts = [
        AffectedAccount(f"{tier}-{index}", name, tier)
        for tier in Tier
        for index, name in enumerate(told.get(tier.value, ()))
    ]
    return Impact(
        assessed_at=at,
        service_id="mobile-data",
        service_name="Mobile Data",
        region_ids=tuple(region.region_id for region in regions),
        regions=regions,
        partner_code=told.get("partner"),
        harm=HarmLevel(told.get("harm", "degraded")),
        customers=None if customers is None else CountRange(*customers),
        accounts=tuple(accounts),
        visibility=Visibility(told.get("visibility", "customer_visible")),
        visibility_reason="",
        confidence=Confidence(Fraction(told.get("confidence", 91), 100), "test"),
        evidence=(
            *(_piece(kind, is_late=False) for kind in told.get("seen_by", ())),
            *(_piece(kind, is_late=True) for kind in told.get("late", ())),
        ),
        failing_percent=told.get("failing"),
        contact_ratio_percent=told.get("contacts"),
        emergency_affected=told.get("emergency"),
        claimed_priority=told.get("claimed_priority"),
        priority_confirmed=told.get("confirmed", False),
        onset_at=None if minutes is None else at - timedelta(minutes=minutes),
    )


@pytest.fixture(scope="session")
def at() -> datetime:
    return AT


@pytest.fixture(scope="session")
def make_impact() -> ImpactMaker:
    return _impact


@pytest.fixture(scope="session")
def raw_policy() -> dict[str, Any]:
    path = Path(intera.governance.__file__).parent / "policies" / "default.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def policy(raw_policy: dict[str, Any]) -> Policy:
    return parse_policy(raw_policy)


@pytest.fixture(scope="session")
def mobile_data(make_impact: ImpactMaker) -> ImpactMaker:
    """The mock's P1, with anything told otherwise."""

    def make(at: datetime = AT, **known: object) -> Impact:
        told = {
            "seen_by": ["probe", "care_contacts"],
            "customers": (38000, 41200, 44000),
            "regions": {"Coast": {"customers": 29600, "failing": 58}, "Lakes": {"customers": 11600, "failing": 34}},
            "vip": ["Harbour Logistics"],
            "minutes": 74,
            "emergency": False,
            "contacts": 340,
        }
        return make_impact(at, **(told | known))

    return make
