"""What a role reads of who has an incident, what was escalated, what is still to do, and whether it may be closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from intera.coordination.playbook import Playbook, parse_playbook
from intera.model.case import Case
from intera.model.checkpoint import Eta
from intera.model.escalation import Escalation
from intera.model.incident import ClosingRuling, HandOver, Lifecycle
from intera.model.recurrence import FollowUp
from intera.roles.coordination import coordination_of, note_of
from intera.roles.coordination_forms import CoordinationForms
from intera.roles.desk import Desk
from intera.roles.incident_forms import Forms
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.release import release
from intera.roles.view_coordination import CoordinationView
from intera.workflows.rulebook import DEFAULT_PLAYBOOK, read_yaml

Role = tuple[RolePackage, Phrases]
Read = Callable[[Case], tuple[Item, CoordinationForms]]


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    return parse_playbook(read_yaml(DEFAULT_PLAYBOOK))


@pytest.fixture
def read(northmoor: ModuleType, role: Role, clock: LocalClock, desk: Desk, playbook: Playbook) -> Read:
    """A case released and read at 14:32 CET."""

    def _read(case: Case) -> tuple[Item, CoordinationForms]:
        doc = release(case, northmoor.operator(), audience=role[0].slug, at=northmoor.NOW, playbook=playbook)
        item = Item(doc, northmoor.NOW)
        return item, CoordinationForms(Forms(item, role[0], role[1], clock, "quality"), desk.teams)

    return _read


@pytest.fixture
def view(read: Read, clock: LocalClock) -> Callable[[Case], CoordinationView]:
    def _view(case: Case) -> CoordinationView:
        item, forms = read(case)
        return coordination_of(item, clock, forms)

    return _view


def _note(northmoor: ModuleType, **told: object) -> Escalation:
    known: dict[str, Any] = {
        "escalation_id": "INC-4127/esc-1",
        "incident_id": "INC-4127",
        "checkpoint_id": "cp-4127-c",
        "rung": 1,
        "rung_name": "Owner team lead",
        "team_id": "mobile",
        "raised_at": northmoor.at("14:20"),
        "promise": "Coast ETA confirmed",
        "promised_by": "mobile",
        "due_at": northmoor.at("14:15"),
        "stakes": ("P1", "The box at co-cr-02 is in reach"),
        "evidence": ("Not answered at 14:20 CET",),
        "next_rung": "Duty manager",
        "next_at": northmoor.at("14:40"),
    }
    return Escalation(**(known | told))


def test_an_open_note_says_what_happens_unless_somebody_answers(
    northmoor: ModuleType, view: Callable[[Case], CoordinationView]
) -> None:
    found = view(replace(northmoor.mobile_case(), escalations=(_note(northmoor),)))
    (row,) = found.notes
    assert row.headline == "14:20 escalated to Owner team lead"
    assert row.text == (
        "Coast ETA confirmed, due 14:15, was not answered. Unless taken on it goes to Duty manager at 14:40."
    )
    assert row.href == "/incidents/INC-4127/escalations/1"
    assert [form.href for form in row.actions] == ["/incidents/INC-4127/escalations/1/take-on"]


def test_a_note_taken_on_says_by_which_desk_and_one_answered_says_so(
    northmoor: ModuleType, view: Callable[[Case], CoordinationView]
) -> None:
    done = {"answered_at": northmoor.at("14:25"), "answer": "Crew is there."}
    notes = (_note(northmoor, answered_by="quality", **done), _note(northmoor, **done))
    taken, answered = view(replace(northmoor.mobile_case(), escalations=notes)).notes
    assert taken.text.endswith("Taken on 14:25 by Service Quality: Crew is there.")
    assert answered.text.endswith("The promise was answered 14:25: Crew is there.")
    assert taken.actions == answered.actions == ()


def test_a_whole_note_holds_promise_evidence_stakes_and_next_rung_and_no_hidden_word(
    northmoor: ModuleType, read: Read, clock: LocalClock
) -> None:
    item, forms = read(replace(northmoor.mobile_case(), escalations=(_note(northmoor),)))
    note = note_of(item, 1, clock, forms)
    assert note is not None
    assert (note.title, note.promise) == ("Escalation to Owner team lead", "Coast ETA confirmed")
    assert dict(note.facts)["Due"] == "Wed 18 Nov 2026, 14:15 CET"
    assert dict(note.facts)["Promised by"] == "Mobile Desk"
    assert note.next_rung == "Duty manager at Wed 18 Nov 2026, 14:40 CET"
    assert note.stakes[0] == "P1"
    assert "co-cr-02" not in str(note)
    assert note_of(item, 2, clock, forms) is None
    assert note_of(item, 0, clock, forms) is None


def test_hand_overs_and_earlier_etas_stay_readable(
    northmoor: ModuleType, view: Callable[[Case], CoordinationView]
) -> None:
    case = northmoor.mobile_case()
    given = HandOver("", "mobile", northmoor.at("13:25"), "It is the radio side")
    moved = Eta(
        northmoor.at("15:30"),
        northmoor.at("15:00"),
        northmoor.at("16:00"),
        40,
        "Stated on the ticket",
        northmoor.at("13:30"),
    )
    found = view(replace(case, incident=replace(case.incident, hand_overs=(given,)), eta_history=(moved,)))
    assert found.hand_overs == ("13:25 No desk to Mobile Desk: It is the radio side",)
    assert found.eta_steps == ("Until 15:30, stated 13:30. Stated on the ticket",)


def test_follow_ups_say_their_desk_their_day_and_what_came_of_them(
    northmoor: ModuleType, view: Callable[[Case], CoordinationView]
) -> None:
    def agreed(number: int, **told: object) -> FollowUp:
        return FollowUp(f"Task {number}", owner="quality", follow_up_id=f"INC-4127/fu-{number}", **told)

    day = timedelta(days=1)
    found = view(
        replace(
            northmoor.mobile_case(),
            follow_ups=(
                agreed(1, due_at=northmoor.NOW + 2 * day),
                agreed(2, due_at=northmoor.NOW - day),
                agreed(3),
                agreed(4, due_at=northmoor.NOW, done_at=northmoor.NOW, outcome="Moved"),
            ),
        )
    ).follow_ups
    assert [(row.when, row.state) for row in found] == [
        ("by 20 Nov", "open"),
        ("by 17 Nov, late", "late"),
        ("no day agreed", "open"),
        ("done 14:32", "done"),
    ]
    assert [len(row.actions) for row in found] == [1, 1, 1, 0]
    assert found[3].outcome == "Moved"


def test_before_service_is_back_closing_asks_for_a_reason_and_shows_no_criteria(
    northmoor: ModuleType, view: Callable[[Case], CoordinationView]
) -> None:
    closing = view(northmoor.mobile_case()).closing
    assert closing is not None
    assert (closing.rules, closing.note) == ((), "Service is not back yet.")
    assert [field.name for field in closing.actions[0].fields] == ["override_reason"]


def test_what_time_alone_meets_goes_on_being_met_without_a_new_judgement(
    northmoor: ModuleType, role: Role, desk: Desk, playbook: Playbook
) -> None:
    case = northmoor.mobile_case()
    restored = replace(case, incident=replace(case.incident, lifecycle=Lifecycle.RESTORED, restored_at=northmoor.NOW))
    doc = release(restored, northmoor.operator(), audience=role[0].slug, at=northmoor.NOW, playbook=playbook)
    seen: list[tuple[str, bool]] = []
    for minutes in (0, 59, 60):
        at = northmoor.NOW + timedelta(minutes=minutes)
        item, clock = Item(doc, at), LocalClock("Europe/Berlin", at)
        forms = CoordinationForms(Forms(item, role[0], role[1], clock, "quality"), desk.teams)
        closing = coordination_of(item, clock, forms).closing
        assert closing is not None
        seen.append((closing.rules[0].sees, closing.rules[0].is_met))
    assert seen == [("Stable for 0 min", False), ("Stable for 59 min", False), ("Stable for 60 min", True)]


def test_how_a_person_closed_it_stays_readable_and_it_can_be_opened_again(
    northmoor: ModuleType, view: Callable[[Case], CoordinationView]
) -> None:
    case = northmoor.mobile_case()
    ruling = ClosingRuling(
        is_closed=True, at=northmoor.at("14:30"), team_id="mobile", reason="Dismantled", unmet=("Told",)
    )
    incident = replace(
        case.incident,
        lifecycle=Lifecycle.CLOSED,
        restored_at=northmoor.at("14:00"),
        closed_at=northmoor.at("14:30"),
        closing=ruling,
        earlier_closed_at=(northmoor.at("13:40"),),
    )
    closing = view(replace(case, incident=incident)).closing
    assert closing is not None
    assert closing.title == "What closing needed"
    assert closing.past == (
        "Closed 13:40, then opened again.",
        "Decided 14:30 by Mobile Desk. Dismantled. Not met: Told.",
    )
    assert [form.key for form in closing.actions] == ["incident_reopen"]
