"""The command that feeds a history through the same intake as live records."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from intera.cli.output import OUT, counting, plainly, step
from intera.settings import read_settings
from intera.workflows.open_installation import open_installation
from intera.workflows.replay_file import ReplayPlan, prepare_replay, run_replay

FULL_SPEED = "max"


class BadOptionError(ValueError):
    """An option cannot be used."""


def _speed(given: str) -> Decimal | None:
    if given == FULL_SPEED:
        return None
    try:
        speed = Decimal(given)
    except InvalidOperation:
        speed = Decimal(0)
    if not speed.is_finite() or speed <= 0:
        raise BadOptionError(f"--speed {given}: give a number above 0, or max")
    return speed


def _until(given: str) -> datetime | None:
    if not given:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError as error:
        raise BadOptionError(f"--until {given}: give a date such as 2016-03-14 or 2016-03-14T12:00") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@plainly
def replay(
    file: Annotated[Path, typer.Argument(help="The exported log, plain or gzip.")],
    source: Annotated[str, typer.Option(help="uci, or the id of a declared source.")] = "uci",
    until: Annotated[str, typer.Option(help="Stop before this instant (UTC when it has no zone).")] = "",
    speed: Annotated[str, typer.Option(help="Seconds of history a second, or max.")] = FULL_SPEED,
    mapping: Annotated[Path | None, typer.Option(help="A mapping YAML for a source not declared yet.")] = None,
) -> None:
    """Feeds a historic log through the same intake as live records, on the log's own clock.

    Afterwards the cockpit shows the state at that moment. Delivering the same log again changes nothing.
    """
    pace, end = _speed(speed), _until(until)
    for wanted in (file, mapping):
        if wanted is not None and not wanted.is_file():
            raise FileNotFoundError(f"there is no file {wanted}")
    with open_installation(read_settings()) as installation:
        plan = ReplayPlan(file, source, end, pace, mapping)
        with step(f"  Reading {file.name}"):
            prepared = prepare_replay(installation, plan)
        with counting("  Replaying", prepared.count) as tell:
            report = run_replay(prepared, progress=lambda done, at: tell(done, f"{at:%Y-%m-%d %H:%M}"))
    OUT.print(
        f"{report.taken:,} events taken in, {report.duplicates:,} repeats, {report.parked:,} set aside, "
        f"{report.decisions:,} decisions, {report.events_per_s:,} events/s in {report.seconds:.1f} s.",
        markup=False,
    )
    if report.at:
        OUT.print(f"The cockpit now shows {report.at:%a %d %b %Y, %H:%M} UTC; intera serve opens it.", markup=False)
