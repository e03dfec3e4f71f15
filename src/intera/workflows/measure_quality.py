"""How does quality move: the degraded time of each place, day by day, against its own usual range."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from intera.impact.spells import HARMED
from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import HarmLevel
from intera.model.operator import Operator
from intera.model.quality import QualityDay, QualityPlace, QualityScope
from intera.model.service_minutes import HarmSpell
from intera.roles.release_quality import QualityReport
from intera.sla.quality_trend import find_weak_spots
from intera.workflows.read_case_facts import CaseFacts

_DAY = timedelta(days=1)
_DAY_S = 86_400
_WEEK_DAYS = 7
_Key = tuple[ServiceId, RegionId, PartnerCode | None]
_Span = tuple[datetime, datetime]


def measure_quality(facts: Sequence[CaseFacts], operator: Operator, *, since: datetime, at: datetime) -> QualityReport:
    """The trend of every place a service is delivered in, weakest first.

    A place is every service and region, or partner route, that customers live in by the footprints, and
    every one an incident hit. Time in which two incidents hit one place counts once. Time nobody
    could see ("no data") is left out of what is known.

    Args:
        facts: incidents, any order.
        operator: the names of services, regions and partners.
        since: from when on incidents were taken in at all; days before it are not known.
        at: the instant asked about; the day it falls in is not over and does not count.

    Returns:
        The trends by place, service, region and partner.

    Source: PRODUCT R3; issue 3 point 8.
    """
    spells: dict[_Key, list[HarmSpell]] = {}
    for footprint in operator.footprints:
        spells.setdefault((footprint.service_id, footprint.region_id or RegionId(""), footprint.partner_code), [])
    for one in facts:
        for spell in one.spells:
            place = spell.place
            if place.region_id or place.partner_code:
                spells.setdefault((place.service_id, place.region_id, place.partner_code), []).append(spell)
    first, until = since.date() + _DAY, at.date()
    names = _names(operator)
    days = [day for key in sorted(spells, key=_order) for day in _days(key, spells[key], names, (first, until), at)]
    by = {scope: find_weak_spots(days, until=until, scope=scope, names=names) for scope in QualityScope}
    return QualityReport(
        by_place=by[QualityScope.PLACE],
        by_service=by[QualityScope.SERVICE],
        by_region=by[QualityScope.REGION],
        by_partner=by[QualityScope.PARTNER],
        week_count=max(0, (until - first).days) // _WEEK_DAYS,
    )


def _order(key: _Key) -> tuple[str, str, str]:
    return (key[0], key[1], key[2] or "")


def _names(operator: Operator) -> Mapping[str, str]:
    return {
        **{service.service_id: service.name for service in operator.services},
        **{region.region_id: region.name for region in operator.regions},
        **{partner.partner_code: f"Partner {partner.partner_code}" for partner in operator.partners},
    }


def _days(
    key: _Key, spells: Sequence[HarmSpell], names: Mapping[str, str], span: tuple[date, date], at: datetime
) -> list[QualityDay]:
    service_id, region_id, partner_code = key
    where = names.get(region_id, region_id) if region_id else f"Partner {partner_code}"
    place = QualityPlace(f"{names.get(service_id, service_id)}, {where}", service_id, region_id or None, partner_code)
    degraded = _joined(_spans(spells, HARMED, at))
    unseen = _joined(_spans(spells, {HarmLevel.NO_DATA}, at))
    found: list[QualityDay] = []
    day, until = span
    while day < until:
        start_at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        hit_s, unseen_s = (_inside(spans, start_at) for spans in (degraded, unseen))
        known_s = max(_DAY_S - unseen_s, hit_s)
        found.append(QualityDay(day, place, hit_s, known_s, _DAY_S))
        day += _DAY
    return found


def _spans(spells: Iterable[HarmSpell], levels: Iterable[HarmLevel], at: datetime) -> list[_Span]:
    wanted = set(levels)
    return sorted((spell.start_at, spell.end_at or at) for spell in spells if spell.harm in wanted)


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Spans without their overlaps, so that two incidents at once are degraded time once."""
    joined: list[_Span] = []
    for start_at, end_at in spans:
        if joined and start_at <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end_at))
        else:
            joined.append((start_at, end_at))
    return joined


def _inside(spans: Sequence[_Span], start_at: datetime) -> int:
    end_at = start_at + _DAY
    return sum(
        max(0, int((min(last, end_at) - max(first, start_at)).total_seconds()))
        for first, last in spans
        if first < end_at and last > start_at
    )
