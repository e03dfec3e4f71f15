"""Promised times scored on made updates: what was read, and what was kept."""

import csv
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from intera.workflows.evaluate_checkpoints import LABELS, evaluate_checkpoints
from intera.workflows.evaluation import BadDataError

START = datetime(2024, 1, 10, 18, 0, tzinfo=UTC)  # 10:00 in California
MINUTE = timedelta(minutes=1)
PROMISE = "We will provide an update by Wednesday, 2024-01-10 {clock} US/Pacific."


def write(folder: Path, *incidents: list[tuple[int, str]], labels: list[tuple[int, str, str]] = ()) -> Path:  # type: ignore[assignment]
    """Incidents as minutes and texts, and what a person read in some of them."""
    folder.mkdir(exist_ok=True)
    with (folder / "any.jsonl").open("w", encoding="utf-8") as stream:
        for number, posts in enumerate(incidents):
            updates = [{"when": (START + minutes * MINUTE).isoformat(), "text": text} for minutes, text in posts]
            line = {"id": f"i{number}", "begin": "", "status_impact": "", "updates": updates}
            stream.write(json.dumps(line) + "\n")
    path = folder / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["posted_at", "text_sha256_16", "next_update_at", "restoration_at"])
        for minutes, text, next_update in labels:
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            writer.writerow([(START + minutes * MINUTE).isoformat(), digest, next_update, ""])
    return path


def scored(folder: Path, path: Path) -> dict[str, Any]:
    """The metrics of everything after the start."""
    return evaluate_checkpoints(folder, split_at=START, labels=path).to_document()["metrics"]  # type: ignore[return-value]


def test_an_update_within_five_minutes_is_kept_and_a_later_one_is_not(tmp_path: Path) -> None:
    text = PROMISE.format(clock="11:00")
    path = write(
        tmp_path,
        [(0, text), (60, "Fixed.")],
        [(1, text), (65, "Fixed.")],
        [(2, text), (66, "Fixed.")],
        [(3, text)],
        [(61, text), (70, "Fixed.")],
    )
    later = scored(tmp_path, path)["later"]
    assert (later["promising"], later["passed_when_posted"], later["never_answered"]) == (5, 1, 1)
    assert later["kept_within_5_min"]["value"] == round(2 / 3, 4)
    assert later["kept_within_5_min_unanswered_missed"]["value"] == 0.5
    assert later["kept_to_the_minute"]["value"] == round(1 / 3, 4)


def test_what_was_read_is_held_against_what_a_person_read(tmp_path: Path) -> None:
    right, wrong = PROMISE.format(clock="11:00"), PROMISE.format(clock="12:00")
    path = write(
        tmp_path,
        [(0, right), (1, wrong), (2, "Nothing promised.")],
        labels=[(0, right, "2024-01-10T19:00Z"), (1, wrong, "2024-01-10T19:00Z"), (2, "Nothing promised.", "")],
    )
    found = scored(tmp_path, path)["read_right"]
    assert (found["texts"], found["texts_that_promise"]) == (3, 2)
    assert found["both_kinds"]["value"] == round(2 / 3, 4)
    (miss,) = found["wrong"]
    assert (miss["read"], miss["truth"]) == ("next_update 2024-01-10T20:00Z", "next_update 2024-01-10T19:00Z")


def test_without_a_readers_sample_nothing_is_claimed(tmp_path: Path) -> None:
    found = scored(tmp_path, write(tmp_path, [(0, "x"), (1, "y")]))["read_right"]
    assert (found["texts"], found["both_kinds"]["value"]) == (0, None)


def test_a_time_of_posting_that_is_none_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, [(0, "x")])
    text = (tmp_path / "any.jsonl").read_text(encoding="utf-8").replace(START.isoformat(), "soon")
    (tmp_path / "any.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(BadDataError, match="soon"):
        scored(tmp_path, path)


def test_the_sample_that_is_shipped_holds_digests_and_instants_only() -> None:
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 400
    assert all(len(row["text_sha256_16"]) == 16 for row in rows)
    for row in rows:
        for said in (row["posted_at"], *row["next_update_at"].split(), *row["restoration_at"].split()):
            assert datetime.fromisoformat(said).tzinfo is not None
