"""A scenario is played through the same doors as live traffic, and goes on where it stopped."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from intera.store import published
from intera.store.clock import Clock, read_clock, set_clock
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.play_example import Example, open_example
from intera.workflows.play_scenario import hold_clock, keep_clock, play_on, resume_clock
from intera.workflows.scenario import CommandEvent, RecordEvent, expand

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"
AUDIENCE = "service_assurance"


@pytest.fixture
def played(installation: Installation, worker: Worker) -> Iterator[Example]:
    """Northmoor with its history judged and its clock at the start."""
    del worker
    example = open_example(installation, NORTHMOOR)
    counted: list[int] = []
    example.play_history(lambda done, _at: counted.append(done))
    assert counted == sorted(counted)
    yield example
    example.reader.dispose()
    example.writer.dispose()


def test_the_history_ends_at_the_day_the_design_shows(played: Example) -> None:
    with played.writer.connect() as connection:
        clock = read_clock(connection)
        cards = published.read_cards(connection, AUDIENCE, closed_since=played.scenario.start_at)
        waiting = connection.execute(text("select count(*) from inbox.pending")).scalar_one()
        refused = connection.execute(
            text("select count(*) from published.command_outcome where not is_done")
        ).scalar_one()
    assert (clock.anchor_at, clock.rate, clock.label) == (played.scenario.start_at, Decimal(1), played.scenario.label)
    assert (waiting, refused) == (0, 0)
    shown = sorted((card["head"]["service_id"], card["severity"]["level"]) for card in cards if card["head"]["is_open"])
    assert ("mobile-data", 1) in shown
    assert ("roaming", 3) in shown
    assert len(shown) == 9


def test_it_plays_on_from_the_clock_records_before_the_commands_they_lead_to(played: Example) -> None:
    later = played.scenario.start_at + timedelta(minutes=4)
    # What happens at the very instant the clock shows is due.
    until = later + timedelta(microseconds=1)
    due = list(expand(played.scenario, played.operator, start=played.scenario.start_at, until=until))
    records = sum(isinstance(event, RecordEvent) for event in due)
    commands = sum(isinstance(event, CommandEvent) for event in due)
    with played.writer.begin() as connection:
        before = connection.execute(text("select count(*) from inbox.record")).scalar_one()
        given = connection.execute(text("select count(*) from inbox.command")).scalar_one()
        set_clock(connection, Clock(later, datetime.now(UTC), Decimal(0), played.scenario.label))
    stop, ended = threading.Event(), threading.Event()

    def work() -> None:
        while not ended.is_set():
            played.worker.drain()

    working = threading.Thread(target=work)
    working.start()
    player = threading.Thread(
        target=play_on,
        args=(played.reader, played.writer, played.scenario, played.operator),
        kwargs={"since": played.scenario.start_at, "stop": stop},
    )
    player.start()
    deadline = datetime.now(UTC) + timedelta(seconds=30)
    arrived, now_given = 0, given
    while (arrived < records or now_given - given < commands) and datetime.now(UTC) < deadline:
        with played.writer.connect() as connection:
            arrived = connection.execute(text("select count(*) from inbox.record")).scalar_one() - before
            now_given = connection.execute(text("select count(*) from inbox.command")).scalar_one()
    stop.set()
    player.join()
    ended.set()
    working.join()
    assert arrived == records
    assert now_given - given == commands


def test_a_held_clock_goes_on_where_it_stood(played: Example) -> None:
    with played.writer.begin() as connection:
        wall_at = datetime.now(UTC) - timedelta(minutes=10)
        set_clock(connection, Clock(played.scenario.start_at, wall_at, Decimal(1), "Example"))
    keep_clock(played.writer)
    hold_clock(played.writer)
    stood_at = resume_clock(played.writer)
    passed = stood_at - played.scenario.start_at
    assert timedelta(minutes=10) <= passed < timedelta(minutes=11)
