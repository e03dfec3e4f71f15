"""Which times does a public text promise: of its next update, of service being back.

A promise needs words of its own near the time: "next update by 16:00", "expected to be restored by 6 pm". A
time that is only told is none: when it began, since when it is over, when works are planned. Nor is one
without a time on the clock: "shortly", "in a few hours". What each time means is read by the rules in `local_time`.

Source: PRODUCT rule C; issue 4, section 10.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from re import IGNORECASE, Match
from re import compile as pattern

from intera.coordination.find_times import find_times, plain
from intera.coordination.local_time import instant_of
from intera.coordination.promise_cues import CUES, Cues
from intera.coordination.sentence_ends import sentences_of
from intera.coordination.time_words import TimePhrase

_RHYTHM = pattern(r"(?:every|each|alle|jede|(?:half-)?hourly|stündlich)\b", IGNORECASE)
_IN_RHYTHM = pattern(r"\b(?:once|twice|per|einmal|zweimal|pro)\s*$", IGNORECASE)
_NEXT_OF_RHYTHM = pattern(
    r"^\W*(?:(?:and|und|with|our|your|the|das|die|der|den)\s+){0,3}(?:next|nächste\w*|starting|beginning|beginnend|from|ab)\b",
    IGNORECASE,
)
_AFTERWARDS = pattern(
    r"\W*(?:(?:and|und)\s+)?(?:then|thereafter|afterwards|after\s+that|dann|danach|anschließend)\b", IGNORECASE
)
_RANGE_WORD = pattern(r"\b(?:from|von)\s*$", IGNORECASE)
_OPENS_WITH_DAY = pattern(r"\W*(?:(?:then|and|on|am|und|dann)\s+)*", IGNORECASE)
_NEW_TOPIC = pattern(r"[,:].*\b(?:next|nächste\w*)\b", IGNORECASE)
_DAY_AND_CLOCK = 2
PROMISE_LANGUAGES = tuple(CUES)


class PromiseKind(StrEnum):
    """What is promised: to tell more, or that service is back."""

    NEXT_UPDATE = "next_update"
    RESTORATION = "restoration"


class UnknownLanguageError(ValueError):
    """Promises cannot be read in a language."""

    def __init__(self, language: str) -> None:
        """Names the language."""
        known = ", ".join(PROMISE_LANGUAGES)
        super().__init__(f"promised times cannot be read in {language!r}; give one of {known}")


class NaiveTimeError(ValueError):
    """A time of posting has no zone."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("the time of posting has no zone; give an aware time")


_Found = tuple[PromiseKind, Match[str]]


@dataclass(frozen=True, slots=True)
class PromisedTime:
    """One promised time: the instant in UTC, the words it stands in and where, and what is promised by then.

    `is_range_end` says that a range was stated and this is its later end: only then is it broken.
    """

    at: datetime
    words: str
    start: int
    end: int
    kind: PromiseKind
    is_range_end: bool = False


def promised_times(text: str, *, posted_at: datetime, zone: str, language: str) -> tuple[PromisedTime, ...]:
    """The times a public text promises, in reading order.

    Args:
        text: as published.
        posted_at: when, aware.
        zone: IANA zone of those who wrote it, for times that name none.
        language: "en" or "de".

    Returns:
        The promises; empty where none is made. A date stated in full is taken as written, though it has passed. The
        same instant named in two zones is one promise.

    Raises:
        UnknownLanguageError: promises cannot be read in that language.
        NaiveTimeError: `posted_at` has no zone.
    """
    if language not in CUES:
        raise UnknownLanguageError(language)
    if posted_at.tzinfo is None:
        raise NaiveTimeError
    read = plain(text)
    phrases = find_times(read, language)
    found: list[PromisedTime] = []
    for start, end in sentences_of(read, phrases):
        inside = _with_opening_day([phrase for phrase in phrases if start <= phrase.start < end], read, start)
        for phrase, kind, before in _kinds(read[start:end], start, inside, CUES[language]):
            at = instant_of(phrase, posted_at=posted_at, zone=zone)
            if at is None or any(one.kind is kind and one.at == at and one.start >= start for one in found):
                continue
            if found and _AFTERWARDS.match(f"{before}{read[phrase.end : end]}") and _is_rhythm(read, phrase.start):
                continue  # "at 16:00, then every hour": the first of them is the one named
            # "Every hour. The next is at 16:00": the next time makes the rhythm exact.
            if found and _is_rhythm(read, found[-1].start) and _NEXT_OF_RHYTHM.search(before):
                found.pop()
            words = text[phrase.start : phrase.end]
            found.append(PromisedTime(at, words, phrase.start, phrase.end, kind, phrase.is_range_end))
    return tuple(found)


def _is_rhythm(text: str, start: int) -> bool:
    """Whether the time that starts there is one that comes again and again."""
    return _RHYTHM.match(text, start) is not None or _IN_RHYTHM.search(text, max(0, start - 20), start) is not None


def _with_opening_day(phrases: list[TimePhrase], text: str, start: int) -> list[TimePhrase]:
    """The day that opens a sentence is the day of the clock time in it: "Tomorrow we will update you at 9:00"."""
    if len(phrases) < _DAY_AND_CLOCK:
        return phrases
    first, second = phrases[:_DAY_AND_CLOCK]
    between = text[first.end : second.start]
    if first.day is None or first.clock is not None or second.clock is None or second.day is not None:
        return phrases
    if not first.day.days_ahead and first.day.part_ends_hour is None and first.day.weekday is None and not first.day.on:
        return phrases
    if _OPENS_WITH_DAY.fullmatch(text, start, first.start) is None or _NEW_TOPIC.search(between):
        return phrases
    return [replace(second, day=first.day), *phrases[_DAY_AND_CLOCK:]]


def _kinds(
    sentence: str, offset: int, phrases: list[TimePhrase], cues: Cues
) -> list[tuple[TimePhrase, PromiseKind, str]]:
    """What each time of one sentence is promised for, with the words before it; those it only tells of are left out."""
    found: list[tuple[TimePhrase, PromiseKind, str]] = []
    last: PromiseKind | None = None
    begin = 0
    for number, phrase in enumerate(phrases):
        before = sentence[begin : phrase.start - offset]
        following = phrases[number + 1].start - offset if number + 1 < len(phrases) else len(sentence)
        after = sentence[phrase.end - offset : following]
        last = _kind_of(phrase, (before, after, sentence), cues, last)
        # "The update planned for 14:00 has been moved to 15:00": only the later one still holds.
        if last is not None and not cues.withdraws.match(after):
            found.append((phrase, last, before))
        begin = phrase.end - offset
    return found


def _kind_of(
    phrase: TimePhrase, around: tuple[str, str, str], cues: Cues, last: PromiseKind | None
) -> PromiseKind | None:
    """What one time is promised for; `last` is what the time before it in the sentence is promised for."""
    before, after, sentence = around
    if phrase.is_range_end:
        before = _RANGE_WORD.sub("", before)
    follows = last is not None and (cues.goes_on.fullmatch(before) or cues.withdraws.fullmatch(before))
    if phrase.span_s is None and cues.heads.search(before):
        return None
    if cues.tells_only.search(before):
        return last if last is not None and _NEXT_OF_RHYTHM.fullmatch(before) else None
    kind = _kind(before, after, sentence, cues)
    return last if kind is None and follows else kind


def _kind(before: str, after: str, sentence: str, cues: Cues) -> PromiseKind | None:
    if cues.condition.fullmatch(before):
        news = [found for window in (before, after) if (found := _unless_denied(_promised(window, cues), window, cues))]
        return PromiseKind.NEXT_UPDATE if any(kind is PromiseKind.NEXT_UPDATE for kind, _ in news) else None
    # What is told of a time is not undone by a promise behind it: "war um 13 Uhr, die nächste folgt um 15 Uhr".
    is_told = cues.is_over.search(before.rpartition(",")[2]) is not None
    is_open = not is_told if cues.is_verb_last else cues.opens.fullmatch(before)
    for window in (before, f"{before} {after}" if is_open else ""):
        promised = _promised(window, cues) if window == before else _promised_behind(window, cues)
        if (found := _unless_denied(promised, window, cues)) is None:
            continue
        kind = found[0]
        return None if kind is PromiseKind.RESTORATION and cues.is_planned_work.search(sentence) else kind
    return None


def _unless_denied(found: _Found | None, window: str, cues: Cues) -> _Found | None:
    """What was found, but for a denial of those very words: "no ETA yet, next update" denies no update."""
    if found is None:
        return None
    promised = found[1]
    for denial in cues.denies.finditer(cues.not_denials.sub(lambda match: " " * len(match[0]), window)):
        if denial.end() > promised.start() or not cues.new_clause.search(window, denial.end(), promised.start() + 1):
            return None
    return found


def _promised(window: str, cues: Cues) -> _Found | None:
    """The kind whose words stand nearest to the time, that is last, and those words; None where it only tells."""
    told = max((match.end() for match in cues.is_over.finditer(window)), default=0)
    update = max(_news(window, cues), key=lambda match: match.end(), default=None)
    back = None
    if cues.looks_ahead.search(window, told):
        back = max(cues.restoration.finditer(window, told), key=lambda match: match.end(), default=None)
    if update is not None and update.end() > told and (back is None or update.end() >= back.end()):
        return PromiseKind.NEXT_UPDATE, update
    return (PromiseKind.RESTORATION, back) if back is not None and back.end() > told else None


def _promised_behind(window: str, cues: Cues) -> _Found | None:
    """As `_promised`, where the words follow the time: those nearest to it come first."""
    told = min((match.start() for match in cues.is_over.finditer(window)), default=len(window))
    update = min(_news(window, cues), key=lambda match: match.start(), default=None)
    back = cues.restoration.search(window) if cues.looks_ahead.search(window) else None
    if update is not None and update.start() <= told and (back is None or update.start() <= back.start()):
        return PromiseKind.NEXT_UPDATE, update
    return (PromiseKind.RESTORATION, back) if back is not None and back.start() < told else None


def _news(window: str, cues: Cues) -> list[Match[str]]:
    """The words that promise news of the trouble, not an update of software and the like."""
    return list(cues.next_update.finditer(cues.not_news.sub(lambda match: "#" * len(match[0]), window)))
