"""One incident from its first record to its closing, on a real database, as a role reads it."""

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from flows.drive import feed_and_take, scalars, trail_lines
from flows.town import after, says, town
from intera.model.operator import Operator
from intera.roles.frame import Visitor
from intera.roles.now import Ask
from intera.roles.package import parse_phrases
from intera.roles.service_assurance.package import PACKAGE
from intera.store import published
from intera.store.clock import Clock, set_clock
from intera.store.inbox import WaitingCommand, store_command
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_pages import find_document, read_incident_page, read_now_page, read_trail_page
from intera.workflows.verify_trail import verify_whole_trail

TESTS_FOLDER = Path(__file__).parents[1]
ROLE_FOLDER = TESTS_FOLDER.parent / "src" / "intera" / "roles" / PACKAGE.slug
ROLE = (PACKAGE, parse_phrases(tomllib.loads((ROLE_FOLDER / "phrases.toml").read_text(encoding="utf-8")), PACKAGE))
STORY = yaml.safe_load((TESTS_FOLDER / "cases" / "flows_one_incident.yaml").read_text(encoding="utf-8"))
# Fields of a record that are instants; the case gives them as minutes like everything else.
INSTANTS = frozenset({"onset_at", "eta_best_at", "eta_earliest_at", "eta_latest_at"})
HIDDEN = ("bs-0417", "crew sent", "R. Novak")
VISITOR = Visitor("R. Novak", PACKAGE.slug, "mobile-desk")


def at_path(document: Any, path: str) -> object:  # noqa: ANN401 - any JSON
    for name in path.split("."):
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


class Play:
    """The line with its clock, step by step."""

    def __init__(self, installation: Installation, worker: Worker) -> None:
        """Starts with nothing heard."""
        self.installation, self.worker = installation, worker
        self.reader = installation.reader_engine()
        self.decided = 0

    def step(self, number: int, step: dict[str, Any]) -> None:
        """Takes one step of the story."""
        minute = step["minute"]
        with self.worker.engine.begin() as connection:
            set_clock(connection, Clock(after(minute), datetime.now(UTC), Decimal(0), "Test"))
        if "heard" in step:
            said = dict(step["heard"])
            fields = {name: after(value).isoformat() if name in INSTANTS else value for name, value in said.items()}
            record = says(fields.pop("source"), f"step-{number}", minute, revision=number, **fields)
            feed_and_take(self.installation, self.worker, [record])
        elif "decides" in step:
            self._decide(step["decides"]["command"])
        else:
            judge_again(self.worker.door, self.worker.world)

    def _decide(self, kind: str) -> None:
        fields = {}
        if kind == "approve_narrative":
            newest = at_path(self.document(), "narratives.0")
            assert isinstance(newest, dict)
            fields = {"narrative_id": newest["id"], "facts_digest": newest["facts_digest"], "accepts_marks": "yes"}
        command = WaitingCommand(uuid4(), kind, self.incident_id, fields, "R. Novak", "mobile-desk", PACKAGE.slug)
        with self.reader.begin() as connection:
            store_command(connection, command)
        carry_out_commands(self.worker.door, self.worker.world)
        with self.reader.connect() as connection:
            outcome = published.read_outcome(connection, command.command_id)
        assert outcome
        assert outcome.is_done, outcome.message

    @property
    def incident_id(self) -> str:
        """The one incident there is."""
        [found] = scalars(self.worker.engine, "select incident_id from internal.incident")
        return str(found)

    def document(self) -> dict[str, Any]:
        """What is released of it to the role."""
        found = find_document(self.reader, PACKAGE.slug, self.incident_id)
        assert found is not None
        return found

    def decisions(self) -> list[str]:
        """What the last step put on the trail."""
        lines = trail_lines(self.worker.engine)
        fresh, self.decided = lines[self.decided :], len(lines)
        return [f"{kind} by desk" if actor != "System" else kind for kind, _, actor in fresh]


def test_one_incident_from_record_to_closing(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    play = Play(installation, worker)
    try:
        _tell(play)
    finally:
        play.reader.dispose()
    report = verify_whole_trail(worker.engine, installation)
    assert report.is_intact
    assert report.entry_count == play.decided


def _tell(play: Play) -> None:
    for number, step in enumerate(STORY["steps"]):
        play.step(number, step)
        document = play.document()
        found = {path: at_path(document, path) for path in step.get("then", {})}
        assert found == step.get("then", {}), step["name"]
        decided = play.decisions()
        if "decided" in step:
            assert decided == step["decided"], step["name"]
        # Who owns it and who agreed to words may be shown by name; nothing else may.
        shown = str({**document, "head": _without_owner(document), "writing": None})
        assert not [word for word in HIDDEN if word in shown], step["name"]
        _read_every_page(play, is_open=document["head"]["is_open"])


def _without_owner(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document["head"].items() if name != "owner_person"}


def _read_every_page(play: Play, *, is_open: bool) -> None:
    page = read_incident_page(play.reader, ROLE, VISITOR, play.incident_id)
    assert page is not None
    assert "Mobile Data" in str(page.view)
    now = read_now_page(play.reader, ROLE, VISITOR, Ask())
    assert (play.incident_id in str(now.view)) is is_open
    trail = read_trail_page(play.reader, VISITOR, incident_id=play.incident_id)
    # Who owns it is shown where one asks whom to call, and nowhere on the trail.
    assert not [word for word in HIDDEN if word in str(trail.view)]
    assert not [word for word in HIDDEN[:2] if word in str((now.view, page.view))]
