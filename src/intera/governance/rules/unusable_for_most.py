"""Is the service unusable for most customers of a region?

In a policy::

    rules:
      unusable:
        rule: unusable_for_most
        name: Service unusable for most
        because: service is unusable for most
        needs: More than {failing_percent}% fail in a region
        clause: 2.3 Unusable for most
        params:
          failing_percent: 50

Where no share is measured, a region said to be fully without service counts as more than any share.

Source: design mock, "Why this is P1", third row.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts, RegionFact
from intera.governance.rules.port import PERCENT, Judged, Turn
from intera.model.impact import HarmLevel

_WITHOUT_SERVICE_PERCENT = 100
_REGIONS_NAMED_AT_MOST = 3


def _failing_percent(region: RegionFact) -> int | None:
    return _WITHOUT_SERVICE_PERCENT if region.is_without_service else region.failing_percent


def _worst_percent(facts: Facts) -> int | None:
    worst: int | None = None
    for region in facts.regions:
        found = _failing_percent(region)
        if found is not None and (worst is None or found > worst):
            worst = found
    if worst is not None:
        return worst
    if facts.failing_percent is not None:
        return facts.failing_percent
    return _WITHOUT_SERVICE_PERCENT if not facts.regions and facts.harm is HarmLevel.FULL else None


@dataclass(frozen=True, slots=True)
class UnusableForMost:
    """Met when more than `failing_percent` of attempts fail in at least one region."""

    slug: ClassVar[str] = "unusable_for_most"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ("failing_percent",)

    failing_percent: int = field(metadata=PERCENT)

    def judge(self, facts: Facts) -> Judged:
        """Whether the worst region is over the share; unknown is not over it."""
        worst = _worst_percent(facts)
        return Judged.MET if worst is not None and worst > self.failing_percent else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """What share fails, worst region first."""
        known = [(share, region) for region in facts.regions if (share := _failing_percent(region)) is not None]
        if not known:
            worst = _worst_percent(facts)
            if worst is None:
                return "Share of failing attempts not known"
            return "Without service" if facts.failing_percent is None else f"{worst}% of attempts fail"
        known.sort(key=lambda pair: (-pair[0], pair[1].name))
        said: list[str] = []
        is_unit_said = False
        for share, region in known[:_REGIONS_NAMED_AT_MOST]:
            if region.is_without_service:
                said.append(f"{region.name} without service")
                continue
            said.append(f"{region.name} {share}%" if is_unit_said else f"{region.name} {share}% of attempts fail")
            is_unit_said = True
        left = len(known) - len(said)
        return ", ".join(said) + (f" and {left:,} more" if left else "")

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """The worst region just over the share, or every region at it."""
        worst = _worst_percent(facts)
        now = "not known" if worst is None else f"{worst}% at worst"
        if not is_met:
            eased = tuple(
                replace(
                    region,
                    failing_percent=min(_failing_percent(region) or 0, self.failing_percent),
                    is_without_service=False,
                )
                for region in facts.regions
            )
            overall = min(facts.failing_percent or 0, self.failing_percent)
            where = "in any region" if facts.regions else "any more"
            condition = f"if no more than {self.failing_percent}% fail {where}"
            return Turn(replace(facts, regions=eased, failing_percent=overall), condition, now)
        over = self.failing_percent + 1
        if over > _WITHOUT_SERVICE_PERCENT:
            return None
        if not facts.regions:
            return Turn(
                replace(facts, failing_percent=over), f"if more than {self.failing_percent}% of attempts fail", now
            )
        hit = replace(facts.regions[0], failing_percent=over, is_without_service=False)
        condition = f"if more than {self.failing_percent}% fail in a region"
        return Turn(replace(facts, regions=(hit, *facts.regions[1:])), condition, now)
