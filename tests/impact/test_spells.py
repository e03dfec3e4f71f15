"""Since when is each place hurt: spells begin, go on, move back to a stated start, and end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from intera.impact.spells import Bounds, extend_spells, without_harm
from intera.model.confidence import Confidence
from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel, Impact, RegionHarm, Sighting, Visibility
from intera.model.service_minutes import HarmSpell

OPENED_AT = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
BOUNDS = Bounds(OPENED_AT)
THOUSAND = CountRange(900, 1_000, 1_100)


def _min(minutes: int) -> datetime:
    return OPENED_AT + timedelta(minutes=minutes)


def _region(
    name: str = "coast",
    harm: HarmLevel = HarmLevel.DEGRADED,
    customers: CountRange | None = THOUSAND,
    *,
    seen: int | None = 0,
    onset: int | None = None,
    period_min: int = 5,
) -> RegionHarm:
    seen_at = None if seen is None else _min(seen)
    onset_at = None if onset is None else _min(onset)
    earliest_at = onset_at or (None if seen_at is None else seen_at - timedelta(minutes=period_min))
    sighting = Sighting(onset_at, earliest_at, seen_at, seen_at)
    return RegionHarm(RegionId(name), harm, customers, living_count=5_000, sighting=sighting)


def _impact(*regions: RegionHarm, at: datetime = OPENED_AT, customers: CountRange | None = None) -> Impact:
    known = [region.customers for region in regions if region.customers and region.harm is HarmLevel.DEGRADED]
    total = customers or (
        CountRange(sum(c.low for c in known), sum(c.best for c in known), sum(c.high for c in known)) if known else None
    )
    stated = [region.sighting.onset_at for region in regions if region.sighting.onset_at]
    return Impact(
        assessed_at=at,
        service_id=ServiceId("mobile-data"),
        service_name="Mobile Data",
        region_ids=tuple(region.region_id for region in regions),
        regions=regions,
        partner_code=None,
        harm=regions[0].harm if regions else HarmLevel.DEGRADED,
        customers=total,
        accounts=(),
        visibility=Visibility.CUSTOMER_VISIBLE,
        visibility_reason="",
        confidence=Confidence(Fraction(9, 10), ""),
        evidence=(),
        onset_at=min(stated, default=None),
    )


def _first() -> tuple[HarmSpell, ...]:
    return extend_spells((), _impact(_region()), BOUNDS, at=OPENED_AT)


def test_a_spell_begins_with_the_first_report_and_may_have_begun_one_period_before() -> None:
    (spell,) = _first()
    assert (spell.start_at, spell.earliest_at, spell.seen_at, spell.end_at) == (OPENED_AT, _min(-5), OPENED_AT, None)
    assert (spell.customers, spell.living_count, spell.is_first) == (THOUSAND, 5_000, True)


def test_a_small_move_of_the_estimate_goes_on_in_the_same_spell() -> None:
    moved = _impact(_region(customers=CountRange(930, 1_040, 1_190), seen=10))
    (spell,) = extend_spells(_first(), moved, BOUNDS, at=_min(10))
    assert (spell.customers, spell.seen_at) == (THOUSAND, _min(10))


def test_a_tenth_begins_a_new_spell_and_the_old_one_was_there_all_the_while() -> None:
    moved = _impact(_region(customers=CountRange(1_400, 1_500, 1_600), seen=10))
    old, new = extend_spells(_first(), moved, BOUNDS, at=_min(10))
    assert (old.end_at, old.seen_at) == (_min(10), _min(10))
    assert (new.start_at, new.earliest_at, new.customers) == (_min(10), _min(10), CountRange(1_400, 1_500, 1_600))


def test_clear_ends_a_spell_and_the_low_end_stays_at_the_last_report() -> None:
    clear = _impact(_region(harm=HarmLevel.CLEAR, customers=CountRange(0, 0, 0), seen=None))
    (spell,) = extend_spells(_first(), clear, BOUNDS, at=_min(20))
    assert (spell.end_at, spell.seen_at) == (_min(20), OPENED_AT)


def test_no_data_ends_what_we_know_and_opens_what_we_do_not() -> None:
    silent = _impact(_region(harm=HarmLevel.NO_DATA, customers=None, seen=None))
    old, new = extend_spells(_first(), silent, BOUNDS, at=_min(20))
    assert (old.end_at, new.harm, new.customers, new.start_at) == (_min(20), HarmLevel.NO_DATA, None, _min(20))


def test_a_start_stated_later_moves_the_first_spell_back_and_never_forward() -> None:
    stated = _impact(_region(seen=5, onset=-30))
    (spell,) = extend_spells(_first(), stated, BOUNDS, at=_min(5))
    assert (spell.start_at, spell.earliest_at, spell.is_first) == (_min(-30), _min(-30), False)
    later = _impact(_region(seen=5, onset=3))
    (spell,) = extend_spells(_first(), later, BOUNDS, at=_min(5))
    assert spell.start_at == OPENED_AT


def test_a_region_that_joins_later_starts_with_its_own_report() -> None:
    both = _impact(_region(seen=40, onset=-10), _region("lakes", seen=38))
    spells = extend_spells(_first(), both, BOUNDS, at=_min(40))
    lakes = next(spell for spell in spells if spell.place.region_id == "lakes")
    assert (lakes.start_at, lakes.earliest_at) == (_min(38), _min(33))


def test_restored_ends_every_spell_when_service_came_back() -> None:
    (spell,) = extend_spells(_first(), _impact(_region(seen=50)), Bounds(OPENED_AT, _min(30)), at=_min(50))
    assert spell.end_at == _min(30)


def test_a_count_of_the_whole_is_shared_out_and_nothing_is_lost() -> None:
    counted = _impact(
        _region(), _region("lakes", customers=CountRange(450, 500, 550)), customers=CountRange(1_601, 1_601, 1_601)
    )
    coast, lakes = extend_spells((), counted, BOUNDS, at=OPENED_AT)
    assert (coast.customers, lakes.customers) == (CountRange(1_068, 1_068, 1_068), CountRange(533, 533, 533))
    unknown = _impact(_region(customers=None), _region("lakes", customers=None), customers=CountRange(10, 11, 12))
    shared = extend_spells((), unknown, BOUNDS, at=OPENED_AT)
    assert [spell.customers for spell in shared] == [CountRange(5, 6, 6), CountRange(5, 5, 6)]


def test_at_risk_counts_everybody_there_apart_from_harm() -> None:
    (spell,) = extend_spells(
        (), _impact(_region(harm=HarmLevel.AT_RISK, customers=CountRange(0, 0, 0))), BOUNDS, at=OPENED_AT
    )
    assert (spell.harm, spell.customers) == (HarmLevel.AT_RISK, CountRange(5_000, 5_000, 5_000))


def test_a_place_nobody_named_still_counts() -> None:
    placeless = replace(_impact(customers=CountRange(70, 70, 70)), partner_code=PartnerCode("P-17"))
    (spell,) = extend_spells((), placeless, BOUNDS, at=OPENED_AT)
    assert (spell.place.region_id, spell.place.partner_code, spell.customers) == ("", "P-17", CountRange(70, 70, 70))


def test_what_a_person_ruled_out_counts_no_harm() -> None:
    clear = _impact(_region(harm=HarmLevel.AT_RISK))
    spells = extend_spells(_first(), clear, BOUNDS, at=_min(10))
    assert [spell.harm for spell in without_harm(spells)] == [HarmLevel.AT_RISK]


def test_a_place_that_was_well_in_between_starts_anew_and_not_where_it_was_first_hurt() -> None:
    first = extend_spells((), _impact(_region(onset=-10)), BOUNDS, at=OPENED_AT)
    well = extend_spells(first, _impact(_region(harm=HarmLevel.CLEAR, seen=None)), BOUNDS, at=_min(20))
    # The ticket is opened again and still states the start it always stated.
    old, new = extend_spells(well, _impact(_region(seen=180, onset=-10)), BOUNDS, at=_min(180))
    assert (old.start_at, old.end_at) == (_min(-10), _min(20))
    assert (new.start_at, new.earliest_at) == (_min(180), _min(180))


def test_an_old_report_that_counts_again_does_not_reach_behind_the_last_spell() -> None:
    well = extend_spells(_first(), _impact(_region(harm=HarmLevel.CLEAR, seen=None)), BOUNDS, at=_min(20))
    _, new = extend_spells(well, _impact(_region(seen=-3)), BOUNDS, at=_min(40))
    assert new.start_at == new.earliest_at == _min(20)


def test_a_region_named_later_takes_over_from_the_place_nobody_named() -> None:
    placeless = replace(_impact(customers=THOUSAND), sighting=Sighting(_min(-9), _min(-9), _min(0), _min(0)))
    nowhere = extend_spells((), placeless, BOUNDS, at=OPENED_AT)
    # The ticket covers every region, so its start and its first report are those of the region too.
    spells = extend_spells(nowhere, _impact(_region(seen=0, onset=-9)), BOUNDS, at=_min(60))
    named = next(spell for spell in spells if spell.place.region_id == "coast")
    unnamed = next(spell for spell in spells if not spell.place.region_id)
    assert (unnamed.end_at, named.start_at, named.earliest_at) == (_min(60), _min(60), _min(60))


def test_clocks_going_backwards_never_turn_a_spell_around() -> None:
    clear = _impact(_region(harm=HarmLevel.CLEAR, seen=None))
    well = extend_spells(_first(), clear, BOUNDS, at=_min(20))
    spells = extend_spells(well, _impact(_region(seen=50)), BOUNDS, at=_min(10))
    assert all(one.earliest_at <= one.start_at <= one.seen_at for one in spells)
