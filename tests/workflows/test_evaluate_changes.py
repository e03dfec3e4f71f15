"""What changed scored: made feeds in which it is known which cuts belong to an outage."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from intera.workflows.evaluate_changes import evaluate_changes, in_reach, judge_starts
from intera.workflows.evaluation import BadDataError
from intera.workflows.outage_notices import find_notices, read_notices
from intera.workflows.power_cuts import find_cuts, read_cuts
from workflows.made_outages import START, write_cuts, write_notices

TOWNS = tuple(f"Town {number}" for number in range(20))
Cut = tuple[str, datetime, int]


def _make(folder: Path, *, real_share: float, days: int = 700, chance_cuts: int = 60) -> Path:
    """An outage a day in one of the towns; so often a cut began a quarter of an hour before it. Others lie anywhere."""
    chance = Random(3)
    notices = [(chance.choice(TOWNS), START + timedelta(days=day, hours=9)) for day in range(30, days)]
    cuts: list[Cut] = [(town, at - timedelta(minutes=15), 400) for town, at in notices if chance.random() < real_share]
    cuts += [
        (town, START + timedelta(minutes=chance.randrange(days * 1440)), 400)
        for town in TOWNS
        for _ in range(chance_cuts)
    ]
    cuts.append((TOWNS[0], START, 400))
    write_notices(folder / "notices", notices)
    write_cuts(folder / "cuts", sorted(cuts, key=lambda cut: cut[1]))
    return folder


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return evaluate_changes(_make(tmp_path_factory.mktemp("linked"), real_share=0.3)).to_document()


@pytest.fixture(scope="module")
def unlinked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return evaluate_changes(_make(tmp_path_factory.mktemp("unlinked"), real_share=0, chance_cuts=500)).to_document()


def test_cuts_that_belong_to_outages_are_told_from_placebo(linked: dict[str, Any]) -> None:
    metrics = linked["metrics"]
    assert metrics["overlap_share"]["value"] == pytest.approx(0.3, abs=0.06)
    assert metrics["placebo_share"]["value"] < 0.05
    assert metrics["timing_fits_count"] > 50
    assert metrics["stated_beyond_placebo"] == pytest.approx(metrics["beyond_placebo"]["value"], abs=0.1)


def test_cuts_that_lie_anywhere_never_fit(unlinked: dict[str, Any]) -> None:
    metrics = unlinked["metrics"]
    assert metrics["overlap_share"]["value"] > 0.05
    assert metrics["overlap_share"]["value"] == pytest.approx(metrics["placebo_share"]["value"], abs=0.05)
    assert metrics["timing_fits_count"] == 0
    assert metrics["stated_beyond_placebo"] is None


def test_mostly_nothing_is_known_and_that_is_said(linked: dict[str, Any]) -> None:
    metrics = linked["metrics"]
    assert metrics["nothing_known_share"]["value"] == pytest.approx(1 - metrics["overlap_share"]["value"], abs=1e-3)
    assert metrics["said_last"].startswith("overlaps ")


def test_promises_of_restoration_are_counted(linked: dict[str, Any]) -> None:
    promises = linked["metrics"]["restoration_promises"]
    assert (promises["over_by_first_share"], promises["over_by_last_share"]) == (0, 1)
    assert promises["promised_share"] == 1


def test_a_start_is_judged_before_it_counts_and_later_ones_change_nothing(tmp_path: Path) -> None:
    folder = _make(tmp_path, real_share=0.3, days=200)
    cuts = read_cuts(find_cuts(folder))
    notices = in_reach(read_notices(find_notices(folder)), cuts)
    whole = judge_starts(notices, cuts, 200)
    assert judge_starts(notices[:80], cuts, 200) == whole[:80]
    assert not any(one.fits for one in whole[:30])
    assert any(one.is_near for one in whole[:30])
    assert [one.strength.start_count for one in whole[:3]] == [1, 2, 3]


def test_one_of_the_two_sets_alone_is_bad_data(tmp_path: Path) -> None:
    write_notices(tmp_path, [("Town 1", START)])
    with pytest.raises(BadDataError, match="no CSV with the columns"):
        evaluate_changes(tmp_path)
    write_cuts(tmp_path, [("Elsewhere", START, 400)])
    with pytest.raises(BadDataError, match="no outage lies in a place and time of the power feed"):
        evaluate_changes(tmp_path)
