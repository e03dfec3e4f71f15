"""The pace of a service: counted as incidents are known now, whatever the way there."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.town import after
from intera.model.ids import FingerprintId, IncidentId
from intera.model.recurrence import Exclusion, Occurrence
from intera.recurrence.expected import BaseRate
from intera.workflows.pattern_pace import PatternPace

DAY = timedelta(days=1)
START = after(0)


def _one(number: int, day: int, key: str = "FP-1") -> Occurrence:
    return Occurrence(IncidentId(f"INC-{number}"), START + day * DAY, 60, fingerprint_id=FingerprintId(key))


def test_events_and_patterns_before_the_window_are_counted() -> None:
    pace = PatternPace()
    for number, (day, key) in enumerate([(0, "FP-1"), (10, "FP-2"), (100, "FP-1")]):
        pace.note("mobile", _one(number, day, key))
    assert pace.before("mobile", START + 120 * DAY) == BaseRate(2, 2, 30)
    assert pace.before("mobile", START + 90 * DAY) is None
    assert pace.before("voice", START + 120 * DAY) is None


def test_a_false_event_is_taken_out_again() -> None:
    pace = PatternPace()
    pace.note("mobile", _one(1, 0))
    pace.note("mobile", _one(2, 1))
    pace.note("mobile", replace(_one(2, 1), exclusion=Exclusion.FALSE_EVENT))
    assert pace.before("mobile", START + 120 * DAY) == BaseRate(1, 1, 30)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40), st.sampled_from(["FP-1", "FP-2"]), st.booleans())))
def test_only_the_newest_word_of_each_incident_counts(words: list[tuple[int, int, str, bool]]) -> None:
    live, newest = PatternPace(START), {}
    for number, day, key, is_false in words:
        word = replace(_one(number, day, key), exclusion=Exclusion.FALSE_EVENT if is_false else None)
        live.note("mobile", word)
        newest[number] = word
    fresh = PatternPace(START)
    for word in newest.values():
        fresh.note("mobile", word)
    at = START + 125 * DAY
    assert live.before("mobile", at) == fresh.before("mobile", at)


def test_a_memory_loaded_anew_counts_the_same_after_years() -> None:
    at = START + 900 * DAY
    old = [_one(1, 0, "FP-old"), _one(2, 30, "FP-old"), _one(3, 700), _one(4, 720, "FP-2"), _one(5, 880, "FP-3")]
    live, fresh = PatternPace(), PatternPace(START)
    for one in old:
        live.note("mobile", one)
        if one.onset_at >= at - (90 + 365) * DAY:
            fresh.note("mobile", one)
    assert live.before("mobile", at) == fresh.before("mobile", at) == BaseRate(2, 3, 365)
