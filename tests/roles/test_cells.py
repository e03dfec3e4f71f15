"""Each cell of a row says its fact plainly, and an honest none where there is none."""

from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from intera.roles.cells import (
    age_words,
    badge_of,
    crowd,
    eta_cell,
    flags_of,
    next_promise,
    owner_cell,
    place_words,
    places,
    promise_of,
    qos_state,
    recurrence_words,
    sla_cell,
    sla_state,
    trust_of,
    where_words,
    worst_qos,
)
from intera.roles.package import Phrases
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view import Badge, Cell, Flag


def test_severity_is_provisional_or_done(items: dict[str, Item]) -> None:
    assert badge_of(items["INC-4127"]) == Badge(1)
    assert badge_of(items["INC-4130"]) == Badge(3, is_provisional=True)
    assert badge_of(items["INC-4126"]) == Badge(3, is_done=True)


def test_confidence_has_word_percent_and_bars(items: dict[str, Item]) -> None:
    trust = trust_of(items["INC-4130"].doc["impact"])
    assert trust is not None
    assert (trust.word, trust.percent, trust.bars, trust.is_low) == ("Low", "38%", 1, True)
    assert trust_of(None) is None


@pytest.mark.parametrize(("minutes", "state"), [(-1, "late"), (0, "soon"), (15, "soon"), (16, "ok")])
def test_a_promise_is_late_soon_or_ok(clock: LocalClock, minutes: int, state: str) -> None:
    assert promise_of(clock.at + timedelta(minutes=minutes), "Scope known", clock).state == state


def test_without_a_promise_the_cell_says_so(items: dict[str, Item], clock: LocalClock) -> None:
    assert next_promise(items["INC-4110"], clock).state == "none"


def test_eta_is_a_point_and_range_or_too_early_or_none(items: dict[str, Item], clock: LocalClock) -> None:
    assert eta_cell(items["INC-4127"], clock) == Cell("16:30", "16:00 to 17:30")
    assert eta_cell(items["INC-4131"], clock) == Cell("After 15:30", "too early to state")
    assert eta_cell(items["INC-4130"], clock) == Cell("None yet", "verify first")
    assert eta_cell(items["INC-4126"], clock) == Cell("Restored", "13:52, watching")


def test_an_eta_that_has_passed_says_so(docs: dict[str, Any], northmoor: ModuleType) -> None:
    later = northmoor.NOW + timedelta(hours=5)
    assert eta_cell(Item(docs["INC-4127"], later), LocalClock("Europe/Berlin", later)).kind == "late"


def test_sla_forecast_comes_before_a_violation_already_had(
    items: dict[str, Item], clock: LocalClock, phrases: Phrases
) -> None:
    cell = sla_cell(items["INC-4127"].doc, clock, phrases, has_contracts=True)
    assert cell == Cell("Breach 16:05 today", "Harbour Logistics", "high")
    assert sla_cell(items["INC-4129"].doc, clock, phrases, has_contracts=True) == Cell(
        "Breach 21 Nov", "Aldermoor Bank", "mid"
    )
    assert sla_cell(items["INC-4131"].doc, clock, phrases, has_contracts=True) == Cell(
        "Violated", "Partner P-17", "breached"
    )
    assert sla_cell(items["INC-4126"].doc, clock, phrases, has_contracts=True) == Cell("None in reach", "", "ok")
    assert sla_cell(items["INC-4126"].doc, clock, phrases, has_contracts=False).main == "Not calculated"
    worst = worst_qos(items["INC-4127"].doc)
    assert worst is not None
    assert worst["account"] == "Harbour Logistics"


def test_not_measurable_is_never_green(
    docs: dict[str, Any], northmoor: ModuleType, clock: LocalClock, phrases: Phrases
) -> None:
    docs["INC-4126"]["qos"] = [
        {
            "account_id": "a",
            "account": "A",
            "outcome": "not_measurable",
            "risk": "on_track",
            "breach_at": None,
            "used_percent": None,
        }
    ]
    item = Item(docs["INC-4126"], northmoor.NOW)
    assert sla_state(item.doc["qos"][0]) == "not_calculated"
    assert sla_cell(item.doc, clock, phrases, has_contracts=True).kind == "na"


def test_recurrence_says_which_time(items: dict[str, Item]) -> None:
    assert recurrence_words(items["INC-4127"].doc) == "3rd in 30 days"
    assert recurrence_words(items["INC-4129"].doc) == "First seen"
    assert recurrence_words(items["INC-4110"].doc) == "Not known yet"


def test_where_and_how_many(items: dict[str, Item]) -> None:
    assert where_words(items["INC-4127"]) == "Coast, Lakes · about 41,200 customers"
    assert where_words(items["INC-4131"]) == "Partner P-17 · about 20% of attempts fail"
    assert where_words(items["INC-4126"]) == "Capital · 12,300 customers, now restored"
    assert place_words(items["INC-4127"].doc) == "Coast and Lakes"
    assert places(items["INC-4130"].doc) == ["Partner P-09"]
    assert crowd(items["INC-4131"].doc) == "1 account"
    assert age_words(items["INC-4126"]) == "78 min"


def test_flags_count_protected_accounts(items: dict[str, Item], phrases: Phrases) -> None:
    assert flags_of(items["INC-4127"], phrases) == (
        Flag("eye", "Customer-visible"),
        Flag("star", "1 VIP"),
        Flag("building-2", "3 key"),
    )


def test_an_owner_is_a_desk_first_and_none_is_late(
    items: dict[str, Item], northmoor: ModuleType, docs: dict[str, Any]
) -> None:
    assert owner_cell(items["INC-4127"].doc) == Cell("Mobile Desk", "K. Adeyemi")
    docs["INC-4127"]["head"]["owner_team"] = ""
    assert owner_cell(Item(docs["INC-4127"], northmoor.NOW).doc).kind == "late"


@pytest.mark.parametrize(
    ("outcome", "risk", "state"),
    [
        ("met", "on_track", "on_track"),
        ("met", "watch", "watch"),
        ("met", "jeopardy", "jeopardy"),
        ("met", "certain", "jeopardy"),
        ("violated", "certain", "violated"),
        ("not_measurable", "jeopardy", "not_calculated"),
    ],
)
def test_an_outcome_and_a_risk_make_one_of_five_states(outcome: str, risk: str, state: str) -> None:
    assert qos_state(outcome, risk) == state
