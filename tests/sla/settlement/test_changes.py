"""What is in force when."""

from intera.sla.settlement.changes import in_force
from sla.asking import framed

DAY_S = 86400


def test_states_follow_each_other_without_a_gap() -> None:
    facts = {
        "period": "2026-06",
        "instance": {"attributes": {"class": "gold"}},
        "changes": [
            {"id": "b", "at": "2026-06-11", "kind": "move", "attributes": {"site": "north"}},
            {"id": "a", "at": "2026-05-11", "kind": "change", "attributes": {"class": "silver"}},
            {"id": "c", "at": "2026-06-21", "kind": "rollback", "rolls_back": "b"},
            {"id": "d", "at": "2026-07-21", "kind": "disconnect"},
        ],
    }
    frame = framed(facts=facts)
    states = in_force(frame.facts, frame.period)
    assert [dict(each.attributes) for each in states] == [
        {"class": "silver"},
        {"class": "silver", "site": "north"},
        {"class": "silver"},
    ]
    assert [each.span[1] - each.span[0] for each in states] == [10 * DAY_S] * 3
    assert all(each.is_active for each in states)


def test_a_change_to_the_same_is_no_change() -> None:
    change = {"id": "a", "at": "2026-06-11", "kind": "change", "attributes": {"class": "gold"}}
    frame = framed(facts={"period": "2026-06", "instance": {"attributes": {"class": "gold"}}, "changes": [change]})
    assert len(in_force(frame.facts, frame.period)) == 1
