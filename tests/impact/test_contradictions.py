"""Statements that cannot both be true are work to do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from intera.impact.assess import assess
from intera.impact.contradictions import find_overruns
from intera.model.ids import RegionId, ServiceId, SourceId
from intera.model.impact import Contradiction, ContradictionKind
from intera.model.operator import Operator
from intera.model.recurrence import PlannedWork
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Health = Callable[..., dict[SourceId, SourceHealth]]


@pytest.fixture
def found(operator: Operator, now: object) -> Callable[..., tuple[Contradiction, ...]]:
    def find(*signals: Signal, health: dict[SourceId, SourceHealth] | None = None) -> tuple[Contradiction, ...]:
        return assess(signals, operator, health=health or {}, ruling=None, at=now).contradictions  # type: ignore[arg-type]

    return find


def test_a_closed_ticket_beside_contacts_is_asked_about(
    found: Callable[..., tuple[Contradiction, ...]], signal_of: Build
) -> None:
    (one,) = found(signal_of("ticket", "closed"), signal_of("care_contacts"))
    assert one.kind is ContradictionKind.RESOLVED_BUT_FELT
    assert one.says == "The ticket says it is over, customer contacts report harm in Coast"
    assert one.to_do == "Ask the ticket's desk what customer contacts still show"


def test_all_clear_without_data_is_not_believed(
    found: Callable[..., tuple[Contradiction, ...]], signal_of: Build
) -> None:
    (one,) = found(signal_of("ticket", "closed"))
    assert one.kind is ContradictionKind.CLEAR_WITHOUT_DATA
    assert found(signal_of("ticket", "closed"), signal_of("probe", "ok")) == ()


def test_kinds_that_disagree_in_one_place(found: Callable[..., tuple[Contradiction, ...]], signal_of: Build) -> None:
    (one,) = found(signal_of("care_contacts"), signal_of("probe", "ok"))
    assert one.kind is ContradictionKind.SOURCES_DISAGREE
    assert one.says == "Harm in Coast according to Customer contacts, none according to Synthetic tests"


def test_a_region_that_is_well_beside_one_that_is_hurt_contradicts_nothing(
    found: Callable[..., tuple[Contradiction, ...]], signal_of: Build
) -> None:
    assert found(signal_of("probe", name="a"), signal_of("probe", "ok", name="b", regions=("lakes",))) == ()


def test_a_late_source_contradicts_nothing(
    found: Callable[..., tuple[Contradiction, ...]], signal_of: Build, health_of: Health
) -> None:
    said = (signal_of("care_contacts"), signal_of("probe", "ok"))
    assert found(*said, health=health_of("probe")) == ()


def test_tickets_that_do_not_agree_are_counted_and_not_called_the_ticket(
    found: Callable[..., tuple[Contradiction, ...]], signal_of: Build
) -> None:
    over, also = signal_of("ticket", "closed"), signal_of("ticket", "closed", name="2")
    contacts = signal_of("care_contacts")
    assert found(over, signal_of("ticket", name="2"), contacts)[0].says.startswith("1 of 2 tickets says it is over")
    assert found(over, also, contacts)[0].says.startswith("All tickets say it is over")


def test_a_green_test_does_not_silence_contacts_nobody_can_see(
    found: Callable[..., tuple[Contradiction, ...]], signal_of: Build, health_of: Health
) -> None:
    (one,) = found(signal_of("care_contacts"), signal_of("probe", "ok"), health=health_of("care_contacts"))
    assert one.kind is ContradictionKind.CLEAR_WITHOUT_DATA
    assert one.says == ("Said to be over, but the last word of customer contacts was harm in Coast and they are late")
    assert one.to_do == "Get fresh customer contacts before saying it works again"
    assert found(signal_of("care_contacts", "ok"), signal_of("probe", "ok"), health=health_of("care_contacts")) == ()


def test_a_planned_work_hides_no_overrun(operator: Operator, signal_of: Build, now: object) -> None:
    at = now  # the instant judged at
    onset_at = at - timedelta(minutes=50)  # type: ignore[operator]
    impact = assess([signal_of("probe", onset_at=onset_at)], operator, health={}, ruling=None, at=at)  # type: ignore[arg-type]
    work = PlannedWork(
        "W-1",
        "Core upgrade",
        (ServiceId("mobile-data"),),
        (RegionId("coast"),),
        onset_at - timedelta(minutes=10),
        at - timedelta(minutes=20),  # type: ignore[operator]
    )
    (one,) = find_overruns(impact, [work], at=at)  # type: ignore[arg-type]
    assert one.says == "A planned work was to end 20 min ago, harm goes on"
    elsewhere = PlannedWork("W-2", "x", (ServiceId("mobile-data"),), (RegionId("lakes"),), work.start_at, work.end_at)
    running = PlannedWork("W-3", "x", work.service_ids, work.region_ids, work.start_at, at + timedelta(minutes=5))  # type: ignore[operator]
    assert find_overruns(impact, [elsewhere, running], at=at) == ()  # type: ignore[arg-type]
