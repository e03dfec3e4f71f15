"""What a command about words stands on is asked for at its instant."""

from dataclasses import replace

import pytest

from flows.commanding import CASE, code_of
from flows.judged import RULES
from flows.town import after
from intera.model.decision import Plain
from intera.model.verdict import Severity
from intera.workflows.commands.given import Given
from intera.workflows.commands.telling import (
    approvals_needed,
    ground_now,
    names_given,
    narrative_of,
    reader_of,
    rules_of,
    telling_now,
    words_given,
)
from workflows.commands.telling_case import NOVAK, by, graver, newest


def test_the_ground_is_that_of_the_instant() -> None:
    draft = newest(CASE)
    ground = ground_now(CASE, by(NOVAK), draft)
    assert ground.facts == draft.facts
    assert ground.template is not None
    assert (ground.template.template_id, ground.needed) == (draft.template_id, 1)
    assert [one.text for one in ground.reads("bs-0417 is slow")] == ["bs-0417"]
    assert telling_now(CASE, by(NOVAK, at=after(90)), "customer", "en").facts != draft.facts


def test_without_rules_or_a_reader_nothing_is_told() -> None:
    assert code_of(lambda: rules_of(Given({}, NOVAK, after(5), RULES.policies))) == "no_rules"
    assert code_of(lambda: reader_of(CASE, RULES, "customer", "fr")) == "not_told"
    assert reader_of(CASE, RULES, "customer", "en").audience == "customer"


def test_severity_decides_how_many_must_agree() -> None:
    own = replace(newest(CASE), written_by="R. Novak")
    assert approvals_needed(graver(CASE, Severity.P1), RULES, own) == 2
    assert approvals_needed(graver(CASE, Severity.P3), RULES, own) == 1
    assert approvals_needed(replace(CASE, verdict=None), RULES, own) == 1
    assert narrative_of(CASE, "gone") is None


@pytest.mark.parametrize(
    ("value", "names"),
    [("", ()), ("sms", ("sms",)), (" sms , mail ,", ("sms", "mail")), (["sms", " mail "], ("sms", "mail")), (None, ())],
)
def test_several_names_come_as_a_list_or_with_commas(value: Plain, names: tuple[str, ...]) -> None:
    assert names_given(by(NOVAK, {"channels": value}), "channels") == names


def test_a_text_keeps_its_paragraphs() -> None:
    given = by(NOVAK, {"text": " One.\r\n\r\nTwo.\rThree. "})
    assert words_given(given, "text") == "One.\n\nTwo.\nThree."
