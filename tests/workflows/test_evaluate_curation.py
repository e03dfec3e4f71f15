"""The alarm wall scored: made feeds in which the right answer is known."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from intera.impact.curate import Origin
from intera.workflows.evaluate_curation import Posts, evaluate_curation, judge_rows
from intera.workflows.evaluation import BadDataError
from intera.workflows.read_status_feed import read_status_feed
from workflows.made_status_feed import START, made_past, make_feed, post, write_feed

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("feed")
    make_feed(folder, days=220)
    return evaluate_curation(folder).to_document()


def value(found: Any) -> float:  # noqa: ANN401
    return found["value"]


def test_with_what_people_set_it_finds_every_post_that_changed_a_state(document: dict[str, Any]) -> None:
    scores = document["metrics"]["with_states_set_by_people"]
    assert value(scores["precision"]) == 1
    assert value(scores["covered"]["saying_impact_and_naming_a_part"]) == 1
    assert value(scores["covered"]["all"]) == pytest.approx(0.9, abs=0.02), "every tenth names no part"
    assert 0.8 < value(scores["rows_a_day"]) < 1


def test_without_what_people_set_it_says_that_nothing_can_be_shown(document: dict[str, Any]) -> None:
    scores = document["metrics"]["without_states_set_by_people"]
    assert scores["rows_shown"] == 0
    assert value(scores["covered"]["all"]) == 0
    assert scores["precision"] == {"value": None, "low": None, "high": None}
    assert value(document["metrics"]["reachable"]["only_states_a_machine_set"]["all"]) == 0


def test_it_says_that_people_set_the_state_in_the_act_of_posting(document: dict[str, Any]) -> None:
    said = document["metrics"]["independence"]["said"]
    assert value(said["set_within_60_s_of_the_post"]) == 1
    assert value(said["readable_before_the_post"]) == 0
    assert "NOT independent" in document["metrics"]["with_states_set_by_people"]["used"]


def test_baselines_show_the_wall(document: dict[str, Any]) -> None:
    baselines = document["baselines"]
    assert value(baselines["every_change_to_harm"]["rows_a_day"]) == pytest.approx(4.8, abs=0.2)
    assert value(baselines["every_change_to_harm"]["precision"]) < 0.25
    assert value(baselines["every_degraded_or_major"]["precision"]) == 1
    assert value(baselines["every_measured_row"]["matching"]) == 0


def test_the_document_names_task_data_and_split(document: dict[str, Any]) -> None:
    assert document["task"] == "curation"
    assert len(document["data"]["sha256"]) == 64
    assert document["rows"] == document["metrics"]["with_states_set_by_people"]["rows_judged"]
    assert value(document["metrics"]["with_states_set_by_people"]["precision"]) >= 0
    assert {"low", "high"} <= set(document["metrics"]["with_states_set_by_people"]["rows_a_day"])


def test_the_later_part_does_not_reach_back(tmp_path: Path) -> None:
    """What was stated of a row is the same whether or not anything came after it."""
    make_feed(tmp_path / "cut", days=120)
    make_feed(tmp_path / "whole", days=150)  # the same seed makes the same first 120 days
    judged = []
    for name in ("cut", "whole"):
        feed = read_status_feed(tmp_path / name)
        rows = judge_rows(feed, Posts(feed.posts), origins=frozenset(Origin))
        judged.append([(row.row, row.estimate, row.is_shown) for row in rows])
    assert judged[0] == judged[1][: len(judged[0])]
    assert len(judged[0]) < len(judged[1])
    assert not all(is_shown for _, _, is_shown in judged[0])


def test_an_outcome_is_learned_only_when_it_can_be_known(tmp_path: Path) -> None:
    """A post about the row before must not move what is stated two hours later, only after six."""
    at = START + timedelta(days=40)
    changes = [
        (at, "ams", "operational", "partial_outage"),
        (at + timedelta(hours=2), "fra", "operational", "partial_outage"),
        (at + timedelta(hours=7), "dns", "operational", "degraded_performance"),
    ]
    stated: dict[str, list[Any]] = {}
    for name, posts in (("quiet", []), ("posted", [post("late", at + 30 * MINUTE, ["ams"], "minor")])):
        past_changes, past_posts = made_past(days=39)
        write_feed(tmp_path / name, past_changes + changes, past_posts + posts)
        feed = read_status_feed(tmp_path / name)
        rows = judge_rows(feed, Posts(feed.posts), origins=frozenset(Origin))
        stated[name] = [row.estimate for row in rows if row.row.begun_at >= at]
    assert stated["quiet"][:2] == stated["posted"][:2]
    assert stated["quiet"][2] != stated["posted"][2]


def test_a_second_row_for_the_same_incident_counts_as_false(tmp_path: Path) -> None:
    at = START + timedelta(days=1)
    changes = [
        (START, "mail", "operational", "operational"),
        (at + MINUTE, "dns", "operational", "degraded_performance"),
        (at + 20 * MINUTE, "mail", "operational", "degraded_performance"),
        (at + 90 * MINUTE, "ams", "operational", "partial_outage"),
        (at + timedelta(days=3), "ams", "partial_outage", "operational"),
    ]
    write_feed(tmp_path, changes, [post("i1", at, ["dns", "mail"], "major")])
    shown = evaluate_curation(tmp_path, split_at=START).to_document()["metrics"]["with_states_set_by_people"]
    assert shown["rows_shown"] == 3, "without history nothing is held back"
    assert value(shown["precision"]) == pytest.approx(1 / 3, abs=0.001)
    assert value(shown["matching"]) == pytest.approx(2 / 3, abs=0.001)
    assert value(shown["covered"]["all"]) == 1


@pytest.mark.parametrize(("minutes", "is_matched"), [(-61, False), (-60, True), (0, True), (120, True), (121, False)])
def test_a_match_begins_an_hour_before_the_post_and_ends_with_it(
    tmp_path: Path, minutes: int, *, is_matched: bool
) -> None:
    at = START + timedelta(days=1)
    changes = [
        (at + minutes * MINUTE, "ams", "operational", "partial_outage"),
        (at + timedelta(days=2), "ams", "partial_outage", "operational"),
    ]
    write_feed(tmp_path, changes, [post("i1", at, ["ams"], "minor")])
    shown = evaluate_curation(tmp_path, split_at=START).to_document()["metrics"]["without_states_set_by_people"]
    assert value(shown["matching"]) == float(is_matched)


def test_a_feed_without_incidents_is_refused(tmp_path: Path) -> None:
    changes = [(START, "ams", "operational", "partial_outage")]
    write_feed(tmp_path, changes, [])
    with pytest.raises(BadDataError):
        evaluate_curation(tmp_path)
