"""From an account to its next steps: only what reaches it, only what may be said, what was logged."""

from datetime import timedelta
from types import ModuleType
from typing import Any

from intera.roles.care_account import AccountRecord, contact_line, is_reached, read_accounts, read_care_account
from intera.roles.care_guide import parse_care_guide
from intera.roles.relative import LocalClock
from intera.workflows.read_spoken_pages import SHIPPED_CARE_GUIDE
from intera.workflows.rulebook import read_yaml
from roles.speaking import phrases_of, released

CARE = phrases_of("care")
GUIDE = parse_care_guide(read_yaml(SHIPPED_CARE_GUIDE))


def documents(northmoor: ModuleType) -> list[dict[str, Any]]:
    return [released(case, northmoor.operator(), northmoor, "care") for case in northmoor.cases()]


def test_an_account_in_reach_gets_the_words_and_the_steps(northmoor: ModuleType, clock: LocalClock) -> None:
    record = AccountRecord("harbour", "Harbour Logistics", "vip")
    view = read_care_account(record, documents(northmoor), GUIDE, phrases=CARE, clock=clock)
    assert view.headline == (
        "Harbour Logistics is affected. Mobile data is slow or unavailable for some customers in Coast and Lakes."
    )
    assert [one.incident_id for one in view.told] == ["INC-4127"]
    assert any(step.has_words for step in view.steps)
    assert view.tier == "VIP"


def test_an_account_out_of_reach_hears_of_nothing(northmoor: ModuleType, clock: LocalClock) -> None:
    record = AccountRecord("quiet", "Quiet Ltd", "business")
    view = read_care_account(record, documents(northmoor), GUIDE, phrases=CARE, clock=clock)
    assert (view.told, view.headline) == ((), "Nothing that we know of affects Quiet Ltd.")
    assert not any(step.has_words for step in view.steps)


def test_a_contact_on_record_changes_what_is_asked(northmoor: ModuleType, clock: LocalClock) -> None:
    before = northmoor.NOW - timedelta(minutes=20)
    record = AccountRecord("harbour", "Harbour Logistics", "vip", [(before, "INC-4127", "phone", "when")])
    view = read_care_account(record, documents(northmoor), GUIDE, phrases=CARE, clock=clock)
    assert [(line.clock, line.what, line.sub) for line in view.contacts] == [
        ("14:12", "Phone", "asked when it will work")
    ]
    assert "Has anything changed since we last spoke?" in [step.text for step in view.steps]


def test_found_accounts_say_how_they_stand(northmoor: ModuleType, clock: LocalClock) -> None:
    found = [("harbour", "Harbour Logistics", "vip"), ("quiet", "Quiet Ltd", "business")]
    view = read_accounts("l", found, documents(northmoor), phrases=CARE, clock=clock)
    assert [(one.state, one.kind) for one in view.found] == [("Verified", ""), ("Nothing known", "no")]
    assert view.headline == "2 accounts found, 1 of them affected."
    assert read_accounts("", [], [], phrases=CARE, clock=clock).headline == "Which account is calling?"
    nobody = read_accounts("zz", [], [], phrases=CARE, clock=clock)
    assert (nobody.headline, bool(nobody.note)) == ("No account is called “zz”.", True)


def test_parts(northmoor: ModuleType, clock: LocalClock) -> None:
    assert not is_reached({"reach": None}, "harbour")
    line = contact_line(northmoor.NOW, "email", "credit", clock, who="Harbour Logistics")
    assert (line.what, line.sub) == ("Harbour Logistics", "E-mail, asked about money back")
