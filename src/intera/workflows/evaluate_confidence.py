"""How honest is a stated confidence, while the desk behind it changes: target misses and standing claims.

The miss of a ticket's target is stated when the ticket is first heard of and known when it closes.
On the way there one thing is known of every ticket after the same time: whether it was still
unresolved three days on. Both are learned when they are known, never before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from intera.experience.drift import WINDOW_COUNT, find_drift
from intera.experience.estimate import Estimate
from intera.experience.learner import LearnerHabits
from intera.experience.ticket_features import TICKET_CROSSINGS
from intera.experience.track_record import TrackRecord
from intera.experience.two_step import TwoStepLearner
from intera.workflows.evaluate_severity import state_claims
from intera.workflows.evaluation import BadDataError, Evaluation, score_forecasts, split_instant
from intera.workflows.read_ticket_log import TicketCase, TicketLog, read_ticket_log

# Chosen on the earlier part of the UCI log, see docs/evaluation.md.
UNRESOLVED_AFTER = timedelta(days=3)
OUTCOME_FEATURES = ("weekday", "claimed_priority", "stage", "group")
STEP_HABITS = LearnerHabits(weight_variance=0.1, calibration_memory=0.995)
OUTCOME_HABITS = LearnerHabits(weight_variance=0.5, forgetting=0.002, calibration_memory=None)
_NO_PRIOR = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class MissForecast:
    """What was stated of one ticket, beside the share so far overall and of its group, and what came of it."""

    case: TicketCase
    estimate: Estimate
    share: Fraction
    group_share: Fraction


def evaluate_confidence(given: Path, *, split_at: datetime | None = None) -> Evaluation:
    """The scores of stated confidences on the part after the split, with the drift that was noticed.

    Args:
        given: the UCI incident log or one of its shape: the file, its folder, or a folder that holds it.
        split_at: first instant of the later part; None leaves 60 percent of the tickets before it.

    Returns:
        The evaluation: `metrics["target_missed"]`, `["claim_stands"]` and `["drift"]`, baselines alike.

    Raises:
        BadDataError: the data cannot be scored.
    """
    log = read_ticket_log(given)
    if not any(case.missed_target for case in log.cases):
        raise BadDataError(f"{log.files.path} says of no ticket that it missed its target; export made_sla")
    chosen = split_instant([case.stated_at for case in log.cases], split_at)
    forecasts = state_misses(log)
    later = [one for one in forecasts if one.case.stated_at >= chosen]
    missed = [one.case.missed_target for one in later]
    claims = [one for one in state_claims(log) if one.case.stated_at >= chosen]
    stands = [not one.happened for one in claims]
    return Evaluation(
        task="confidence",
        path=log.files.path,
        sha256=log.files.sha256,
        split_at=chosen,
        rows=len(later),
        metrics={
            "target_missed": score_forecasts([float(one.estimate.ratio) for one in later], missed),
            "claim_stands": score_forecasts([1 - float(one.estimate.ratio) for one in claims], stands),
            "missed_share_before_split": _share([one for one in forecasts if one.case.stated_at < chosen]),
            "missed_share_after_split": _share(later),
            "drift": _drift([(one, one.estimate.ratio) for one in forecasts], chosen),
        },
        baselines={
            "target_missed_by_share_so_far": score_forecasts([float(one.share) for one in later], missed),
            "target_missed_by_group": score_forecasts([float(one.group_share) for one in later], missed),
            "claim_stands_by_share_so_far": score_forecasts([1 - one.share for one in claims], stands),
            "claim_stands_by_claimed_priority": score_forecasts([1 - one.claim_share for one in claims], stands),
            "drift_of_share_so_far": _drift([(one, one.share) for one in forecasts], chosen),
        },
    )


def state_misses(log: TicketLog) -> list[MissForecast]:
    """What would have been stated of every ticket when it was first heard of: that it misses its target.

    Args:
        log: closed tickets.

    Returns:
        One forecast a ticket, in the order they were stated.
    """
    learner = TwoStepLearner(OUTCOME_FEATURES, TICKET_CROSSINGS, step_habits=STEP_HABITS, outcome_habits=OUTCOME_HABITS)
    record = TrackRecord()
    cases = log.cases
    steps = sorted(range(len(cases)), key=lambda place: (cases[place].stated_at, cases[place].first.version))
    outcomes = sorted(range(len(cases)), key=lambda place: (_known_at(cases[place]), cases[place].first.version))
    step_place = outcome_place = 0
    stated: list[MissForecast] = []
    for case in cases:
        while cases[steps[step_place]].stated_at + UNRESOLVED_AFTER < case.stated_at:
            known = cases[steps[step_place]]
            learner.learn_step(known.features, happened=known.is_open_after(UNRESOLVED_AFTER))
            step_place += 1
        while _known_at(cases[outcomes[outcome_place]]) < case.stated_at:
            known = cases[outcomes[outcome_place]]
            is_open = known.is_open_after(UNRESOLVED_AFTER)
            learner.learn(known.features, step_happened=is_open, happened=known.missed_target)
            record.learn("all", happened=known.missed_target)
            record.learn(f"group {known.features['group']}", happened=known.missed_target)
            outcome_place += 1
        share = record.ratio("all", prior=_NO_PRIOR).ratio
        group_share = record.ratio(f"group {case.features['group']}", prior=share).ratio
        stated.append(MissForecast(case, learner.state(case.features), share, group_share))
    return stated


def _known_at(case: TicketCase) -> datetime:
    """When both its outcome and its step are known."""
    return max(case.closed_at, case.stated_at + UNRESOLVED_AFTER)


def _share(forecasts: Sequence[MissForecast]) -> float | None:
    if not forecasts:
        return None
    return round(sum(one.case.missed_target for one in forecasts) / len(forecasts), 4)


def _drift(stated: Sequence[tuple[MissForecast, Fraction]], split_at: datetime) -> dict[str, object]:
    """What would have been found, looking after every window of outcomes known since the split, and at the last look.

    Outcomes count in the order they became known, those of tickets from before the split too, up to
    the last ticket heard of: later ones are only the tickets that took longest.
    """
    end_at = max(one.case.stated_at for one, _ in stated)
    known = [(one.case, ratio) for one, ratio in stated if split_at <= one.case.closed_at <= end_at]
    known.sort(key=lambda pair: (pair[0].closed_at, pair[0].first.version))
    ratios = [ratio for _, ratio in known]
    happened = [case.missed_target for case, _ in known]
    looks = [
        find_drift(ratios[:count], happened[:count]) for count in range(WINDOW_COUNT, len(known) + 1, WINDOW_COUNT)
    ]
    return {
        "look_count": len(looks),
        "found_count": sum(look.is_drifting for look in looks),
        "first_found": next((look.words for look in looks if look.is_drifting), None),
        "last": find_drift(ratios, happened).words,
    }
