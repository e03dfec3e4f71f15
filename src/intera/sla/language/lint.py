"""What makes a contract unfit to settle, though every word of it can be read."""

from intera.sla.language.problem import Problem
from intera.sla.language.terms import ContractTerms


def lint_terms(terms: ContractTerms) -> list[Problem]:
    """Every problem of a contract."""
    del terms
    return []
