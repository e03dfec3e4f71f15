"""What was stated of a period when, and what difference did each later statement make.

Nothing is overwritten: every statement is settled anew from what was known at its instant.

Source: issue 6 (history and restatement); cases gt-mo-7, gt-je-3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from intera.sla.language.facts import ContractFacts
from intera.sla.language.terms import RestatementDirection
from intera.sla.settlement.changes import settle_period
from intera.sla.settlement.frame import Contract
from intera.sla.settlement.settle import Settled
from intera.sla.spans import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A period as it was stated at an instant, and what it adds to or takes from what was credited before.

    `outcome` is the verdict in one word; one that changes an earlier verdict says so.
    """

    at: int
    settled: Settled
    delta: Fraction
    outcome: str


def _word(settled: Settled) -> str:
    return {True: "violated", False: "met", None: "undecided"}[settled.is_violated]


def statements_of(
    contract: Contract, facts: ContractFacts, *, period: Span | None = None, instants: Sequence[int] | None = None
) -> tuple[Statement, ...]:
    """Every statement of a period, oldest first.

    Args:
        contract: the terms; `restatement` says whether a credit may be taken back.
        facts: everything on record, with the instants each fact was known at.
        period: as for `settle_period`.
        instants: when it was stated; None takes those of the facts.

    Returns:
        One statement per instant with its delta. Without a rule in the contract both directions are settled.
    """
    terms = contract.terms.restatement
    is_one_way = terms is not None and terms.direction is RestatementDirection.CUSTOMER_FAVOUR_ONLY
    credited = Fraction(0)
    found: list[Statement] = []
    for at in sorted(facts.statements if instants is None else instants):
        settled = settle_period(contract, facts, period=period, as_of=at)
        delta = settled.payable - credited
        if is_one_way:
            delta = max(Fraction(0), delta)
        credited += delta
        word = _word(settled)
        is_changed = bool(found) and _word(found[-1].settled) != word
        found.append(Statement(at, settled, delta, f"restated_{word}" if is_changed else word))
    return tuple(found)
