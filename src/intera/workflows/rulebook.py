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
from intera.narrative.channels import refuse_unfit_words
from intera.narrative.guard_words import guard_words
from intera.narrative.profiles import WordsPolicy, parse_words_policy, refuse_unfit_template
from intera.narrative.template import STAGES, parse_template, pick_template
from intera.roles.care_guide import CARE_GUIDE
from intera.store.reference import Reference
from intera.workflows.policy_files import activate, policy_paths, raw_policies, with_id

_ROOMS = Path(__file__).parent.parent
DEFAULT_POLICY = _ROOMS / "governance" / "policies" / "default.yaml"
DEFAULT_PLAYBOOK = _ROOMS / "coordination" / "playbooks" / "default.yaml"
DEFAULT_WORDS = _ROOMS / "narrative" / "policies" / "default.yaml"
TEMPLATES = _ROOMS / "narrative" / "templates"
CARE_GUIDE_FILE = "care_guide.yaml"
_NOT_RECORDED = "not recorded"


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
    words: WordsPolicy


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
        folder: may hold `policy.yaml` or `policies/*.yaml`, `playbook.yaml`, `words.yaml` and
            `templates/*.yaml`.

    Returns:
        `policy`, `playbook`, `words` and `templates` as parsed from their files, `policies` for
        those after the first, and `care_guide` where the folder has one.

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
        "words": read_yaml(own("words.yaml", DEFAULT_WORDS)),
        "templates": [read_yaml(path) for path in sorted(templates.rglob("*.yaml"))],
        # What we ship for Care stands in its role package, read where it is shown.
        **({CARE_GUIDE: read_yaml(folder / CARE_GUIDE_FILE)} if folder and (folder / CARE_GUIDE_FILE).exists() else {}),
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
        PolicyError, PlaybookError, WordsPolicyError, BadTemplateError: a rule cannot be used; the
            message names the key.
        UnknownLanguageError: an audience is told in a language we have no guard for.
        PolicyBookError: the policies leave a gap or a tie, or name what the operator does not have.
    """
    policies = build_policy_book([parse_policy(raw) for raw in raw_policies(rule_data)])
    check_segments(policies.policies, operator)
    templates = tuple(parse_template(raw) for raw in cast("Sequence[Mapping[str, object]]", rule_data["templates"]))
    # Reference data stored before there was a policy of words is judged under the one we ship.
    raw_words = rule_data.get("words") or read_yaml(DEFAULT_WORDS)
    words = parse_words_policy(cast("Mapping[str, object]", raw_words))
    _check_words(words, templates)
    return Rulebook(
        version=version,
        operator=operator,
        policies=policies,
        playbook=parse_playbook(cast("Mapping[str, object]", rule_data["playbook"])),
        templates=templates,
        words=words,
    )


def _check_words(words: WordsPolicy, templates: Sequence[Template]) -> None:
    """Refuses words that do not fit a channel, that cannot do what a profile asks, or that nobody could check."""
    for template in templates:
        refuse_unfit_words(template)
    for reader in words.readers:
        guard_words(reader.language)
        for stage in STAGES:
            audience, language = reader.audience, reader.language
            template = pick_template(templates, stage=stage, audience=audience, language=language)
            if template is not None:
                refuse_unfit_template(template, reader)


def rulebook_of(reference: Reference) -> Rulebook:
    """The rules of a stored version of the reference data; templates kept before authors were say so."""
    templates = cast("Sequence[Mapping[str, object]]", reference.rule_data["templates"])
    with_author = [{"written_by": _NOT_RECORDED, **template} for template in templates]
    rule_data = {**reference.rule_data, "templates": with_author}
    return build_rulebook(reference.operator, rule_data, reference.version)
