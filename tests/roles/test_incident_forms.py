"""Which decisions are open, to whom, and why one is closed."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from intera.roles.incident_forms import Forms
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock

Role = tuple[RolePackage, Phrases]


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
