"""How is plain data read into a contract that may be settled: readings put in place, terms read, terms linted.

Source: issue 6, sections 1 and 2; ADR-0022 (contract language).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from intera.sla.language.problem import Problem, UnusableContractError
from intera.sla.language.reader import Reader
from intera.sla.language.readings import Reading, apply_readings
from intera.sla.language.terms import ContractTerms
from intera.sla.linting.lint import lint_terms

EXAMPLES_KEY = "examples"


@dataclass(frozen=True, slots=True)
class ContractText:
    """A contract as far as it could be read: its terms (None where they could not), readings and every problem."""

    terms: ContractTerms | None
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]


def read_contract(raw: Mapping[str, object], *, chosen: Mapping[str, str] | None = None) -> ContractText:
    """A contract from plain data, checked.

    Args:
        raw: the contract; `readings` settles its ambiguities, `examples` are worked examples and not read here.
        chosen: readings to take instead of the declared ones, by name.

    Returns:
        The terms, and every problem found in them with its rule and place.
    """
    applied = apply_readings(raw, chosen=chosen)
    data = {key: value for key, value in applied.data.items() if key != EXAMPLES_KEY}
    reader = Reader()
    terms = reader.read(ContractTerms, data)
    problems = [*applied.problems, *reader.problems]
    if terms is not None:
        problems += lint_terms(terms)
    return ContractText(terms, applied.readings, tuple(_where_written(raw, each) for each in problems))


def usable_contract(raw: Mapping[str, object], *, chosen: Mapping[str, str] | None = None) -> ContractText:
    """A contract that may be settled.

    Args:
        raw: as for `read_contract`.
        chosen: readings to take.

    Returns:
        The contract, with terms and without problems.

    Raises:
        UnusableContractError: something is wrong with it; carries every problem.
    """
    text = read_contract(raw, chosen=chosen)
    if text.problems or text.terms is None:
        raise UnusableContractError(text.problems)
    return text


def _where_written(raw: Mapping[str, object], problem: Problem) -> Problem:
    """A problem in a value that a reading put there stands where the name of the reading is written."""
    place: object = raw
    path: list[str | int] = []
    for part in problem.path:
        path.append(part)
        place = _part(place, part)
        if isinstance(place, str) and place.startswith("$"):
            return Problem(problem.rule, tuple(path), problem.sentence)
    return problem


def _part(place: object, part: str | int) -> object:
    if isinstance(place, Mapping):
        entries = cast("Mapping[object, object]", place)
        return next((value for key, value in entries.items() if str(key) == str(part)), None)
    if isinstance(place, list | tuple) and isinstance(part, int):
        listed = cast("Sequence[object]", place)
        return listed[part] if part < len(listed) else None
    return None
