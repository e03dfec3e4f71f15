"""A ticket's features are what its first statement files it under, and never a person."""

from dataclasses import replace
from datetime import UTC, datetime

from intera.experience.ticket_features import TICKET_CROSSINGS, tell_ticket
from intera.model.ids import RegionId, ServiceId, SignalId, SourceId
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState

BARE = Signal(
    signal_id=SignalId("desk/T1"),
    source_id=SourceId("desk"),
    kind=RecordKind.TICKET,
    state=ReportedState.OPEN,
    scope=Scope(ServiceId("mobile-data"), (RegionId("coast"),), symptom_class="slow"),
    occurred_at=datetime(2026, 11, 18, 23, 30, tzinfo=UTC),
    revision=0,
    digest="d",
    claimed_priority=2,
)


def test_what_the_source_files_by_is_told() -> None:
    told = tell_ticket(replace(BARE, facets=(("category", "Network"), ("stage", "New"), ("symptom", "S7"))))
    assert (told["category"], told["stage"], told["symptom"]) == ("Network", "New", "S7")
    assert (told["claimed_priority"], told["priority_confirmed"]) == ("2", "no")


def test_without_facets_what_intake_made_of_it_stands_in() -> None:
    told = tell_ticket(replace(BARE, claimed_priority=None))
    assert (told["category"], told["location"], told["symptom"], told["stage"]) == (
        "mobile-data",
        "coast",
        "slow",
        "open",
    )
    assert told["claimed_priority"] == told["subcategory"] == told["group"] == "not said"


def test_time_is_the_desks_own() -> None:
    assert (tell_ticket(BARE)["weekday"], tell_ticket(BARE)["hours"]) == ("3", "7")
    local = tell_ticket(BARE, zone="Europe/Berlin")
    assert (local["weekday"], local["hours"]) == ("4", "0")


def test_a_person_filed_as_a_facet_teaches_nothing() -> None:
    named = replace(BARE, facets=(("assigned_to", "Ana Pires"), ("caller", "Rui"), ("opened_by", "9")))
    assert tell_ticket(named) == tell_ticket(BARE)


def test_names_are_the_same_for_every_ticket_and_hold_the_crossings() -> None:
    told = tell_ticket(BARE)
    assert told.keys() == tell_ticket(replace(BARE, facets=(("category", "x"),), scope=Scope(ServiceId("")))).keys()
    assert all(one in told and other in told for one, other in TICKET_CROSSINGS)
