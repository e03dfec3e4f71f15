"""What does a remedy pay: a share of a charge, days of it, money, or the greater of such.

Source: notes on SLA engines C1 (remedy, unit, amount); TKG section 58 (greater of a sum and a share).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import cast

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import parse_number, parse_share, plain


class PayKind(StrEnum):
    """In what a payment is stated."""

    DAYS = "days"
    GREATER_OF = "greater_of"
    HOURS = "hours"
    LESSER_OF = "lesser_of"
    MONEY = "money"
    MONTHS = "months"
    NOTHING = "nothing"
    RATE = "rate"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Pay:
    """One payment; `name` is the currency of money or the rate it refers to."""

    kind: PayKind
    value: Fraction = Fraction(0)
    name: str = ""
    choices: tuple["Pay", ...] = ()

    def __str__(self) -> str:
        """As a person reads it."""
        if self.kind is PayKind.NOTHING:
            return "nothing"
        if self.kind is PayKind.RATE:
            return f"the rate {self.name!r}"
        if self.choices:
            return f"the {self.kind.replace('_', ' ')} {' and '.join(str(each) for each in self.choices)}"
        if self.kind is PayKind.SHARE:
            return f"{plain(self.value * 100)}%"
        unit = self.name if self.kind is PayKind.MONEY else self.kind.value
        return f"{plain(self.value)} {unit if self.value != 1 else unit.removesuffix('s')}"


_UNITS = {"day": PayKind.DAYS, "hour": PayKind.HOURS, "month": PayKind.MONTHS}


def parse_pay(raw: object) -> Pay:
    """A payment: "10%", "1 day", "2 months", "5.00 EUR", "@rate", "nothing", or {greater_of: [...]}.

    Raises:
        UnreadableTermError: it is none of these.
    """
    if raw == "nothing":
        return Pay(PayKind.NOTHING)
    if isinstance(raw, Mapping):
        return _choice(cast("Mapping[object, object]", raw))
    if isinstance(raw, str):
        text = raw.strip()
        if text.endswith("%"):
            return Pay(PayKind.SHARE, parse_share(text))
        if text.startswith("@"):
            return Pay(PayKind.RATE, name=text[1:])
        if match := re.fullmatch(r"(\S+) (day|hour|month)s?", text):
            return Pay(_UNITS[match.group(2)], parse_number(match.group(1)))
        if match := re.fullmatch(r"(\S+) ([A-Z]{3})", text):
            return Pay(PayKind.MONEY, parse_number(match.group(1)), match.group(2))
    raise UnreadableTermError(
        f"{raw!r} is no payment; write it with its unit, for instance 10%, 1 day, 5.00 EUR, @rate or nothing"
    )


def _choice(raw: Mapping[object, object]) -> Pay:
    for kind in (PayKind.GREATER_OF, PayKind.LESSER_OF):
        listed = raw.get(kind.value)
        if len(raw) == 1 and isinstance(listed, list | tuple) and len(cast("Sequence[object]", listed)) > 1:
            return Pay(kind, choices=tuple(parse_pay(each) for each in cast("Sequence[object]", listed)))
    raise UnreadableTermError("a payment with a choice is written {greater_of: [5.00 EUR, 10%]} or {lesser_of: [...]}")
