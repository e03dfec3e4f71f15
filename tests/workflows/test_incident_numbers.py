"""Numbers of incidents: the same for the same history, told by nothing, sayable on the phone."""

from hypothesis import given
from hypothesis import strategies as st

from intera.workflows.incident_numbers import ALPHABET, draw_number

KEY = bytes(range(32))


@given(opened_by=st.text(max_size=60))
def test_the_same_opening_gives_the_same_number(opened_by: str) -> None:
    number = draw_number(KEY, opened_by, taken=set())
    assert number == draw_number(KEY, opened_by, taken=set())
    assert number.startswith("INC-")
    assert len(number) == 11
    assert set(number.removeprefix("INC-")) <= set(ALPHABET)


def test_another_key_gives_another_number_and_no_letter_is_read_as_a_digit() -> None:
    assert draw_number(KEY, "a", taken=set()) != draw_number(KEY[::-1], "a", taken=set())
    assert not set("ILOU") & set(ALPHABET)


def test_a_number_in_use_is_never_given_again() -> None:
    taken: set[str] = set()
    for _ in range(50):
        number = draw_number(KEY, "the same", taken=taken)
        assert number not in taken
        taken.add(number)
