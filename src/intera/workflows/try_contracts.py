"""Tries contracts on facts before they go live: lints files, proves their examples, settles one; nothing is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from intera.sla.language.plain import plain_of
from intera.sla.language.problem import UnreadableTermError, UnusableContractError
from intera.sla.linting.contract import EXAMPLES_KEY
from intera.sla.schemas import SCHEMAS
from intera.sla.settlement.document import ResultDocument
from intera.sla.settlement.words import tell
from intera.sla.trial import try_contract
from intera.workflows.contract_files import (
    ContractFile,
    ContractFileError,
    FoundProblem,
    contract_paths,
    read_contract_file,
)
from intera.workflows.floor_check import below_floors
from intera.workflows.strict_yaml import UnreadableYamlError, read_strict_yaml


class UnknownSchemaError(ValueError):
    """No schema is published under a name."""

    def __init__(self, name: str) -> None:
        """Lists the names."""
        super().__init__(f"there is no schema {name!r}; use one of {', '.join(SCHEMAS)}")


@dataclass(frozen=True, slots=True)
class LintedContract:
    """One contract file: how it calls itself, how many examples it proves, and what is wrong with it."""

    path: Path
    ref: str
    example_count: int
    problems: tuple[FoundProblem, ...]


@dataclass(frozen=True, slots=True)
class TriedContract:
    """The result of a trial: as plain data, and as lines for people."""

    document: Mapping[str, object]
    lines: tuple[str, ...]


def lint_contracts(path: Path) -> list[LintedContract]:
    """Every contract of a file or folder, checked, and its worked examples tried.

    Args:
        path: a contract file, or a folder of them.

    Returns:
        One per file, with every problem; a file that is no YAML has that as its problem.

    Raises:
        ContractFileError: there is no contract at the path.
    """
    return [_linted(each) for each in contract_paths(path)]


def _linted(path: Path) -> LintedContract:
    try:
        file = read_contract_file(path)
    except UnreadableYamlError as error:
        problem = FoundProblem(path.name, error.line or 1, "yaml", "the file", error.why)
        return LintedContract(path, path.stem, 0, (problem,))
    except ContractFileError as error:
        return LintedContract(path, path.stem, 0, (FoundProblem(path.name, 1, "extends", "extends", str(error)),))
    problems = list(file.problems)
    if file.is_usable:
        problems += [*_failed_examples(file), *below_floors(file)]
    ref = file.text.terms.ref if file.text.terms is not None else path.stem
    return LintedContract(path, ref, len(examples_of(file)), tuple(problems))


def examples_of(file: ContractFile) -> Sequence[Mapping[str, Any]]:
    """The worked examples of a contract."""
    listed = file.data.get(EXAMPLES_KEY)
    return cast("Sequence[Mapping[str, Any]]", listed) if isinstance(listed, list) else ()


def _failed_examples(file: ContractFile) -> list[FoundProblem]:
    """One problem per answer of an example that the contract does not give."""
    found: list[FoundProblem] = []
    lines = read_strict_yaml(file.path)
    for number, example in enumerate(examples_of(file)):
        place = (EXAMPLES_KEY, number)
        name = f"examples.{example.get('id', number)}"
        found += [
            FoundProblem(file.path.name, lines.line_of(place), "example", name, says)
            for says in _differences(file, example)
        ]
    return found


def _differences(file: ContractFile, example: Mapping[str, Any]) -> list[str]:
    try:
        facts: Mapping[str, object] = example["facts"]
        document = plain_of(try_contract(file.data, facts, chosen=example.get("readings")))
        return [
            f"says {path} is {json.dumps(wanted)}, but it comes to {json.dumps(found_at(document, path))}"
            for path, wanted in example["expect"].items()
            if found_at(document, path) != wanted
        ]
    except (UnusableContractError, UnreadableTermError) as error:
        return [f"cannot be tried: {error}"]
    except (KeyError, TypeError, AttributeError) as error:
        return [f"is not whole ({error}); write id, facts and expect"]


def found_at(document: object, path: str) -> object:
    """What a document says at a dotted path.

    Args:
        document: plain data.
        path: keys joined by dots; an entry of a list is named by its name, its metric, or its number.

    Returns:
        The value; None where nothing is there.
    """
    place = document
    for part in path.split("."):
        if isinstance(place, list):
            entries = cast("list[dict[str, object]]", place)
            if part.isdigit():
                place = entries[int(part)] if int(part) < len(entries) else None
            else:
                place = next((each for each in entries if part in (each.get("name"), each.get("metric"))), None)
        elif isinstance(place, Mapping):
            place = cast("Mapping[str, object]", place).get(part)
        else:
            return None
    return place


def read_facts_file(path: Path) -> Mapping[str, object]:
    """The facts a YAML or JSON file holds.

    Raises:
        UnreadableYamlError: it holds no mapping.
    """
    return read_strict_yaml(path).data


def try_on_file(
    contract: Path,
    facts: Path,
    *,
    chosen: Mapping[str, str] | None = None,
    period: str | None = None,
    as_of: str | None = None,
) -> TriedContract:
    """What a contract file comes to on a file of facts.

    Args:
        contract: the contract file.
        facts: the facts of one product instance.
        chosen: readings to take instead of the declared ones.
        period: a month, or a day in the period.
        as_of: the instant of knowledge, local time of the contract.

    Returns:
        The result.

    Raises:
        ContractFileError: the contract cannot be settled; lists every problem with its line.
        UnreadableYamlError: a file is no YAML mapping.
        UnreadableTermError: the period or instant cannot be read.
    """
    file = usable_file(contract, chosen=chosen)
    document = try_contract(file.data, read_facts_file(facts), chosen=chosen, period=period, as_of=as_of)
    return tried(document)


def usable_file(path: Path, *, chosen: Mapping[str, str] | None = None) -> ContractFile:
    """A contract file that may be settled.

    Raises:
        ContractFileError: something is wrong with it; lists every problem.
    """
    file = read_contract_file(path, chosen=chosen)
    if not file.is_usable:
        raise ContractFileError("\n".join(str(each) for each in file.problems))
    return file


def tried(document: ResultDocument) -> TriedContract:
    """A result as plain data and as lines."""
    return TriedContract(cast("Mapping[str, object]", plain_of(document)), tuple(tell(document)))


def read_choices(written: Sequence[str]) -> dict[str, str]:
    """Readings as people write them, `name=value`.

    Raises:
        ContractFileError: one is written otherwise.
    """
    found: dict[str, str] = {}
    for each in written:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise ContractFileError(f"{each!r} is no reading; write name=value")
        found[name.strip()] = value.strip()
    return found


def schema_named(name: str) -> str:
    """A published JSON Schema as text.

    Raises:
        UnknownSchemaError: none is published under that name.
    """
    if name not in SCHEMAS:
        raise UnknownSchemaError(name)
    return json.dumps(SCHEMAS[name](), indent=1, ensure_ascii=False) + "\n"
