"""Impact: exact counts, tiers in reach, and whether a partner's customers are hit."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from intera.model.confidence import Confidence
from intera.model.ids import AccountId, PartnerCode, ServiceId
from intera.model.impact import AffectedAccount, CountRange, HarmLevel, Impact, Visibility
from intera.model.party import Tier


def impact(partner_code: PartnerCode | None, *tiers: Tier) -> Impact:
    return Impact(
        assessed_at=datetime(2026, 11, 18, 13, 32, tzinfo=UTC),
        service_id=ServiceId("wholesale-voice"),
        service_name="Wholesale Voice",
        region_ids=(),
        regions=(),
        partner_code=partner_code,
        harm=HarmLevel.DEGRADED,
        customers=None,
        accounts=tuple(AffectedAccount(AccountId(f"A-{n}"), "", tier) for n, tier in enumerate(tiers)),
        visibility=Visibility.BEING_VERIFIED,
        visibility_reason="",
        confidence=Confidence(Fraction(1, 2), ""),
        evidence=(),
    )


@pytest.mark.parametrize(
    ("low", "best", "high", "is_exact"), [(4, 4, 4, True), (0, 0, 0, True), (3, 4, 4, False), (4, 4, 5, False)]
)
def test_a_count_is_exact_when_its_ends_meet(low: int, best: int, high: int, *, is_exact: bool) -> None:
    assert CountRange(low, best, high).is_exact is is_exact


def test_affected_accounts_are_counted_by_tier() -> None:
    found = impact(None, Tier.VIP, Tier.KEY, Tier.VIP)
    assert [found.account_count(tier) for tier in Tier] == [2, 1, 0, 0, 0]


def test_a_route_or_a_wholesale_account_makes_it_wholesale() -> None:
    assert impact(PartnerCode("P-17")).is_wholesale
    assert impact(None, Tier.WHOLESALE).is_wholesale
    assert not impact(None, Tier.VIP, Tier.BUSINESS).is_wholesale
