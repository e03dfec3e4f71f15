"""What makes a contract unfit to settle, though every word of it can be read.

Source: notes on SLA engines C3.
"""

from intera.sla.language.problem import Problem
from intera.sla.language.terms import ContractTerms
from intera.sla.linting.money import lint_money
from intera.sla.linting.names import lint_names
from intera.sla.linting.tables import lint_table


def lint_terms(terms: ContractTerms) -> list[Problem]:
    """Every problem of a contract, in the order of its parts.

    Args:
        terms: the contract.

    Returns:
        The problems; none when it may be settled.
    """
    tables = [problem for name, remedy in terms.remedies.items() for problem in lint_table(name, remedy, terms)]
    return [*lint_names(terms), *lint_money(terms), *tables]
