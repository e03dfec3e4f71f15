"""Finds and reads contract files: layers put together, readings taken, every problem with its file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intera.sla.language.layers import EXTENDS_KEY, layered
from intera.sla.language.problem import Problem
from intera.sla.linting.contract import EXAMPLES_KEY, ContractText, read_contract
from intera.workflows.strict_yaml import Place, StrictYaml, read_strict_yaml

LIBRARY = Path(__file__).parent.parent / "sla" / "contracts"
_MOST_LAYERS = 8


class ContractFileError(ValueError):
    """A contract file cannot be used; the message lists every problem with its line."""


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """One problem of a contract file: the file, the line, the rule, and what to do."""

    file: str
    line: int
    rule: str
    place: str
    says: str

    def __str__(self) -> str:
        """As one line."""
        return f"{self.file}, line {self.line}: {self.place}: {self.says} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class ContractFile:
    """A contract file with its layers: the plain data, what could be read of it, and every problem."""

    path: Path
    data: Mapping[str, object]
    text: ContractText
    problems: tuple[FoundProblem, ...]

    @property
    def is_usable(self) -> bool:
        """Whether it may be settled."""
        return not self.problems and self.text.terms is not None


def contract_paths(path: Path) -> list[Path]:
    """A contract file, or every one of a folder in order of their names.

    Raises:
        ContractFileError: there is none.
    """
    if path.is_file():
        return [path]
    found = sorted(path.glob("*.yaml")) if path.is_dir() else []
    if not found:
        raise ContractFileError(f"{path} holds no contract; give a YAML file or a folder of them")
    return found


def read_contract_file(path: Path, *, chosen: Mapping[str, str] | None = None) -> ContractFile:
    """A contract file with its layers, read and checked.

    Args:
        path: the file; its `extends` names another file of the same folder or of the library, without ending.
        chosen: readings to take instead of the declared ones.

    Returns:
        What was read, with every problem.

    Raises:
        UnreadableYamlError: it or a layer below it is no YAML mapping.
        ContractFileError: a layer below it is not there.
    """
    layers = _layers(path)
    data: dict[str, object] = {}
    for layer in reversed(layers):
        # Worked examples prove their own file; those of a layer below are about other terms.
        data.pop(EXAMPLES_KEY, None)
        data = layered(data, {key: value for key, value in layer.data.items() if key != EXTENDS_KEY})
    text = read_contract(data, chosen=chosen)
    return ContractFile(path, data, text, tuple(_found(each, layers) for each in text.problems))


def _layers(path: Path) -> list[StrictYaml]:
    """The file and what it extends, the topmost first."""
    layers = [read_strict_yaml(path)]
    while (below := layers[-1].data.get(EXTENDS_KEY)) is not None:
        if len(layers) == _MOST_LAYERS:
            raise ContractFileError(f"{path.name}: more than {_MOST_LAYERS} layers extend each other; break the circle")
        places = [folder / f"{below}.yaml" for folder in (path.parent, LIBRARY)]
        found = next((each for each in places if each.is_file()), None)
        if found is None:
            raise ContractFileError(f"{path.name}: extends {below!r}, which is neither beside it nor in the library")
        layers.append(read_strict_yaml(found))
    return layers


def _found(problem: Problem, layers: list[StrictYaml]) -> FoundProblem:
    """A problem at its line, in the topmost layer that writes its place."""
    layer = max(layers, key=lambda each: _depth(each, problem.path))
    return FoundProblem(layer.name, layer.line_of(problem.path), problem.rule, problem.place, problem.sentence)


def _depth(layer: StrictYaml, place: Place) -> int:
    while place and place not in layer.lines:
        place = place[:-1]
    return len(place)
