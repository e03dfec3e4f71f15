"""The contact baseline scored on made complaints."""

import csv
import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from intera.workflows.evaluate_reputation import evaluate_reputation
from intera.workflows.evaluation import BadDataError

FIRST = date(2024, 1, 1)


def write_complaints(folder: Path, days: Iterable[tuple[date, int]], *, broken: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    number = 0
    with (folder / "any.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Ticket #", "Customer Complaint", "Date", "date_corrected"])
        for day, count in days:
            for _ in range(count):
                number += 1
                writer.writerow([number, "Slow", "ignored", day.isoformat()])
        for _ in range(broken):
            number += 1
            writer.writerow([number, "Slow", "ignored", "13-13-2024"])


def made_days(count: int, surges: dict[int, int] | None = None) -> list[tuple[date, int]]:
    chance = random.Random(11)
    found: list[tuple[date, int]] = []
    for number in range(count):
        day = FIRST + timedelta(days=number)
        mean = 8 if day.weekday() > 4 else 18
        calls = sum(chance.random() < mean / 200 for _ in range(200))
        found.append((day, (surges or {}).get(number, calls)))
    return found


def test_a_surge_is_flagged_and_usual_days_are_not(tmp_path: Path) -> None:
    write_complaints(tmp_path, made_days(100, {90: 60}))
    metrics: dict[str, Any] = evaluate_reputation(tmp_path).to_document()["metrics"]  # type: ignore[assignment]
    words = {row["day"]: row["word"] for row in metrics["flagged"]}
    assert words[(FIRST + timedelta(days=90)).isoformat()] == "High"
    assert len(words) <= 4
    assert metrics["later"]["limits"]["Watch"]["covered"]["value"] > 0.85
    assert metrics["a_surge_would_be_flagged"]["300_percent_of_expected"]["Watch"]["value"] > 0.9


def test_a_day_has_no_part_in_what_is_expected_of_it(tmp_path: Path) -> None:
    expected: list[object] = []
    for name, surge in (("some", 60), ("many", 900)):
        write_complaints(tmp_path / name, made_days(91, {90: surge}))
        metrics: dict[str, Any] = evaluate_reputation(tmp_path / name).to_document()["metrics"]  # type: ignore[assignment]
        expected.append(metrics["flagged"][-1]["expected"])
    assert expected[0] == expected[1]


def test_what_comes_later_changes_nothing_before(tmp_path: Path) -> None:
    write_complaints(tmp_path / "short", made_days(60))
    write_complaints(tmp_path / "long", made_days(100, {70: 90, 71: 90}))
    documents = [evaluate_reputation(tmp_path / name).to_document() for name in ("short", "long")]
    early = [document["metrics"]["earlier_used_for_tuning"]["days"] for document in documents]  # type: ignore[index]
    assert early[0] < early[1]
    shared = made_days(60)[-1][0].isoformat()
    flagged = [
        [row for row in document["metrics"]["flagged"] if row["day"] <= shared]  # type: ignore[index]
        for document in documents
    ]
    latest = documents[1]["split_at"]
    assert [row for row in flagged[0] if row["day"] >= str(latest)[:10]] == flagged[1]


def test_a_week_of_silence_was_not_collected_and_shorter_silence_is_nothing(tmp_path: Path) -> None:
    days = made_days(60)
    gap = [day for number, day in enumerate(days) if not 20 <= number < 40 and number != 50]
    write_complaints(tmp_path, gap)
    document = evaluate_reputation(tmp_path).to_document()
    metrics: dict[str, Any] = document["metrics"]  # type: ignore[assignment]
    assert metrics["both"]["days"] == 60 - 20 - 14


def test_rows_without_a_date_are_counted_not_hidden(tmp_path: Path) -> None:
    write_complaints(tmp_path, made_days(40), broken=3)
    assert evaluate_reputation(tmp_path).metrics["rows_without_a_date"] == 3


def test_too_few_days_are_refused(tmp_path: Path) -> None:
    write_complaints(tmp_path, made_days(14))
    with pytest.raises(BadDataError, match="14 are needed"):
        evaluate_reputation(tmp_path)


def test_another_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadDataError, match="Ticket #"):
        evaluate_reputation(tmp_path)
