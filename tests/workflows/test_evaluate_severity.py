"""Severity is stated from the first record alone, learned at closing, and never from what an export filled in later."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intera.experience.learner import Learner
from intera.model.ids import ServiceId, SignalId, SourceId
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState
from intera.workflows.evaluate_severity import evaluate_severity, state_claims, state_in_order, state_severity
from intera.workflows.evaluation import BadDataError, DataFiles, Evaluation
from intera.workflows.read_ticket_log import TicketCase, TicketLog

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample" / "incident_events.csv"
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
BACK_FILLED = ("closed_code", "resolved_by", "resolved_at", "closed_at")
# Found back-filled too: docs/evaluation.md, "What may not be used".
ALSO_BACK_FILLED = ("problem_id", "rfc", "vendor", "caused_by")
PEOPLE = ("caller_id", "opened_by", "sys_created_by", "sys_updated_by", "assigned_to")
FIRST = Signal(
    SignalId("log/1"),
    SourceId("log"),
    RecordKind.TICKET,
    ReportedState.OPEN,
    Scope(ServiceId("")),
    NOON,
    0,
    "",
    claimed_priority=3,
)


def case_of(number: int, *, closed_h: int, final: int, claimed: int = 3, desk: str = "a") -> TicketCase:
    """A ticket first heard of `number` hours past noon."""
    first = replace(FIRST, occurred_at=NOON + timedelta(hours=number), digest=str(number), claimed_priority=claimed)
    features = {"desk": desk, "claimed_priority": str(claimed)}
    return TicketCase(first, features, NOON + timedelta(hours=closed_h), final, missed_target=False, heard=())


def changed_sample(folder: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> Path:
    """The shipped sample with every row changed."""
    with SAMPLE.open(newline="", encoding="utf-8") as stream:
        rows: Iterator[dict[str, str]] = iter(list(csv.DictReader(stream)))
    first = next(rows)
    path = folder / "changed.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(first))
        writer.writeheader()
        writer.writerows(change(row) for row in (first, *rows))
    return path


def scores(evaluation: Evaluation) -> dict[str, object]:
    """All but which file it was."""
    return {name: value for name, value in evaluation.to_document().items() if name != "data"}


@pytest.mark.parametrize("columns", [BACK_FILLED, ALSO_BACK_FILLED, PEOPLE], ids=["outcome", "links", "people"])
def test_the_scores_are_the_same_without_columns_that_were_filled_in_later_or_name_people(
    tmp_path: Path, columns: tuple[str, ...]
) -> None:
    blanked = changed_sample(tmp_path, lambda row: {**row, **dict.fromkeys(columns, "?")})
    assert scores(evaluate_severity(blanked)) == scores(evaluate_severity(SAMPLE))


def test_the_scores_do_change_with_what_is_learned_from(tmp_path: Path) -> None:
    mixed = changed_sample(tmp_path, lambda row: {**row, "assignment_group": "?", "category": "?"})
    assert scores(evaluate_severity(mixed)) != scores(evaluate_severity(SAMPLE))


def test_the_sample_is_scored_with_its_baselines() -> None:
    found = evaluate_severity(SAMPLE, split_at=datetime(2016, 2, 29, 12, tzinfo=UTC))
    assert (found.task, found.split_at.hour) == ("severity", 12)
    assert set(found.metrics) == {"final_severe", "claim_lowered"}
    assert "final_severe_by_claimed_priority" in found.baselines
    final = found.metrics["final_severe"]
    assert isinstance(final, dict)
    assert final["case_count"] == found.rows > 0
    with pytest.raises(BadDataError, match="after the split"):
        evaluate_severity(SAMPLE, split_at=NOON)


def test_nothing_is_learned_before_it_is_known() -> None:
    early = [case_of(n, closed_h=100, final=1) for n in range(40)]
    before, at, after = (case_of(n, closed_h=500, final=1) for n in (99, 100, 101))
    stated = state_in_order([*early, before, at, after], Learner(), lambda case: case.final_priority <= 2)
    counts = [one.estimate.like_count for one in stated]
    assert counts[:42] == [0] * 42
    assert stated[40].share == 0.5
    assert stated[42].share > 0.8
    assert stated[42].estimate.ratio > stated[41].estimate.ratio


def test_what_comes_later_changes_nothing_stated_before() -> None:
    cases = [case_of(n, closed_h=n + 5, final=1 + n % 3, desk="ab"[n % 2]) for n in range(60)]
    other = [*cases[:30], *(case_of(n, closed_h=n + 5, final=4) for n in range(30, 60))]
    one, two = (state_severity(TicketLog(DataFiles(()), tuple(given))) for given in (cases, other))
    assert [f.estimate for f in one[:31]] == [f.estimate for f in two[:31]]
    assert [f.estimate for f in one[36:]] != [f.estimate for f in two[36:]]


def test_a_claim_is_lowered_when_it_closes_with_a_higher_number() -> None:
    cases = (
        case_of(0, closed_h=9, final=3, claimed=1),
        case_of(1, closed_h=9, final=2, claimed=2),
        case_of(2, closed_h=9, final=2, claimed=1),
        case_of(3, closed_h=9, final=1, claimed=2),
        case_of(4, closed_h=9, final=1, claimed=3),
    )
    assert [one.happened for one in state_claims(TicketLog(DataFiles(()), cases))] == [True, False, True, False]
