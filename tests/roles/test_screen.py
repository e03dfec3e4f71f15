"""Hidden words are held back whatever surrounds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.roles.screen import HELD_BACK, Screen, looks_like_device, screen_for

SCREEN = Screen(("b. olsen", "co-cr-02", "kilnmark"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lakes tests fresh again", "Lakes tests fresh again"),
        ("One ticket on CO-CR-02, open", f"One ticket on {HELD_BACK} open"),
        ("(Kilnmark) card", f"{HELD_BACK} card"),
        ("told by B. Olsen today", f"told by {HELD_BACK} today"),
        ("", ""),
    ],
)
def test_a_hidden_word_is_held_back(text: str, shown: str) -> None:
    assert SCREEN.text(text) == shown


@given(
    st.text(st.characters(codec="ascii", exclude_characters="\n"), max_size=40),
    st.sampled_from(["kilnmark", "CO-CR-02"]),
)
def test_no_hidden_word_survives_as_a_word(around: str, word: str) -> None:
    shown = SCREEN.text(f"{around} {word} {around}")
    assert word.casefold() not in [part.casefold().strip(".,;:!?()[]{}\"'") for part in shown.split()]


@pytest.mark.parametrize(
    ("name", "is_device"),
    [
        ("co-cr-02", True),
        ("10.0.0.1", True),
        ("ge-0/0/1", True),
        ("Location 204", False),
        ("H-07", False),
        ("Roaming", False),
    ],
)
def test_the_shape_of_a_device_is_known(name: str, is_device: bool) -> None:  # noqa: FBT001 - parametrised
    assert looks_like_device(name) is is_device


def test_a_name_of_a_source_is_spoken_unless_hidden() -> None:
    assert SCREEN.name(" Category 26 ", "a service") == "Category 26"
    assert SCREEN.name("kilnmark", "a service") == "a service"
    assert SCREEN.name("rtr-core-01", "a service") == "a service"
    assert SCREEN.name("", "a service") == "a service"


def test_one_screen_a_vocabulary() -> None:
    assert screen_for(("a",)) is screen_for(("a",))


def test_a_hidden_word_joined_to_another_is_held_back_whole() -> None:
    screen = Screen(("kilnmark",))
    assert screen.text("Ask kilnmark-7 or Kilnmark/noc now") == "Ask (held back) or (held back) now"
    assert screen.name("kilnmark-7", "x") == "x"
