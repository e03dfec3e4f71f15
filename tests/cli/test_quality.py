"""Delivered against contracted: aligned for people, complete for machines, plain where nothing was measured."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from cli.conftest import Command
from flows.metered import measurement_event
from intera.store.clock import Clock, set_clock
from intera.store.inbox import ArrivedRecord, store_records
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.world import World

HARBOUR, HIGHLAND = "pi-harbour-coast", "pi-highland-fixed"
NOON = datetime(2025, 5, 14, 12, tzinfo=UTC)
SetClock = Callable[[datetime], None]


@pytest.fixture
def clock_at(installation: Installation, loaded: Path) -> Iterator[SetClock]:
    """Holds the domain clock at an instant; afterwards there is none, as before."""
    del loaded
    writer = installation.writer_engine()

    def hold(at: datetime) -> None:
        with writer.begin() as connection:
            set_clock(connection, Clock(at, datetime.now(UTC), Decimal(0), "test"))

    yield hold
    with writer.begin() as connection:
        connection.execute(text("delete from published.clock"))
    writer.dispose()


@pytest.fixture
def measured(installation: Installation, clock_at: SetClock) -> None:
    """Two products measured for an hour, one of them badly."""
    clock_at(NOON)
    reader, writer = installation.reader_engine(), installation.writer_engine()
    with reader.begin() as connection:
        said = [(HARBOUR, 3), (HIGHLAND, 36)]
        bodies = [measurement_event(NOON, lost, product=product) for product, lost in said]
        store_records(connection, [ArrivedRecord("probes", body, NOON) for body in bodies])
    worker = Worker(writer, installation.write_door(writer), installation.secrets.incident_key, World())
    assert worker.drain() == 2
    reader.dispose()
    writer.dispose()


def rows_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["product_instance_id"]: row for row in document["rows"]}


@pytest.mark.usefixtures("measured")
def test_figures_stand_beside_each_other_for_people(intera: Command) -> None:
    result = intera("qos")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith("Account"))
    rows = {line.split("  ")[0]: line.split() for line in lines[head + 1 :]}
    assert rows["Harbour Logistics"][2:] == [HARBOUR, "99.500%", "99.916%", "0%", "100.000%", "On", "track"]
    assert rows["Highland Resorts"][2:] == [HIGHLAND, "99.800%", "99.000%", "0%", "100.000%", "On", "track"]
    assert rows["Lakeside Rail"][4:6] == ["Not", "calculated"]
    ends = {line.index("%") for line in lines[head + 1 :] if "%" in line and not line.startswith(("As of", "Below"))}
    assert len(ends) == 1, "figures stand under each other"
    assert "As of Wed 14 May 2025, 12:00 UTC" in result.stdout
    assert "availability.samples/1, availability.ticket_clock/1" in result.stdout
    assert "where the ticket clock shows it met: Highland Resorts (pi-highland-fixed)." in result.stdout
    assert "Nothing was measured" not in result.stdout


@pytest.mark.usefixtures("measured")
def test_figures_come_whole_for_machines(intera: Command) -> None:
    result = intera("qos", "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert (document["at"], document["is_measured"]) == (NOON.isoformat(), True)
    highland = rows_of(document)[HIGHLAND]
    assert highland["samples"] == {
        "method": "availability.samples/1",
        "delivered_percent": "99.000",
        "outcome_to_date": "violated",
        "coverage_percent": 0,
        "good": 3564,
        "total": 3600,
    }
    assert (highland["account"], highland["agreement_id"], highland["clause"]) == (
        "Highland Resorts",
        "FBB-2023-410",
        "4.1",
    )
    assert (highland["target_percent"], highland["state"]) == ("99.800", "on_track")
    assert highland["ticket_clock"]["method"] == "availability.ticket_clock/1"
    assert (highland["ticket_clock"]["downtime_s"], highland["ticket_clock"]["breach_at"]) == (0, None)
    assert rows_of(document)["pi-lakeside-lakes"]["samples"]["delivered_percent"] is None


def test_nothing_measured_ends_with_one_clear_line(intera: Command, clock_at: SetClock) -> None:
    clock_at(datetime(2024, 7, 15, tzinfo=UTC))
    result = intera("qos")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].startswith("Nothing was measured in the open periods")
    document = json.loads(intera("qos", "--json").stdout)
    assert document["is_measured"] is False
    assert {row["samples"]["outcome_to_date"] for row in document["rows"]} == {"not_measurable"}
