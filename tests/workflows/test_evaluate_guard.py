"""The guard scored on made texts: what is blocked and what is passed, in the later part of each source."""

import json
from pathlib import Path

import pytest

from intera.workflows.evaluate_guard import evaluate_guard
from intera.workflows.evaluation import BadDataError


def write(folder: Path, bodies: list[str], messages: list[str]) -> None:
    pages, devices = folder / "page", folder / "devices"
    pages.mkdir()
    devices.mkdir()
    rows = [
        {
            "id": str(day),
            "created_at": f"2022-03-{day:02}T10:00:00Z",
            "shortlink": "x",
            "updates": [{"display_at": f"2022-03-{day:02}T10:00:00Z", "body": body}],
        }
        for day, body in enumerate(bodies, start=1)
    ]
    (pages / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    said = [{"os": "x", "event": "y", "message": message} for message in messages]
    (devices / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in said), encoding="utf-8")


def test_the_later_part_is_scored_and_the_earlier_is_not(tmp_path: Path) -> None:
    earlier = ["The network is broken."] * 6
    later = ["Data is slow.", "Data is slow.", "The power company works.", "An engineer forgot a setting."]
    write(tmp_path, earlier + later, ["%LINK-3-UPDOWN: Interface Ethernet1, changed state to down", "Data is slow."])
    metrics = evaluate_guard(tmp_path).metrics
    page = metrics["public_updates"]["page"]  # type: ignore[index]
    assert page["told_count"] == 4
    assert page["blocked_as_told"]["value"] == pytest.approx(0.25)
    assert page["blocked_distinct"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert page["asks_as_told"]["value"] == pytest.approx(0.25)
    assert page["blocking_rules"] == [{"rule": "blame", "text_count": 1}]
    assert metrics["device_messages"]["passed"]["value"] == pytest.approx(0.5)  # type: ignore[index]


def test_a_share_stands_between_its_bounds(tmp_path: Path) -> None:
    write(tmp_path, ["Data is slow."] * 10, ["x"])
    share = evaluate_guard(tmp_path).metrics["public_updates"]["all"]["blocked_as_told"]  # type: ignore[index]
    assert share["value"] == 0
    assert 0 == share["low"] < share["high"] < 1


def test_data_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError):
        evaluate_guard(tmp_path)
