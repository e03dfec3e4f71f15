"""Every word is read as it was meant, and a word in disguise is told from an amount, a number or a slip."""

import pytest

from intera.narrative.phrase_search import Oddness
from intera.narrative.respelled import Speller, rough

SPELLER = Speller(
    ["network", "broken", "outage", "restarting", "restoring", "fault"],
    ["adeyemi"],
    {"service", "the", "is", "well", "we", "stay", "customers", "voice", "mail", "area", "will", "books"},
)


def read(text: str) -> list[tuple[str, Oddness]]:
    return [(word.text, word.oddness) for word in SPELLER.readings(text, frozenset())[0]]


@pytest.mark.parametrize(
    ("written", "meant", "oddness"),
    [
        ("network", "network", Oddness.NONE),
        ("n3tw0rk", "network", Oddness.RESPELLED),
        ("netwoork", "network", Oddness.RESPELLED),
        ("f@ult", "fault", Oddness.RESPELLED),
        ("netwrok", "network", Oddness.GUESSED),
        ("borken", "broken", Oddness.GUESSED),
        ("adeyami", "adeyemi", Oddness.GUESSED),
        ("f*ult", "fault", Oddness.GUESSED),
        ("service", "service", Oddness.NONE),
    ],
)
def test_a_word_is_read_as_it_was_meant(written: str, meant: str, oddness: Oddness) -> None:
    assert read(written) == [(rough(meant), oddness)]


def test_a_word_near_two_is_read_as_each() -> None:
    readings = SPELLER.readings("restring", frozenset())
    assert {words[0].text for words in readings} >= {rough("restoring")}
    assert [len(words) for words in readings] == [1] * len(readings)


@pytest.mark.parametrize(
    "text", ["s3rv1ce", "cu5tomers w1ll", "serviceeee", "ser,vice", "ser\nvice", "vooiiccee", "the ser vice mai l"]
)
def test_an_ordinary_word_in_disguise_is_a_disguise(text: str) -> None:
    assert SPELLER.disguised(text)


@pytest.mark.parametrize(
    "text",
    [
        "30min 5g 2nd 10am 1gbps 24x7",
        "area5 ipv4 wave2 mp3",
        "we'll stay. the service",
        "voice-mail",
        "www.service",
        "https://example.com/s3rv1ce",
        "servicee",
        "service(s) and book(s)",
    ],
)
def test_amounts_numbers_links_and_one_slip_are_none(text: str) -> None:
    assert SPELLER.disguised(text) == []


def test_words_that_look_alike_share_a_rough_spelling() -> None:
    assert rough("g1itch") == rough("glitch")
    assert rough("0ut@ge") == rough("outage")
    assert rough("vvorking") == rough("working")
