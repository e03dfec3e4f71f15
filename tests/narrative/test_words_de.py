"""German texts of ours pass the guard, and German words no customer should read do not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from intera.model.narrative import GuardLevel
from intera.model.operator import Operator
from intera.narrative.fold import fold
from intera.narrative.guard import build_guard
from intera.narrative.phrase_search import words_of
from intera.narrative.word_rule import spelled_out
from intera.narrative.words_de import ALLOWED, RULES

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "narrative_guard_de.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("worked", CASES["stopped"], ids=[str(one["text"])[:40] for one in CASES["stopped"]])
def test_what_must_not_be_said_is_stopped(worked: dict[str, Any], operator: Operator) -> None:
    guard = build_guard(operator, language="de")
    found = guard.check(worked["text"], audience="customer", confidence_percent=worked.get("confidence", 60))
    stopped = {one.rule for one in found if one.level is GuardLevel.MUST_CHANGE}
    assert worked["rule"] in stopped, found


@pytest.mark.parametrize("text", CASES["passes"])
def test_what_may_be_said_passes(text: str, operator: Operator) -> None:
    found = build_guard(operator, language="de").check(text, audience="customer", confidence_percent=80)
    assert [one for one in found if one.level is GuardLevel.MUST_CHANGE] == []


def test_every_form_is_plain_words_and_every_reason_a_sentence() -> None:
    forms = [words for rule in RULES for phrase in rule.phrases for words, _ in spelled_out(phrase)]
    forms += [words for phrase in ALLOWED for words, _ in spelled_out(phrase)]
    for words in forms:
        assert words_of(fold(words).text), words
        assert not set("()|=>") & set(words), words
    assert all(rule.reason.endswith(".") for rule in RULES)
