"""Is an account of a protected tier affected?

In a policy::

    rules:
      vip:
        rule: tier_affected
        name: VIP account affected
        because: a VIP account is affected
        needs: "{account_count} {tier} makes it P2 at least"
        clause: 3.1 VIP accounts
        params:
          tier: vip
          account_count: 1

Source: design mock, "Why this is P1", fourth row; PRODUCT Q5.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts, TierFact
from intera.governance.rules.port import TIER, Judged, Turn, counted, tier_word
from intera.governance.wording import names_text, plural
from intera.model.party import Tier


@dataclass(frozen=True, slots=True)
class TierAffected:
    """Met from `account_count` affected accounts of `tier` on."""

    slug: ClassVar[str] = "tier_affected"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ("tiers",)

    tier: Tier = field(metadata=TIER)
    account_count: int = field(metadata=counted())

    def judge(self, facts: Facts) -> Judged:
        """Whether enough accounts of the tier are in reach."""
        found = facts.tier(self.tier)
        return Judged.MET if found is not None and found.account_count >= self.account_count else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """Which accounts, by name, as far as a short list goes."""
        found = facts.tier(self.tier)
        if found is None:
            return "None known"
        if not found.names:
            return plural(found.account_count, f"{tier_word(self.tier)} account")
        return names_text(found.names, total=found.account_count)

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """As many accounts of the tier as needed, or one fewer."""
        found = facts.tier(self.tier)
        others = tuple(other for other in facts.tiers if other.tier is not self.tier)
        word = f"{tier_word(self.tier)} account"
        wanted = self.account_count if is_met else self.account_count - 1
        now = "none" if found is None else plural(found.account_count, word)
        kept = () if wanted == 0 else (TierFact(self.tier, wanted, found.names[:wanted] if found else ()),)
        changed = replace(facts, tiers=tuple(sorted((*others, *kept), key=lambda each: each.tier)))
        if is_met:
            needed = f"a {word} is" if self.account_count == 1 else f"{plural(self.account_count, word)} are"
            return Turn(changed, f"if {needed} affected", now)
        left = f"no {word} is" if wanted == 0 else f"fewer than {plural(self.account_count, word)} are"
        return Turn(changed, f"if {left} affected", now)
