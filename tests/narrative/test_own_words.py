"""What a person types may say less than the facts, never more."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.case import Case
from intera.model.narrative import GuardLevel, SlotFact
from intera.model.operator import Operator
from intera.narrative.facts import facts_of
from intera.narrative.own_words import as_clauses, contradictions, missing_labels
from intera.narrative.render import text_of

Moment = Callable[..., datetime]
GOOD = (
    "Some customers in Coast and Lakes have slow or no mobile data since 13:18. We are sorry. Calls work as usual.\n\n"
    "We are restoring service.\n\nThe next update comes by 15:05 CET."
)


@pytest.fixture
def facts(case: Case, operator: Operator, moment: Moment) -> tuple[SlotFact, ...]:
    return facts_of(case, operator, audience="customer", language="en", at=moment("13:32"))


def test_words_within_the_facts_stand(facts: tuple[SlotFact, ...], operator: Operator, moment: Moment) -> None:
    assert list(contradictions(GOOD, facts, operator, at=moment("13:32"), language="en")) == []
    assert missing_labels(GOOD, facts, operator, language="en") == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Back by 16:30.", ["16:30"]),
        ("Back by 4 pm.", ["4 pm"]),
        ("Back at 4.30 p.m. or 16 Uhr.", ["4.30 p.m", "16"]),
        ("Since 1:18 pm and 13.18.", []),
        ("Trouble in North and Coast.", ["North"]),
        ("We look north for it, coastal or not.", []),
        ("Islanders and Highlandsmen.", []),
        ("It will be back by half past four, in highlands too.", ["half past four", "highlands"]),
        ("Mobile Data is not slow in Coast.", ["Mobile Data is not slow"]),
        ("A ratio of 3:2 and version 2.10 and 10.0.0.1", ["2.10"]),
    ],
)
def test_a_time_or_place_no_fact_states_is_marked(
    text: str, marked: list[str], facts: tuple[SlotFact, ...], operator: Operator, moment: Moment
) -> None:
    found = sorted(contradictions(text, facts, operator, at=moment("13:32"), language="en"), key=lambda one: one.start)
    assert [one.text for one in found] == marked
    assert all(one.level is GuardLevel.MUST_CHANGE and text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("left_out", "label"),
    [
        ("mobile data", "Service"),
        ("Coast and Lakes", "Place"),
        ("15:05 CET", "Next update"),
        ("We are sorry.", "Apology"),
        ("Calls work as usual.", "What still works"),
    ],
)
def test_a_required_part_left_out_is_named(
    left_out: str, label: str, facts: tuple[SlotFact, ...], operator: Operator
) -> None:
    assert missing_labels(GOOD.replace(left_out, "that"), facts, operator, language="en") == (label,)


def test_paragraphs_become_the_parts_of_a_text(facts: tuple[SlotFact, ...]) -> None:
    found = as_clauses(GOOD, facts)
    assert [one.part for one in found] == ["experience", "checked", "next_update"]
    assert {"service", "place"} <= set(found[0].slots)
    assert [one.part for one in as_clauses(f"A.\n\nB.\n\nC.\n\nD.\n\n{GOOD[-35:]}", facts)] == [
        "experience",
        "checked",
        "to_do",
        "to_do",
        "next_update",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])), max_size=6))
def test_a_text_made_from_its_parts_gives_the_same_parts_again(paragraphs: list[str]) -> None:
    due = SlotFact("next_update", "15:05 CET", "checkpoint.due_at", 100)
    once = text_of(as_clauses("\n\n".join(paragraphs), [due]))
    again = as_clauses(once, [due])
    assert text_of(again) == once
