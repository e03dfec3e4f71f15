"""Which decisions are open, to whom, and why one is closed."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from intera.roles.desk import SeverityTerms
from intera.roles.incident_forms import Forms
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view_form import ActionForm, FormField

Role = tuple[RolePackage, Phrases]
TERMS = SeverityTerms(
    policy_name="Severity policy",
    clauses=(("8.1 Known to people", "What people know."), ("8.2 Special exposure", "")),
    shortest_min=45,
    longest_min=150,
    terms=("It ends by itself.", "Raising to P1 takes a second person."),
)


@pytest.fixture
def forms_for(items: dict[str, Item], role: Role, clock: LocalClock) -> Callable[..., Forms]:
    def _forms(incident_id: str, team: str = "quality") -> Forms:
        return Forms(items[incident_id], role[0], role[1], clock, team)

    return _forms


def test_forms_post_where_the_endpoints_are(forms_for: Callable[..., Forms]) -> None:
    forms = forms_for("INC-4127")
    checkpoint = forms.item.doc["checkpoints"][2]
    found = [
        *forms.impact(),
        *forms.severity(),
        *forms.owner(),
        *forms.new_checkpoint(),
        *forms.open_checkpoint(checkpoint, is_late=False),
    ]
    assert [form.href.removeprefix("/incidents/INC-4127/") for form in found] == [
        "impact/confirm",
        "impact/reject",
        "severity/override",
        "owner/take",
        "checkpoints",
        "checkpoints/cp-4127-c/keep",
        "checkpoints/cp-4127-c/move",
    ]
    assert len({form.key for form in found}) == len(found)


def test_an_override_asks_for_reason_clause_and_end(forms_for: Callable[..., Forms]) -> None:
    (form,) = forms_for("INC-4127").severity()
    required = {field.name for field in form.fields if field.is_required}
    assert {"severity", "reason", "clause", "expires_in_min"} <= required


def _field(form: ActionForm, name: str) -> FormField:
    return next(field for field in form.fields if field.name == name)


@pytest.fixture
def override_form(docs: dict[str, Any], role: Role, clock: LocalClock, northmoor: ModuleType) -> Callable[..., Any]:
    """The forms on the severity of INC-4127, a P1, after a change to its document."""

    def _forms(terms: SeverityTerms | None = TERMS, **why: object) -> tuple[ActionForm, ...]:
        docs["INC-4127"]["why"].update(why)
        return Forms(Item(docs["INC-4127"], northmoor.NOW), role[0], role[1], clock, "quality", terms).severity()

    return _forms


def test_an_override_offers_the_clauses_ends_and_terms_of_the_policy(override_form: Callable[..., Any]) -> None:
    (form,) = override_form()
    clause = _field(form, "clause")
    assert [value for value, _ in clause.options] == ["", "8.1 Known to people", "8.2 Special exposure"]
    assert clause.notes == (("8.1 Known to people", "What people know."),)
    ends = _field(form, "expires_in_min")
    assert ends.options == (("60", "1 h"), ("120", "2 h"), ("150", "2 h 30 min"))
    assert ends.value == "60"
    assert form.intro.endswith("It ends by itself. Raising to P1 takes a second person.")


@pytest.mark.parametrize(
    ("shortest", "longest", "offered", "usual"),
    [
        pytest.param(5, 20, ["20"], "20", id="shorter than any usual end"),
        pytest.param(5, 60, ["30", "60"], "60", id="the longest is offered once"),
        pytest.param(90, 480, ["120", "240", "480"], "120", id="from the shortest allowed"),
        pytest.param(5, 1440, ["30", "60", "120", "240", "480", "1440"], "60", id="up to the longest allowed"),
    ],
)
def test_no_end_is_offered_that_the_policy_refuses(
    override_form: Callable[..., Any], shortest: int, longest: int, offered: list[str], usual: str
) -> None:
    (form,) = override_form(replace(TERMS, shortest_min=shortest, longest_min=longest))
    ends = _field(form, "expires_in_min")
    assert [value for value, _ in ends.options] == offered
    assert ends.value == usual


@pytest.mark.parametrize("terms", [None, replace(TERMS, clauses=())])
def test_without_clauses_to_choose_from_any_words_will_do(
    override_form: Callable[..., Any], terms: SeverityTerms | None
) -> None:
    (form,) = override_form(terms)
    assert _field(form, "clause").kind == "text"
    assert _field(form, "expires_in_min").value == "60"


def test_only_a_severity_that_changes_something_is_offered(
    override_form: Callable[..., Any], northmoor: ModuleType
) -> None:
    (form,) = override_form()
    assert [value for value, _ in _field(form, "severity").options] == ["", "P2", "P3", "P4"]
    until = northmoor.at("16:00").isoformat()
    override = {"level": 1, "reason": "x", "clause": "8.2", "team": "", "second_team": None, "set_at": until}
    form, withdraw = override_form(override=override | {"expires_at": until})
    assert [label for _, label in _field(form, "severity").options][1:] == ["P1, as now", "P2", "P3", "P4"]
    assert withdraw.href == "/incidents/INC-4127/severity/withdraw"
    assert [field.name for field in withdraw.fields if field.is_required] == ["reason"]


def test_what_customers_do_not_notice_cannot_be_raised(override_form: Callable[..., Any], docs: dict[str, Any]) -> None:
    docs["INC-4127"]["impact"]["visibility"] = "internal_only"
    docs["INC-4127"]["severity"]["level"] = 3
    (form,) = override_form()
    assert [value for value, _ in _field(form, "severity").options] == ["", "P4"]
    docs["INC-4127"]["severity"]["level"] = 4
    (form,) = override_form()
    assert form.closed.startswith("Customers do not notice it, so it cannot be raised.")


def test_a_request_closes_the_form_and_opens_its_two_answers(
    override_form: Callable[..., Any], docs: dict[str, Any], role: Role, clock: LocalClock, northmoor: ModuleType
) -> None:
    asked_at = northmoor.at("13:50").isoformat()
    request = {"level": 2, "reason": "x", "clause": "8.2", "team": "", "requested_at": asked_at}
    request |= {"answer_by_at": northmoor.at("14:50").isoformat(), "expires_at": northmoor.at("16:00").isoformat()}
    (form,) = override_form(request=request)
    assert form.closed == "An override waits for its second person. Approve or withdraw it first."
    forms = Forms(Item(docs["INC-4127"], northmoor.NOW), role[0], role[1], clock, "quality", TERMS)
    approve, withdraw = forms.asked()
    assert (approve.href, withdraw.href) == (
        "/incidents/INC-4127/severity/approve",
        "/incidents/INC-4127/severity/withdraw",
    )
    assert _field(approve, "requested_at").value == asked_at
    reader = replace(role[0], actions=frozenset())
    assert replace(forms, package=reader).asked() == ()
    (form,) = override_form(request=request | {"answer_by_at": northmoor.NOW.isoformat()})
    assert form.closed == ""
    assert forms.asked() == ()


def test_an_overdue_promise_can_be_answered_but_not_moved(forms_for: Callable[..., Forms]) -> None:
    forms = forms_for("INC-4130")
    answer, move = forms.open_checkpoint(forms.item.doc["checkpoints"][0], is_late=True)
    assert answer.closed == ""
    assert "can no longer be moved" in move.closed


def test_owning_already_is_said(
    forms_for: Callable[..., Forms], docs: dict[str, Any], role: Role, clock: LocalClock, northmoor: ModuleType
) -> None:
    assert forms_for("INC-4127").owner()[0].closed == ""
    docs["INC-4127"]["head"]["owner_accepted_at"] = northmoor.NOW.isoformat()
    own = Forms(Item(docs["INC-4127"], northmoor.NOW), role[0], role[1], clock, "mobile")
    assert own.owner()[0].closed == "Your desk owns it."


def test_approval_is_bound_to_the_facts_and_closed_by_low_confidence_or_marks(forms_for: Callable[..., Forms]) -> None:
    draft = forms_for("INC-4131").item.doc["narratives"][0]
    form = forms_for("INC-4131").approve(draft)
    assert form.closed == ""
    assert next(field.value for field in form.fields if field.name == "facts_digest") == "digest-1"
    assert [field.name for field in form.fields if field.kind == "check"] == ["accepts_marks"]
    blocked = {**draft, "marks": [{**draft["marks"][0], "level": "must_change"}]}
    assert forms_for("INC-4131").approve(blocked).closed == "1 place must change before this can be approved."
    assert forms_for("INC-4130").approve(draft).closed == "Confidence is Low. Verify first; publishing is closed."


def test_a_role_without_the_right_gets_no_form(items: dict[str, Item], role: Role, clock: LocalClock) -> None:
    reader = replace(role[0], actions=frozenset())
    forms = Forms(items["INC-4127"], reader, role[1], clock, "quality")
    checkpoint = items["INC-4127"].doc["checkpoints"][2]
    assert forms.impact() == forms.severity() == forms.owner() == forms.new_checkpoint() == ()
    assert forms.open_checkpoint(checkpoint, is_late=False) == ()
    assert forms.approve(items["INC-4127"].doc["narratives"][0]) is None


def test_a_ruling_closes_its_own_form(
    docs: dict[str, Any], role: Role, clock: LocalClock, northmoor: ModuleType
) -> None:
    docs["INC-4127"]["ruling"] = {"is_confirmed": True, "reason": "x", "team": "Y", "at": northmoor.NOW.isoformat()}
    confirm, reject = Forms(Item(docs["INC-4127"], northmoor.NOW), role[0], role[1], clock, "").impact()
    assert (bool(confirm.closed), bool(reject.closed)) == (True, False)


def test_nothing_is_open_on_a_closed_incident(
    docs: dict[str, Any], role: Role, clock: LocalClock, northmoor: ModuleType
) -> None:
    docs["INC-4127"]["head"]["is_open"] = False
    forms = Forms(Item(docs["INC-4127"], northmoor.NOW), role[0], role[1], clock, "")
    assert all(form.closed for form in (*forms.impact(), *forms.severity(), *forms.owner(), *forms.new_checkpoint()))
