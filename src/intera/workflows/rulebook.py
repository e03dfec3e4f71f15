"""Which rules are in force: the operator's data with its policy, playbook and templates, parsed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from intera.coordination.playbook import Playbook, parse_playbook
from intera.governance.policy import parse_policy
from intera.governance.policy_book import PolicyBook, build_policy_book, check_segments
from intera.model.narrative import Template
from intera.model.operator import Operator
from intera.narrative.template import parse_template
from intera.store.reference import Reference
from intera.workflows.policy_files import activate, policy_paths, raw_policies, with_id

_ROOMS = Path(__file__).parent.parent
DEFAULT_POLICY = _ROOMS / "governance" / "policies" / "default.yaml"
DEFAULT_PLAYBOOK = _ROOMS / "coordination" / "playbooks" / "default.yaml"
TEMPLATES = _ROOMS / "narrative" / "templates"
CUSTOMER_AUDIENCE = "customer"
LANGUAGE = "en"


class UnreadableRuleFileError(ValueError):
    """A YAML file of rules cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        """Names the file and the place."""
        super().__init__(f"{path.name}: {why}")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of one version of the reference data, ready to be applied."""

    version: int
    operator: Operator
    policies: PolicyBook
    playbook: Playbook
    templates: tuple[Template, ...]


def read_yaml(path: Path) -> dict[str, object]:
    """The mapping a YAML file holds.

    Args:
        path: the file.

    Returns:
        The mapping.

    Raises:
        UnreadableRuleFileError: it is not YAML, says a thing twice, or is not a mapping.
    """
    try:
        written = path.read_text(encoding="utf-8")
        _refuse_twice(yaml.compose(written, Loader=yaml.SafeLoader), path, set())
        loaded: object = yaml.safe_load(written)
    except UnicodeDecodeError as error:
        raise UnreadableRuleFileError(path, "is not UTF-8 text; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "the file"
        problem = " ".join((error.problem or "it cannot be read").split())
        raise UnreadableRuleFileError(path, f"{line} is not YAML: {problem}; mend that line") from error
    except yaml.YAMLError as error:
        raise UnreadableRuleFileError(path, f"is not YAML: {' '.join(str(error).split())}; mend it") from error
    if not isinstance(loaded, dict):
        raise UnreadableRuleFileError(path, "must hold keys and values at its top level")
    return cast("dict[str, object]", loaded)


def _refuse_twice(node: yaml.Node | None, path: Path, seen: set[int]) -> None:
    """YAML keeps the last of two equal keys without a word; a rule lost that way would never be missed."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in cast("Sequence[yaml.Node]", node.value):
            _refuse_twice(item, path, seen)
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in cast("Sequence[tuple[yaml.Node, yaml.Node]]", node.value):
            if isinstance(key, yaml.ScalarNode):
                if key.value in keys:
                    line = key.start_mark.line + 1
                    raise UnreadableRuleFileError(path, f"line {line}: {key.value!r} is there twice; take one out")
                keys.add(key.value)
            _refuse_twice(value, path, seen)


def read_rule_data(folder: Path | None = None) -> dict[str, object]:
    """The raw rule data of an operator's folder, with the product's own where the folder has none.

    Args:
        folder: may hold `policy.yaml` or `policies/*.yaml`, `playbook.yaml` and `templates/*.yaml`.

    Returns:
        `policy`, `playbook` and `templates` as parsed from their files, and `policies` for those
        after the first.

    Raises:
        UnreadableRuleFileError: a file cannot be read.
        PolicyFileError: the policies cannot be put in force.
    """

    def own(name: str, default: Path) -> Path:
        return folder / name if folder and (folder / name).exists() else default

    templates = own("templates", TEMPLATES)
    policies = [(path, read_yaml(path)) for path in policy_paths(folder, DEFAULT_POLICY)]
    activate(policies)
    first, *others = map(with_id, policies)
    return {
        "policy": first,
        **({"policies": others} if others else {}),
        "playbook": read_yaml(own("playbook.yaml", DEFAULT_PLAYBOOK)),
        "templates": [read_yaml(path) for path in sorted(templates.rglob("*.yaml"))],
    }


def build_rulebook(operator: Operator, rule_data: Mapping[str, object], version: int) -> Rulebook:
    """The rules, parsed and checked.

    Args:
        operator: the operator's reference data.
        rule_data: what `read_rule_data` gave.
        version: of the reference data.

    Returns:
        The rulebook.

    Raises:
        PolicyError, PlaybookError, TemplateError: a rule cannot be used; the message names the key.
        PolicyBookError: the policies leave a gap or a tie, or name what the operator does not have.
    """
    policies = build_policy_book([parse_policy(raw) for raw in raw_policies(rule_data)])
    check_segments(policies.policies, operator)
    templates = cast("Sequence[Mapping[str, object]]", rule_data["templates"])
    return Rulebook(
        version=version,
        operator=operator,
        policies=policies,
        playbook=parse_playbook(cast("Mapping[str, object]", rule_data["playbook"])),
        templates=tuple(parse_template(raw) for raw in templates),
    )


def rulebook_of(reference: Reference) -> Rulebook:
    """The rules of a stored version of the reference data."""
    return build_rulebook(reference.operator, reference.rule_data, reference.version)
