"""How badly is the service hurt, by region and as a whole."""

from collections.abc import Sequence
from fractions import Fraction

from intera.impact.customers import MeasuredShare
from intera.impact.weigh import Weighed
from intera.model.ids import RegionId
from intera.model.impact import HarmLevel
from intera.model.operator import Operator
from intera.model.signal import Signal

# From this measured share of failing attempts nobody can count on the service at all.
# Source: a choice of this room; one attempt in ten is the retry a customer gives up after.
FULL_FROM_PERCENT = 90

_LEVELS = {level.value: level for level in HarmLevel}
# "No data" ranks above "clear": not knowing is not being well.
_RANK = {
    HarmLevel.FULL: 4,
    HarmLevel.DEGRADED: 3,
    HarmLevel.AT_RISK: 2,
    HarmLevel.NO_DATA: 1,
    HarmLevel.CLEAR: 0,
}


def covering(weighed: Sequence[Weighed], region_id: RegionId) -> list[Weighed]:
    """The signals that speak about a region: those naming it and those about the whole service."""
    return [
        entry for entry in weighed if not entry.signal.scope.region_ids or region_id in entry.signal.scope.region_ids
    ]


def harm_of(weighed: Sequence[Weighed], operator: Operator) -> HarmLevel:
    """How badly one place is hurt by what the signals about it say.

    The worst report of harm stands while anyone makes it. Clear needs somebody who says so;
    where nobody says anything usable the answer is no data.

    Args:
        weighed: the signals about the place.
        operator: knows what harm a symptom class usually means.

    Returns:
        The level.

    Source: issue 3 point 2 ("no data" is not "clear").
    """
    worst = HarmLevel.NO_DATA
    for entry in weighed:
        if entry.says_harm:
            level = _level_of(entry.signal, operator)
            if _RANK[level] > _RANK[worst]:
                worst = level
    if worst is HarmLevel.NO_DATA and any(entry.says_harm is False for entry in weighed):
        return HarmLevel.CLEAR
    return worst


def worst_harm(levels: Sequence[HarmLevel]) -> HarmLevel:
    """The worst of several places; no data when there is none."""
    return max(levels, key=_RANK.__getitem__, default=HarmLevel.NO_DATA)


def measured_shares(weighed: Sequence[Weighed]) -> list[MeasuredShare]:
    """The failing shares measured by signals that report harm, in their order."""
    return [
        MeasuredShare(entry.signal.failing_percent, entry.signal.sample_count)
        for entry in weighed
        if entry.says_harm and entry.signal.failing_percent is not None
    ]


def mean_percent(percents: Sequence[int]) -> int | None:
    """The mean share in whole percent, halves up; None when nobody measured."""
    if not percents:
        return None
    return int(Fraction(sum(percents), len(percents)) + Fraction(1, 2))


def _level_of(signal: Signal, operator: Operator) -> HarmLevel:
    """The level one report of harm means: what was measured goes before what the symptom is called."""
    symptom = operator.find_symptom(signal.scope.symptom_class)
    named = _LEVELS.get(symptom.harm, HarmLevel.DEGRADED) if symptom else HarmLevel.DEGRADED
    measured = signal.failing_percent
    if measured is None:
        return named
    if measured >= FULL_FROM_PERCENT:
        return HarmLevel.FULL
    if measured == 0:
        return HarmLevel.AT_RISK
    return HarmLevel.DEGRADED
