"""Ambiguities are settled by name, and a trial may settle them otherwise."""

from intera.sla.language.readings import apply_readings

RAW = {
    "id": "c",
    "metrics": {"uptime": {"unknown_time": "$unknown", "steps": ["$unknown", {"deep": "$unknown"}]}},
    "readings": {"unknown": {"take": "up", "choices": {"up": "up", "gone": "removed"}, "because": "not said"}},
}


def test_each_name_is_replaced_by_the_reading_taken() -> None:
    read = apply_readings(RAW)
    assert read.data == {"id": "c", "metrics": {"uptime": {"unknown_time": "up", "steps": ["up", {"deep": "up"}]}}}
    assert [(each.name, each.taken, each.choices, each.because) for each in read.readings] == [
        ("unknown", "up", ("up", "gone"), "not said")
    ]
    assert read.problems == ()


def test_a_trial_may_take_another_one() -> None:
    read = apply_readings(RAW, chosen={"unknown": "gone"})
    assert read.data["metrics"] == {"uptime": {"unknown_time": "removed", "steps": ["removed", {"deep": "removed"}]}}


def test_what_is_wrong_with_a_reading_is_named() -> None:
    rules = [
        apply_readings(RAW, chosen={"other": "x"}),
        apply_readings(RAW, chosen={"unknown": "sideways"}),
        apply_readings({"a": "$b"}),
        apply_readings({"readings": []}),
        apply_readings({"readings": {"a": 3}}),
        apply_readings({"a": "$r", "readings": {"r": {"take": "x", "choices": ["x"], "why": "?"}}}),
    ]
    assert all(read.problems for read in rules)
