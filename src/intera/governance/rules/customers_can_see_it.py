"""Do enough independent kinds of source show that customers notice it?

In a policy::

    rules:
      visible:
        rule: customers_can_see_it
        name: Customers can see it
        because: customers can see it
        needs: Seen by {kind_count} kinds of source
        clause: 2.1 Seen from more than one side
        params:
          kind_count: 2

Two tickets are one kind of source. An impact ruled internal-only never meets it.

Source: PRODUCT rule A, section 5.3; design mock, "Why this is P1", first row.
"""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from intera.governance.facts import Facts
from intera.governance.rules.port import Judged, Turn, counted
from intera.governance.wording import names_text, plural, sentence
from intera.model.impact import EvidenceKind, Visibility

_SAID = {
    EvidenceKind.ACCOUNT_CONFIRMATION: "account confirmations",
    EvidenceKind.CARE_CONTACTS: "customer contacts",
    EvidenceKind.HEALTH: "service health",
    EvidenceKind.PARTNER: "the partner",
    EvidenceKind.PERSON: "a confirmation by the desk",
    EvidenceKind.PROBE: "service tests",
    EvidenceKind.TICKET: "tickets",
}


@dataclass(frozen=True, slots=True)
class CustomersCanSeeIt:
    """Met when `kind_count` kinds of evidence or more say that customers are harmed."""

    slug: ClassVar[str] = "customers_can_see_it"
    reads_clock: ClassVar[bool] = False
    unverified: ClassVar[str] = ""
    grows_with: ClassVar[tuple[str, ...]] = ("kinds",)

    kind_count: int = field(metadata=counted())

    def judge(self, facts: Facts) -> Judged:
        """Whether enough kinds of source show it, and nobody ruled it internal-only."""
        is_met = len(facts.kinds) >= self.kind_count and facts.visibility is not Visibility.INTERNAL_ONLY
        return Judged.MET if is_met else Judged.NOT_MET

    def sees(self, facts: Facts) -> str:
        """Who shows it, in words."""
        if facts.visibility is Visibility.INTERNAL_ONLY:
            return "Internal only, customers do not notice it"
        if not facts.kinds:
            return "No source shows harm to customers"
        ratio = facts.contact_ratio_percent
        said: list[str] = []
        for kind in facts.kinds:
            text = _SAID[kind]
            if kind is EvidenceKind.CARE_CONTACTS and ratio is not None:
                text = f"{text} at {ratio // 100}.{ratio % 100 // 10} times the usual"
            said.append(text)
        return sentence(names_text(said))

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """One kind of source more, or as many fewer as it takes."""
        now = plural(len(facts.kinds), "kind")
        if not is_met:
            fewer = replace(facts, kinds=facts.kinds[: self.kind_count - 1])
            if self.kind_count == 1:
                return Turn(fewer, "if no source shows harm to customers any more", now)
            return Turn(fewer, f"if fewer than {self.kind_count} kinds of source show it", now)
        spare = (kind for kind in EvidenceKind if kind not in facts.kinds)
        kinds = [
            *facts.kinds,
            *(kind for kind, _ in zip(spare, range(self.kind_count - len(facts.kinds)), strict=False)),
        ]
        if len(kinds) < self.kind_count:
            return None
        if facts.visibility is Visibility.INTERNAL_ONLY:
            seen = replace(facts, kinds=tuple(sorted(kinds)), visibility=Visibility.CUSTOMER_VISIBLE)
            return Turn(seen, "if customers turn out to notice it", "internal only")
        more = replace(facts, kinds=tuple(sorted(kinds)))
        return Turn(more, f"if {plural(self.kind_count, 'kind')} of source show harm to customers", now)
