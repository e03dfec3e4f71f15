"""How figures and lists are said."""

import pytest

from intera.governance.wording import customers_text, duration_text, names_text, plural, sentence
from intera.model.impact import CountRange


def test_an_estimate_says_about_and_an_exact_count_does_not() -> None:
    assert customers_text(CountRange(38000, 41200, 44000)) == "about 41,200 customers"
    assert customers_text(CountRange(1, 1, 1)) == "1 customer"
    assert customers_text(None) == "customer count not known"


@pytest.mark.parametrize(
    ("duration_min", "text"),
    [(1, "1 minute"), (90, "90 minutes"), (148, "2 h 28 min"), (2879, "47 h 59 min"), (2880, "2 days")],
)
def test_a_span_is_said_in_the_unit_people_think_in(duration_min: int, text: str) -> None:
    assert duration_text(duration_min) == text


def test_a_long_list_names_three_and_counts_the_rest() -> None:
    assert names_text(["Coast"]) == "Coast"
    assert names_text(["Coast", "Lakes"]) == "Coast and Lakes"
    assert names_text(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert names_text(["A", "B"], total=9) == "A, B and 7 more"


def test_counts_and_sentences() -> None:
    assert plural(2, "region") == "2 regions"
    assert sentence("about 3") == "About 3"
