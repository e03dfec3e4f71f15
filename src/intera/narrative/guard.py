"""Is this text safe for its reader: which words must change, which to look at, why, and what instead.

Deterministic, in three steps: reject disguises, fold, match. It reads any text, ours or not, always
after slots were filled. Source: PRODUCT rule E, section 5 item 7 and section 6; design GUIDE section 4.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from intera.model.narrative import GuardFinding, GuardLevel
from intera.model.operator import Operator
from intera.narrative import words_en
from intera.narrative.fold import INVISIBLE, LOOK_ALIKE, SPACED, Folded, disguises, fold
from intera.narrative.phrase_search import Hit, PhraseSearch, imitating_words_of, words_of
from intera.narrative.shapes import SHAPES
from intera.narrative.spoken import UnknownLanguageError
from intera.narrative.vocabulary import hidden_rules
from intera.narrative.word_rule import WordRule, spelled_out

_RULES: Mapping[str, tuple[WordRule, ...]] = {"en": words_en.RULES}
_ALLOWED: Mapping[str, tuple[str, ...]] = {"en": words_en.ALLOWED}
_ALLOW = -1
_WHY_DISGUISED: Mapping[str, str] = {
    INVISIBLE: "Holds invisible or stacked signs. Type the word again.",
    LOOK_ALIKE: "Holds look-alike letters of another alphabet. Type the word again.",
    SPACED: "A word pulled apart. Write it together.",
}
# A capital I inside small letters passes for a small l.
_ODD_CAPITAL = re.compile(r"(?<=[a-z])I")


class Guard:
    """Reads texts for one operator in one language; made by `build_guard`, then only read."""

    def __init__(self, operator: Operator, *, language: str) -> None:
        """Builds the searches; see `build_guard`."""
        shipped, hidden = _RULES[language], hidden_rules(operator)
        self._rules = shipped + hidden
        phrases = [(fold(words).text, _ALLOW, "") for row in _ALLOWED[language] for words, _ in spelled_out(row)]
        for index, rule in enumerate(shipped):
            phrases += [(fold(words).text, index, safe) for row in rule.phrases for words, safe in spelled_out(row)]
        for index, rule in enumerate(hidden, start=len(shipped)):
            phrases += [(fold(words).text, index, "") for words in rule.phrases]
        self._plain = PhraseSearch(phrases, is_leet=False)
        self._leet = PhraseSearch(phrases, is_leet=True)

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
        found = [
            GuardFinding(d.start, d.end, text[d.start : d.end], d.kind, GuardLevel.MUST_CHANGE, _WHY_DISGUISED[d.kind])
            for d in disguises(text)
            if d.kind != SPACED or any(char.isalpha() for char in text[d.start : d.end])
        ]
        odd = frozenset(m.start() for m in _ODD_CAPITAL.finditer(text)) if folded.origin is None else frozenset[int]()
        hits = self._plain.hits(folded.text, words_of(folded.text))
        hits += self._leet.hits(folded.text, imitating_words_of(folded.text, odd))
        allowed = sorted((hit.start, hit.end) for hit in hits if hit.phrase.rule_index == _ALLOW)
        for hit in hits:
            if hit.phrase.rule_index == _ALLOW or _is_allowed(hit, allowed):
                continue
            rule = self._rules[hit.phrase.rule_index]
            level = rule.level_at(confidence_percent, audience)
            if level is not None:
                start, end = folded.span(hit.start, hit.end)
                safe = _as_written(hit.phrase.replacement, text[start])
                found.append(GuardFinding(start, end, text[start:end], rule.rule, level, rule.reason, safe))
        found += _shaped(text, folded, confidence_percent)
        return _widest(found)


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
    if language not in _RULES:
        raise UnknownLanguageError(language)
    return _guard_of(_SameOperator(operator), language)


@lru_cache(maxsize=8)
def _guard_of(same: _SameOperator, language: str) -> Guard:
    return Guard(same.operator, language=language)


def _shaped(text: str, folded: Folded, confidence_percent: int) -> Iterable[GuardFinding]:
    for shape in SHAPES:
        level = shape.level_at(confidence_percent)
        if level is None:
            continue
        for match in shape.matches(folded.text):
            start, end = folded.span(match.start(), match.end())
            yield GuardFinding(start, end, text[start:end], shape.rule, level, shape.reason)


def _is_allowed(hit: Hit, allowed: Sequence[tuple[int, int]]) -> bool:
    # Safe uses hardly overlap one another: the last few that begin before the hit decide.
    last = bisect_right(allowed, (hit.start, len(allowed) + hit.end + 1))
    return any(hit.end <= end for _, end in allowed[max(0, last - 8) : last])


def _as_written(replacement: str, first: str) -> str:
    return replacement[:1].upper() + replacement[1:] if first.isupper() else replacement


def _widest(found: list[GuardFinding]) -> tuple[GuardFinding, ...]:
    kept: list[GuardFinding] = []
    # Everything kept began no later, so the furthest end of each level tells whether one covers it.
    strict_end = any_end = 0
    for finding in sorted(found, key=lambda f: (f.start, -f.end, f.level is GuardLevel.CHECK, f.rule, f.replacement)):
        is_strict = finding.level is GuardLevel.MUST_CHANGE
        if finding.end <= (strict_end if is_strict else any_end):
            continue
        kept.append(finding)
        any_end = max(any_end, finding.end)
        if is_strict:
            strict_end = max(strict_end, finding.end)
    return tuple(kept)
