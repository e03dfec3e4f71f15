"""Are many customers affected, or more than one region?

In a policy::

    rules:
      widespread:
        rule: many_customers_or_regions
        name: Many customers, or more than one region
        because: many customers or regions are affected
        needs: "{customer_count} customers, or {region_count} regions"
        clause: "2.2"
        params:
          customer_count: 20000
          region_count: 2
          count_from: low

`count_from` says which end of the estimate must reach the count; left out it is the best one. With
`low` nobody's guess makes it met: where harm is known and its share is not, the range runs from
nobody to everybody, and its middle is no finding. An estimate that reaches the count only further
up is still to be verified: it holds the severity it would give. How sure we are that there is harm
at all belongs to the confidence gate. Only a region that is hurt counts: one at risk, or one
nothing is heard of, does not.

Source: design mock, "Why this is P1", second row; PRODUCT rule B (verify first).
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts, RegionFact
from intera.governance.rules.port import COUNT_FROM, CountFrom, Judged, Turn, counted
from intera.governance.wording import customers_text, plural, sentence
from intera.model.impact import CountRange


def _worst_first(region: RegionFact) -> tuple[bool, int, int, str]:
    return (not region.is_without_service, -(region.failing_percent or 0), -(region.customer_count or 0), region.name)


def _place_text(facts: Facts, customers: str) -> str:
    if not facts.regions:
        return customers
    joint = "," if facts.customers is None else " in"
    return f"{customers}{joint} {plural(len(facts.regions), 'region')}"


def _reach_text(facts: Facts) -> str:
    return _place_text(facts, customers_text(facts.customers))


@dataclass(frozen=True, slots=True)
class ManyCustomersOrRegions:
    """Met from `customer_count` customers on, or from `region_count` regions on."""

    slug: ClassVar[str] = "many_customers_or_regions"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = "how many customers are affected is not verified"
    grows_with: ClassVar[tuple[str, ...]] = ("customers", "regions")

    customer_count: int = field(metadata=counted())
    region_count: int = field(metadata=counted())
    count_from: CountFrom = field(default=CountFrom.BEST, metadata=COUNT_FROM)

    def _counts(self, customers: CountRange | None) -> Judged:
        if customers is None:
            return Judged.NOT_MET
        sure = customers.low if self.count_from is CountFrom.LOW else customers.best
        if sure >= self.customer_count:
            return Judged.MET
        return Judged.TO_VERIFY if customers.high >= self.customer_count else Judged.NOT_MET

    def judge(self, facts: Facts) -> Judged:
        """Whether enough customers are affected at the end of the range asked for, or enough regions."""
        return Judged.MET if len(facts.regions) >= self.region_count else self._counts(facts.customers)

    def sees(self, facts: Facts) -> str:
        """How many customers, in how many regions; the whole range while the count is to be verified."""
        customers = facts.customers
        if customers is not None and not customers.is_exact and self.judge(facts) is Judged.TO_VERIFY:
            return _place_text(facts, f"Between {customers.low:,} and {customers.high:,} customers")
        return sentence(_reach_text(facts))

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """The count at the threshold, or one below it in one region fewer than needed."""
        now = _reach_text(facts)
        if is_met:
            needed = CountRange(self.customer_count, self.customer_count, self.customer_count)
            condition = f"if {self.customer_count:,} customers or {self.region_count} regions are affected"
            if self.judge(facts) is Judged.TO_VERIFY:
                now = f"between {facts.customers.low:,} and {facts.customers.high:,}" if facts.customers else now
                condition = f"if it is verified that {self.customer_count:,} customers are affected"
            return Turn(replace(facts, customers=needed), condition, now)
        customers = facts.customers
        if customers is not None and self._counts(customers) is Judged.MET:
            under = self.customer_count - 1
            customers = CountRange(min(customers.low, under), under, under)
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
