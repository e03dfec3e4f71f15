"""Ways to disguise one word from a program while a person still reads it.

The rule of readability, which each way keeps: somebody who reads the shown text aloud says the word.
- What has no width may stand anywhere, and an override is closed in the word it turns round.
- A letter from another alphabet stands only for the letter it looks like, in any number.
- Digits and signs for letters, and accents, take at most half of a word's letters; a line may cross all.
- Breaks and separators keep the order of letters; a broken word has two letters or more in each part.
- A misspelling is one letter in words of seven or more, never the first or the last, and never makes
  another English word ("manager" may not become "manger").
- Codes with digits ("core-cap-02", addresses) show every sign of theirs, unchanged and in order.
"""

import unicodedata
from random import Random

CYRILLIC = dict(
    zip(
        "aceopxyijsdhqwlkmtvABCEHIJKMOPSTXY",
        "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u04cf\u043a\u043c\u0442"
        "\u0475\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423",
        strict=True,
    )
)
GREEK = dict(
    zip(
        "aeikoptuvwxyABEHIKMNOPTXYZ",
        "\u03b1\u03b5\u03b9\u03ba\u03bf\u03c1\u03c4\u03c5\u03bd\u03c9\u03c7\u03b3"
        "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03a5\u0396",
        strict=True,
    )
)
OTHER_LATIN = dict(zip("agil", "\u0251\u0261\u0131\u01c0", strict=True))
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u180e\u034f\u2063\ufe0f\U000e0061"
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030c\u0323\u0327"
OVERLAYS = "\u0332\u0335\u0336\u0338\u0331"
LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7+", "l": "1|", "b": "8", "g": "9", "z": "2"}
MATHEMATICAL = (0x1D400, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D63C, 0x1D670)
MATHEMATICAL_DIGITS = 0x1D7CE
CIRCLED_CAPITAL, CIRCLED_SMALL, FULL_WIDTH_GAP = 0x24B6, 0x24D0, 0xFEE0
SMALL_CAPITALS = dict(
    zip(
        "abcdefghijklmnoprtuvwyz",
        "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\u1d1b"
        "\u1d1c\u1d20\u1d21\u028f\u1d22",
        strict=True,
    )
)
MISSPELT_FROM = 7
# What a slip would turn into another word; then a person no longer reads the phrase.
OTHER_WORDS = frozenset(
    {
        "bellwether", "carless", "cashed", "contactor", "deigned", "delver", "faction", "lighting", "manger", "noting",
        "panning", "planing", "resoled", "restated", "reuses", "shorty", "subcontactor", "suppler", "unstale",
        "vouches", "woking",
    }
)  # fmt: skip


def has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def letters(word: str) -> list[int]:
    """Where the letters of a word stand."""
    return [place for place, sign in enumerate(word) if sign.isalpha()]


def inner_gaps(word: str, count: int, rng: Random) -> list[int]:
    """Some places between two signs of a word, each after one sign and before another."""
    gaps = range(1, len(word))
    return sorted(rng.sample(gaps, min(count, len(gaps))))


def put_into(word: str, gaps: list[int], pieces: list[str]) -> str:
    """The word with a piece in each of the gaps."""
    out, last = "", 0
    for gap, piece in zip(gaps, pieces, strict=True):
        out += word[last:gap] + piece
        last = gap
    return out + word[last:]


def look_alike(rng: Random, word: str) -> str:
    """One, some or all letters that have a twin in another alphabet."""
    twins = rng.choices((CYRILLIC, GREEK, OTHER_LATIN), (50, 35, 15))[0]
    places = [place for place in letters(word) if word[place] in twins]
    if not places:
        return word
    count = rng.choice((1, max(1, len(places) // 2), len(places)))
    chosen = set(rng.sample(places, count))
    return "".join(twins[sign] if place in chosen else sign for place, sign in enumerate(word))


def zero_width(rng: Random, word: str) -> str:
    """Signs without width: one to three of them, or one after every letter."""
    gaps = inner_gaps(word, rng.choice((1, 2, 3, len(word))), rng)
    return put_into(word, gaps, [rng.choice(INVISIBLE) for _ in gaps])


def bidi(rng: Random, word: str) -> str:
    """Direction signs that leave what is seen as it was; the override shows a word that is stored backwards."""
    way = rng.randrange(4)
    if way == 0:
        gaps = inner_gaps(word, rng.choice((1, 2)), rng)
        return put_into(word, gaps, [rng.choice("\u200e\u200f\u061c") for _ in gaps])
    if way == 1:
        opening, closing = rng.choice(
            (("\u202a", "\u202c"), ("\u202d", "\u202c"), ("\u2066", "\u2069"), ("\u2068", "\u2069"))
        )
        cut = rng.randrange(len(word))
        return word[:cut] + opening + word[cut:] + closing
    cut = rng.randrange(len(word) - 1) if way == 2 else 0
    return word[:cut] + "\u202e" + word[cut:][::-1] + "\u202c"


def combining(rng: Random, word: str) -> str:
    """Accents on up to half of the letters, or a thin line through or under each of them."""
    places = letters(word)
    if not places:
        return word
    if rng.random() < 0.3:
        line = rng.choice(OVERLAYS)
        return "".join(sign + line for sign in word)
    chosen = set(rng.sample(places, rng.randint(1, max(1, len(places) // 2))))
    marked = "".join(sign + rng.choice(MARKS) if place in chosen else sign for place, sign in enumerate(word))
    return unicodedata.normalize("NFC", marked) if rng.random() < 0.5 else marked


def leet(rng: Random, word: str) -> str:
    """Digits and signs in the place of up to half of the letters; codes with digits stay as they are."""
    places = [place for place in letters(word) if word[place].lower() in LEET]
    if not places or has_digit(word):
        return word
    most = min(len(places), max(1, len(letters(word)) // 2))
    chosen = set(rng.sample(places, rng.randint(1, most)))
    return "".join(rng.choice(LEET[sign.lower()]) if place in chosen else sign for place, sign in enumerate(word))


def separated(rng: Random, word: str) -> str:
    """A sign between all letters, or one or two breaks.

    In codes with digits only the signs between their parts change; times stay as they are.
    """
    if ":" in word:
        return word
    if has_digit(word):
        sign = rng.choice((" ", "_", "/", " - ", " . ", "\u2011", "\u2013", "\u00b7", ":", "|"))
        return word if "." in word and "." not in sign else "".join(c if c.isalnum() else sign for c in word)
    if len(word) < 4 or rng.random() < 0.5:
        return rng.choice((" ", ".", "-", "_", "*", "/", "|", "~", "\u00b7", " . ")).join(word)
    sign = rng.choice(("-", ".", "_", "*", "'", "|", "/", " ", "--", "\u00b7", "\u2011"))
    gaps = [rng.randint(2, len(word) - 2)]
    if len(word) > gaps[0] + 3:
        gaps += rng.choice(([], [rng.randint(gaps[0] + 2, len(word) - 2)]))
    return put_into(word, gaps, [sign] * len(gaps))


def repeated(rng: Random, word: str) -> str:
    """One to three letters three to six times; codes with digits stay as they are."""
    places = letters(word)
    if has_digit(word) or len(places) < 3:
        return word
    chosen = set(rng.sample(places, rng.randint(1, 3)))
    return "".join(sign * rng.randint(3, 6) if place in chosen else sign for place, sign in enumerate(word))


def _mathematical(sign: str, start: int) -> str:
    if sign.isdigit():
        return chr(MATHEMATICAL_DIGITS + int(sign))
    if not sign.isalpha():
        return sign
    return chr(start + (ord(sign) - ord("A") if sign.isupper() else 26 + ord(sign) - ord("a")))


def _circled(sign: str) -> str:
    if not sign.isalpha():
        return sign
    return chr(CIRCLED_CAPITAL + ord(sign) - ord("A") if sign.isupper() else CIRCLED_SMALL + ord(sign) - ord("a"))


def cased(rng: Random, word: str) -> str:
    """Capitals where none belong, full-width letters, alphabets made for formulas, circles, small capitals."""
    way = rng.randrange(7)
    if way == 0:
        return "".join(rng.choice((sign.upper(), sign.lower())) for sign in word)
    if way == 1:
        return word.upper() if rng.random() < 0.5 else word.swapcase()
    if way == 2:
        return "".join(chr(ord(sign) + FULL_WIDTH_GAP) if sign.isalnum() else sign for sign in word)
    if way == 3:
        return "".join(_circled(sign) for sign in word)
    if way == 4:
        return "".join(SMALL_CAPITALS.get(sign, sign) for sign in word)
    start = rng.choice(MATHEMATICAL)
    chosen = set(rng.sample(range(len(word)), rng.choice((1, len(word)))))
    return "".join(_mathematical(sign, start) if place in chosen else sign for place, sign in enumerate(word))


def broken_line(rng: Random, word: str) -> str:
    """Soft hyphens inside the word, or the word broken over a line's end, with a hyphen or without."""
    if rng.random() < 0.5:
        gaps = inner_gaps(word, rng.choice((1, 2, 3, len(word))), rng)
        return put_into(word, gaps, ["\u00ad"] * len(gaps))
    if len(word) < 4 or has_digit(word):
        return word
    gap = rng.randint(2, len(word) - 2)
    return word[:gap] + rng.choice(("-\n", "-\r\n", "\n", "\u00ad\n", "-\n  ")) + word[gap:]


def _entity(rng: Random, sign: str, following: str) -> str:
    number = rng.choice((f"&#{ord(sign)}", f"&#{ord(sign):05d}", f"&#x{ord(sign):x}", f"&#X{ord(sign):X}"))
    # A browser reads an entity without its semicolon too, unless what follows could belong to it.
    return number if rng.random() < 0.2 and following and following.lower() not in "0123456789abcdef;" else number + ";"


def marked_up(rng: Random, word: str) -> str:
    """Entities for letters, or tags, comments and invisible entities inside the word, as a browser shows them."""
    way = rng.randrange(3)
    if way == 0:
        chosen = set(rng.sample(range(len(word)), rng.choice((1, max(1, len(word) // 2), len(word)))))
        following = [*word[1:], ""]
        return "".join(
            _entity(rng, sign, after) if place in chosen else sign
            for place, (sign, after) in enumerate(zip(word, following, strict=True))
        )
    if way == 1:
        place, tag = rng.randrange(len(word)), rng.choice(("b", "i", "em", "span", "u", "font"))
        return f"{word[:place]}<{tag}>{word[place]}</{tag}>{word[place + 1 :]}"
    pieces = (
        "<b></b>",
        "<!--x-->",
        "<wbr>",
        "<wbr/>",
        "&shy;",
        "&zwnj;",
        "&#8203;",
        "&ZeroWidthSpace;",
        "<span></span>",
        "<i/>",
    )
    gaps = inner_gaps(word, rng.choice((1, 2)), rng)
    return put_into(word, gaps, [rng.choice(pieces) for _ in gaps])


def misspelt(rng: Random, word: str) -> str:
    """Two neighbours swapped, a letter doubled or dropped, never at either end, in words of seven letters or more."""
    if has_digit(word) or not word.isalpha() or len(word) < MISSPELT_FROM:
        return word
    while (slip := _slip(rng, word)) == word or slip.lower() in OTHER_WORDS:
        pass
    return slip


def _slip(rng: Random, word: str) -> str:
    way = rng.choice(("swapped", "doubled", "dropped"))
    if way == "swapped":
        place = rng.randint(1, len(word) - 3)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    place = rng.randint(1, len(word) - 2)
    return word[:place] + word[place] * (2 if way == "doubled" else 0) + word[place + 1 :]
