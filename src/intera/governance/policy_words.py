"""What does a severity policy say, for people to read: for whom, since when, every clause, and who may override.

Source: PRODUCT D1 (severity policy in words), section 5.4; issue 3, section 5 (clause text).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.governance.override_terms import OverrideTerms
from intera.governance.policy import Policy
from intera.governance.segment import Segment
from intera.governance.wording import duration_text, sentence
from intera.model.operator import Operator
from intera.model.party import Tier


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """A policy in words; `clauses` are pairs of label and text, empty text where the policy has none.

    `override_clauses` are those a person may rely on; empty means that any words will do.
    """

    policy_id: str
    version: str
    name: str
    effective_from_at: datetime
    effective_until_at: datetime | None
    is_for: str
    clauses: tuple[tuple[str, str], ...]
    override_clauses: tuple[str, ...]
    override_shortest_min: int
    override_longest_min: int
    override_terms: tuple[str, ...]

    def clause_text(self, label: str) -> str:
        """What the clause a finding names says; empty where there are no words for it."""
        return next((text for known, text in self.clauses if known == label), "")


def say_policy(policy: Policy, operator: Operator) -> PolicyWords:
    """A policy in words.

    Args:
        policy: the policy.
        operator: names services and regions.

    Returns:
        The words, in the policy's order.
    """
    written = tuple((clause.label, clause.text) for clause in policy.clauses.values())
    named = dict.fromkeys(
        (
            *(level.clause for level in policy.levels),
            *(rule.clause for rule in policy.rules),
            policy.internal_only_clause,
        )
    )
    return PolicyWords(
        policy_id=policy.policy_id,
        version=policy.version,
        name=policy.name,
        effective_from_at=policy.effective_from_at,
        effective_until_at=policy.effective_until_at,
        is_for=say_segment(policy.segment, operator),
        clauses=written or tuple((label, "") for label in named),
        override_clauses=policy.override.clauses,
        override_shortest_min=policy.override.shortest_min,
        override_longest_min=policy.override.longest_min,
        override_terms=tuple(_terms(policy.override)),
    )


def say_segment(segment: Segment, operator: Operator) -> str:
    """Which troubles a segment is for, in one phrase."""
    parts: list[str] = []
    if segment.service_ids:
        services = (operator.find_service(name) for name in segment.service_ids)
        parts.append(_either([service.name for service in services if service]))
    if segment.region_ids:
        regions = (operator.find_region(name) for name in segment.region_ids)
        parts.append(f"customers in {_either([region.name for region in regions if region])}")
    if segment.tiers:
        words = ["VIP" if tier is Tier.VIP else tier.value for tier in segment.tiers]
        parts.append(f"{_either(words)} accounts")
    if segment.partner_codes:
        parts.append(f"partner {_either(segment.partner_codes)}")
    if segment.is_wholesale is not None:
        parts.append("a partner or wholesale account" if segment.is_wholesale else "no partner or wholesale account")
    return f"Troubles that affect {', and '.join(parts)}" if parts else "Every trouble"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _terms(terms: OverrideTerms) -> list[str]:
    shortest, longest = duration_text(terms.shortest_min), duration_text(terms.longest_min)
    said = [f"An override lasts from {shortest} to {longest} and ends by itself."]
    steps: list[str] = []
    if terms.raise_to is not None:
        steps.append(f"raising to {terms.raise_to.label}{'' if terms.raise_to == 1 else ' or worse'}")
    if terms.lower_from is not None:
        steps.append(f"lowering from {terms.lower_from.label}{'' if terms.lower_from == 1 else ' or worse'}")
    if steps:
        answer = duration_text(terms.answer_within_min)
        takes = "takes" if len(steps) == 1 else "take"
        said.append(f"{sentence(' and '.join(steps))} {takes} a second person, who answers within {answer}.")
    return said
