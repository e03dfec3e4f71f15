"""Promised times in operators' own forms, labelled by hand by somebody who had not read the extractor.

`tests/cases/promised_times.yaml` says how doubtful forms are read. A few may be missed; none may be missed
in a whole group (a language, a change of clocks, texts that promise nothing).
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict
from zoneinfo import ZoneInfo

import pytest
import yaml

from intera.coordination.promised_time import PromiseKind, promised_times

CASES = Path(__file__).parents[1] / "cases" / "promised_times.yaml"
GOAL = 0.97
MINUTE = timedelta(minutes=1)


class Case(TypedDict):
    """One text, when and where it was posted, and the instants it promises."""

    text: str
    posted_at: str
    zone: str
    language: str
    expect: list[str]
    note: str


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return yaml.safe_load(CASES.read_text(encoding="utf-8"))


def posted(case: Case) -> datetime:
    return datetime.fromisoformat(case["posted_at"])


def expected(case: Case) -> list[datetime]:
    return [datetime.fromisoformat(instant) for instant in case["expect"]]


def found(case: Case) -> list[datetime]:
    """The instants at which more will be told; estimates of an end are counted apart."""
    promises = promised_times(case["text"], posted_at=posted(case), zone=case["zone"], language=case["language"])
    return [promise.at.astimezone(UTC) for promise in promises if promise.kind is PromiseKind.NEXT_UPDATE]


def wrong(cases: list[Case]) -> list[str]:
    return [case["text"] for case in cases if found(case) != expected(case)]


def changes_clocks(case: Case) -> bool:
    """Whether the zone's offset changes within a day of posting."""
    zone = ZoneInfo(case["zone"])
    offsets = {(posted(case) + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in range(24)}
    return len(offsets) > 1


def test_the_labels_hold_together(cases: list[Case]) -> None:
    """Every promise lies ahead, within two weeks, on a whole minute, and no text stands twice in one setting."""
    assert len(cases) >= 150
    settings = {(case["text"], case["posted_at"], case["zone"], case["language"]) for case in cases}
    assert len(settings) == len(cases)
    for case in cases:
        instants = expected(case)
        assert instants == sorted(set(instants)), case["text"]
        assert all(MINUTE <= at - posted(case) <= timedelta(days=14) for at in instants), case["text"]
        assert all(at.utcoffset() == timedelta() for at in instants), case["text"]


def test_promised_times_are_read_right(cases: list[Case]) -> None:
    missed = wrong(cases)

    assert len(missed) <= (1 - GOAL) * len(cases), missed


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_language_is_read_right(cases: list[Case], language: str) -> None:
    told = [case for case in cases if case["language"] == language]
    missed = wrong(told)

    assert len(missed) <= (1 - GOAL) * len(told), missed


def test_a_change_of_clocks_moves_no_promise(cases: list[Case]) -> None:
    changing = [case for case in cases if changes_clocks(case)]

    assert len(changing) >= 20
    assert wrong(changing) == []


def test_what_promises_nothing_is_not_read_as_a_promise(cases: list[Case]) -> None:
    silent = [case for case in cases if not case["expect"]]
    missed = wrong(silent)

    assert len(silent) >= 20
    assert len(missed) <= (1 - 0.95) * len(silent), missed


def test_the_measure_bites(cases: list[Case]) -> None:
    """An hour's error in one zone alone is more than may be missed."""
    berlin = [case for case in cases if case["zone"] == "Europe/Berlin" and case["expect"]]
    missed = [case for case in berlin if [at - timedelta(hours=1) for at in expected(case)] != found(case)]

    assert len(missed) > (1 - GOAL) * len(cases)
