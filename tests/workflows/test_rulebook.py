"""Rules are read from files, the operator's own before the product's, and a bad one is named."""

import json
import re
from pathlib import Path
from typing import cast

import pytest

from flows.town import town
from intera.governance.policy_book import PolicyBookError
from intera.governance.policy_reader import PolicyError
from intera.narrative.profiles import WordsPolicyError
from intera.narrative.template import BadTemplateError
from intera.store.reference import Reference
from intera.workflows.policy_files import PolicyFileError
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
    text = DEFAULT_POLICY.read_text(encoding="utf-8").replace('version: "8"', 'version: "own"')
    (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
    found = read_rule_data(tmp_path)
    assert build_rulebook(town(), found, 1).policies.policies[-1].version == "own"
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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: [\n", "own.yaml: line 3 is not YAML: expected the node content, but found '<stream end>'; mend"),
        ("a:\n  x: 1\n  x: 2\n", "own.yaml: line 3: 'x' is there twice; take one out"),
        ("- &a {x: 1}\n- *a\n- {y: 1, y: 2}\n", "own.yaml: line 3: 'y' is there twice; take one out"),
        ("a: &x\n  b: *x\n  b: 1\n", "own.yaml: line 3: 'b' is there twice; take one out"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableRuleFileError, match=f"^{re.escape(says)}"):
        read_yaml(path)


def test_the_same_key_in_two_places_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("a: {x: 1}\nb: &b {x: 2}\nc: *b\n", encoding="utf-8")
    assert read_yaml(path) == {"a": {"x": 1}, "b": {"x": 2}, "c": {"x": 2}}


def test_a_rule_that_cannot_be_used_is_named() -> None:
    with pytest.raises(PolicyError):
        build_rulebook(town(), read_rule_data() | {"policy": {"name": "Empty"}}, 1)


def _policy(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    text = DEFAULT_POLICY.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_folder_may_hold_several_policies_for_several_segments(tmp_path: Path) -> None:
    many = tmp_path / "policies"
    _policy(many, "usual.yaml", ("id: default\n", ""))
    _policy(many, "vpn.yaml", ("id: default\n", "segment: {services: [vpn]}\n"))
    data = read_rule_data(tmp_path)
    stored = json.loads(json.dumps(data, default=str))
    for rule_data in (data, stored):
        rules = build_rulebook(town(), rule_data, 1)
        assert [policy.ref for policy in rules.policies.policies] == ["vpn 8", "usual 8"]
        assert rules.policies.policies[-1].policy_id == "usual"


def test_a_policy_that_fails_its_own_example_is_not_put_in_force(tmp_path: Path) -> None:
    _policy(tmp_path, "policy.yaml", ("failing_percent: 50}", "failing_percent: 60}"))
    with pytest.raises(PolicyFileError, match="cannot be put in force: its example"):
        read_rule_data(tmp_path)


def test_a_segment_of_what_the_operator_has_not_is_refused(tmp_path: Path) -> None:
    many = tmp_path / "policies"
    _policy(many, "usual.yaml")
    _policy(many, "tv.yaml", ("id: default\n", "segment: {services: [television]}\n"))
    with pytest.raises(PolicyBookError, match="'television' is not in the operator's data"):
        build_rulebook(town(), read_rule_data(tmp_path), 1)


def test_rules_stored_before_policies_had_examples_are_still_read() -> None:
    data = read_rule_data()
    policy = {key: value for key, value in data["policy"].items() if key not in ("id", "examples", "override")}  # type: ignore[attr-defined]
    assert build_rulebook(town(), data | {"policy": policy}, 1).policies.policies[-1].ref == "policy 8"


def test_rules_stored_before_there_was_a_policy_of_words_are_still_read() -> None:
    data = read_rule_data()
    rows = cast("list[dict[str, object]]", data["templates"])
    templates = [{key: value for key, value in row.items() if key != "written_by"} for row in rows]
    stored = {key: value for key, value in data.items() if key != "words"} | {"templates": templates}
    rules = rulebook_of(Reference(3, town(), stored))
    assert rules.words.readers[0].audience == "customer"
    assert {template.written_by for template in rules.templates} == {"not recorded"}


def test_an_operators_own_policy_of_words_goes_before_the_products(tmp_path: Path) -> None:
    text = "name: Own\nversion: '7'\naudiences:\n  customer: [en, de]\n"
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
    words = build_rulebook(town(), read_rule_data(tmp_path), 1).words
    assert [(one.audience, one.language) for one in words.readers] == [("customer", "en"), ("customer", "de")]


def _template(**changes: object) -> dict[str, object]:
    rows = cast("list[dict[str, object]]", read_rule_data()["templates"])
    return next(dict(row) for row in rows if row["template_id"] == "active-customer") | changes


def _said(**body: object) -> dict[str, object]:
    return _template(body=cast("dict[str, object]", _template()["body"]) | body)


@pytest.mark.parametrize(
    ("template", "error", "says"),
    [
        (_template(approved_by="service quality"), BadTemplateError, "a second person approves it"),
        (_said(to_do=[{"say": "See {device}."}]), BadTemplateError, "no slot {device}; use cause, detail, eta"),
        (_said(experience=[{"say": "word " * 70}]), BadTemplateError, "for sms, which takes 306; shorten the first"),
        (_said(to_do=[{"say": "Click <a>here</a>."}]), BadTemplateError, "holds markup"),
    ],
)
def test_a_template_nobody_could_use_is_refused_when_it_is_loaded(
    template: dict[str, object], error: type[Exception], says: str
) -> None:
    data = read_rule_data() | {"templates": [template]}
    with pytest.raises(error, match=re.escape(says)):
        build_rulebook(town(), data, 1)


def test_a_profile_no_template_can_follow_is_refused() -> None:
    words: dict[str, object] = {
        "name": "x",
        "version": "1",
        "audiences": {"customer": ["en"]},
        "profiles": {"p": {"force_cause_class": True}},
        "applies": {"customer": "p"},
    }
    build_rulebook(town(), read_rule_data() | {"words": words}, 1)
    data = read_rule_data() | {"words": words, "templates": [_said(checked=[])]}
    with pytest.raises(WordsPolicyError, match=r"applies\.customer: profile p needs a sentence with cause"):
        build_rulebook(town(), data, 1)
