"""What changed near the start: how it fits, why, and mostly that nothing is known."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import IncidentId
from intera.model.impact import Impact
from intera.model.incident import Incident
from intera.model.recurrence import (
    ChangeKind,
    ChangeStrength,
    Fingerprint,
    Fit,
    Occurrence,
    PlannedWork,
    Recurrence,
)
from intera.recurrence.classify import classify
from intera.recurrence.what_changed import find_changes, lies_near

Impacts = Callable[..., Impact]
Works = Callable[..., PlannedWork]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "recurrence_what_changed.yaml").read_text("utf-8"))
ZONE = "Europe/Berlin"
KINDS = st.sampled_from(ChangeKind)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(impact_of: Impacts, work_of: Works, case: dict[str, Any]) -> None:
    changes: dict[str, object] = {"onset_at": None} if case.get("onset") == "unknown" else {}
    impact = impact_of(partner=case.get("partner"), **changes)
    said = {key: tuple(v) if isinstance(v, list) else v for key, v in case["work"].items()}
    work = work_of(**{**said, "kind": ChangeKind(said.get("kind", "work"))})
    strengths = [ChangeStrength(work.kind, *case["learned"])] if "learned" in case else []
    found = find_changes(impact, [work], None, at=impact.assessed_at, zone=ZONE, strengths=strengths)
    if case["shows"] == "nothing":
        assert found == ()
    else:
        first = found[0]
        assert [first.title, first.when, first.fit.value, first.reason] == case["shows"]


def test_nothing_known_is_an_empty_answer(impact_of: Impacts, onset: datetime) -> None:
    assert find_changes(impact_of(), (), None, at=onset) == ()


@pytest.fixture(scope="session")
def recurrence_at(
    incident_of: Callable[..., Incident], fingerprint: Fingerprint, onset: datetime
) -> Callable[..., Recurrence]:
    def build(*starts: str) -> Recurrence:
        earlier = [Occurrence(IncidentId(f"I{n}"), datetime.fromisoformat(s), 600) for n, s in enumerate(starts)]
        return classify(incident_of(), fingerprint, earlier=earlier, problems=(), at=onset)

    return build


def test_the_same_window_as_on_the_mock_across_the_change_of_clocks(
    impact_of: Impacts, work_of: Works, recurrence_at: Callable[..., Recurrence], onset: datetime
) -> None:
    # 13:40 in Berlin both times: winter time on 2 November, summer time on 22 October.
    recurrence = recurrence_at("2026-11-02T12:40:00+00:00", "2026-10-22T11:40:00+00:00")
    found = find_changes(impact_of(), [work_of()], recurrence, at=onset, zone=ZONE)
    assert [(c.title, c.fit) for c in found] == [
        ("Planned capacity work in Coast", Fit.FITS),
        ("Same work window on 2 Nov and 22 Oct", Fit.FITS),
    ]
    assert found[1].reason == "2 of 2 earlier times: weekday, about 13:18"


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (["2026-11-02T12:40:00+00:00"], [("Same time of day on 2 Nov", Fit.POSSIBLE)]),
        (["2026-11-01T12:40:00+00:00"], []),
        (["2026-11-02T13:19:00+00:00"], []),
        (["2026-11-02T13:18:00+00:00"], [("Same time of day on 2 Nov", Fit.POSSIBLE)]),
        (["2026-11-18T12:00:00+00:00"], []),
    ],
    ids=["one other time", "a Sunday", "just over an hour off", "an hour off", "the same day"],
)
def test_what_counts_as_the_same_window(
    impact_of: Impacts,
    recurrence_at: Callable[..., Recurrence],
    onset: datetime,
    starts: list[str],
    expected: list[tuple[str, Fit]],
) -> None:
    found = find_changes(impact_of(), (), recurrence_at(*starts), at=onset, zone=ZONE)
    assert [(change.title, change.fit) for change in found] == expected


def test_a_window_may_cross_midnight(
    impact_of: Impacts, recurrence_at: Callable[..., Recurrence], onset: datetime
) -> None:
    impact = impact_of(onset_at=onset.replace(hour=23, minute=10))
    found = find_changes(impact, (), recurrence_at("2026-11-02T23:50:00+00:00"), at=onset)
    assert len(found) == 1
    late = impact_of(onset_at=onset.replace(hour=23, minute=40))
    assert len(find_changes(late, (), recurrence_at("2026-11-03T00:20:00+00:00"), at=onset)) == 1


def test_the_kind_known_to_say_more_comes_before_the_one_that_began_nearer(
    impact_of: Impacts, work_of: Works, onset: datetime
) -> None:
    nearer = work_of(-5, 60, title="Work")
    cut = work_of(-50, 60, title="Power cut", kind=ChangeKind.POWER, service_ids=())
    strengths = [ChangeStrength(ChangeKind.POWER, 27, 100, 20, 400)]
    plain = find_changes(impact_of(), [nearer, cut], None, at=onset)
    weighed = find_changes(impact_of(), [nearer, cut], None, at=onset, strengths=strengths)
    assert [(one.title, one.fit) for one in plain] == [("Work", Fit.FITS), ("Power cut", Fit.POSSIBLE)]
    assert [(one.title, one.fit) for one in weighed] == [("Power cut", Fit.FITS), ("Work", Fit.FITS)]
    assert (weighed[0].kind, weighed[0].strength) == (ChangeKind.POWER, strengths[0])
    assert weighed[1].strength is None


def test_a_placebo_instant_is_judged_like_a_start(impact_of: Impacts, work_of: Works, onset: datetime) -> None:
    work = work_of(-13, 120)
    assert lies_near(impact_of(), work, onset)
    assert not lies_near(impact_of(), work, onset - timedelta(weeks=1))
    assert lies_near(impact_of(onset_at=None), work, onset)
    assert not lies_near(impact_of(partner="P-17"), work, onset)


@given(
    st.lists(st.tuples(st.integers(-120, 30), st.integers(1, 300), st.sampled_from(["", "P-09"]), KINDS), max_size=5)
)
def test_the_best_fit_comes_first_whatever_the_order(
    impact_of: Impacts, work_of: Works, onset: datetime, said: list[tuple[int, int, str, ChangeKind]]
) -> None:
    works = [
        work_of(start, start + length, partner_code=partner, kind=kind, title=f"Work {n}")
        for n, (start, length, partner, kind) in enumerate(said)
    ]
    strengths = [ChangeStrength(ChangeKind.POWER, 27, 100, 20, 400), ChangeStrength(ChangeKind.CHANGE, 0, 90, 30, 90)]
    at = onset + timedelta(hours=1)
    found = find_changes(impact_of(), works, None, at=at, strengths=strengths)
    assert find_changes(impact_of(), works[::-1], None, at=at, strengths=strengths[::-1]) == found
    order = [Fit.FITS, Fit.POSSIBLE, Fit.RULED_OUT]
    assert [order.index(change.fit) for change in found] == sorted(order.index(change.fit) for change in found)
