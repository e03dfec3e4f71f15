"""What betrays itself by its shape: ticket numbers, addresses, device names, counts, promised times.

Every pattern reads the folded text: lower case, look-alikes already turned into plain letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import ALWAYS

_HIGH_PERCENT = 75
_WHO = (
    r"(?:customers|users|subscribers|lines|accounts|homes|premises|households|businesses|people|persons|sites"
    r"|sessions)"
)
_OF_WHOM = (
    r"(?:of\s+)?(?:our\s+|all\s+|the\s+)?"
    r"(?:(?:affected|business|mobile|broadband|residential|private|home|wholesale|more)\s+){0,2}"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}|\d{1,2}\s?[ap]\.?m\b|noon\b|midnight\b|\d{1,3}\s+(?:minutes?|hours?|mins?|hrs?)\b)"


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern; it is only tried where its quicker `hint` (None: always) finds something."""

    rule: str
    level: GuardLevel
    reason: str
    pattern: re.Pattern[str]
    hint: re.Pattern[str] | None = None
    until_percent: int = ALWAYS
    then: GuardLevel | None = None

    def level_at(self, confidence_percent: int) -> GuardLevel | None:
        """How strict the pattern is at a confidence; None when it has nothing to say."""
        return self.level if confidence_percent < self.until_percent else self.then

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """Where the pattern stands in a folded text."""
        if self.hint is not None and self.hint.search(folded) is None:
            return iter(())
        return self.pattern.finditer(folded)


_TICKET = "Ticket or change number. Remove."
_ADDRESS = "Address of equipment. Remove."
_DEVICE = "Name of a device, port or system. Remove."
_COUNT = "Customer numbers are internal. Say some customers."
_MARKUP = "Markup or an escape code. Write plain words."
_MUST, _CHECK = GuardLevel.MUST_CHANGE, GuardLevel.CHECK

SHAPES: tuple[Shape, ...] = (
    Shape(
        "ticket",
        _MUST,
        _TICKET,
        re.compile(
            r"\b(?:inc|chg|prb|ritm|req|task|sctask|tkt|tt|wo|crq|cr|sr|rfc|case|ticket|incident)[-_# ]{0,3}\d{3,}\b"
            r"|\b[a-z]{2,10}-\d{3,}\b"
        ),
    ),
    Shape(
        "address",
        _MUST,
        _ADDRESS,
        re.compile(
            r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\d.]*\d)"
            r"|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}\b"
            r"|\b(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})?|\b[0-9a-f]{1,4}::(?:[0-9a-f]{1,4}\b)?"
        ),
        hint=re.compile(r"\d\.\d|:[0-9a-f]{0,4}:|-[0-9a-f]{2}-|\.[0-9a-f]{4}\."),
    ),
    Shape(
        "device",
        _MUST,
        _DEVICE,
        re.compile(
            r"(?<![a-z0-9-])[a-z]{2}[a-z0-9]{0,20}-[a-z0-9]{1,20}-[a-z0-9-]{0,20}\d[a-z0-9]{0,9}\b"
            r"|(?<![a-z0-9-])[a-z-]{1,30}\d{1,9}\.[a-z-]{1,30}\d{1,9}\b"
            r"|(?<![a-z0-9.-])(?=[a-z0-9.-]{0,60}\d)[a-z][a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){2,6}\b(?<=[a-z])"
            r"|(?<![a-z0-9.-])[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,5}\.(?:local|internal|lan|corp|intra|localdomain)\b"
            r"|(?<![a-z0-9])[a-z]{1,24}-?\d{1,4}/\d{1,4}(?:/\d{1,4}){0,4}(?:[.:]\d{1,6})?\b"
            r"|\b(?:(?:gigabit|fast|hundredgig\w?|tengig\w?)?ethernet|vlan|loopback|port-channel)[- ]?\d+\b"
            r"|%[a-z0-9_]{1,40}-\d-[a-z0-9_]{1,40}|\b[a-z_]{1,40}\[\d{1,9}\]:|\bpid=\d{1,9}"
        ),
        hint=re.compile(r"-[a-z0-9]+-|\.[a-z0-9-]|/\d|%[a-z]|\[\d|pid=|vlan|ethernet|loopback|port-channel"),
    ),
    Shape(
        "customer_numbers",
        _MUST,
        _COUNT,
        re.compile(
            rf"(?<![\d:/.,])\d(?:[\d,. ]{{0,12}}\d)?\s?(?:k|m|thousand|million)?(?:\s?(?:%|percent|per cent))?"
            rf"\s+{_OF_WHOM}{_WHO}\b"
            rf"|\b\d{{1,9}}\s?(?:%|percent\b|per cent\b)\s+of\s+(?:\w+\s+){{0,2}}{_WHO}\b"
            rf"|\b\d{{1,9}}\s+(?:in|out of)\s+(?:every\s+)?\d{{1,9}}\s+{_OF_WHOM}{_WHO}\b"
        ),
    ),
    Shape(
        "fixed_time",
        _MUST,
        "Fixed promise, but the confidence does not carry it. Say we expect, without a clock time.",
        re.compile(
            r"\b(?:will|expect\w*|should|going to|aim\w*|estimated?|due)\b(?:(?!update)[^.!?\n]){0,60}?"
            r"\b(?:restor\w+|fix\w*|back|resolv\w+|normal|recover\w*|repair\w*|complete\w*|return\w*|work\w*)\b"
            rf"(?:(?!update)[^.!?\n]){{0,40}}?\b(?:by|before|at|until|around|than|within|in)\s+(?:about\s+)?{_CLOCK}"
        ),
        until_percent=_HIGH_PERCENT,
        then=_CHECK,
    ),
    Shape(
        "contact",
        _CHECK,
        "An address. Is it meant for customers?",
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}\.\w|\bhttps?://\S{1,300}|(?<![a-z0-9.-])[a-z][a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){2,6}\b(?<=[a-z])"
        ),
        re.compile(r"@|://|\.[a-z0-9-]"),
    ),
    Shape(
        "markup",
        _MUST,
        _MARKUP,
        re.compile(
            r"</?(?!https?:)[a-z!][^>\n]{0,200}>?|<\d+>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});"
            r"|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|(?:%[0-9a-f]{2}){2}"
        ),
        re.compile(r"[<&\\%]"),
    ),
)
