"""Are we losing trust: the risk in a word, with every clause it rests on.

Source: PRODUCT Q7.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class ReputationWord(StrEnum):
    """How much trust is at stake, in the words the page uses."""

    LOW = "Low"
    WATCH = "Watch"
    ELEVATED = "Elevated"
    HIGH = "High"


class ReputationClauseKind(StrEnum):
    """What can put trust at stake."""

    CONTACTS = "contacts"
    MISSED_PROMISES = "missed_promises"
    PARTNER = "partner"
    REPEATS = "repeats"
    VIP = "vip"
    VISIBILITY = "visibility"


@dataclass(frozen=True, slots=True)
class ReputationClause:
    """One thing that was looked at: what we see, and the word it would give alone; None when it cannot be judged."""

    kind: ReputationClauseKind
    says: str
    word: ReputationWord | None


@dataclass(frozen=True, slots=True)
class ReputationRisk:
    """How much trust is at stake, with every clause that was looked at, the gravest first."""

    word: ReputationWord
    clauses: tuple[ReputationClause, ...]

    @property
    def basis(self) -> tuple[str, ...]:
        """The phrases it rests on: what raises it and what could not be judged."""
        return tuple(clause.says for clause in self.clauses if clause.word is not ReputationWord.LOW)


@dataclass(frozen=True, slots=True)
class ContactBaseline:
    """What is usual for one kind of period: how many contacts, how scattered, learned from how many periods.

    `expected_count` may lie between whole numbers. `scatter_percent` is variance over mean: 100 is
    what independent callers give, more means that they come in crowds.
    """

    expected_count: Fraction
    scatter_percent: int
    period_count: int
