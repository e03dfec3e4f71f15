"""Which names and words of an operator can be said at all: one line of text that is not blank.

A line break would tear a text message in two, a blank name would leave a hole in a sentence.
Such a value is refused when the operator's data is loaded, and never spoken where it is on record already.
"""

import unicodedata
from collections.abc import Iterator

from intera.model.operator import Operator
from intera.model.service import WordsIn

_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_BLANK = "is blank; give a name"
_BROKEN = "holds a line break or a control sign; write it on one line"


def one_line(value: str) -> str:
    """A value as it can be said inside a sentence.

    Args:
        value: as the operator wrote it.

    Returns:
        The value without blanks around it; empty where it has no letter or figure, or holds a line break.
    """
    words = value.strip()
    is_broken = any(unicodedata.category(sign) in _BREAKS for sign in words)
    return "" if is_broken or _is_blank(words) else words


def _is_blank(value: str) -> bool:
    return not any(sign.isalnum() for sign in value)


def unspeakable_values(operator: Operator) -> Iterator[tuple[str, str]]:
    """Every name or sentence of an operator that cannot be said, with what to do.

    Args:
        operator: as its files say.

    Returns:
        The entry, dotted from the top of the data, and the problem; nothing when all can be said.
    """
    names = [("name", operator.name)]
    for what, entries in (
        ("services", operator.services),
        ("regions", operator.regions),
        ("symptoms", operator.symptoms),
        ("partners", operator.partners),
        ("accounts", operator.accounts),
    ):
        names += [(f"{what}[{number}].name", entry.name) for number, entry in enumerate(entries)]
    for where, value in names:
        if _is_blank(value):
            yield where, _BLANK
        elif one_line(value) != value.strip():
            yield where, _BROKEN
    for where, value in _sentences(operator):
        if value and not one_line(value):
            yield where, "is blank; leave it out, or give the words" if _is_blank(value) else _BROKEN


def _sentences(operator: Operator) -> Iterator[tuple[str, str]]:
    for number, service in enumerate(operator.services):
        where = f"services[{number}]"
        yield f"{where}.spoken_name", service.spoken_name
        yield f"{where}.still_works", service.still_works
        yield from _in_other_languages(where, service.words_in)
    for number, symptom in enumerate(operator.symptoms):
        where = f"symptoms[{number}]"
        yield f"{where}.adjective", symptom.adjective
        yield f"{where}.experience", symptom.experience
        yield from _in_other_languages(where, symptom.words_in)


def _in_other_languages(where: str, spoken: tuple[WordsIn, ...]) -> Iterator[tuple[str, str]]:
    for number, words in enumerate(spoken):
        for key in ("spoken_name", "still_works", "experience"):
            value: str = getattr(words, key)
            yield f"{where}.words_in[{number}].{key}", value
