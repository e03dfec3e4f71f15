"""What a guard stops of the disguised texts, and what it blocks of the approved ones.

The guard is anything with `check`; nothing here knows how it works. Figures come by way and by kind and
never name a phrase: who works on the guard is to learn where it is weak, and not what it is asked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from obfuscated.approved import APPROVED, MEDIUM, Approved
from obfuscated.generate import CARRIERS, Disguised, plain
from obfuscated.phrases import PHRASES, Expected

BLOCKING = "must_change"
RECALL_GOAL, FALSE_BLOCK_GOAL = 0.99, 0.02
AUDIENCE = "customer"


class Found(Protocol):
    """A finding of a guard."""

    @property
    def level(self) -> Enum:
        """How serious it is."""
        ...


class Guard(Protocol):
    """The public face of a language guard."""

    def check(self, text: str, *, audience: str, confidence_percent: int) -> Sequence[Found]:
        """What is wrong with a text."""
        ...


@dataclass(frozen=True)
class Recall:
    """What was stopped of a set, by way of disguise and by kind of phrase, and what was not."""

    total_count: int
    passed: tuple[Disguised, ...] = field(repr=False)
    unseen: tuple[Disguised, ...] = field(repr=False)
    """Those of the passed ones that not even a person is asked about."""
    counts_by_way: Counter[str]
    counts_by_kind: Counter[str]

    @property
    def ratio(self) -> float:
        """The share that was stopped."""
        return 1 - len(self.passed) / self.total_count

    @property
    def seen_ratio(self) -> float:
        """The share in which something was found, whatever its level."""
        return 1 - len(self.unseen) / self.total_count

    def by_way(self) -> dict[str, float]:
        """The share that was stopped, by way of disguise."""
        missed = Counter(text.way for text in self.passed)
        return {way: 1 - missed[way] / count for way, count in self.counts_by_way.items()}

    def by_kind(self) -> dict[str, float]:
        """The share that was stopped, by kind of phrase."""
        missed = Counter(text.phrase.kind for text in self.passed)
        return {kind: 1 - missed[kind] / count for kind, count in self.counts_by_kind.items()}


def levels(guard: Guard, text: str, confidence_percent: int = MEDIUM) -> set[str]:
    """The levels of what a guard finds in a customer text."""
    found = guard.check(text, audience=AUDIENCE, confidence_percent=confidence_percent)
    return {str(finding.level.value) for finding in found}


def is_stopped(guard: Guard, text: str, expected: Expected) -> bool:
    """Whether a text with a forbidden phrase gets what is owed to it."""
    found = levels(guard, text)
    return BLOCKING in found or (expected is Expected.DECISION and bool(found))


def recall_of(guard: Guard, texts: Iterable[Disguised]) -> Recall:
    """What a guard stops of disguised texts."""
    listed = tuple(texts)
    passed = tuple(text for text in listed if not is_stopped(guard, text.text, text.phrase.expected))
    return Recall(
        total_count=len(listed),
        passed=passed,
        unseen=tuple(text for text in passed if not levels(guard, text.text)),
        counts_by_way=Counter(text.way for text in listed),
        counts_by_kind=Counter(text.phrase.kind for text in listed),
    )


def undisguised_passed(guard: Guard) -> Counter[str]:
    """How many phrases pass in no disguise at all, by kind."""
    return Counter(
        phrase.kind
        for phrase in PHRASES
        for wording in phrase.wordings
        if not is_stopped(guard, CARRIERS[0].format(plain(wording)), phrase.expected)
    )


def wrongly_blocked(guard: Guard) -> tuple[Approved, ...]:
    """The approved sentences a guard does not let pass."""
    return tuple(one for one in APPROVED if BLOCKING in levels(guard, one.text, one.confidence_percent))


def wrongly_asked(guard: Guard) -> tuple[Approved, ...]:
    """The approved sentences a guard lets pass, though not without asking."""
    found = ((one, levels(guard, one.text, one.confidence_percent)) for one in APPROVED)
    return tuple(one for one, levels_found in found if levels_found and BLOCKING not in levels_found)
