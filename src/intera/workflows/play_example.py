"""Opens an example operator: its data loaded, its scenario ready to be played."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from intera.model.operator import Operator
from intera.store.published import read_setting
from intera.store.reference import publish_settings
from intera.workflows.keep_working import Worker
from intera.workflows.load_operator import load_operator, read_operator
from intera.workflows.load_recipients import load_recipients
from intera.workflows.open_installation import Installation
from intera.workflows.play_scenario import hold_clock, play_history, play_on, resume_clock
from intera.workflows.recipient_files import FILE_NAMES
from intera.workflows.release_boards import BoardKeeper
from intera.workflows.scenario import Scenario, expand, read_scenario
from intera.workflows.world import World

SCENARIO = "scenario.yaml"
PLAYED = "example_history"


class NoScenarioError(LookupError):
    """The folder holds no scenario."""

    def __init__(self, folder: Path) -> None:
        """Names the folder."""
        super().__init__(f"{folder} holds no {SCENARIO}; give the folder of an example operator")


@dataclass(slots=True)
class Example:
    """An example operator in an open installation."""

    scenario: Scenario
    operator: Operator
    reader: Engine
    writer: Engine
    worker: Worker
    is_new: bool
    since: datetime

    @property
    def person_name(self) -> str:
        """How the first user is shown: the first person of the scenario."""
        return next((person.name for person in self.scenario.people.values()), "Administrator")

    @property
    def team_id(self) -> str:
        """The first user's team."""
        return next((person.team_id for person in self.scenario.people.values()), "")

    def history_count(self) -> int:
        """How many events lie before the clock's start."""
        events = expand(self.scenario, self.operator, start=self.scenario.history_from_at, until=self.scenario.start_at)
        return sum(1 for _ in events)

    def play_history(self, progress: Callable[[int, datetime], None]) -> None:
        """Feeds everything before the clock's start and starts the clock."""
        play_history(self.reader, self.worker, self.scenario, self.operator, progress=progress)
        with self.writer.begin() as connection:
            publish_settings(connection, {PLAYED: "{}"})
        BoardKeeper(self.writer).keep(at=self.scenario.start_at)
        self.since = self.scenario.start_at

    def resume(self) -> None:
        """Lets the clock go on from where it stood."""
        self.since = resume_clock(self.writer)

    def play_on(self, stop: threading.Event) -> None:
        """Plays on as the clock moves, until told to stop."""
        play_on(self.reader, self.writer, self.scenario, self.operator, since=self.since, stop=stop)

    def hold(self) -> None:
        """Stops the clock where it is."""
        hold_clock(self.writer)


def open_example(installation: Installation, folder: Path) -> Example:
    """An example operator, loaded into an open installation.

    Args:
        installation: open.
        folder: the example's folder.

    Returns:
        The example; new when nothing of its history was played yet.

    Raises:
        NoScenarioError: the folder holds no scenario.
        OperatorFileError: its data cannot be used.
        RecipientFileError: its list of recipients cannot be used.
        ScenarioError: its scenario cannot be used.
    """
    path = folder / SCENARIO
    if not path.exists():
        raise NoScenarioError(folder)
    scenario, operator = read_scenario(path), read_operator(folder)
    writer = installation.writer_engine()
    door = installation.write_door(writer)
    door.catch_up()
    with writer.connect() as connection:
        # Noted only once the whole history was judged: cut short, it is played again, and what was
        # judged already is a repeat that changes nothing.
        is_new = read_setting(connection, PLAYED) is None
    if is_new:
        load_operator(door, folder, at=scenario.history_from_at)
        for name in FILE_NAMES:
            if (folder / name).exists():
                load_recipients(writer, door, folder / name)
    return Example(
        scenario=scenario,
        operator=operator,
        reader=installation.reader_engine(),
        writer=writer,
        worker=Worker(writer, door, installation.secrets.incident_key, World()),
        is_new=is_new,
        since=scenario.start_at,
    )
