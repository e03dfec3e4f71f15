"""The composer shows what may be said beside what must wait, the words with their marks, and each channel."""

from dataclasses import replace
from types import ModuleType

from intera.model.case import Case
from intera.model.narrative import GuardFinding, GuardLevel
from intera.roles.composer import ComposerAsk, read_composer, reader_label, written_of
from intera.roles.marks_view import view_unread
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view_composer import ComposerView
from roles.speaking import released, spoken_case

_ASK = ComposerAsk()
Role = tuple[RolePackage, Phrases]


def compose_view(
    northmoor: ModuleType, role: Role, clock: LocalClock, ask: ComposerAsk = _ASK, case: Case | None = None
) -> ComposerView:
    case = case or spoken_case(northmoor)
    document = released(case, northmoor.operator(), northmoor, "service_assurance")
    return read_composer(document, ask, role=role, clock=clock, person_name="A. Lind", own_team_id="quality")


def test_safe_facts_stand_beside_what_must_wait(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    view = compose_view(northmoor, role, clock)
    said = {fact.text: (fact.kind, fact.sub) for fact in view.facts}
    assert said["Next update by 15:05 CET"] == ("ok", "Our own promise")
    assert said["Back to normal later this afternoon"] == ("soft", "Medium, 64%; say it softly")
    assert [hold.what for hold in view.holds] == ["Cause", "A fixed end time", "Customer numbers"]
    assert all(hold.why for hold in view.holds)


def test_four_parts_come_in_order_each_sentence_with_its_evidence(
    northmoor: ModuleType, role: Role, clock: LocalClock
) -> None:
    view = compose_view(northmoor, role, clock)
    assert [part.label for part in view.parts] == [
        "What customers experience",
        "What is confirmed or being checked",
        "What to do",
        "Next update",
    ]
    (promise,) = view.parts[-1].sentences
    assert promise.text == "We will give the next update by 15:05 CET."
    assert promise.rests == ("The next promise to customers, Confirmed 100%, Our own promise",)


def test_every_channel_shows_its_length_beside_its_budget(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    view = compose_view(northmoor, role, clock)
    assert [one.form.channel for one in view.forms[:2]] == ["portal", "sms"]
    sms = view.forms[1]
    assert sms.length == f"{sms.form.used} of 306"
    assert sms.note.startswith("Left out to fit:")
    assert "next update by 15:05 CET" in " ".join(sms.form.paragraphs)


def test_marks_are_those_of_the_words_shown(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    case = spoken_case(northmoor)
    mark = GuardFinding(0, 5, "Since", "alarm", GuardLevel.MUST_CHANGE, "Alarms the reader.")
    marked = replace(case, narratives=(replace(case.narratives[0], findings=(mark,)), *case.narratives[1:]))
    view = compose_view(northmoor, role, clock, case=marked)
    assert [one.words for one in view.reading.marks] == ["Since"]
    assert [form.closed for form in view.actions] == ["1 place must change first."] * 2


def test_typed_words_stay_with_the_reading_they_came_with(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    reading = view_unread("no_answer", "No worker has answered.", "My own words.")
    view = compose_view(northmoor, role, clock, ComposerAsk(typed="My own words.", reading=reading))
    assert view.text == "My own words."
    assert not view.reading.is_clear


def test_another_version_can_be_opened(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    view = compose_view(northmoor, role, clock, ComposerAsk(start="n3"))
    assert view.heading == "Write update, v3 approved"
    assert [one.is_current for one in view.versions] == [False, True]
    assert view.text == northmoor.mobile_case().narratives[0].text


def test_where_nothing_may_be_told_the_page_says_so(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    bare = replace(northmoor.mobile_case(), narratives=())
    view = compose_view(northmoor, role, clock, case=bare)
    assert view.closed.startswith("Nothing may be told")
    assert (view.facts, view.forms, view.actions, view.text) == ((), (), (), "")


def test_low_confidence_closes_all_but_the_holding_line(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    roaming = next(case for case in northmoor.cases() if case.incident.incident_id == "INC-4130")
    view = compose_view(northmoor, role, clock, case=roaming)
    assert "Verify first" in view.closed or view.closed.startswith("Nothing may be told")


def test_labels_and_pairs(northmoor: ModuleType) -> None:
    assert reader_label("internal-care", "de") == "Customer Care, Deutsch"
    document = released(spoken_case(northmoor), northmoor.operator(), northmoor, "service_assurance")
    assert [one.is_readable for one in written_of(Item(document, northmoor.NOW))] == [True, True]
