"""Which decisions about keeping one's word are open, and what they ask."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from intera.model.decision import DecisionKind
from intera.roles.coordination_forms import CoordinationForms
from intera.roles.desk import Desk
from intera.roles.incident_forms import Forms
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view_form import ActionForm

Role = tuple[RolePackage, Phrases]
Make = Callable[..., CoordinationForms]


@pytest.fixture
def forms_for(items: dict[str, Item], role: Role, clock: LocalClock, desk: Desk) -> Make:
    def _forms(incident_id: str = "INC-4127", *, package: RolePackage = role[0], **head: object) -> CoordinationForms:
        item = items[incident_id]
        item.doc["head"].update(head)  # type: ignore[typeddict-item]
        return CoordinationForms(Forms(item, package, role[1], clock, "quality"), desk.teams)

    return _forms


def _all(forms: CoordinationForms) -> list[ActionForm]:
    return [
        *forms.hand_over(),
        *forms.state_eta(),
        *forms.take_on(2),
        *forms.agree_follow_up(),
        *forms.finish_follow_up("INC-4127/fu-1"),
        *forms.close(has_unmet=True),
        *forms.reopen(),
    ]


def test_forms_post_where_the_endpoints_are_and_each_has_a_key_of_its_own(forms_for: Make) -> None:
    found = [*_all(forms_for()), *forms_for().take_on(3)]
    assert [form.href.removeprefix("/incidents/INC-4127/") for form in found] == [
        "owner/hand-over",
        "eta",
        "escalations/2/take-on",
        "follow-ups",
        "follow-ups/INC-4127/fu-1/finish",
        "close",
        "escalations/3/take-on",
    ]
    assert len({form.key for form in found}) == len(found)


def test_it_is_handed_to_another_desk_never_to_the_one_that_has_it(forms_for: Make) -> None:
    (form,) = forms_for().hand_over()
    desks = [value for value, _ in form.fields[0].options]
    assert desks[0] == ""
    assert "mobile" not in desks
    assert "fixed" in desks
    assert [field.name for field in form.fields if not field.is_required] == ["person"]


def test_closing_asks_for_a_reason_only_where_something_is_not_met(forms_for: Make) -> None:
    (unmet,) = forms_for().close(has_unmet=True)
    assert [field.name for field in unmet.fields] == ["override_reason"]
    (met,) = forms_for().close(has_unmet=False)
    assert met.fields == ()


def test_once_it_is_over_only_follow_ups_and_opening_again_are_open(forms_for: Make) -> None:
    forms = forms_for(lifecycle="closed", is_open=False)
    closed = {form.key.split("-")[0] for form in _all(forms) if form.closed}
    assert closed == {"owner_hand_over", "eta_state", "escalation_answer", "incident_close"}
    (again,) = forms.reopen()
    assert not again.closed


def test_once_service_is_back_no_eta_is_stated(forms_for: Make) -> None:
    (form,) = forms_for(lifecycle="restored").state_eta()
    assert form.closed == "Service is back."


def test_who_may_not_decide_sees_no_form(forms_for: Make, role: Role) -> None:
    reader = replace(role[0], actions=frozenset({DecisionKind.IMPACT_CONFIRM}))
    assert _all(forms_for(package=reader, lifecycle="closed")) == []


def test_a_follow_up_another_system_keeps_is_finished_there(forms_for: Make) -> None:
    assert forms_for().finish_follow_up("") == ()
