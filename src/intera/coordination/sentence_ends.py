"""Where do the sentences of a text begin and end, points within times and abbreviations left alone."""

from collections.abc import Sequence
from re import IGNORECASE
from re import compile as pattern

from intera.coordination.time_words import TimePhrase

_END = pattern(r"[.!?;]+(?=[\s*}\"')\]]|$)|\n+|(?<=[a-z])\.(?=[A-Z])")
_SHORT = pattern(
    r"\b(?:approx|est|no|ca|bzw|z\.\s?B|d\.\s?h|voraussichtl|vsl|inkl|hrs?|mins?|Mr|Mrs|St|u\.\s?a|ggf|etwa|min|max|incl|upd|e\.g|i\.e)$",
    IGNORECASE,
)


def sentences_of(text: str, phrases: Sequence[TimePhrase]) -> tuple[tuple[int, int], ...]:
    """The sentences of a text, as places from and to.

    Args:
        text: any text; a line break ends a sentence too.
        phrases: the times in it: a point within one ends nothing, one at its end does before a capital.

    Returns:
        The spans, in reading order.
    """
    inside = bytearray(len(text) + 1)
    for phrase in phrases:
        inside[phrase.start : phrase.end] = b"\x01" * (phrase.end - phrase.start)
    ends: list[int] = []
    for match in _END.finditer(text):
        place = match.start()
        if text[place] == "." and (_is_within(inside, text, place) or _SHORT.search(text[max(0, place - 20) : place])):
            continue
        ends.append(match.end())
    return tuple(zip([0, *ends], [*ends, len(text)], strict=True))


def _is_within(inside: bytearray, text: str, place: int) -> bool:
    """A point of "4 p.m." ends the sentence where the time ends with it and a capital follows."""
    if not inside[place]:
        return False
    rest = text[place + 1 :].lstrip(" ")
    return bool(inside[place + 1]) or not (rest[:1].isupper() or rest[:1] in {"", "\n"})
