"""What is typed is checked before anything is done."""

import pytest

from flows.commanding import code_of, given
from intera.model.decision import Plain


def test_a_text_is_trimmed_bounded_and_printable() -> None:
    assert given(reason="  said so \n").text("reason") == "said so"
    assert given().text("reason") == ""
    assert given(reason=["a", "list"]).text("reason") == ""
    assert code_of(lambda: given(reason="no").text("reason", chars_min=5)) == "too_short"
    assert code_of(lambda: given(reason="x" * 501).text("reason")) == "too_long"
    assert code_of(lambda: given(reason="a\x00b").text("reason")) == "bad_text"


@pytest.mark.parametrize("typed", ["", "1.5", "-1", "5", "\u0664", "1e1", "9" * 5000, None, True, "0x1"])
def test_a_number_is_whole_and_within_its_bounds(typed: Plain) -> None:
    assert code_of(lambda: given(severity=typed).number("severity", low=1, high=4)) == "bad_number"


def test_a_number_may_come_as_a_number() -> None:
    assert given(severity=3).number("severity", low=1, high=4) == 3
    assert given(severity=" 3 ").number("severity", low=1, high=4) == 3


@pytest.mark.parametrize("typed", ["", "soon", "2026-11-18T12:00:00", "2026-13-01T00:00:00Z"])
def test_an_instant_has_its_zone(typed: str) -> None:
    assert code_of(lambda: given(due_at=typed).instant("due_at")) == "bad_time"
