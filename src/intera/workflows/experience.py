"""What came of what we stated: the worker's memory of outcomes, and how one incident adds to it.

What is stated at an instant rests on outcomes known before it. The memory is rebuilt from the stored
outcomes in the order they became known, so a restart or another batch size changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from intera.experience.learner import Learner, LearnerHabits
from intera.experience.ticket_features import TICKET_CROSSINGS, tell_ticket
from intera.experience.track_record import TrackRecord
from intera.impact.curate_gate import PrecisionGate
from intera.impact.scoring import came_true, note_stated
from intera.model.case import Case
from intera.model.impact import Impact
from intera.model.incident import Lifecycle
from intera.model.recurrence import Recurrence, RecurrenceKind
from intera.model.signal import Signal
from intera.model.source import RecordKind
from intera.model.stated import KnownOutcome, StatedKind, StatedRatio
from intera.recurrence.return_odds import return_features

# The priorities that call people out: their claims are watched. Source: issue 3 (claims later lowered).
CLAIM_UP_TO = 2
# Claims of P1 and P2 are few, so each must count for more. Source: docs/evaluation.md.
_CLAIM_HABITS = LearnerHabits(weight_variance=0.5)
_ENDED = frozenset({Lifecycle.CLOSED, Lifecycle.CANCELLED})
_NOT_A_TIME = frozenset({RecurrenceKind.DUPLICATE, RecurrenceKind.CHILD})


class Experience:
    """Every learner of the product, fed with outcomes in the order they became known."""

    def __init__(self, outcomes: Iterable[KnownOutcome] = ()) -> None:
        """Learns the outcomes given, oldest first."""
        self.impact_confirmed = TrackRecord()
        self.first_screen = PrecisionGate()
        self.claim_lowered = Learner(TICKET_CROSSINGS, habits=_CLAIM_HABITS)
        self.comes_back = Learner()
        for outcome in outcomes:
            self.learn(outcome)

    def learn(self, outcome: KnownOutcome) -> None:
        """Takes in what came of one statement."""
        stated, happened = outcome.stated, outcome.happened
        if stated.kind is StatedKind.IMPACT_CONFIRMED:
            self.impact_confirmed.learn(stated.pattern, happened=happened)
            self.first_screen.learn(stated.ratio, happened=happened)
        elif stated.kind is StatedKind.CLAIM_LOWERED:
            self.claim_lowered.learn(dict(stated.features), happened=happened)
        else:
            self.comes_back.learn(dict(stated.features), happened=happened)


def outcome_order(outcome: KnownOutcome) -> tuple[datetime, str, str, str]:
    """The order outcomes are learned in: as they became known, then by incident."""
    return (outcome.known_at, outcome.incident_id, outcome.stated.kind, outcome.stated.pattern)


def state_ratios(
    case: Case,
    signals: tuple[Signal, ...],
    impact: Impact,
    recurrence: Recurrence | None,
    experience: Experience,
) -> tuple[StatedRatio, ...]:
    """The ratios stated of an incident that nothing has come of yet, with those of a new judgement.

    Each is stated once, with what is known at that instant: the impact for each pattern of sources, a
    top priority when it is first claimed, a return when the incident is first judged.

    Args:
        case: the incident with what was stated so far.
        signals: its newest signals.
        impact: the new assessment.
        recurrence: how it relates to earlier ones.
        experience: what came of earlier statements.

    Returns:
        The same, or more.
    """
    stated = note_stated(case.stated, impact)
    kinds = {one.kind for one in stated}
    at = impact.assessed_at
    claim = _first_claim(signals) if StatedKind.CLAIM_LOWERED not in kinds and not _was_claimed(case) else None
    if claim is not None:
        stated = (*stated, _stated(StatedKind.CLAIM_LOWERED, experience.claim_lowered, tell_ticket(claim), at))
    if case.impact is None and recurrence is not None and recurrence.kind not in _NOT_A_TIME:
        features = return_features([one.onset_at for one in recurrence.earlier], at)
        odds = _stated(StatedKind.RETURN_IN_30_DAYS, experience.comes_back, features, at)
        stated = (*stated, replace(odds, pattern=recurrence.fingerprint_id))
    return stated


def find_outcomes(case: Case, *, at: datetime) -> tuple[tuple[KnownOutcome, ...], tuple[StatedRatio, ...]]:
    """What came of an incident's statements when it ended, and those nothing has come of yet.

    Args:
        case: the incident as judged.
        at: the instant it was judged at.

    Returns:
        The outcomes known now, and what still waits: a return, which other incidents decide. What can
        never be known is dropped at the end.
    """
    if not case.stated or case.incident.lifecycle not in _ENDED:
        return (), case.stated
    found: list[KnownOutcome] = []
    for stated in case.stated:
        happened = _happened(case, stated)
        if happened is not None:
            found.append(KnownOutcome(case.incident.incident_id, stated, happened, at))
    return tuple(found), tuple(one for one in case.stated if one.kind is StatedKind.RETURN_IN_30_DAYS)


def _happened(case: Case, stated: StatedRatio) -> bool | None:
    if stated.kind is StatedKind.IMPACT_CONFIRMED:
        return came_true(stated, case.heard, case.ruling, restored_at=case.incident.restored_at)
    if stated.kind is StatedKind.CLAIM_LOWERED:
        claimed = dict(stated.features)["claimed_priority"]
        final = _claimed_priority(case.signals)
        return None if final is None else final > int(claimed)
    return None


def _stated(kind: StatedKind, learner: Learner, features: Mapping[str, str], at: datetime) -> StatedRatio:
    estimate = learner.state(features)
    return StatedRatio(
        kind,
        estimate.ratio,
        at,
        features=tuple(sorted(features.items())),
        happened_count=estimate.happened_count,
        like_count=estimate.like_count,
    )


def _first_claim(signals: tuple[Signal, ...]) -> Signal | None:
    claims = [
        signal
        for signal in signals
        if signal.kind is RecordKind.TICKET
        and signal.claimed_priority is not None
        and signal.claimed_priority <= CLAIM_UP_TO
    ]
    return min(claims, key=lambda signal: (signal.claimed_priority, signal.signal_id), default=None)


def _was_claimed(case: Case) -> bool:
    """Whether a top priority was claimed before: the statement was made then, and may have been scored."""
    claimed = case.impact.claimed_priority if case.impact is not None else None
    return claimed is not None and claimed <= CLAIM_UP_TO


def _claimed_priority(signals: tuple[Signal, ...]) -> int | None:
    """The worst priority the tickets claim at the end."""
    claims = [signal.claimed_priority for signal in signals if signal.kind is RecordKind.TICKET]
    return min((claim for claim in claims if claim is not None), default=None)
