"""What a status feed published, read whatever its files are called."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from intera.impact.curate import Origin
from intera.model.impact import HarmLevel
from intera.workflows.evaluation import BadDataError
from intera.workflows.read_status_feed import read_status_feed
from workflows.made_status_feed import START, maintenance, make_feed, post, write_feed

HOUR = timedelta(hours=1)


def test_a_re_routed_place_is_measured_and_everything_else_is_said(tmp_path: Path) -> None:
    changes = [
        (START, "ams", "operational", "partial_outage"),
        (START + HOUR, "ams", "partial_outage", "degraded_performance"),
        (START + 2 * HOUR, "dns", "operational", "partial_outage"),
        (START + 3 * HOUR, "dns", "partial_outage", "major_outage"),
        (START + 4 * HOUR, "dns", "major_outage", "under_maintenance"),
        (START + 5 * HOUR, "europe", "operational", "partial_outage"),
    ]
    write_feed(tmp_path, changes, [post("i1", START, ["dns"], "minor")])
    flips = read_status_feed(tmp_path).flips
    assert [(flip.change.origin, flip.change.harm) for flip in flips] == [
        (Origin.MEASURED, HarmLevel.AT_RISK),
        (Origin.SAID, HarmLevel.DEGRADED),
        (Origin.SAID, HarmLevel.DEGRADED),
        (Origin.SAID, HarmLevel.FULL),
        (Origin.SAID, HarmLevel.CLEAR),
        (Origin.SAID, HarmLevel.DEGRADED),
    ]
    assert [flip.is_roll_up for flip in flips] == [False] * 5 + [True]
    assert flips[4].change.is_planned
    assert flips[0].change.group_id == "Europe"


def test_the_first_sight_of_a_part_is_no_change(tmp_path: Path) -> None:
    write_feed(tmp_path, [(START, "ams", "", "partial_outage")], [post("i1", START, ["ams"], "minor")])
    assert read_status_feed(tmp_path).flips == ()


def test_planned_works_and_incidents_are_told_apart(tmp_path: Path) -> None:
    changes = [(START, "ams", "operational", "partial_outage")]
    lines = [post("i1", START, ["ams"], "none"), maintenance("w1", START + HOUR, ["ams", "fra"])]
    write_feed(tmp_path, changes, lines)
    feed = read_status_feed(tmp_path)
    assert [(one.post_id, one.says_impact) for one in feed.posts] == [("i1", False)]
    assert [(part, span.start_at, span.end_at) for _, part, span in feed.works] == [
        ("ams", START + HOUR, START + 2 * HOUR),
        ("fra", START + HOUR, START + 2 * HOUR),
    ]
    assert all(known_at < START for known_at, _, _ in feed.works)


def test_rows_in_two_overlapping_files_count_once(tmp_path: Path) -> None:
    make_feed(tmp_path, days=3)
    once = read_status_feed(tmp_path)
    shutil.copy(tmp_path / "any_name.csv.gz", tmp_path / "another.csv.gz")
    shutil.copy(tmp_path / "posts.jsonl.gz", tmp_path / "more.jsonl.gz")
    twice = read_status_feed(tmp_path)
    assert (twice.flips, twice.posts, twice.works) == (once.flips, once.posts, once.works)


def test_a_folder_around_the_feed_will_do(tmp_path: Path) -> None:
    make_feed(tmp_path / "feed", days=2)
    assert read_status_feed(tmp_path).flips == read_status_feed(tmp_path / "feed").flips


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = {**post("i1", START, ["ams"], "minor"), "created_at": "yesterday"}
    write_feed(tmp_path, [(START, "ams", "operational", "partial_outage")], [broken])
    with pytest.raises(BadDataError, match="'yesterday' is no ISO 8601 time"):
        read_status_feed(tmp_path)


def test_a_post_without_its_parts_is_refused(tmp_path: Path) -> None:
    whole = post("i1", START, ["ams"], "minor")
    broken = {key: value for key, value in post("i2", START, [], "minor").items() if key != "components"}
    write_feed(tmp_path, [(START, "ams", "operational", "partial_outage")], [whole, broken])
    with pytest.raises(BadDataError, match="has no components"):
        read_status_feed(tmp_path)


def test_planned_work_without_a_span_explains_nothing(tmp_path: Path) -> None:
    undated = {**maintenance("w1", START, ["ams"]), "scheduled_for": None}
    backwards = {**maintenance("w2", START, ["ams"]), "scheduled_until": "2023-01-01T00:00:00Z"}
    write_feed(tmp_path, [(START, "ams", "operational", "partial_outage")], [undated, backwards])
    assert read_status_feed(tmp_path).works == ()


def test_a_folder_without_a_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError):
        read_status_feed(tmp_path)
