"""A promise: kept, missed by the clock, or still open in time."""

from datetime import UTC, datetime, timedelta

import pytest

from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import CheckpointId, IncidentId, TeamId

DUE = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)


def promise(answered_at: datetime | None = None, outcome: CheckpointOutcome | None = None) -> Checkpoint:
    return Checkpoint(
        CheckpointId("CP-1"),
        IncidentId("INC-0000001"),
        "Next update",
        DUE,
        TeamId("noc"),
        DUE - 30 * MINUTE,
        answered_at=answered_at,
        outcome=outcome,
    )


def test_an_unanswered_promise_is_missed_only_after_its_time() -> None:
    open_promise = promise()
    assert open_promise.outcome_at(DUE - TICK) is None
    assert open_promise.outcome_at(DUE) is None
    assert open_promise.outcome_at(DUE + TICK) == CheckpointOutcome.MISSED


@pytest.mark.parametrize("outcome", list(CheckpointOutcome))
def test_an_answer_counts_from_the_instant_it_was_given(outcome: CheckpointOutcome) -> None:
    answered = promise(DUE + 10 * MINUTE, outcome)
    assert answered.outcome_at(DUE - MINUTE) is None
    assert answered.outcome_at(DUE + 10 * MINUTE - TICK) == CheckpointOutcome.MISSED
    assert answered.outcome_at(DUE + 10 * MINUTE) == outcome
    assert answered.outcome_at(DUE + 999 * MINUTE) == outcome
