"""Which times does a person's own text state that no fact does: on the clock, in so many hours, tonight.

Every form of a time counts that the reader of public promises knows, told or promised alike; a vague time
may be said only in the words of a fact.
Source: issue 4, section 4 (named slots bound to facts); PRODUCT rule C.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from intera.coordination.find_times import find_times, plain
from intera.coordination.local_time import instant_of
from intera.coordination.promised_time import PROMISE_LANGUAGES
from intera.coordination.time_words import TimePhrase
from intera.model.narrative import SlotFact

_CLOCK = re.compile(
    r"(?<![\w:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?![\d])|(?=\s*(?:[ap]\.?\s?m\b|uhr\b)))"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b)?",
    re.IGNORECASE,
)
_HOURS = 24
_NOON_H = 12
_DAY_MIN = 1440
_WEEK = timedelta(days=7)
_HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
# Ends without a clock or a day that the reader of promises knows.
_VAGUE = re.compile(
    r"\b(?:"
    r"(?:in|within|over)\s+the\s+(?:next|coming)\s+(?:(?:few|couple\s+of)\s+)?(?:minutes|hours|days|weeks)"
    rf"|(?:by|at|before|until|around|about|past)\s+(?:{_HOUR_WORDS})(?!\s+(?:of|o'?\s?clock|percent|\w+s)\b)"
    r"|(?:this|next|coming)\s+(?:week|weekend|month)"
    r"|(?:tea|lunch|dinner|supper|bed)[\s-]?time"
    r"|in\s+den\s+nächsten\s+(?:Minuten|Stunden|Tagen|Wochen)"
    r"|(?:diese|nächste|kommende)\s+Woche|am\s+Wochenende|(?:zum|bis)\s+Feierabend"
    r")\b",
    re.IGNORECASE,
)
# Behind one of these "today" is an end, not the day of the trouble.
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|shall|should|again|back|by|expect\w*|later|until|before|restored|fixed|wieder|bis|wird|werden|später)\b",
    re.IGNORECASE,
)
_ENDS = frozenset({"eta", "eta_soft", "next_update", "timeframe_due"})
_SENTENCE_END = re.compile(r"[.!?;\n](?=\s|$)")

Span = tuple[int, int]


def unstated_times(text: str, facts: Sequence[SlotFact], *, at: datetime, zone: str, language: str) -> tuple[Span, ...]:
    """Where a text states a time that no fact states.

    Args:
        text: a person's own words.
        facts: what may be said now.
        at: the instant it is told; spans and days count from here.
        zone: the operator's IANA zone.
        language: two letters.

    Returns:
        The places, in order; they do not overlap.
    """
    stated = {time for fact in facts for time, _ in _clocks(fact.text)}
    found = [span for time, span in _clocks(text) if time not in stated]
    if language not in PROMISE_LANGUAGES:
        return tuple(found)
    instants = {
        instant
        for fact in facts
        for phrase in find_times(plain(fact.text), language)
        for instant in _instants(phrase, at, zone)
    }
    minutes = {hour * 60 + minute for hour, minute in stated}
    read = plain(text)
    known: list[Span] = []
    for phrase in find_times(read, language):
        known.append((phrase.start, phrase.end))
        shared = instants.intersection(_instants(phrase, at, zone))
        is_marked = any(_overlap(known[-1], span) for span in found)
        if not is_marked and not _is_stated(phrase, minutes, shared) and not _is_said(read, phrase, facts):
            found.append(known[-1])
    for match in _VAGUE.finditer(text):
        if not any(_overlap(match.span(), span) for span in (*known, *found)) and not _is_in(match.group(), facts):
            found.append(match.span())
    return tuple(sorted(found))


def _is_stated(phrase: TimePhrase, minutes: set[int], shared: set[datetime]) -> bool:
    """Whether a fact states the instant, or, where only a clock is named, that time of a day."""
    if shared:
        return True
    if phrase.clock is None or phrase.day is not None or phrase.zone:
        return False
    minute = phrase.clock.minute_of_day % _DAY_MIN
    half = _DAY_MIN // 2
    return minute in minutes or (phrase.clock.is_half_day and any(one % half == minute % half for one in minutes))


def _is_said(text: str, phrase: TimePhrase, facts: Sequence[SlotFact]) -> bool:
    """Whether a fact says it in the same words; what looks ahead rests on a fact that does."""
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, 0, phrase.start)), default=0)
    looks_ahead = _LOOKS_AHEAD.search(text, begin, phrase.start) is not None
    told = [fact for fact in facts if fact.slot in _ENDS] if looks_ahead else facts
    return phrase.clock is None and phrase.span_s is None and _is_in(text[phrase.start : phrase.end], told)


def _is_in(words: str, facts: Iterable[SlotFact]) -> bool:
    wanted = f" {' '.join(words.casefold().split())} "
    return any(wanted in f" {' '.join(fact.text.casefold().split())} " for fact in facts)


def _instants(phrase: TimePhrase, at: datetime, zone: str) -> set[datetime]:
    """The instants a phrase may mean: to come, or, of a weekday, the one past."""
    told = [at, at - _WEEK] if phrase.day is not None and phrase.day.weekday is not None else [at]
    found = (instant_of(phrase, posted_at=one, zone=zone) for one in told)
    return {instant for instant in found if instant is not None}


def _clocks(text: str) -> Iterable[tuple[tuple[int, int], Span]]:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["half"] or "").casefold()
        if half and hour <= _NOON_H:
            hour = hour % _NOON_H + (_NOON_H if half == "p" else 0)
        if hour < _HOURS:
            yield (hour, minute), match.span()


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
