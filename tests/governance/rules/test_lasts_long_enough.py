"""Minutes since harm began."""

from collections.abc import Callable

import pytest

from intera.governance.facts import Facts
from intera.governance.rules.lasts_long_enough import LastsLongEnough
from intera.governance.rules.port import Judged

RULE = LastsLongEnough(duration_min=30)


@pytest.mark.parametrize(
    ("minutes", "judged", "sees"),
    [(30, Judged.MET, "30 minutes"), (29, Judged.NOT_MET, "29 minutes"), (None, Judged.NOT_MET, "Start not known")],
)
def test_it_counts_from_when_harm_began(
    minutes: int | None, judged: Judged, sees: str, make_facts: Callable[..., Facts]
) -> None:
    facts = make_facts(minutes=minutes)
    assert (RULE.judge(facts), RULE.sees(facts)) == (judged, sees)


def test_time_does_not_run_back(make_facts: Callable[..., Facts]) -> None:
    assert RULE.turned(make_facts(minutes=74), is_met=False) is None
