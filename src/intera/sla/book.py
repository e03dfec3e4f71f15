"""Which contract is an instance settled by on a day: the one that names it, else its own, else its offering's.

Source: issue 6, section 1 (per offering and per instance, effective-dated).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from intera.sla.language.facts import InstanceFacts
from intera.sla.language.terms import ContractTerms
from intera.sla.settlement.frame import Contract


@dataclass(frozen=True, slots=True)
class InForceFrom:
    """A contract and the local days on which it is in force inside a span of days; `to` is not included."""

    contract: Contract
    from_: date
    to: date


def _rank(terms: ContractTerms, instance: InstanceFacts) -> int:
    """How closely a contract speaks of an instance; 0 is not at all."""
    if instance.id in terms.product_instances:
        return 3
    if instance.contract:
        return 2 if instance.contract in (terms.id, terms.ref) else 0
    return 1 if terms.offering and terms.offering == instance.offering else 0


def contract_on(contracts: Sequence[Contract], instance: InstanceFacts, day: date) -> Contract | None:
    """The contract of an instance on a day; of several, the closest, then the newest version.

    Args:
        contracts: every contract of the book.
        instance: the instance.
        day: a local day.

    Returns:
        The contract; None when the instance has none.
    """
    fitting = [
        each
        for each in contracts
        if _rank(each.terms, instance)
        and each.terms.effective.from_ <= day
        and (each.terms.effective.to is None or day < each.terms.effective.to)
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda each: (_rank(each.terms, instance), each.terms.version, each.terms.id))


def contracts_in(
    contracts: Sequence[Contract], instance: InstanceFacts, first: date, after: date
) -> tuple[InForceFrom, ...]:
    """The contracts of an instance over days, each with the days it is in force.

    Args:
        contracts: every contract of the book.
        instance: the instance.
        first: the first day.
        after: the day after the last.

    Returns:
        In order of time, without days that no contract covers.
    """
    turns = {first}
    for each in contracts:
        turns |= {day for day in (each.terms.effective.from_, each.terms.effective.to) if day and first < day < after}
    found: list[InForceFrom] = []
    ordered = [*sorted(turns), after]
    for start, end in pairwise(ordered):
        contract = contract_on(contracts, instance, start)
        if contract is None:
            continue
        if found and found[-1].contract is contract and found[-1].to == start:
            found[-1] = InForceFrom(contract, found[-1].from_, end)
        else:
            found.append(InForceFrom(contract, start, end))
    return tuple(found)
