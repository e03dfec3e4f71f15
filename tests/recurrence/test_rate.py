"""The repeat rate: chains formed before the report is cut, exclusions said, duplicates worth nothing."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import FingerprintId, IncidentId
from intera.model.recurrence import Exclusion, Occurrence
from intera.recurrence.rate import repeat_rate

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "recurrence_rate.yaml").read_text("utf-8"))
START, END = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _occurrence(number: int, pattern: str, start: object, minutes: int, exclusion: str | None = None) -> Occurrence:
    return Occurrence(
        IncidentId(f"INC-{number}"),
        datetime.fromisoformat(str(start)).replace(tzinfo=UTC),
        minutes * 60,
        fingerprint_id=FingerprintId(pattern),
        exclusion=Exclusion(exclusion) if exclusion else None,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any]) -> None:
    occurrences = [_occurrence(number, *said) for number, said in enumerate(case["occurrences"])]
    found = repeat_rate(occurrences, start_at=START, end_at=END)
    said = "no events" if found.ratio is None else f"{found.repeat_count} of {found.event_count}"
    assert said == case["said"]
    assert {reason.value: count for reason, count in found.excluded} == case.get("excluded", {})


def test_the_ratio_is_exact() -> None:
    days = ("2026-11-03", "2026-11-05", "2026-11-07")
    found = repeat_rate([_occurrence(n, "a", day, 30) for n, day in enumerate(days)], start_at=START, end_at=END)
    assert found.ratio == Fraction(2, 3)


@st.composite
def histories(draw: st.DrawFn) -> list[Occurrence]:
    said = draw(
        st.lists(
            st.tuples(
                st.sampled_from("ab"), st.integers(-90, 60), st.integers(0, 3000), st.sampled_from([None, *Exclusion])
            ),
            max_size=14,
        )
    )
    return [
        Occurrence(
            IncidentId(f"INC-{number}"),
            START + timedelta(days=day, minutes=number),
            minutes * 60,
            fingerprint_id=FingerprintId(pattern),
            exclusion=exclusion,
        )
        for number, (pattern, day, minutes, exclusion) in enumerate(said)
    ]


@given(histories(), st.integers(-90, 60))
def test_cutting_a_report_in_two_changes_no_chain(occurrences: list[Occurrence], day: int) -> None:
    middle = START + timedelta(days=day)
    whole = repeat_rate(occurrences, start_at=LONG_AGO, end_at=FAR_AHEAD)
    early = repeat_rate(occurrences, start_at=LONG_AGO, end_at=middle)
    late = repeat_rate(occurrences, start_at=middle, end_at=FAR_AHEAD)
    assert early.repeat_count + late.repeat_count == whole.repeat_count
    assert early.event_count + late.event_count == whole.event_count


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_plays_no_part_and_everything_is_counted_once(occurrences: list[Occurrence], random: Random) -> None:
    found = repeat_rate(occurrences, start_at=LONG_AGO, end_at=FAR_AHEAD)
    assert found.event_count + sum(count for _, count in found.excluded) == len(occurrences)
    random.shuffle(occurrences)
    assert repeat_rate(occurrences, start_at=LONG_AGO, end_at=FAR_AHEAD) == found


@given(histories(), st.data())
def test_adding_a_duplicate_never_raises_the_rate(occurrences: list[Occurrence], data: st.DataObject) -> None:
    before = repeat_rate(occurrences, start_at=START, end_at=END)
    if not occurrences:
        assert before.ratio is None
        return
    own = data.draw(st.sampled_from(occurrences))
    inside_s = data.draw(st.integers(0, max(0, own.duration_s - 1)))
    marked = data.draw(st.booleans()) or own.duration_s == 0 or own.exclusion is not None
    duplicate = Occurrence(
        IncidentId("INC-twice"),
        own.onset_at + timedelta(seconds=inside_s),
        data.draw(st.integers(0, max(0, own.duration_s - inside_s))),
        fingerprint_id=own.fingerprint_id,
        exclusion=Exclusion.DUPLICATE if marked else None,
    )
    after = repeat_rate([*occurrences, duplicate], start_at=START, end_at=END)
    assert (after.repeat_count, after.event_count) == (before.repeat_count, before.event_count)
