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
# Counts in words: "forty thousand people". A few people or lines are no count of customers.
_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_MANY = r"(?:twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?)"
_OF_WHOM = (
    r"(?:of\s+)?(?:our\s+|all\s+|the\s+)?"
    r"(?:(?:affected|business|mobile|broadband|residential|private|home|wholesale|more)\s+){0,2}"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}|\d{1,2}\s?[ap]\.?m\b|noon\b|midnight\b|\d{1,3}\s+(?:minutes?|hours?|mins?|hrs?)\b)"


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern; it is only tried where its quicker `hint` (None: always) finds something.

    `reads_links` False keeps it from what stands inside links, `unless` from sentences that hold that.
    """

    rule: str
    level: GuardLevel
    reason: str
    pattern: re.Pattern[str]
    hint: re.Pattern[str] | None = None
    until_percent: int = ALWAYS
    then: GuardLevel | None = None
    reads_links: bool = True
    unless: re.Pattern[str] | None = None

    def level_at(self, confidence_percent: int) -> GuardLevel | None:
        """How strict the pattern is at a confidence; None when it has nothing to say."""
        return self.level if confidence_percent < self.until_percent else self.then

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """Where the pattern stands in a folded text."""
        if self.hint is not None and self.hint.search(folded) is None:
            return iter(())
        if not self.reads_links and "://" in folded:
            folded = without_links(folded)
        return (match for match in self.pattern.finditer(folded) if not self._is_excused(folded, match))

    def _is_excused(self, folded: str, match: re.Match[str]) -> bool:
        if self.unless is None:
            return False
        begin = max(folded.rfind(end, 0, match.start()) for end in (". ", "! ", "? ", "\n"))
        after = _SENTENCE_END.search(folded, match.end())
        return self.unless.search(folded, begin + 1, after.start() if after else len(folded)) is not None


# The best known beginnings of ticket numbers are told even when pulled apart.
_PREFIXES = ("inc", "chg", "prb", "ritm", "tkt")
_APART = r"[^\w\n]{0,3}_?"
# An address may be written with its points in brackets, with other signs, or as words.
_PART = r"(?:25[0-5]|2[0-4]\d|1?\d{1,2})"
_POINT = r"(?:\s?(?:\.|\[\.\]|\(\.\)|\{\.\})\s?|\s?[\u00b7\u2022_*~|]\s?|,(?! )|\s?[\[(]?\bdot\b[\])]?\s?)"

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
# Of links what they hold is their own spelling.
_LINK = re.compile(r"\bhttps?://[^\s<>\"]{1,2000}")


def without_links(folded: str) -> str:
    """A folded text with its links blanked out, everything else where it was."""
    return _LINK.sub(lambda match: " " * len(match.group()), folded)


_TICKET = "Ticket or change number. Remove."
_ADDRESS = "Address of equipment. Remove."
_DEVICE = "Name of a device, port or system. Remove."
_COUNT = "Customer numbers are internal. Say some customers."
_MARKUP = "Markup or an escape code. Write plain words."
_MUST, _CHECK = GuardLevel.MUST_CHANGE, GuardLevel.CHECK

# What the search for words reads over.
MARKED_UP = re.compile(r"</?(?!https?:)[a-z!][^>\n]{0,200}>|\[/?[a-z]{0,8}\]")

SHAPES: tuple[Shape, ...] = (
    Shape(
        "ticket",
        _MUST,
        _TICKET,
        re.compile(
            rf"\b(?:{'|'.join(_APART.join(prefix) for prefix in _PREFIXES)}){_APART}(?:\d{_APART}){{3,}}\d(?!\w)"
            r"|\b(?:inc|chg|prb|ritm|req|task|sctask|tkt|tt|wo|crq|cr|sr|rfc|case|ticket|incident)[-_# ]{0,3}\d{3,}\b"
            r"|(?<![\w.-])(?=[a-z0-9|]{0,9}[a-z])[a-z0-9|]{2,10}(?<![a-z]v)\d{5,}(?![\w.-]*[a-z])"
            r"|(?<![\w.-])(?=[a-z0-9|]{0,5}[a-z])(?=\w*\d\w*-)[a-z0-9]{2,6}-\d{3,}\b"
            r"|\bcase(?:\W{1,3}\w{1,8}){0,5}?\W{1,3}\d{4,}\b"
            r"|\b(?!iso-|cve-|(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4])-)[a-z]{2,10}-\d{3,}\b"
        ),
    ),
    Shape(
        "address",
        _MUST,
        _ADDRESS,
        re.compile(
            r"(?<![\d.])\d{1,4}(?:\.\d{1,4}){3}(?:/\d{1,2})?(?!\d)|\b(?:[0-9a-f]{2,8}:){5}[0-9a-f]{2,8}\b|"
            rf"(?<![\d.]){_PART}(?:{_POINT}{_PART}){{3}}(?:/\d{{1,2}})?(?![\d.]*\d)"
            r"|(?<![a-z0-9.])(?=[oil.]{0,12}\d)[0-9oil]{1,3}(?:\.[0-9oil]{1,3}){3}(?![a-z0-9.]*[a-z0-9])"
            r"|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}\b"
            r"|\b(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})?|\b[0-9a-f]{1,4}::(?:[0-9a-f]{1,4}\b)?"
        ),
        hint=re.compile(
            rf"\d{_POINT}\d|[oil]\.[0-9oil]|"
            r":[0-9a-f]{0,4}:|-[0-9a-f]{2}-|\.[0-9a-f]{4}\."
        ),
    ),
    Shape(
        "device",
        _MUST,
        _DEVICE,
        re.compile(
            r"(?<![a-z0-9-])(?!cve-)[a-z]{2}[a-z0-9]{0,20}-[a-z0-9]{1,20}-[a-z0-9-]{0,20}\d[a-z0-9]{0,9}\b"
            r"|(?<![a-z0-9-])[a-z-]{1,30}\d{1,9}\.[a-z-]{1,30}\d{1,9}\b"
            r"|(?<![a-z0-9.-])(?!v\d)(?=[a-z0-9.-]{0,60}\d)[a-z][a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){2,6}\b(?<=[a-z])"
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
            rf"|\b(?:{_FEW}[\s-]+|a\s+)?{_MANY}[\s-]+(?:(?:and\s+)?(?:{_FEW}|{_MANY})[\s-]+){{0,6}}{_OF_WHOM}{_WHO}\b"
            rf"|\b{_FEW}\s+{_OF_WHOM}(?:customers|users|subscribers|households|homes)\b"
        ),
    ),
    Shape(
        "fixed_time",
        _MUST,
        "Fixed promise, but the confidence does not carry it. Say we expect, without a clock time.",
        re.compile(
            r"(?<!work )(?<!works )(?<!maintenance )(?<!upgrade )"
            r"\b(?:will|expect\w*|should|going to|aim\w*|estimated?|due)\b"
            r"(?:(?!update|maintenance|\bworks?\b)[^.!?\n]){0,60}?"
            r"\b(?:restor\w+|fix\w*|back|resolv\w+|normal|recover\w*|repair\w*|complete\w*|return\w*|working)\b"
            rf"(?:(?!update|maintenance|\bworks?\b)[^.!?\n]){{0,40}}?\b(?:by|before|at|until|around|than|within|in)\s+(?:about\s+)?{_CLOCK}"
        ),
        until_percent=_HIGH_PERCENT,
        then=_CHECK,
        unless=re.compile(
            r"\b(?:planned|scheduled)\s+(?:\w+\s+)?(?:works?|maintenance|upgrades?|updates?)\b|\bmaintenance\b"
        ),
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
            r"(?<=[a-z0-9])(?:</?(?!https?:|br\b|p\b|/p\b)[a-z!][^>\n]{0,200}>)+(?=[a-z0-9])"
            r"|<(?:!|/?(?:script|style|iframe|object|embed|img|svg|form|input|link|meta|base|template)\b)[^>\n]{0,200}>?"
            r"|<\d+>|&#\d+;?|&#x[0-9a-f]+;?|&[a-z]{2,8};"
            r"|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|(?:%[0-9a-f]{2}){2}|(?<![0-9])%[2-7][0-9a-f](?=[a-z])|(?<=[a-z])%[2-7][0-9a-f]"
            r"|(?<=[a-z0-9])(?:\[/?[a-z]{0,8}\])+(?=[a-z0-9])"
        ),
        re.compile(r"[<&\\%\]]"),
        reads_links=False,
    ),
    Shape(
        "markup",
        _MUST,
        "Does something when it is shown, copied or opened. Write plain words.",
        re.compile(
            r"(?<![a-z])(?:javascript|vbscript|data:[a-z]+/[a-z0-9.+-]+|file)\s*:\s*\S|(?<![\w.])@(?:everyone|here|channel|all)\b"
            r"|<(?:!(?:here|channel|everyone)|[@#!]\w)|(?:^|(?<=[\s\"',;|\t]))[=+@][a-z][a-z.]{1,30}\("
            r"|(?:^|(?<=[\n\t;]))=\s*[a-z(]|(?<![\w=])=cmd\b|\{\{[^}\n]{0,200}\}?\}?|\$\{[^}\n]{0,200}\}?"
        ),
        re.compile(r"[@=(\[{:]"),
    ),
    Shape(
        "markup",
        _CHECK,
        "Markup, which no channel shows as such. Write plain words.",
        re.compile(r"</?(?!https?:)[a-z][^>\n]{0,200}>|!?\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)"),
        re.compile(r"<|\]\("),
    ),
)
