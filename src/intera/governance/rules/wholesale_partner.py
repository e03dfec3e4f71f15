"""Are a wholesale partner's customers affected?

In a policy::

    rules:
      wholesale:
        rule: wholesale_partner
        name: Wholesale partner affected
        because: a wholesale partner is affected
        needs: Any partner route or wholesale account
        clause: 3.2 Partners
        params: {}

A partner is named by its code only.

Source: PRODUCT Q5; design mock, cockpit row of route P-17.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from intera.governance.facts import Facts, TierFact
from intera.governance.rules.port import Judged, Turn
from intera.governance.wording import plural
from intera.model.party import Tier


@dataclass(frozen=True, slots=True)
class WholesalePartner:
    """Met when a partner route or a wholesale account is in reach."""

    slug: ClassVar[str] = "wholesale_partner"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ("tiers",)

    def judge(self, facts: Facts) -> Judged:
        """Whether any partner or wholesale account is affected."""
        is_met = facts.partner_code is not None or facts.tier(Tier.WHOLESALE) is not None
        return Judged.MET if is_met else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """Which partner, by code, or how many wholesale accounts."""
        if facts.partner_code is not None:
            return f"Partner {facts.partner_code}"
        found = facts.tier(Tier.WHOLESALE)
        return "None known" if found is None else plural(found.account_count, "wholesale account")

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """One wholesale account in reach, or no partner any more."""
        if is_met:
            tiers = (*facts.tiers, TierFact(Tier.WHOLESALE, 1, ()))
            changed = replace(facts, tiers=tuple(sorted(tiers, key=lambda each: each.tier)))
            return Turn(changed, "if a wholesale partner is affected", "none known")
        tiers = tuple(each for each in facts.tiers if each.tier is not Tier.WHOLESALE)
        changed = replace(facts, partner_code=None, tiers=tiers)
        return Turn(changed, "if no wholesale partner is affected", self.sees(facts))
