"""What betrays itself by its shape in German: counts of customers and promised times, beside what no language changes.

Every pattern reads the folded text: lower case, umlauts as plain letters.
"""

import re

from intera.model.narrative import GuardLevel
from intera.narrative.shapes import SHAPES, Shape

_HIGH_PERCENT = 75
_ENGLISH_ONLY = frozenset({"customer_numbers", "fixed_time"})
_WHO = (
    r"(?:kund(?:en|innen)|nutzer(?:n|innen)?|teilnehmer(?:n|innen)?|haushalte[n]?|anschlusse[n]?|betriebe[n]?|personen)"
)
_CLOCK = r"\d{1,2}(?:[:.]\d{2}|\s?uhr)"

SHAPES_DE: tuple[Shape, ...] = (
    *(shape for shape in SHAPES if shape.rule not in _ENGLISH_ONLY),
    Shape(
        "customer_numbers",
        GuardLevel.MUST_CHANGE,
        "Customer numbers are internal. Say some customers.",
        re.compile(
            rf"(?<![\d:/.,])\d(?:[\d,. ]{{0,12}}\d)?\s?(?:tausend|millionen|mio\.?)?(?:\s?(?:%|prozent))?"
            rf"\s+(?:der\s+|unserer\s+|aller\s+|betroffene[nr]?\s+){{0,3}}{_WHO}\b"
        ),
    ),
    Shape(
        "fixed_time",
        GuardLevel.MUST_CHANGE,
        "Fixed promise, but the confidence does not carry it. Say we expect, without a clock time.",
        re.compile(
            rf"\b(?:bis|um|gegen|ab)\s+(?:etwa\s+|ca\.?\s+)?{_CLOCK}(?:(?!mitteilung|stand|melden)[^.!?\n]){{0,60}}?"
            r"\b(?:behoben|wiederhergestellt|wieder|normal|repariert|nutzbar)\b"
        ),
        until_percent=_HIGH_PERCENT,
        then=GuardLevel.CHECK,
    ),
)
