"""The odds of a return scored: made areas whose pace is known, and nothing learned before it was known."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from intera.workflows.evaluate_recurrence import evaluate_recurrence, state_returns
from intera.workflows.evaluation import BadDataError
from intera.workflows.outage_notices import find_notices, read_notices
from workflows.made_outages import START, make_notices, write_notices


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = write_notices(tmp_path_factory.mktemp("made"), make_notices(700))
    return evaluate_recurrence(folder).to_document()


def test_it_tells_lively_areas_from_quiet_ones_and_says_so_honestly(document: dict[str, Any]) -> None:
    metrics = document["metrics"]
    assert metrics["auc"]["value"] > 0.9
    assert metrics["ece"]["value"] < 0.1
    assert metrics["auc"]["low"] <= metrics["auc"]["value"] <= metrics["auc"]["high"]
    assert document["baselines"]["base_rate"]["auc"]["value"] < 0.7


def test_events_nobody_can_know_the_outcome_of_are_not_scored(document: dict[str, Any]) -> None:
    notices = make_notices(700)
    last_at = notices[-1][1]
    scored = [at for _, at in notices if document["split_at"] <= at.isoformat() and at <= last_at - timedelta(days=30)]
    assert document["rows"] == document["metrics"]["case_count"] <= len(scored)
    assert document["metrics"]["repeat_rate"]["event_count"] > document["rows"]


def test_made_at_an_even_pace_little_is_more_than_chance_allows(document: dict[str, Any]) -> None:
    found = document["metrics"]["expected_against_observed"]
    # Over fifteen seeds 0.8 percent; windows overlap, so one unlucky month marks several events of a seed.
    assert found["more_than_chance_share"] < 0.06
    assert found["others_observed"] == pytest.approx(found["others_expected"], rel=0.25)


def test_what_was_stated_rests_on_nothing_that_came_later(tmp_path: Path) -> None:
    notices = make_notices(400)
    cut_at = START + timedelta(days=300)
    whole = read_notices(find_notices(write_notices(tmp_path / "whole", notices)))
    early = [notice for notice in whole if notice.first_seen_at < cut_at]
    known = {one.start_at: one.product for one in state_returns(whole, lambda notice: notice.area)}
    stated = state_returns(early, lambda notice: notice.area)
    assert len(stated) > 50
    assert all(known[one.start_at] == one.product for one in stated)


def test_an_outcome_is_learned_thirty_days_later_and_not_before(tmp_path: Path) -> None:
    daily = [("A", START + timedelta(days=day)) for day in range(70)]
    notices = read_notices(find_notices(write_notices(tmp_path, daily)))
    stated = state_returns(notices, lambda notice: notice.area)
    assert {one.base_rate for one in stated[:30]} == {0.5}
    assert stated[30].base_rate > 0.5
    assert all(one.returned for one in stated)


def test_tickets_that_overlap_are_one_event(tmp_path: Path) -> None:
    burst = [("A", START + timedelta(minutes=minute)) for minute in range(0, 100, 10)]
    later = [("B", START + timedelta(days=day)) for day in (1, 50, 100)]
    notices = read_notices(find_notices(write_notices(tmp_path, burst + later)))
    stated = state_returns(notices, lambda notice: notice.area)
    assert [one.returned for one in stated] == [False, False, False]


def test_too_short_a_record_is_bad_data(tmp_path: Path) -> None:
    folder = write_notices(tmp_path, [("A", START), ("A", START + timedelta(days=5))])
    with pytest.raises(BadDataError, match="no case that can be scored"):
        evaluate_recurrence(folder)


def test_the_document_names_task_data_and_split(document: dict[str, Any]) -> None:
    assert document["task"] == "recurrence"
    assert len(document["data"]["sha256"]) == 64
    assert set(document["baselines"]) == {
        "base_rate",
        "own_past_rate",
        "own_pace",
        "municipality_own_past_rate",
        "limit_whole_record",
    }
