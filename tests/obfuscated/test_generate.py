"""The disguised set is as large as it says, the same every time, and hides what it says it hides."""

import ast
import html
import re
import unicodedata
from pathlib import Path
from random import Random

import pytest

from obfuscated import disguises
from obfuscated.approved import APPROVED
from obfuscated.generate import CARRIERS, VARIANTS, WAYS, disguised_texts, plain, tokens_of, variants
from obfuscated.phrases import HIDDEN_WORDS, PHRASES

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u180e\u034f\u2063\ufe0f\U000e0061\u00ad\u061c]")
TURNED = re.compile("\u202e([^\u202c]*)\u202c")
DIRECTIONS = re.compile("[\u202a-\u202d\u2066-\u2069]")
TAGS = re.compile("<[^>]*>")
TWINS = {
    twin: letter
    for table in (disguises.CYRILLIC, disguises.GREEK, disguises.OTHER_LATIN)
    for letter, twin in table.items()
}


def shown(text: str) -> str:
    """What a person sees of a text whose disguise is invisible, or only looks."""
    text = TURNED.sub(lambda found: found.group(1)[::-1], html.unescape(TAGS.sub("", text)))
    return "".join(TWINS.get(sign, sign) for sign in DIRECTIONS.sub("", INVISIBLE.sub("", text)))


def bare(text: str) -> str:
    """Letters and digits only, without accents and lines."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum()).casefold()


def test_there_are_a_hundred_phrases_twelve_ways_and_twenty_variants() -> None:
    texts = [text.text for text in disguised_texts()]

    assert (len(PHRASES), len(WAYS), VARIANTS) == (100, 12, 20)
    assert len(texts) == len(set(texts)) == 24_000
    assert len({one.text for one in APPROVED}) == len(APPROVED) >= 300


def test_the_same_texts_come_every_time() -> None:
    assert list(disguised_texts(1)) == list(disguised_texts(1))
    assert variants("leetspeak", PHRASES[3])[:5] == variants("leetspeak", PHRASES[3], 5)


def test_no_text_holds_its_phrase_as_it_is_written() -> None:
    undisguised = {carrier.format(plain(phrase.wordings[0])) for carrier in CARRIERS for phrase in PHRASES}

    assert not undisguised & {text.text for text in disguised_texts()}


@pytest.mark.parametrize("way", ["look-alike letters", "zero-width signs", "bidi controls", "entities and tags"])
def test_what_is_shown_is_the_phrase_itself(way: str) -> None:
    for phrase in PHRASES:
        for text in variants(way, phrase):
            assert plain(phrase.wordings[0]) in shown(text.text)


@pytest.mark.parametrize("way", ["combining marks", "separators inside words", "soft hyphens and line breaks"])
def test_letters_and_their_order_are_those_of_the_phrase(way: str) -> None:
    for phrase in PHRASES:
        for text in variants(way, phrase):
            assert bare(plain(phrase.wordings[0])) in bare(shown(text.text))


def test_a_misspelling_is_one_slip_in_a_long_word() -> None:
    for phrase in PHRASES:
        words = [token.word for token in tokens_of(phrase.wordings[0])]
        for text in variants("misspellings", phrase):
            assert all(word in text.text for word in words if len(word) < disguises.MISSPELT_FROM)
            assert not disguises.OTHER_WORDS & set(text.text.casefold().split())


def test_leetspeak_leaves_half_of_the_letters_and_codes_as_they_are() -> None:
    for phrase in PHRASES:
        codes = [token.word for token in tokens_of(phrase.wordings[0]) if disguises.has_digit(token.word)]
        for text in variants("leetspeak", phrase):
            assert all(code in text.text for code in codes)
    for word in ("supplier", "Vantrel", "completely"):
        for seed in range(200):
            kept = sum(one == other for one, other in zip(word, disguises.leet(Random(seed), word), strict=True))
            assert 2 * kept >= len(word)


def test_what_is_hidden_is_declared() -> None:
    """The words are handed to the guard as data; none of them is an English word it could know by itself."""
    hidden = [phrase for phrase in PHRASES if phrase.kind.startswith("hidden")]

    assert len(hidden) >= 18
    for phrase in hidden:
        assert any(word in plain(phrase.wordings[0]) for word in HIDDEN_WORDS), phrase
    assert not [one.text for one in APPROVED if any(word.casefold() in one.text.casefold() for word in HIDDEN_WORDS)]


def test_the_set_shares_no_code_with_what_it_measures() -> None:
    for module in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "intera"], module.name
