"""Which record starts or ends a clock."""

import pytest

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.records import parse_record_choice

MOMENTS = {"from": 10, "alarm_at": 5, "reported_at": 20}


@pytest.mark.parametrize(
    ("written", "second"),
    [
        ("from", 10),
        ("earliest(alarm_at, reported_at)", 5),
        ("latest(alarm_at, reported_at, closed_at)", 20),
        ("closed_at", None),
    ],
)
def test_the_record_that_is_meant_is_taken(written: str, second: int | None) -> None:
    choice = parse_record_choice(written)
    assert choice.choose(MOMENTS) == second
    assert str(choice) == written


@pytest.mark.parametrize("raw", ["soonest(a, b)", "", 3, "from/to"])
def test_other_words_are_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError):
        parse_record_choice(raw)
