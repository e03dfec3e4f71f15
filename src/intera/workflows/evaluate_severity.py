"""How well is severity known from a ticket's first record: will it end as P1 or P2, will its claim be lowered.

Stated when a ticket is first heard of, from that record alone. Learned when a ticket closes, because
its final priority is not known before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from intera.experience.estimate import Estimate
from intera.experience.learner import Learner, LearnerHabits
from intera.experience.ticket_features import TICKET_CROSSINGS
from intera.experience.track_record import TrackRecord
from intera.workflows.evaluation import Evaluation, score_forecasts, split_instant
from intera.workflows.read_ticket_log import TicketCase, TicketLog, read_ticket_log

# P1 and P2 are the priorities that call people out. Source: issue 3 (final P1/P2).
SEVERE_UP_TO = 2
# Claims of P1 and P2 are few, so each must count for more.
CLAIM_HABITS = LearnerHabits(weight_variance=0.5)
_FIGURES = ("auc", "average_precision", "brier", "ece")
_NO_PRIOR = Fraction(1, 2)

Outcome = Callable[[TicketCase], bool]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was stated of one ticket, beside the claim and the share so far, and what came of it."""

    case: TicketCase
    estimate: Estimate
    share: float
    claim_share: float
    happened: bool


def evaluate_severity(given: Path, *, split_at: datetime | None = None) -> Evaluation:
    """The scores of severity stated from the first record, on the part after the split.

    Args:
        given: the UCI incident log or one of its shape: the file, its folder, or a folder that holds it.
        split_at: first instant of the later part; None leaves 60 percent of the tickets before it.

    Returns:
        The evaluation: `metrics["final_severe"]` and `metrics["claim_lowered"]`, baselines alike.

    Raises:
        BadDataError: the data cannot be scored.
    """
    log = read_ticket_log(given)
    chosen = split_instant([case.stated_at for case in log.cases], split_at)
    severe = state_severity(log)
    lowered = state_claims(log)
    later = [one for one in severe if one.case.stated_at >= chosen]
    claims = [one for one in lowered if one.case.stated_at >= chosen]
    return Evaluation(
        task="severity",
        path=log.files.path,
        sha256=log.files.sha256,
        split_at=chosen,
        rows=len(later),
        metrics={
            "final_severe": _score([float(one.estimate.ratio) for one in later], later),
            "claim_lowered": _score([float(one.estimate.ratio) for one in claims], claims),
        },
        baselines={
            "final_severe_by_claimed_priority": _score([one.claim_share for one in later], later),
            "final_severe_by_share_so_far": _score([one.share for one in later], later),
            "claim_lowered_by_claimed_priority": _score([one.claim_share for one in claims], claims),
            "claim_lowered_by_share_so_far": _score([one.share for one in claims], claims),
        },
    )


def state_severity(log: TicketLog) -> list[Forecast]:
    """What would have been stated of every ticket: that it ends as P1 or P2.

    Args:
        log: closed tickets.

    Returns:
        One forecast a ticket, in the order they were stated.
    """
    return state_in_order(log.cases, Learner(TICKET_CROSSINGS), lambda case: case.final_priority <= SEVERE_UP_TO)


def state_claims(log: TicketLog) -> list[Forecast]:
    """What would have been stated of every ticket whose first record claims P1 or P2: that it is lowered.

    Args:
        log: closed tickets.

    Returns:
        One forecast a claim, in the order they were stated; lowered means a higher number at closing.
    """
    claims = [case for case in log.cases if (case.first.claimed_priority or SEVERE_UP_TO + 1) <= SEVERE_UP_TO]
    return state_in_order(
        claims,
        Learner(TICKET_CROSSINGS, habits=CLAIM_HABITS),
        lambda case: case.final_priority > (case.first.claimed_priority or 0),
    )


def state_in_order(cases: Sequence[TicketCase], learner: Learner, outcome: Outcome) -> list[Forecast]:
    """What would have been stated of each case when it was first heard of, knowing only what had closed before.

    Args:
        cases: closed tickets, in the order they were first heard of.
        learner: without experience.
        outcome: what is forecast.

    Returns:
        One forecast a case, in the same order.
    """
    record = TrackRecord()
    stated: list[Forecast] = []
    closing = sorted(cases, key=lambda case: (case.closed_at, case.first.version))
    learned = 0
    for case in cases:
        while closing[learned].closed_at < case.stated_at:
            known = closing[learned]
            happened = outcome(known)
            learner.learn(known.features, happened=happened)
            record.learn("all", happened=happened)
            record.learn(known.features["claimed_priority"], happened=happened)
            learned += 1
        share = record.ratio("all", prior=_NO_PRIOR).ratio
        claim_share = record.ratio(case.features["claimed_priority"], prior=share).ratio
        stated.append(
            Forecast(case, learner.state(case.features), float(share), float(claim_share), happened=outcome(case))
        )
    return stated


def _score(ratios: Sequence[float], forecasts: Sequence[Forecast]) -> dict[str, object]:
    return score_forecasts(ratios, [one.happened for one in forecasts], figures=_FIGURES)
