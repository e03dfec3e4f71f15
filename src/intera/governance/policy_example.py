"""Which worked examples does a policy carry: facts, and the severity they must give.

In a policy, below the key ``examples``::

      - name: Mobile data gone on the coast
        facts:
          visibility: customer_visible
          confidence_percent: 91
          seen_by: [probe, care_contacts]
          customer_count: [38000, 41200, 44000]
          regions:
            Coast: {customer_count: 29600, failing_percent: 58}
        severity: P1
        clause: "2"

A fact left out is not known, which is neither yes nor no. A count is one figure or its low, best
and high. `is_provisional` and `held` are compared where they are written.

Source: issue 3, section 5, bad input (a policy that fails its own worked examples).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, cast

from intera.governance.clauses import Clauses, clause_at
from intera.governance.facts import Facts, RegionFact, TierFact
from intera.governance.policy_reader import (
    PolicyError,
    list_at,
    mapping_at,
    refuse_unknown,
    severity_at,
    text_at,
)
from intera.model.impact import CountRange, EvidenceKind, HarmLevel, Visibility
from intera.model.party import Tier
from intera.model.verdict import Severity

_KEYS = ("name", "facts", "severity", "clause", "is_provisional", "held")
_FACTS = (
    "visibility",
    "harm",
    "seen_by",
    "confidence_percent",
    "customer_count",
    "regions",
    "failing_percent",
    "contact_ratio_percent",
    "account_count",
    "partner_code",
    "emergency_affected",
    "claimed_priority",
    "priority_confirmed",
    "standing",
    "duration_min",
)
_REGION_FACTS = ("customer_count", "failing_percent", "is_without_service")
_ENDS = 3
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class PolicyExample:
    """One worked example: facts, the severity and clause they must give; None is not compared."""

    name: str
    facts: Facts
    severity: Severity
    clause: str
    is_provisional: bool | None
    held: Severity | None


def _word(kind: type[_Word], raw: object, key: str) -> _Word:
    if str(raw) not in tuple(kind):
        raise PolicyError(key, f"{raw!r} is not known; use one of {', '.join(kind)}")
    return kind(str(raw))


def _number(facts: Mapping[str, object], name: str, key: str) -> int | None:
    value = facts.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise PolicyError(f"{key}.{name}", "must be a whole number, 0 or more")
    return value


def _flag(facts: Mapping[str, object], name: str, key: str) -> bool | None:
    value = facts.get(name)
    if value is not None and not isinstance(value, bool):
        raise PolicyError(f"{key}.{name}", "must be true or false")
    return value


def _count(facts: Mapping[str, object], name: str, key: str) -> CountRange | None:
    value = facts.get(name)
    if not isinstance(value, list):
        one = _number(facts, name, key)
        return None if one is None else CountRange(one, one, one)
    ends = cast("list[object]", value)
    numbers = [end for end in ends if isinstance(end, int) and not isinstance(end, bool) and end >= 0]
    if len(ends) != _ENDS or numbers != sorted(numbers) or len(numbers) != _ENDS:
        raise PolicyError(f"{key}.{name}", "must be one whole number, or low, best and high in this order")
    return CountRange(*numbers)


def _regions(raw: object, key: str) -> tuple[RegionFact, ...]:
    found: list[RegionFact] = []
    for name, told in sorted(mapping_at(raw, key).items()):
        here = f"{key}.{name}"
        facts = mapping_at(told, here)
        refuse_unknown(facts, _REGION_FACTS, here)
        customers = _count(facts, "customer_count", here)
        failing_percent = _number(facts, "failing_percent", here)
        is_without = _flag(facts, "is_without_service", here) or False
        found.append(RegionFact(name, customers and customers.best, failing_percent, is_without, customers))
    return tuple(found)


def _tiers(raw: object, key: str) -> tuple[TierFact, ...]:
    counts = mapping_at(raw, key)
    found = {_word(Tier, name, key): _number(counts, name, key) or 0 for name in counts}
    return tuple(TierFact(tier, found[tier], ()) for tier in sorted(found) if found[tier])


def _facts(raw: object, key: str) -> Facts:
    told = mapping_at(raw, key)
    refuse_unknown(told, _FACTS, key)
    kinds = {_word(EvidenceKind, kind, f"{key}.seen_by") for kind in list_at(told.get("seen_by"), f"{key}.seen_by")}
    partner = told.get("partner_code")
    standing = told.get("standing")
    return Facts(
        visibility=_word(Visibility, told.get("visibility", Visibility.CUSTOMER_VISIBLE), f"{key}.visibility"),
        harm=_word(HarmLevel, told.get("harm", HarmLevel.DEGRADED), f"{key}.harm"),
        kinds=tuple(sorted(kinds)),
        late_kinds=(),
        confidence_percent=_number(told, "confidence_percent", key) or 0,
        customers=_count(told, "customer_count", key),
        regions=_regions(told.get("regions"), f"{key}.regions"),
        silent_regions=(),
        failing_percent=_number(told, "failing_percent", key),
        contact_ratio_percent=_number(told, "contact_ratio_percent", key),
        tiers=_tiers(told.get("account_count"), f"{key}.account_count"),
        partner_code=None if partner is None else str(partner),
        emergency_affected=_flag(told, "emergency_affected", key),
        claimed_priority=_number(told, "claimed_priority", key),
        priority_confirmed=_flag(told, "priority_confirmed", key) or False,
        standing=None if standing is None else severity_at(standing, f"{key}.standing"),
        duration_min=_number(told, "duration_min", key),
    )


def parse_examples(raw: object, clauses: Clauses) -> tuple[PolicyExample, ...]:
    """The worked examples of a policy, in the file's order.

    Args:
        raw: the list below `examples`.
        clauses: the clauses of the policy.

    Returns:
        The examples.

    Raises:
        PolicyError: a fact, severity or clause is not known; names the example's place.
    """
    found: list[PolicyExample] = []
    for number, entry_raw in enumerate(list_at(raw, "examples")):
        key = f"examples[{number}]"
        entry = mapping_at(entry_raw, key)
        refuse_unknown(entry, _KEYS, key)
        held = entry.get("held")
        found.append(
            PolicyExample(
                name=text_at(entry, "name", key),
                facts=_facts(entry.get("facts"), f"{key}.facts"),
                severity=severity_at(entry.get("severity"), f"{key}.severity"),
                clause=clause_at(entry, key, clauses),
                is_provisional=_flag(entry, "is_provisional", key),
                held=None if held is None else severity_at(held, f"{key}.held"),
            )
        )
    return tuple(found)
