"""Which files hold the severity policies, and may they be put in force: a bad one is named with its line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import yaml

from intera.governance.activation import FailedExampleError, check_activation
from intera.governance.policy import Policy, parse_policy
from intera.governance.policy_book import PolicyBook, PolicyBookError, build_policy_book
from intera.governance.policy_reader import PolicyError

SINGLE = "policy.yaml"
MANY = "policies"
ReadPolicy = tuple[Path, dict[str, object]]
_Pairs = Sequence[tuple[yaml.Node, yaml.Node]]


class PolicyFileError(ValueError):
    """A policy file, or several together, cannot be put in force; nothing was changed."""


def policy_paths(folder: Path | None, shipped: Path) -> list[Path]:
    """The policy files of an operator's folder, in order of their names; the shipped one where it has none.

    Args:
        folder: may hold `policy.yaml`, or `policies/*.yaml` where there are several.
        shipped: the product's own policy.

    Returns:
        At least one file.

    Raises:
        PolicyFileError: the folder holds both, or an empty `policies`.
    """
    if folder is None:
        return [shipped]
    single, many = folder / SINGLE, folder / MANY
    if not many.is_dir():
        return [single if single.exists() else shipped]
    if single.exists():
        raise PolicyFileError(f"there is a {SINGLE} and a folder {MANY}; move {SINGLE} into {MANY}")
    found = sorted(many.glob("*.yaml"))
    if not found:
        raise PolicyFileError(f"the folder {MANY} holds no *.yaml; put the policies there or delete it")
    return found


def with_id(read: ReadPolicy) -> dict[str, object]:
    """The raw policy with its id: the file's name where it gives none, so that a verdict can name it."""
    path, raw = read
    return raw if raw.get("id") is not None else {"id": path.stem, **raw}


def parse_file(read: ReadPolicy) -> Policy:
    """The policy of one file.

    Args:
        read: the file and the mapping it holds.

    Returns:
        The policy, checked but not tried on its examples.

    Raises:
        PolicyFileError: names the file, the line, the policy and the key.
    """
    path, _ = read
    try:
        return parse_policy(with_id(read))
    except PolicyError as error:
        line = line_of(path.read_text(encoding="utf-8"), error.key)
        where = f"{path.name}, line {line}" if line else path.name
        raise PolicyFileError(f"{where}: {error}") from None


def activate(reads: Sequence[ReadPolicy]) -> PolicyBook:
    """The policies of an operator, fit to be put in force together.

    Args:
        reads: each file with the mapping it holds.

    Returns:
        The book.

    Raises:
        PolicyFileError: one cannot be read, fails an example of its own, or they leave a gap or a tie.
    """
    policies = [parse_file(read) for read in reads]
    try:
        for policy in policies:
            check_activation(policy)
        return build_policy_book(policies)
    except (FailedExampleError, PolicyBookError) as error:
        raise PolicyFileError(str(error)) from None


def line_of(text: str, key: str) -> int | None:
    """The line of a YAML text a dotted key stands on, or the nearest one above it that is there.

    Args:
        text: the file's text.
        key: such as `rules.vip.params.tier` or `examples[2].facts`.

    Returns:
        The line from 1; None when not even its first part is there.
    """
    node: object = yaml.compose(text, Loader=yaml.SafeLoader)
    line: int | None = None
    rest = key
    while rest:
        step = _step(node, rest)
        if step is None:
            return line
        line, node, rest = step
    return line


def _step(node: object, rest: str) -> tuple[int, object, str] | None:
    """One part of a key followed: its line, what it holds, and what is left of the key."""
    if isinstance(node, yaml.MappingNode):
        named = {str(name.value): (name, value) for name, value in cast("_Pairs", node.value)}
        # A clause is called 3.1, and so may be another 3: the longest name that fits is meant.
        fitting = [said for said in named if rest == said or rest.startswith((f"{said}.", f"{said}["))]
        if fitting:
            said = max(fitting, key=len)
            name, value = named[said]
            return name.start_mark.line + 1, value, rest[len(said) :].removeprefix(".")
    if isinstance(node, yaml.SequenceNode) and rest.startswith("["):
        number, _, left = rest[1:].partition("]")
        items = cast("Sequence[yaml.Node]", node.value)
        if number.isdigit() and int(number) < len(items):
            item = items[int(number)]
            return item.start_mark.line + 1, item, left.removeprefix(".")
    return None


def raw_policies(rule_data: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The raw policies of stored rule data: the first, and the others where there are several."""
    first = cast("Mapping[str, object]", rule_data["policy"])
    others = cast("Sequence[Mapping[str, object]]", rule_data.get("policies", ()))
    return [first, *others]
