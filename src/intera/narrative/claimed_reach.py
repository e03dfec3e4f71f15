"""Does a person's own text claim more or less than the facts: another place, the whole country, no trouble at all.

A region counts in small letters too. A region may be called North, and a sentence may look north: such a name
in small letters counts only where a word before it makes it a place.
Source: issue 4, section 4 (named slots bound to facts).
"""

import re
from collections.abc import Iterable, Sequence

from intera.model.incident import Lifecycle
from intera.model.narrative import SlotFact
from intera.model.operator import Operator

Span = tuple[int, int]
_DIRECTIONS = frozenset({"north", "south", "east", "west", "central", "centre", "center", "capital", "mitte"})
_DIRECTIONS_DE = frozenset({"nord", "süd", "ost", "norden", "süden", "osten", "westen", "hauptstadt"})
_AT = (
    r"\b(?:in|across|around|at|from|near|throughout|outside|inside|within|im|aus|bei)"
    r"(?:\s+(?:the|all\s+of|der|dem|den))?\s+"
)
_EVERYWHERE = re.compile(
    r"\b(?:the\s+)?(?:whole|entire)\s+(?:country|nation|network|region|island)\b|\b(?:nation|country)[\s-]?wide\b"
    r"|\beverywhere\b|\b(?:all|every)\s+(?:(?:of\s+)?(?:the|our)\s+)?(?:regions?|areas?|places?|parts\s+of\s+the\s+country)\b"
    r"|\ball\s+(?:over|across)\s+the\s+country\b"
    r"|\b(?:im\s+)?(?:ganzen?|gesamten?)\s+(?:Land|Netz|Region)\b|\b(?:landes|bundes)weit\w*|\büberall\b"
    r"|\b(?:allen?|jede[rnms]?)\s+(?:Regionen|Gebieten?|Region|Gebiet)\b",
    re.IGNORECASE,
)
_TROUBLE_WORDS = (
    r"slow\w*|affected|impacted|disrupted|interrupted|unavailable|down|limited|troubled|problems?|trouble|issues?"
    r"|langsam\w*|gestört|betroffen|beeinträchtigt|eingeschränkt|unterbrochen"
)
_TROUBLE = r"(?:trouble|problems?|issues?|disruptions?|faults?|Störung(?:en)?|Probleme?)"
# Between these a sentence speaks of one thing.
_CLAUSE = re.compile(r"[^.!?;,\n]+")
_NEW_SUBJECT = re.compile(r"\b(?:but|while|whereas|and|aber|und|während)\b", re.IGNORECASE)


def unstated_places(text: str, facts: Sequence[SlotFact], operator: Operator) -> tuple[Span, ...]:
    """Where a text names a region, or all of them, that no fact names.

    Args:
        text: a person's own words.
        facts: what may be said now.
        operator: whose regions are places of ours.

    Returns:
        The places in the text, in order.
    """
    spoken = " ".join(fact.text for fact in facts).casefold()
    found: list[Span] = []
    for region in operator.regions:
        name = rf"(?<!\w){re.escape(region.name)}(?!\w)"
        if not region.name.strip() or re.search(name.casefold(), spoken):
            continue
        found += [match.span() for match in re.finditer(name, text)]
        is_direction = region.name.casefold() in _DIRECTIONS | _DIRECTIONS_DE
        before = _AT if is_direction else ""
        found += [match.span("name") for match in re.finditer(rf"{before}(?P<name>{name})", text, re.IGNORECASE)]
    found += [match.span() for match in _EVERYWHERE.finditer(text) if match.group().casefold() not in spoken]
    return tuple(sorted(set(found)))


def denials(text: str, facts: Sequence[SlotFact], operator: Operator) -> Iterable[Span]:
    """Where a text says that what the facts state is not so, while the trouble lasts.

    Args:
        text: a person's own words.
        facts: what may be said now.
        operator: whose catalogue names the service.

    Returns:
        The clauses that deny it, from the service's name on; none once service is restored.
    """
    by_slot = {fact.slot: fact.text for fact in facts}
    if by_slot.get("stage") != Lifecycle.ACTIVE.value or "service" not in by_slot:
        return
    spoken = by_slot["service"]
    names = {
        spoken,
        *(
            one.name
            for one in operator.services
            if spoken.casefold() in (one.name.casefold(), one.spoken_name.casefold())
        ),
    }
    service = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    own = [re.escape(word) for word in by_slot.get("trouble", "").replace(spoken, "").split() if len(word) > 2]  # noqa: PLR2004 - "or", "no"
    denied = re.compile(
        rf"\b(?:{service})\b.*?(?:\b(?:not|never|no\s+longer|nicht|kein\w*)\b|n't\b)(?:\s+\w+){{0,4}}?\s+"
        rf"(?:{'|'.join([_TROUBLE_WORDS, *own])})\b"
        rf"|\b(?:no|not\s+any|keine?)\s+{_TROUBLE}\s+(?:with|on|for|in|of|mit|bei|beim)\s+(?:\w+\s+)?(?:{service})\b"
        rf"|\b(?:{service})\b(?:\s+(?:in|im)\s+[\w ]+?)?"
        rf"\s+(?:works|is\s+working|is\s+running|is|funktioniert|läuft|ist)\s+"
        rf"(?:as\s+usual|normally|normal|fine|well|okay|ok|wie\s+gewohnt|normal|einwandfrei)\b",
        re.IGNORECASE,
    )
    for part in _CLAUSE.finditer(text):
        begin = part.start()
        for end in [*(match.start() for match in _NEW_SUBJECT.finditer(text, *part.span())), part.end()]:
            if match := denied.search(text[begin:end]):
                yield begin + match.start(), begin + match.end()
            begin = end
