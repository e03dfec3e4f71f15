"""What the worker needs to know before it judges, read back as it was written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import Connection, text

from intera.model.ids import IncidentId, SignalId, SourceId
from intera.model.measurement import Downtime
from intera.model.recurrence import ChangeKind, ChangeStrength
from intera.model.signal import Signal
from intera.model.stated import KnownOutcome, StatedKind, StatedRatio
from intera.store import loading, tables
from intera.store.changes import CaseRow
from intera.store.codec import DamagedRowError, encode
from intera.store.database import driver
from intera.store.loading import KnownSignal, LoadedCase, SourceState
from intera.store.staging import insert_rows
from intera.store.writing import Waiting, write_cases, write_evidence
from store.samples import AT, INCIDENT_ID, ODD, case_of, ended, row_of, signal_of

HOUR = timedelta(hours=1)
OTHER = IncidentId("INC-0000002")


def put_cases(connection: Connection, *rows: CaseRow) -> None:
    write_cases(driver(connection).cursor(), list(rows))


def put_signals(connection: Connection, signals: Sequence[tuple[Signal, str]], key: str = "key") -> None:
    names = ("signal_id", "incident_id", "correlation_key", "occurred_at", "body")
    rows = [(one.signal_id, incident_id, key, one.occurred_at, encode(one)) for one, incident_id in signals]
    insert_rows(driver(connection).cursor(), tables.SIGNAL, names, rows)


def test_the_trail_starts_empty(writer: Connection) -> None:
    assert loading.trail_size(writer) == 0


def test_digests_are_found_by_source_and_key_together(writer: Connection) -> None:
    seen = [("a", "1", b"\x00", 1), ("b", "2", b"\xff", 2), (ODD, ODD, b"odd", 3)]
    insert_rows(driver(writer).cursor(), tables.SEEN_RECORD, ("source_id", "event_key", "digest", "record_id"), seen)
    asked = [("a", "1"), ("a", "2"), ("b", "1"), (ODD, ODD), ("nobody", "")]
    assert loading.find_digests(writer, asked) == {("a", "1"): b"\x00", (ODD, ODD): b"odd"}
    assert loading.find_digests(writer, []) == {}


def test_a_signal_is_found_once_per_incident_it_spoke_of(writer: Connection) -> None:
    one, other = signal_of("1", title=ODD), signal_of("2")
    put_signals(writer, [(one, INCIDENT_ID), (one, OTHER), (other, "")])
    found = loading.find_signals(writer, [one.signal_id, other.signal_id, "desk/unknown"])
    assert set(found[one.signal_id]) == {KnownSignal(one, INCIDENT_ID), KnownSignal(one, OTHER)}
    assert found == {one.signal_id: found[one.signal_id], SignalId("desk/2"): [KnownSignal(other, None)]}


def test_open_incidents_are_found_by_key_oldest_first(writer: Connection) -> None:
    young = case_of(IncidentId("INC-1"))
    old = replace(case_of(OTHER), incident=replace(case_of(OTHER).incident, opened_at=AT - HOUR))
    over = ended(case_of(IncidentId("INC-3")), AT)
    elsewhere = replace(row_of(case_of(IncidentId("INC-4"))), correlation_key=ODD)
    put_cases(writer, row_of(young), row_of(old), row_of(over), elsewhere)
    assert loading.find_open_by_key(writer, ["key", "nothing"]) == [("key", OTHER), ("key", "INC-1")]
    assert loading.find_open_by_key(writer, [ODD]) == [(ODD, "INC-4")]
    assert loading.find_open_by_key(writer, []) == []
    assert loading.open_incident_ids(writer) == [OTHER, "INC-1", "INC-4"]
    assert {"INC-1", "INC-3"} <= loading.incident_numbers(writer)


def test_a_case_comes_back_with_its_keys_and_its_signals_in_order(writer: Connection) -> None:
    signals = [signal_of(name) for name in ("b", "a", "c")]
    put_cases(writer, row_of(case_of(title=ODD)), row_of(case_of(OTHER)))
    put_signals(writer, [(signals[0], INCIDENT_ID), (signals[1], INCIDENT_ID), (signals[2], OTHER)])
    found = loading.load_cases(writer, [INCIDENT_ID, "INC-unknown"])
    expected = LoadedCase(case_of(title=ODD), (signals[1], signals[0]), "key", "fingerprint", AT)
    assert found == {INCIDENT_ID: expected}


def test_a_damaged_case_is_an_error_and_not_left_out(writer: Connection) -> None:
    put_cases(writer, row_of(case_of()))
    writer.execute(text("update internal.incident set body = replace(body, 'active', 'asleep')"))
    with pytest.raises(DamagedRowError, match="stored Case"):
        loading.load_cases(writer, [INCIDENT_ID])


def test_past_cases_since_an_instant_oldest_first(writer: Connection) -> None:
    def case(number: int, hours: int) -> CaseRow:
        made = case_of(IncidentId(f"INC-{number}"))
        return row_of(replace(made, incident=replace(made.incident, opened_at=AT + hours * HOUR)))

    put_cases(writer, case(1, 2), case(2, -1), case(3, 0))
    found = [(key, one.incident.incident_id) for key, one in loading.load_past_cases(writer, AT)]
    assert found == [("fingerprint", "INC-3"), ("fingerprint", "INC-1")]
    assert loading.first_opened_at(writer) == AT - HOUR


def test_strengths_of_changes_are_kept(writer: Connection) -> None:
    assert loading.load_strengths(writer) == []
    counted = [ChangeStrength(ChangeKind.WORK, 0, 5, 1, 60), ChangeStrength(ChangeKind.POWER, 2, 5, 6, 70)]
    write_evidence(driver(writer).cursor(), Waiting(strengths=counted))
    assert loading.load_strengths(writer) == [counted[1], counted[0]]


def test_planned_works_are_the_signals_kept_as_such(writer: Connection) -> None:
    works = [signal_of("w2"), signal_of("w1")]
    put_signals(writer, [(one, "") for one in works], "planned_work")
    put_signals(writer, [(signal_of("x"), "")])
    assert loading.load_works(writer) == [works[1], works[0]]


def test_downtime_that_reaches_past_an_instant(writer: Connection) -> None:
    spells = (
        Downtime("PI-2", AT - HOUR),
        Downtime("PI-1", AT - HOUR, AT),
        Downtime("PI-3", AT - HOUR, AT + timedelta(microseconds=1)),
    )
    put_cases(writer, replace(row_of(replace(case_of(), downtime=spells)), counts_downtime=True))
    assert loading.load_downtime(writer, AT) == [
        ("PI-2", INCIDENT_ID, AT - HOUR, None),
        ("PI-3", INCIDENT_ID, AT - HOUR, AT + timedelta(microseconds=1)),
    ]


def test_outcomes_in_the_order_they_became_known(writer: Connection) -> None:
    stated = StatedRatio(StatedKind.IMPACT_CONFIRMED, Fraction(3, 5), AT, pattern="probe")
    late, early, same = (
        KnownOutcome(IncidentId(f"INC-{name}"), stated, happened=True, known_at=at)
        for name, at in (("1", AT + HOUR), ("3", AT), ("2", AT))
    )
    put_cases(writer, replace(row_of(case_of()), outcomes=(late, early, same)))
    assert loading.load_outcomes(writer) == [same, early, late]


def test_states_of_sources(writer: Connection) -> None:
    writer.execute(text("insert into internal.source_state (source_id) values ('probe')"))
    writer.execute(text("insert into internal.source_state values ('desk', :at, 1, 2, 3, true)"), {"at": AT})
    assert loading.load_source_states(writer) == {
        "desk": SourceState(SourceId("desk"), AT, 1, 2, 3, is_late=True),
        "probe": SourceState(SourceId("probe"), None, 0, 0, 0, is_late=False),
    }
