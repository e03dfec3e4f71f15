"""A template that cannot be used is refused when it is read in, with the key and what to do."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from intera.model.narrative import Template
from intera.narrative.template import AUDIENCES, STAGES, BadTemplateError, parse_template, pick_template


def raw(**changes: object) -> dict[str, object]:
    body = {
        "experience": [{"say": "Trouble with {service}."}],
        "checked": [{"say": "We expect {eta}.", "at_least": "High"}, {"otherwise": "We are checking."}],
        "to_do": [],
        "next_update": [{"say": "Next update by {next_update}.", "needs": ["restoring"]}],
    }
    good: dict[str, object] = {
        "template_id": "t",
        "version": 2,
        "stage": "active",
        "audience": "customer",
        "language": "en",
        "written_by": "Service Quality",
        "approved_by": "Communications",
        "needs": ["service"],
        "body": body,
    }
    return good | changes


def test_a_sentence_is_bound_to_its_slots_and_its_extra_facts() -> None:
    template = parse_template(raw())
    assert [(c.part, c.needs, c.at_least_percent, c.is_otherwise) for c in template.clauses] == [
        ("experience", ("service",), 50, False),
        ("checked", ("eta",), 75, False),
        ("checked", (), 50, True),
        ("next_update", ("next_update", "restoring"), 50, False),
    ]
    assert template.body == "Trouble with {service}.\n\nWe expect {eta}.\n\nNext update by {next_update}."


def body_with(sentence: object) -> Mapping[str, object]:
    return {"experience": [sentence], "checked": [], "to_do": [], "next_update": []}


@pytest.mark.parametrize(
    ("change", "key", "advice"),
    [
        ({"template_id": ""}, "template_id", "short name"),
        ({"version": 0}, "version", "whole number"),
        ({"version": True}, "version", "whole number"),
        ({"stage": "burning"}, "stage", "being_verified, active, restored, closed"),
        ({"audience": "everyone"}, "audience", "customer, internal-care"),
        ({"language": ""}, "language", "give a text"),
        ({"approved_by": None}, "approved_by", "give a text"),
        ({"needs": ["weather"]}, "needs", "no fact 'weather'"),
        ({"needs": "service"}, "needs", "list of facts"),
        ({"colour": "red"}, "colour", "not a key"),
        ({"body": "words"}, "body", "mapping"),
        ({"body": {"experience": []}}, "body.checked", "exactly the parts"),
        ({"body": {"experience": [], "checked": [], "to_do": [], "next_update": []}}, "body.experience", "never empty"),
        ({"body": {"experience": "x", "checked": [], "to_do": [], "next_update": []}}, "body.experience", "list"),
        ({"body": body_with("words")}, "body.experience", "mapping with say"),
        ({"body": body_with({"say": "A {person}."})}, "body", "no slot {person}"),
        ({"body": body_with({"say": "A { place }."})}, "body", "no slot { place }"),
        ({"body": body_with({"say": "A {place."})}, "body", "brace stands alone"),
        ({"body": body_with({"say": "A.", "otherwise": "B."})}, "body.experience", "either say or otherwise"),
        ({"body": body_with({"otherwise": "B."})}, "body.experience", "first sentence"),
        ({"body": body_with({"say": "A.", "at_least": "Sure"})}, "body.experience.at_least", "Low, Medium"),
        ({"body": body_with({"say": "A.", "if": "x"})}, "body.experience.if", "use at_least"),
        ({"body": body_with({"say": "A.", "needs": ["x"]})}, "body.experience.needs", "no fact 'x'"),
    ],
)
def test_a_bad_template_is_refused_naming_key_and_remedy(change: dict[str, object], key: str, advice: str) -> None:
    with pytest.raises(BadTemplateError, match=advice.replace("{", r"\{").replace("}", r"\}")) as refused:
        parse_template(raw(**change))
    assert refused.value.key == key


def test_a_missing_key_is_named() -> None:
    given = raw()
    del given["approved_by"]
    with pytest.raises(BadTemplateError, match="approved_by: this key is required"):
        parse_template(given)


def test_shipped_templates_cover_every_stage_and_audience_once_and_are_approved(
    templates: tuple[Template, ...],
) -> None:
    keys = [(t.stage, t.audience, t.language) for t in templates]
    wanted = [(stage, audience, language) for stage in STAGES for audience in AUDIENCES for language in ("de", "en")]
    assert sorted(keys) == sorted(wanted)
    assert all(t.approved_by and t.written_by for t in templates)
    assert len({t.template_id for t in templates}) == len(templates)


@pytest.mark.parametrize("name", ["Service Quality", "service quality", " Service  Quality ", "\uff33ervice Quality"])
def test_who_wrote_a_template_cannot_approve_it(name: str) -> None:
    with pytest.raises(BadTemplateError, match="a second person approves it"):
        parse_template(raw(approved_by=name))


@pytest.mark.parametrize("sentence", ["Trouble <b>here</b>.", "a > b", "<script>"])
def test_markup_in_a_template_is_refused(sentence: str) -> None:
    with pytest.raises(BadTemplateError, match="holds markup; write plain words"):
        parse_template(raw(body=body_with({"say": sentence})))


def test_the_newest_approved_words_are_picked(templates: tuple[Template, ...]) -> None:
    key = {"stage": "active", "audience": "customer", "language": "en"}
    picked = pick_template(templates, **key)
    assert picked is not None
    newer = replace(picked, version=picked.version + 1)
    assert pick_template((*templates, newer), **key) is newer
    assert pick_template((*templates, replace(newer, approved_by="")), **key) is picked
    assert pick_template((), **key) is None
