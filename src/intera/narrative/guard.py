"""Is this text safe for its reader: which words must change, which to look at, why, and what instead.

Deterministic, in three steps: reject disguises, fold, match. It reads any text, ours or not, always
after slots were filled. Source: PRODUCT rule E, section 5 item 7 and section 6; design GUIDE section 4.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from copy import copy
from functools import lru_cache

from intera.model.narrative import GuardFinding, GuardLevel
from intera.model.operator import Operator
from intera.narrative.fold import INVISIBLE, LOOK_ALIKE, SPACED, STRAY, Folded, disguises, fold
from intera.narrative.guard_words import guard_words
from intera.narrative.phrase_search import Hit
from intera.narrative.shapes import MARKED_UP
from intera.narrative.vocabulary import hidden_rules, public_names
from intera.narrative.word_rule import WordRule
from intera.narrative.word_searches import ALLOW, ALLOW_NEAR, NAME, NAME_PIECE, language_searches, own_searches

# Words that are ordinary but for digits, signs or stretched letters in them.
IMITATED = "imitated_letters"
_WHY_DISGUISED: Mapping[str, str] = {
    INVISIBLE: "Holds invisible or stacked signs. Type the word again.",
    STRAY: "Holds an invisible sign, left over from a paste. Type the place again.",
    LOOK_ALIKE: "Holds look-alike letters of another alphabet. Type the word again.",
    SPACED: "A word pulled apart. Write it together.",
    IMITATED: "Digits, signs or doubled letters inside a word. Type the word again.",
}
# So many characters of single digits and signs are an address pulled apart.
_LONG_SPACED = 14
# A capital I inside small letters passes for a small l.
_ODD_CAPITAL = re.compile(r"(?<=[a-z])I")
_LAST_FEW = 8
# Beyond the end of every text.
_FAR = 1 << 40


class Guard:
    """Reads texts for one operator in one language; made by `build_guard`, then only read."""

    def __init__(self, operator: Operator, *, language: str) -> None:
        """Builds the searches; see `build_guard`."""
        words = guard_words(language)
        shipped, hidden = words.rules, hidden_rules(operator)
        self._shapes, self._rules, self._shipped_count = words.shapes, shipped + hidden, len(shipped)
        self._known = words.known
        self._language = language_searches(language)
        by_number = dict(enumerate(hidden, start=len(shipped)))
        self._own, own_words = own_searches(by_number, public_names(operator), words)
        self._speller = copy(self._language.speller)
        self._speller.learn(own_words)

    def check(self, text: str, *, audience: str, confidence_percent: int) -> tuple[GuardFinding, ...]:
        """What must change in a text and what the approver must look at.

        Args:
            text: final words, slots filled.
            audience: who reads it; every audience but our own desks is read as customers.
            confidence_percent: how sure the least sure thing said is; certainty words and clock
                times for the end are allowed from their bar on.

        Returns:
            Findings in order of appearance, offsets in the text as given; of two that overlap fully
            only the wider or stricter one.
        """
        folded = fold(text)
        bare = _bare(text, folded)
        found = list(_disguised(text))
        for place in self._speller.disguised(bare):
            start, end = folded.span(*place)
            reason = _WHY_DISGUISED[IMITATED]
            found.append(GuardFinding(start, end, text[start:end], IMITATED, GuardLevel.MUST_CHANGE, reason))
        for hit in self._hits(text, bare, is_plain=folded.origin is None):
            rule = self._rules[hit.phrase.rule_index]
            level = rule.level_at(confidence_percent, audience)
            start, end = folded.span(hit.start, hit.end)
            if level is not None and not self._is_ordinary_use(hit, rule, text[start:end]):
                safe = _as_written(hit.phrase.replacement, text[start])
                found.append(GuardFinding(start, end, text[start:end], rule.rule, level, rule.reason, safe))
        found += self._shaped(text, folded, confidence_percent)
        return _widest(found)

    def _hits(self, text: str, bare: str, *, is_plain: bool) -> list[Hit]:
        """Where phrases stand, as written, as meant and loosened, but not where a safe use covers them."""
        odd = frozenset(m.start() for m in _ODD_CAPITAL.finditer(text)) if is_plain else frozenset[int]()
        readings = self._speller.readings(bare, odd)
        searches = (self._language.words, self._own)
        hits = [hit for search in searches for hit in search.hits(bare, readings)]
        loose = [hit for search in searches for hit in search.loosened(bare, readings)]
        loose += [hit for words in readings for hit in self._language.near.hits(bare, words)]
        safe = _SafeUses([hit for hit in (*hits, *loose) if hit.phrase.rule_index < 0])
        known = [hit for hit in hits if not self._is_safe(hit, safe, is_loose=False)]
        for hit in loose:
            if not self._is_safe(hit, safe, is_loose=True) and not any(self._says_more(other, hit) for other in known):
                known.append(hit)
        return known

    def _is_safe(self, hit: Hit, safe: "_SafeUses", *, is_loose: bool) -> bool:
        index = hit.phrase.rule_index
        if index < 0:
            return True
        if index >= self._shipped_count:
            return safe.covers(hit, (ALLOW, NAME))
        if safe.covers(hit, (ALLOW, NAME, NAME_PIECE)):
            return True
        if self._rules[index].level is not GuardLevel.MUST_CHANGE:
            return False
        return safe.touches(hit, (ALLOW, ALLOW_NEAR) if is_loose else (ALLOW_NEAR,))

    def _is_ordinary_use(self, hit: Hit, rule: WordRule, written: str) -> bool:
        """Whether a team's name of ordinary words ("Service Quality") stands there without the capitals of a name."""
        is_ordinary = rule.rule == "team" and all(word in self._known for word in hit.phrase.words)
        return is_ordinary and any(word[0].islower() for word in written.split())

    def _says_more(self, hit: Hit, loose: Hit) -> bool:
        """Whether a stretch already marked by the same rule, no less strictly, overlaps a loosened one."""
        known, loosened = self._rules[hit.phrase.rule_index], self._rules[loose.phrase.rule_index]
        is_as_strict = known.level is GuardLevel.MUST_CHANGE or loosened.level is GuardLevel.CHECK
        return known.rule == loosened.rule and is_as_strict and hit.start < loose.end and loose.start < hit.end

    def _shaped(self, text: str, folded: Folded, confidence_percent: int) -> Iterable[GuardFinding]:
        for shape in self._shapes:
            level = shape.level_at(confidence_percent)
            if level is None:
                continue
            for match in shape.matches(folded.text):
                start, end = folded.span(match.start(), match.end())
                yield GuardFinding(start, end, text[start:end], shape.rule, level, shape.reason)


class _SafeUses:
    """Where safe uses stand in a text, by their kind."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for hit in hits:
            self._spans.setdefault(hit.phrase.rule_index, []).append((hit.start, hit.end))
        for spans in self._spans.values():
            spans.sort()

    def covers(self, hit: Hit, kinds: Iterable[int]) -> bool:
        """Whether a hit stands whole inside a safe use."""
        return any(hit.end <= end for _, end in self._begun(hit.start, kinds))

    def touches(self, hit: Hit, kinds: Iterable[int]) -> bool:
        """Whether a hit begins or ends inside a safe use; its first and last word are words of its phrase."""
        kinds = tuple(kinds)
        return any(hit.start < end for _, end in self._begun(hit.start, kinds)) or any(
            start < hit.end <= end for start, end in self._begun(hit.end, kinds)
        )

    def _begun(self, place: int, kinds: Iterable[int]) -> Iterable[tuple[int, int]]:
        """The last few that begin up to a place: safe uses hardly overlap one another."""
        for kind in kinds:
            spans = self._spans.get(kind)
            if spans:
                last = bisect_right(spans, (place, _FAR))
                yield from spans[max(0, last - _LAST_FEW) : last]


class _SameOperator:
    """Stands for one operator value in the cache, by identity: operators are large and not hashable."""

    __slots__ = ("operator",)

    def __init__(self, operator: Operator) -> None:
        self.operator = operator

    def __hash__(self) -> int:
        return id(self.operator)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameOperator) and other.operator is self.operator


def build_guard(operator: Operator, *, language: str) -> Guard:
    """The guard that knows an operator's own vocabulary.

    Args:
        operator: whose hidden words, partners, teams and sources may not be named.
        language: two letters.

    Returns:
        The guard; asked again for the same operator value, the same guard.

    Raises:
        UnknownLanguageError: we have no rules for the language.
    """
    guard_words(language)
    return _guard_of(_SameOperator(operator), language)


@lru_cache(maxsize=8)
def _guard_of(same: _SameOperator, language: str) -> Guard:
    return Guard(same.operator, language=language)


def _disguised(text: str) -> Iterable[GuardFinding]:
    for hidden in disguises(text):
        words = text[hidden.start : hidden.end]
        # A few digits with blanks between may be a telephone number.
        if hidden.kind == SPACED and not any(char.isalpha() for char in words) and len(words) < _LONG_SPACED:
            continue
        level = GuardLevel.CHECK if hidden.kind == STRAY else GuardLevel.MUST_CHANGE
        yield GuardFinding(hidden.start, hidden.end, words, hidden.kind, level, _WHY_DISGUISED[hidden.kind])


def _bare(text: str, folded: Folded) -> str:
    """The folded text with tags blanked out, so that a word cut by one is whole."""
    if "<" not in text and "[" not in text:
        return folded.text
    return MARKED_UP.sub(lambda match: " " * len(match.group()), folded.text)


def _as_written(replacement: str, first: str) -> str:
    return replacement[:1].upper() + replacement[1:] if first.isupper() else replacement


def _strictest_first(finding: GuardFinding) -> tuple[int, int, bool, bool, str, str]:
    """Of findings on the same words the stricter first, then one with a safe form."""
    is_check = finding.level is GuardLevel.CHECK
    return finding.start, -finding.end, is_check, not finding.replacement, finding.rule, finding.replacement


def _widest(found: list[GuardFinding]) -> tuple[GuardFinding, ...]:
    kept: list[GuardFinding] = []
    # Everything kept began no later, so the furthest end of each level tells whether one covers it.
    strict_end = any_end = 0
    for finding in sorted(found, key=_strictest_first):
        is_strict = finding.level is GuardLevel.MUST_CHANGE
        if finding.end <= (strict_end if is_strict else any_end):
            continue
        kept.append(finding)
        any_end = max(any_end, finding.end)
        if is_strict:
            strict_end = max(strict_end, finding.end)
    return tuple(kept)
