"""Counts, lists and headlines read as the guide asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.roles.wording import (
    about,
    at_most,
    count,
    is_state,
    joined,
    ordinal,
    plural,
    range_of,
    rounded,
    sentence_of,
    title_of,
    upper_first,
)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ([38_000, 41_237, 44_000], "about 41,200 customers"),
        ([12_300, 12_300, 12_300], "12,300 customers"),
        ([0, 2_000, 4_000], "0 to 4,000 customers"),
        ([0, 0, 0], "0 customers"),
    ],
)
def test_an_estimate_says_about_and_a_count_does_not(bounds: list[int], words: str) -> None:
    assert about(bounds, "customers") == words


def test_a_range_uses_to_and_an_exact_count_has_none() -> None:
    assert range_of([38_000, 41_200, 44_000]) == "38,000 to 44,000"
    assert range_of([7, 7, 7]) == ""


@given(st.integers(0, 10**9))
def test_rounding_keeps_three_digits_and_moves_less_than_one_percent(number: int) -> None:
    near = rounded(number)
    assert abs(near - number) * 100 <= max(number, 1)
    assert len(str(near).rstrip("0") or "0") <= 3 or number < 1000


@pytest.mark.parametrize(
    ("number", "word"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (21, "21st")]
)
def test_ordinals(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_lists_are_joined_and_cut_honestly() -> None:
    assert joined([]) == ""
    assert joined(["Coast"]) == "Coast"
    assert joined(["Coast", "Lakes", "North"]) == "Coast, Lakes and North"
    assert at_most(["a", "b", "c"], 2) == "a, b and 1 more"
    assert at_most(["a", "b"], 2) == "a and b"


@pytest.mark.parametrize(
    ("headline", "may_be", "title"),
    [
        ("slow or unavailable", False, "Mobile Data slow or unavailable"),
        ("slow or unavailable", True, "Mobile Data may be slow or unavailable"),
        ("drops for minutes", True, "Mobile Data: possibly drops for minutes"),
        ("", False, "Mobile Data: trouble reported"),
    ],
)
def test_a_title_is_the_service_and_what_customers_notice(headline: str, may_be: bool, title: str) -> None:  # noqa: FBT001 - parametrised
    assert title_of("Mobile Data", headline, may_be=may_be) == title


def test_the_lead_is_one_sentence_with_its_verb() -> None:
    lead = sentence_of("Mobile Data", "slow or unavailable", "about 41,200 customers", "Coast and Lakes")
    assert lead == "Mobile Data is slow or unavailable for about 41,200 customers in Coast and Lakes."
    assert sentence_of("Fixed Broadband", "drops for minutes", "", "") == "Fixed Broadband drops for minutes."
    assert sentence_of("Category 26", "", "", "Location 204") == "Trouble is reported with Category 26 in Location 204."


def test_small_words() -> None:
    assert count(41200) == "41,200"
    assert (plural(1, "entry", "entries"), plural(2, "entry", "entries")) == ("1 entry", "2 entries")
    assert upper_first("eTOM") == "ETOM"
    assert is_state("unreachable")
    assert not is_state("drops")
