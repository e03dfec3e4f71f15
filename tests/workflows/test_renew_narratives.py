"""A draft follows the facts; what was approved lapses with them."""

from dataclasses import replace

from flows.commanding import CASE
from flows.judged import RULES
from flows.town import after
from intera.model.impact import Visibility
from intera.model.narrative import NarrativeStatus
from intera.workflows.renew_narratives import renew_narratives


def test_the_same_facts_keep_the_same_words() -> None:
    assert CASE.narratives
    assert renew_narratives(CASE, RULES, after(1)) is CASE.narratives


def test_words_lapse_when_nothing_may_be_said_any_more() -> None:
    assert CASE.impact is not None
    approved = replace(CASE.narratives[0], status=NarrativeStatus.APPROVED)
    hidden = replace(CASE.impact, visibility=Visibility.INTERNAL_ONLY)
    (kept,) = renew_narratives(replace(CASE, impact=hidden, narratives=(approved,)), RULES, after(1))
    assert kept.status is NarrativeStatus.LAPSED
