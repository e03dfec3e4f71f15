"""24,000 disguised texts: 12 ways to disguise, 100 phrases, 20 variants each; the same every time.

It shares nothing with the guard. Each text is one harmless sentence with a forbidden clause in its
middle; what may be changed is written at `disguises`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from random import Random

from obfuscated import disguises
from obfuscated.phrases import PHRASES, Phrase

SEED = 20261122
VARIANTS = 20
TRIES = 2000
NEUTRAL = "calls and texts work as usual"
CARRIERS = (
    "Web pages load slowly in Coast; {}; the next update follows by 16:05 CET.",
    "We are sorry that apps respond slowly in Lakes, {}, and we will write again by 16:05 CET.",
    "Mobile Data is slow in Coast ({}), and Wi-Fi works as usual.",
    "Texts may arrive late in South, {}, and the next update follows by 17:05 CET.",
    "Fixed Broadband is slow in Highlands, {}, and we are sorry for the trouble this gives you.",
    "If a call ends early, please try again; {}; a second try often works.",
    "Voice calls take longer to connect in East, {}, and texts work as usual.",
    "Dear customer, {}, and we will tell you more by 18:05 CET.",
    "Roaming abroad is slow to connect today - {} - and local Wi-Fi works as usual.",
    "We are sorry: {}; please use Wi-Fi where you can.",
)
# Nothing of this says anything; it only stands between the words of a phrase.
FILLERS = (
    "well",
    "as it were",
    "you see",
    "to be fair",
    "so to speak",
    "um",
    "frankly",
    "as you know",
    "let us say",
    "by the way",
    "you know",
    "after all",
)
STOPS = (",", " ...", " \u2013", ";", " -", ":", " /", ".", "!")
SPACES = ("\n", "\r\n", "\n\n", "\u2028", "\t", "\u00a0", "\u2009", "\u3000", "  ", "\u0085")


@dataclass(frozen=True)
class Token:
    """One word of a phrase, with the sign after it; a heart carries the offence."""

    word: str
    after: str
    is_heart: bool


@dataclass(frozen=True)
class Disguised:
    """One text that has to be stopped."""

    way: str
    phrase: Phrase
    text: str


def tokens_of(wording: str) -> list[Token]:
    """The words of a wording, without its marks."""
    found: list[Token] = []
    for part in wording.split():
        is_heart = part.startswith("*")
        bare = part.replace("*", "")
        word = bare.rstrip(",")
        found.append(Token(word, bare[len(word) :], is_heart))
    return found


def plain(wording: str) -> str:
    """A wording as it is read."""
    return " ".join(token.word + token.after for token in tokens_of(wording))


WordDisguise = Callable[[Random, str], str]


def disguise_words(rng: Random, wording: str, disguise: WordDisguise) -> str:
    """One of the words that matter, all of them, or every word of the phrase in disguise.

    Where none of those can be disguised this way, another word of the phrase is.
    """
    tokens = tokens_of(wording)
    hearts = [place for place, token in enumerate(tokens) if token.is_heart]
    longer = [place for place, token in enumerate(tokens) if not token.is_heart and len(token.word) > 3]
    aims = rng.choices(([rng.choice(hearts)], hearts, hearts + longer), (25, 50, 25))[0]
    for chosen in (aims, hearts, longer):
        words = {place: disguise(rng, tokens[place].word) for place in chosen}
        if any(words[place] != tokens[place].word for place in chosen):
            return _joined(tokens, words)
    return plain(wording)


def _joined(tokens: list[Token], words: dict[int, str]) -> str:
    """The phrase again; a word spread out by spaces stands apart from its neighbours by two."""
    shown = [words.get(place, token.word) + token.after for place, token in enumerate(tokens)]
    return " ".join(f" {word} " if " " in word and "\n" not in word else word for word in shown).strip()


def break_lines(rng: Random, wording: str) -> str:
    """Words broken by soft hyphens and line ends, or line ends and odd spaces between the words."""
    if rng.random() < 0.65:
        return disguise_words(rng, wording, disguises.broken_line)
    words = plain(wording).split(" ")
    space = rng.choice(SPACES)
    count = 1 if space == "\n\n" else rng.choice((1, 2, len(words) - 1))
    gaps = set(rng.sample(range(1, len(words)), min(count, len(words) - 1)))
    return words[0] + "".join((space if place in gaps else " ") + words[place] for place in range(1, len(words)))


def fill(rng: Random, wordings: tuple[str, ...]) -> str:
    """Another order of the words, and one or two empty words or stops between them; names get stops only."""
    wording = rng.choice(wordings)
    if wording is not wordings[0] and rng.random() < 0.25:
        return plain(wording)
    tokens = tokens_of(wording)
    gaps = set(rng.sample(range(1, len(tokens)), min(rng.choice((1, 1, 2)), len(tokens) - 1)))
    out = tokens[0].word + tokens[0].after
    for place in range(1, len(tokens)):
        before, token = tokens[place - 1], tokens[place]
        if place in gaps:
            is_name = before.is_heart and token.is_heart and token.word[0].isupper()
            out += rng.choice(STOPS) if is_name else _filler(rng)
        out += " " + token.word + token.after
    if rng.random() < 0.15:
        heart = rng.choice([token.word for token in tokens if token.is_heart])
        out = out.replace(heart, rng.choice(('"{}"', "*{}*", "'{}'", "({})")).format(heart), 1)
    return out


def _filler(rng: Random) -> str:
    word = rng.choice(FILLERS)
    return rng.choice(
        (f", {word},", f" {word}", f" ({word})", f" \u2013 {word} \u2013", f"... {word}...", rng.choice(STOPS))
    )


PhraseDisguise = Callable[[Random, Phrase], str]


def _by_word(disguise: WordDisguise) -> PhraseDisguise:
    return partial(_first_wording, disguise)


def _first_wording(disguise: WordDisguise, rng: Random, phrase: Phrase) -> str:
    return disguise_words(rng, phrase.wordings[0], disguise)


WAYS: dict[str, PhraseDisguise] = {
    "look-alike letters": _by_word(disguises.look_alike),
    "zero-width signs": _by_word(disguises.zero_width),
    "bidi controls": _by_word(disguises.bidi),
    "combining marks": _by_word(disguises.combining),
    "leetspeak": _by_word(disguises.leet),
    "separators inside words": _by_word(disguises.separated),
    "repeated letters": _by_word(disguises.repeated),
    "case and alphabets": _by_word(disguises.cased),
    "soft hyphens and line breaks": lambda rng, phrase: break_lines(rng, phrase.wordings[0]),
    "entities and tags": _by_word(disguises.marked_up),
    "misspellings": _by_word(disguises.misspelt),
    "fillers and order": lambda rng, phrase: fill(rng, phrase.wordings),
}


@cache
def variants(way: str, phrase: Phrase, count: int = VARIANTS) -> tuple[Disguised, ...]:
    """So many different texts that hold one phrase in one kind of disguise."""
    rng = Random(f"{SEED}/{way}/{phrase.wordings[0]}")
    bare = plain(phrase.wordings[0])
    found: dict[str, None] = {}
    for _ in range(TRIES):
        if len(found) == count:
            break
        clause = WAYS[way](rng, phrase)
        if clause != bare:
            found.setdefault(rng.choice(CARRIERS).format(clause))
    return tuple(Disguised(way, phrase, text) for text in found)


def disguised_texts(count: int = VARIANTS) -> Iterator[Disguised]:
    """Every text, way by way; a smaller count takes the first of each phrase and way."""
    for way in WAYS:
        for phrase in PHRASES:
            yield from variants(way, phrase)[:count]
