"""A phrase spells out to every form it stands for, and a rule knows how strict it is for whom."""

import pytest

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import WordRule, spelled_out


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("broken", [("broken", "")]),
        ("router(s)", [("router", ""), ("routers", "")]),
        ("switch(es)", [("switch", ""), ("switches", "")]),
        ("is|are down", [("is down", ""), ("are down", "")]),
        ("an outage => a disruption", [("an outage", "a disruption")]),
    ],
)
def test_every_form_is_spelled_out(phrase: str, forms: list[tuple[str, str]]) -> None:
    assert list(spelled_out(phrase)) == forms


def test_a_rule_softens_with_confidence_and_at_our_desks() -> None:
    rule = WordRule("cause", GuardLevel.MUST_CHANGE, "why", (), until_percent=90, then=GuardLevel.CHECK)
    assert rule.level_at(89, "customer") is GuardLevel.MUST_CHANGE
    assert rule.level_at(90, "customer") is GuardLevel.CHECK
    silent = WordRule("certainty", GuardLevel.MUST_CHANGE, "why", (), until_percent=90)
    assert silent.level_at(90, "customer") is None
    code = WordRule("partner", GuardLevel.MUST_CHANGE, "why", (), at_our_desks=GuardLevel.CHECK)
    assert code.level_at(100, "internal-care") is GuardLevel.CHECK
    assert code.level_at(100, "somebody") is GuardLevel.MUST_CHANGE
