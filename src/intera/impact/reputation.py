"""Are we trending towards reputational risk: a word, with every clause it rests on in plain sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.impact.contact_baseline import BEYOND_HUNDREDTHS, highest_usual, word_of_count
from intera.model.case import Case
from intera.model.checkpoint import CheckpointOutcome
from intera.model.impact import Visibility
from intera.model.party import Tier
from intera.model.recurrence import RecurrenceKind
from intera.model.reputation import (
    ContactBaseline,
    ReputationClause,
    ReputationClauseKind,
    ReputationRisk,
    ReputationWord,
)

Bars = Sequence[tuple[int, ReputationWord]]

# From which figure on which word, highest first. They are starting values a reader can check.
# Contacts in percent of the usual, where only the source's own ratio is known: twice the usual is
# where the first screen speaks of reputation. Source: design mock, question 7 ("3.4 times the usual").
CONTACT_PERCENT_BARS: Bars = (
    (400, ReputationWord.HIGH),
    (200, ReputationWord.ELEVATED),
    (150, ReputationWord.WATCH),
)
# Accounts in reach that customers' harm has reached. Source: PRODUCT Q5, Q7 (VIP and partner exposure).
VIP_BARS: Bars = ((1, ReputationWord.ELEVATED),)
PARTNER_BARS: Bars = ((2, ReputationWord.ELEVATED), (1, ReputationWord.WATCH))
# Which occurrence this is within the window. Source: PRODUCT rule D (repeats are a first-class risk).
NTH_BARS: Bars = ((3, ReputationWord.ELEVATED), (2, ReputationWord.WATCH))
# Promises answered late or not at all. Source: PRODUCT rule C (the checkpoint is the unit of trust).
MISSED_BARS: Bars = ((2, ReputationWord.ELEVATED), (1, ReputationWord.WATCH))
# So many elevated clauses of different kinds make it High. Source: a choice of this room: each
# alone can be an accident, two of different kinds reinforce each other in what customers tell.
HIGH_FROM_ELEVATED = 2

_RANK = {word: rank for rank, word in enumerate(ReputationWord)}
_WORDS = tuple(ReputationWord)
_BROKEN = frozenset({CheckpointOutcome.MISSED, CheckpointOutcome.KEPT_LATE})
_HUNDRED = 100
_TENTHS = 10
_WATCH_SURENESS = BEYOND_HUNDREDTHS[-1][0]


@dataclass(frozen=True, slots=True)
class ReputationFacts:
    """What the risk is judged by; None is "not known" and never counts as nothing.

    `contact_count` is the count of the present period, judged by `baseline`; `contact_ratio_percent`
    is the source's own ratio (340 is 3.4 times the usual) and is used only without them, as a ratio of
    small counts is mostly chance. `nth` is which occurrence this is, from 1.
    """

    visibility: Visibility
    contact_count: int | None = None
    baseline: ContactBaseline | None = None
    contact_ratio_percent: int | None = None
    vip_count: int = 0
    partner_count: int = 0
    nth: int = 1
    is_chronic: bool = False
    missed_count: int = 0


def judge_reputation(facts: ReputationFacts) -> ReputationRisk:
    """How much trust is at stake, and by which clauses.

    The gravest clause gives the word; `HIGH_FROM_ELEVATED` elevated ones make it High. Exposure of VIP and
    partners counts one word less while harm is being verified. What customers cannot notice is never
    more than Watch. A clause that cannot be judged is listed as such and raises nothing.

    Args:
        facts: of one incident at one instant.

    Returns:
        The word and all clauses, gravest first, those that cannot be judged last.

    Source: PRODUCT Q7, rule A; issue 3 point 9; constants above.
    """
    clauses = [_contacts(facts), _vip(facts), _partner(facts), _repeats(facts), _missed(facts)]
    judged = [clause.word for clause in clauses if clause.word is not None]
    word = max(judged, key=_RANK.__getitem__)
    if sum(_RANK[each] >= _RANK[ReputationWord.ELEVATED] for each in judged) >= HIGH_FROM_ELEVATED:
        word = ReputationWord.HIGH
    if facts.visibility is Visibility.INTERNAL_ONLY and _RANK[word] > _RANK[ReputationWord.WATCH]:
        word = ReputationWord.WATCH
        says = "Customers cannot notice it: no more than Watch"
        clauses.append(ReputationClause(ReputationClauseKind.VISIBILITY, says, word))
    return ReputationRisk(word, tuple(sorted(clauses, key=_gravity)))


def facts_of_case(
    case: Case, *, at: datetime, contact_count: int | None = None, baseline: ContactBaseline | None = None
) -> ReputationFacts:
    """What a case tells of reputation at an instant.

    Args:
        case: the incident with its judgements.
        at: the instant; promises are overdue by it.
        contact_count: contacts about the service in the present period, where they are counted.
        baseline: what is usual for such a period.

    Returns:
        The facts; a case not assessed yet is being verified with nobody in reach.
    """
    impact, recurrence = case.impact, case.recurrence
    partners = 0 if impact is None else max(impact.account_count(Tier.WHOLESALE), int(impact.is_wholesale))
    return ReputationFacts(
        visibility=Visibility.BEING_VERIFIED if impact is None else impact.visibility,
        contact_count=contact_count,
        baseline=baseline,
        contact_ratio_percent=None if impact is None else impact.contact_ratio_percent,
        vip_count=0 if impact is None else impact.account_count(Tier.VIP),
        partner_count=partners,
        nth=1 if recurrence is None else recurrence.nth,
        is_chronic=recurrence is not None and recurrence.kind is RecurrenceKind.CHRONIC,
        missed_count=sum(checkpoint.outcome_at(at) in _BROKEN for checkpoint in case.checkpoints),
    )


def gravest(risks: Sequence[ReputationRisk]) -> ReputationRisk | None:
    """The gravest of several incidents' risks, the first of equals; None without any."""
    return max(risks, key=lambda risk: _RANK[risk.word], default=None)


def _contacts(facts: ReputationFacts) -> ReputationClause:
    kind = ReputationClauseKind.CONTACTS
    if facts.contact_count is not None and facts.baseline is not None:
        usual = highest_usual(facts.baseline, sureness_hundredths=_WATCH_SURENESS)
        word = word_of_count(facts.baseline, facts.contact_count)
        return ReputationClause(kind, f"{_many(facts.contact_count, 'contact')}, up to {usual} are usual", word)
    percent = facts.contact_ratio_percent
    if percent is None:
        return ReputationClause(kind, "Contacts not judged: no usual count is known", None)
    times = f"{percent // _HUNDRED}.{percent % _HUNDRED // _TENTHS}"
    return ReputationClause(kind, f"Contacts {times} times the usual", _by(CONTACT_PERCENT_BARS, percent))


def _vip(facts: ReputationFacts) -> ReputationClause:
    word = _exposed(_by(VIP_BARS, facts.vip_count), facts.visibility)
    says = f"{_many(facts.vip_count, 'VIP account')} in reach" if facts.vip_count else "No VIP account in reach"
    return ReputationClause(ReputationClauseKind.VIP, says, word)


def _partner(facts: ReputationFacts) -> ReputationClause:
    word = _exposed(_by(PARTNER_BARS, facts.partner_count), facts.visibility)
    says = f"{_many(facts.partner_count, 'partner')} in reach" if facts.partner_count else "No partner in reach"
    return ReputationClause(ReputationClauseKind.PARTNER, says, word)


def _repeats(facts: ReputationFacts) -> ReputationClause:
    word = ReputationWord.ELEVATED if facts.is_chronic else _by(NTH_BARS, facts.nth)
    if facts.is_chronic:
        says = "Chronic: it keeps coming back"
    else:
        says = f"Happened {facts.nth} times within the window" if facts.nth > 1 else "No earlier time known"
    return ReputationClause(ReputationClauseKind.REPEATS, says, word)


def _missed(facts: ReputationFacts) -> ReputationClause:
    says = f"{_many(facts.missed_count, 'promise')} late or missed" if facts.missed_count else "No promise missed"
    return ReputationClause(ReputationClauseKind.MISSED_PROMISES, says, _by(MISSED_BARS, facts.missed_count))


def _by(bars: Bars, figure: int) -> ReputationWord:
    for bar, word in bars:
        if figure >= bar:
            return word
    return ReputationWord.LOW


def _exposed(word: ReputationWord, visibility: Visibility) -> ReputationWord:
    """Exposure to harm that is not certain yet counts one word less."""
    return word if visibility is Visibility.CUSTOMER_VISIBLE else _WORDS[max(0, _RANK[word] - 1)]


def _gravity(clause: ReputationClause) -> tuple[int, str]:
    return (1 if clause.word is None else -_RANK[clause.word], clause.kind.value)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
