"""Rules are read from files, the operator's own before the product's, and a bad one is named."""

from pathlib import Path

import pytest

from flows.town import town
from intera.governance.policy_reader import PolicyError
from intera.store.reference import Reference
from intera.workflows.rulebook import (
    DEFAULT_POLICY,
    UnreadableRuleFileError,
    build_rulebook,
    read_rule_data,
    read_yaml,
    rulebook_of,
)


def test_the_product_brings_rules_of_its_own() -> None:
    rules = build_rulebook(town(), read_rule_data(), 7)
    assert rules.version == 7
    assert rules.templates
    stored = rulebook_of(Reference(7, town(), read_rule_data()))
    assert (stored.version, stored.templates, stored.playbook) == (7, rules.templates, rules.playbook)


def test_an_operators_own_policy_goes_before_the_products(tmp_path: Path) -> None:
    text = DEFAULT_POLICY.read_text(encoding="utf-8").replace('version: "7"', 'version: "own"')
    (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
    found = read_rule_data(tmp_path)
    assert build_rulebook(town(), found, 1).policy.version == "own"
    assert found["playbook"] == read_rule_data()["playbook"]


@pytest.mark.parametrize("text", ["- a\n- list\n", "a: [1\n", "a: !!python/object:os.system x\n"])
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableRuleFileError, match=r"^policy\.yaml: "):
        read_yaml(path)
    path.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(UnreadableRuleFileError):
        read_yaml(path)


def test_a_rule_that_cannot_be_used_is_named() -> None:
    with pytest.raises(PolicyError):
        build_rulebook(town(), read_rule_data() | {"policy": {"name": "Empty"}}, 1)
