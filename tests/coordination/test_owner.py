"""Which team owns an incident."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from intera.coordination.owner import assign_owner
from intera.model.confidence import Confidence
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.operator import Operator
from intera.model.party import Team
from intera.model.service import Service

OPERATOR = Operator(
    name="Northmoor",
    zone="Europe/Oslo",
    services=(Service("mobile-data", "Mobile Data", owner_team_id="mobile-desk"), Service("voice", "Voice")),
    teams=(
        Team("operations", "Operations"),
        Team("mobile-desk", "Mobile Desk"),
        Team("voice-desk", "Voice Desk", aliases=("VD",)),
    ),
)


def _impact(service_id: str) -> Impact:
    return Impact(
        assessed_at=datetime(2026, 11, 18, tzinfo=UTC),
        service_id=service_id,
        service_name=service_id,
        region_ids=(),
        regions=(),
        partner_code=None,
        harm=HarmLevel.DEGRADED,
        customers=None,
        accounts=(),
        visibility=Visibility.BEING_VERIFIED,
        visibility_reason="",
        confidence=Confidence(Fraction(1, 2), ""),
        evidence=(),
    )


@pytest.mark.parametrize(
    ("service_id", "current", "suggested", "owner"),
    [
        ("mobile-data", "", "vd", "mobile-desk"),
        ("voice", "", "vd", "voice-desk"),
        ("voice", "", "Group 70", "Group 70"),
        ("voice", "", "", "operations"),
        ("unheard of", "", "", "operations"),
        ("mobile-data", "voice-desk", "vd", "voice-desk"),
    ],
)
def test_service_then_ticket_then_first_team_and_an_owner_stays(
    service_id: str, current: str, suggested: str, owner: str
) -> None:
    found = assign_owner(_impact(service_id), OPERATOR, current_team_id=current, suggested_team_id=suggested)
    assert found == owner


def test_an_operator_without_teams_has_no_owner() -> None:
    operator = Operator(name="Bare", zone="UTC")
    assert assign_owner(_impact("voice"), operator, current_team_id="", suggested_team_id="") == ""
