"""A role's words are whole or the package is refused."""

import pytest

from intera.model.decision import DecisionKind
from intera.roles.package import DailyQuestion, PhraseMissingError, RolePackage, parse_phrases

PACKAGE = RolePackage(
    "tiny",
    "Tiny",
    (DailyQuestion("Q1", "affecting"),),
    ("head",),
    frozenset({DecisionKind.OWNER_TAKE}),
    ("questions.Q1",),
)


def test_words_are_found_by_dotted_key() -> None:
    assert parse_phrases({"questions": {"Q1": "What?"}}, PACKAGE).say("questions.Q1") == "What?"


@pytest.mark.parametrize(
    "raw", [{}, {"questions": {}}, {"questions": {"Q1": ""}}, {"questions": {"Q1": 3}}, {"questions": "Q1"}]
)
def test_a_missing_key_is_named(raw: dict[str, object]) -> None:
    with pytest.raises(PhraseMissingError, match=r"questions\.Q1"):
        parse_phrases(raw, PACKAGE)


def test_asking_for_an_unknown_key_says_which() -> None:
    with pytest.raises(PhraseMissingError, match=r"no\.such"):
        parse_phrases({"questions": {"Q1": "What?"}}, PACKAGE).say("no.such")
