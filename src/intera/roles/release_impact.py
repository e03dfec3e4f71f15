"""What may a role know of the impact: reach, accounts, evidence, contradictions, and what the number adds up.

Source: PRODUCT S1, section 5.2; see `release` for the rule these follow.
"""

from intera.experience.estimate import KNOWN_FROM_COUNT
from intera.impact.reputation import facts_of_case, judge_reputation
from intera.model.ids import AccountId, RegionId
from intera.model.impact import CountRange
from intera.model.incident import Lifecycle
from intera.model.party import Tier
from intera.model.service_minutes import HarmSpell
from intera.model.stated import StatedKind
from intera.roles.material import Material
from intera.roles.released import (
    ReleasedAccount,
    ReleasedContradiction,
    ReleasedEvidence,
    ReleasedImpact,
    ReleasedOdds,
    ReleasedReputation,
    ReleasedSpell,
)
from intera.roles.stamp import stamp, stamp_or_none


def bounds_of(customers: CountRange | None) -> list[int] | None:
    """A count as `[low, best, high]`; None when nobody knows."""
    return None if customers is None else [customers.low, customers.best, customers.high]


def region_name(m: Material, region_id: RegionId) -> str:
    """What a region is called, or that it is not named yet."""
    region = m.operator.find_region(region_id)
    return region.name if region else m.screen.name(region_id, "a place not named yet")


def impact_of(m: Material) -> ReleasedImpact | None:
    """Who is hurt, how much, how sure; None before the first assessment."""
    impact = m.case.impact
    if impact is None:
        return None
    known = {harm.region_id: harm for harm in impact.regions}
    # Once service is back the reach of what happened is told, not the nobody of now.
    is_over = m.case.incident.lifecycle in (Lifecycle.RESTORED, Lifecycle.CLOSED)
    customers = m.case.peak_customers if is_over else impact.customers
    region_ids = impact.region_ids or m.case.incident.scope.region_ids
    return {
        "visibility": impact.visibility.value,
        "reason": m.screen.text(impact.visibility_reason),
        "harm": impact.harm.value,
        "regions": [
            {
                "id": region_id,
                "name": region_name(m, region_id),
                "harm": known[region_id].harm.value if region_id in known else impact.harm.value,
                "customers": bounds_of(known[region_id].customers) if region_id in known else None,
                "failing_percent": known[region_id].failing_percent if region_id in known else None,
                "confidence_percent": known[region_id].confidence_percent if region_id in known else None,
            }
            for region_id in region_ids
        ],
        "customers": bounds_of(customers),
        "living": impact.living_count,
        "failing_percent": impact.failing_percent,
        "contact_ratio_percent": impact.contact_ratio_percent,
        "confidence_percent": impact.confidence.percent,
        "confidence_word": impact.confidence.word().value,
        "confidence_basis": m.screen.text(impact.confidence.basis),
        "confidence_record": [impact.confidence.happened_count, impact.confidence.like_count],
        "contradiction_count": len(impact.contradictions),
        "accounts_by_tier": [
            {"tier": one.tier.value, "accounts": [one.accounts.low, one.accounts.best, one.accounts.high]}
            for one in impact.account_counts
        ],
        "is_held_back": m.case.placement is not None and not m.case.placement.is_shown,
        "placement": m.screen.text(m.case.placement.reason) if m.case.placement else "",
        "is_emergency": impact.emergency_affected,
        "assessed_at": stamp(impact.assessed_at),
    }


def account_name(m: Material, account_id: AccountId, name: str) -> str:
    """An account's name; a wholesale partner goes by its code only."""
    account = m.operator.accounts_by_id.get(account_id)
    if account is None or account.tier is not Tier.WHOLESALE:
        return m.screen.text(name)
    return f"Partner {account.partner_code}" if account.partner_code else "A wholesale partner"


def accounts_of(m: Material) -> list[ReleasedAccount]:
    """The accounts in reach, by name."""
    if m.case.impact is None:
        return []
    return [
        {
            "id": account.account_id,
            "name": account_name(m, account.account_id, account.name),
            "tier": account.tier.value,
            "regions": [region_name(m, region_id) for region_id in account.region_ids],
            "has_confirmed": account.has_confirmed,
        }
        for account in m.case.impact.accounts
    ]


def evidence_of(m: Material) -> list[ReleasedEvidence]:
    """What was weighed, row by row."""
    if m.case.impact is None:
        return []
    return [
        {
            "source": m.screen.text(piece.source_name),
            "says": m.screen.text(piece.says),
            "age_s": piece.age_s,
            "weight": piece.weight.value,
            "stance": piece.stance.value,
            "is_late": piece.is_late,
        }
        for piece in m.case.impact.evidence
    ]


def contradictions_of(m: Material) -> list[ReleasedContradiction]:
    """What does not fit together, and what somebody has to find out."""
    if m.case.impact is None:
        return []
    return [
        {"says": m.screen.text(one.says), "to_do": m.screen.text(one.to_do)} for one in m.case.impact.contradictions
    ]


def odds_of(m: Material) -> list[ReleasedOdds]:
    """What was stated of the future, where enough like it turned out to say so."""
    return [
        {
            "kind": one.kind.value,
            "percent": int(one.ratio * 100),
            "happened_count": one.happened_count,
            "like_count": one.like_count,
        }
        for one in m.case.stated
        if one.kind is not StatedKind.IMPACT_CONFIRMED and one.like_count >= KNOWN_FROM_COUNT
    ]


def reputation_of(m: Material) -> ReleasedReputation:
    """How much trust is at stake, as of the instant of release."""
    risk = judge_reputation(facts_of_case(m.case, at=m.at))
    return {
        "word": risk.word.value,
        "clauses": [m.screen.text(clause.says) for clause in risk.clauses],
        "basis": [m.screen.text(says) for says in risk.basis],
    }


def spells_of(m: Material) -> list[ReleasedSpell]:
    """What the impact number adds up, spell by spell."""
    return [_spell(m, spell) for spell in m.case.spells]


def _spell(m: Material, spell: HarmSpell) -> ReleasedSpell:
    place = spell.place
    service = m.operator.find_service(place.service_id)
    return {
        "service_id": service.service_id if service else m.screen.name(place.service_id, ""),
        "region_id": place.region_id if m.operator.find_region(place.region_id) else "",
        "place": region_name(m, place.region_id) if place.region_id else "",
        "partner": place.partner_code,
        "harm": spell.harm.value,
        "customers": bounds_of(spell.customers),
        "living": spell.living_count,
        "earliest_at": stamp(spell.earliest_at),
        "start_at": stamp(spell.start_at),
        "seen_at": stamp(spell.seen_at),
        "end_at": stamp_or_none(spell.end_at),
    }
