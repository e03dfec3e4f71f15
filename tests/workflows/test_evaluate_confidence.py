"""Misses are stated at intake, learned when they are known, and a drift is noticed and said."""

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intera.workflows.evaluate_confidence import evaluate_confidence, state_misses
from intera.workflows.evaluation import BadDataError
from intera.workflows.read_ticket_log import read_ticket_log

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample" / "incident_events.csv"
START = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = [
    "number",
    "incident_state",
    "opened_at",
    "sys_updated_at",
    "sys_mod_count",
    "priority",
    "assignment_group",
    "made_sla",
]


def log_of(folder: Path, share_of: dict[str, tuple[float, float]], *, count: int = 1200) -> Path:
    """Invented tickets, one an hour: the share of each desk that misses its target in the first and second half."""
    chance = random.Random(9)
    path = folder / "log.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(count):
            at = START + timedelta(hours=number)
            desk = chance.choice(sorted(share_of))
            missed = chance.random() < share_of[desk][number >= count // 2]
            resolved_at = at + (timedelta(days=6) if missed else timedelta(hours=5))
            for mod, (state, moment) in enumerate(
                [("New", at), ("Resolved", resolved_at), ("Closed", resolved_at + timedelta(days=5))]
            ):
                said = f"{moment:%d/%m/%Y %H:%M}"
                met = "false" if missed and state == "Closed" else "true"
                writer.writerow([f"I{number:05}", state, f"{at:%d/%m/%Y %H:%M}", said, mod, "3 - Moderate", desk, met])
    return path


def test_desks_are_told_apart_and_a_drift_is_followed(tmp_path: Path) -> None:
    found = evaluate_confidence(log_of(tmp_path, {"fast": (0.2, 0.05), "slow": (0.9, 0.5)}))
    stated, by_share = found.metrics["target_missed"], found.baselines["target_missed_by_share_so_far"]
    assert isinstance(stated, dict)
    assert isinstance(by_share, dict)
    assert stated["auc"]["value"] > 0.7
    assert stated["ece"]["value"] < by_share["ece"]["value"]
    assert found.metrics["missed_share_after_split"] < found.metrics["missed_share_before_split"]  # type: ignore[operator]


def test_a_drift_is_said(tmp_path: Path) -> None:
    drift = evaluate_confidence(log_of(tmp_path, {"desk": (0.7, 0.1)})).baselines["drift_of_share_so_far"]
    assert isinstance(drift, dict)
    assert drift["found_count"] > 0
    assert "less often than stated" in drift["first_found"]


def test_what_comes_later_changes_nothing_stated_before(tmp_path: Path) -> None:
    log = read_ticket_log(log_of(tmp_path, {"a": (0.5, 0.5)}, count=300))
    whole = state_misses(log)
    half = state_misses(type(log)(log.files, log.cases[:150]))
    assert [one.estimate for one in whole[:150]] == [one.estimate for one in half]


def test_a_miss_counts_once_its_ticket_is_closed(tmp_path: Path) -> None:
    log = read_ticket_log(log_of(tmp_path, {"a": (1.0, 1.0)}, count=300))
    stated = state_misses(log)
    known_from = log.cases[0].closed_at
    assert all(one.estimate.like_count == 0 and one.share == 0.5 for one in stated if one.case.stated_at <= known_from)
    assert stated[-1].share > 0.5


def test_the_shipped_sample_is_scored() -> None:
    found = evaluate_confidence(SAMPLE)
    assert (found.task, found.rows > 0) == ("confidence", True)
    assert {"target_missed", "claim_stands", "drift"} <= set(found.metrics)


def test_a_log_without_a_single_miss_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="made_sla"):
        evaluate_confidence(log_of(tmp_path, {"a": (0.0, 0.0)}, count=20))
