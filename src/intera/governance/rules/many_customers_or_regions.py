"""Are many customers affected, or more than one region?

In a policy::

    rules:
      widespread:
        rule: many_customers_or_regions
        name: Many customers, or more than one region
        because: many customers or regions are affected
        needs: "{customer_count} customers, or {region_count} regions"
        clause: 2.2 Widespread
        params:
          customer_count: 20000
          region_count: 2

The best estimate is compared; how sure it is belongs to the confidence gate. Only a
region that is hurt counts: one at risk, or one nothing is heard of, does not.

Source: design mock, "Why this is P1", second row.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts, RegionFact
from intera.governance.rules.port import Judged, Turn, counted
from intera.governance.wording import customers_text, plural, sentence
from intera.model.impact import CountRange


def _worst_first(region: RegionFact) -> tuple[bool, int, int, str]:
    return (not region.is_without_service, -(region.failing_percent or 0), -(region.customer_count or 0), region.name)


def _reach_text(facts: Facts) -> str:
    text = customers_text(facts.customers)
    if not facts.regions:
        return text
    joint = "," if facts.customers is None else " in"
    return f"{text}{joint} {plural(len(facts.regions), 'region')}"


@dataclass(frozen=True, slots=True)
class ManyCustomersOrRegions:
    """Met from `customer_count` customers on, or from `region_count` regions on."""

    slug: ClassVar[str] = "many_customers_or_regions"
    reads_clock: ClassVar[bool] = False
    grows_with: ClassVar[tuple[str, ...]] = ("customers", "regions")

    customer_count: int = field(metadata=counted())
    region_count: int = field(metadata=counted(2))

    def judge(self, facts: Facts) -> Judged:
        """Whether either figure is reached; an unknown count reaches nothing."""
        customers = facts.customers
        if customers is not None and customers.best >= self.customer_count:
            return Judged.MET
        return Judged.MET if len(facts.regions) >= self.region_count else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """How many customers, in how many regions."""
        return sentence(_reach_text(facts))

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """The count at the threshold, or one below it in one region fewer than needed."""
        now = _reach_text(facts)
        if is_met:
            needed = CountRange(self.customer_count, self.customer_count, self.customer_count)
            condition = f"if {self.customer_count:,} customers or {self.region_count} regions are affected"
            return Turn(replace(facts, customers=needed), condition, now)
        customers = facts.customers
        if customers is not None and customers.best >= self.customer_count:
            under = self.customer_count - 1
            customers = CountRange(min(customers.low, under), under, max(under, min(customers.high, under)))
        if len(facts.regions) < self.region_count:
            fewer = replace(facts, customers=customers)
            return Turn(fewer, f"if fewer than {self.customer_count:,} customers are affected", now)
        # The worst regions stay, so that the change is of this rule and not of another.
        left = sorted(facts.regions, key=_worst_first)[: self.region_count - 1]
        fewer = replace(facts, customers=customers, regions=tuple(sorted(left, key=lambda region: region.name)))
        where = f"only {plural(self.region_count - 1, 'region')}"
        if customers is facts.customers:
            return Turn(fewer, f"if customers in {where} are affected", now)
        return Turn(fewer, f"if fewer than {self.customer_count:,} customers in {where} are affected", now)
