"""Commands about whom we tell: load a list, see how many are on it, the secret of one, leave it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from intera.cli.output import OUT, plainly
from intera.settings import read_settings
from intera.workflows.deliver_couriers import recipient_secret
from intera.workflows.load_recipients import LoadedRecipients, count_listed, leave_list, load_recipients
from intera.workflows.open_installation import Installation, open_installation
from intera.workflows.recipient_files import find_file

SHOWN_MAX = 20
RecipientId = Annotated[str, typer.Argument(help="The recipient's id.")]


@contextmanager
def _opened() -> Generator[tuple[Installation, Engine]]:
    with open_installation(read_settings()) as installation:
        writer = installation.writer_engine()
        try:
            yield installation, writer
        finally:
            writer.dispose()


@plainly
def load(file: Annotated[Path, typer.Argument(help="A .csv or .yaml file of recipients.")]) -> None:
    """Puts a list of recipients in force; bad rows are set aside and named."""
    settings = read_settings()
    with _opened() as (installation, writer):
        loaded = load_recipients(
            writer,
            installation.write_door(writer),
            file,
            is_private_allowed=settings.couriers.is_private_allowed,
        )
    print_loaded(loaded)


def load_listed(installation: Installation, folder: Path) -> LoadedRecipients | None:
    """Puts the list in an operator's folder in force; None when there is none."""
    file = find_file(folder)
    if file is None:
        return None
    writer = installation.writer_engine()
    try:
        door, is_private_allowed = installation.write_door(writer), installation.settings.couriers.is_private_allowed
        return load_recipients(writer, door, file, is_private_allowed=is_private_allowed)
    finally:
        writer.dispose()


def print_loaded(loaded: LoadedRecipients) -> None:
    """Says what came of a list: how many are on it, and which rows are not used and why."""
    state = "are on the list in force" if loaded.is_new else "are on the list in force already"
    OUT.print(f"{loaded.count:,} recipients {state}.")
    if loaded.set_aside:
        OUT.print(f"{len(loaded.set_aside):,} rows were set aside:")
    for one in loaded.set_aside[:SHOWN_MAX]:
        OUT.print(f"  {one.text}", markup=False)
    if len(loaded.set_aside) > SHOWN_MAX:
        OUT.print(f"  and {len(loaded.set_aside) - SHOWN_MAX:,} more")


@plainly
def count() -> None:
    """Prints how many recipients are on the list, by audience and channel."""
    with _opened() as (_, writer):
        counts = count_listed(writer)
    for one in counts:
        OUT.print(f"{one.recipient_count:>9,}  {one.audience} by {one.channel}", markup=False)
    if not counts:
        OUT.print("Nobody is on the list; intera recipients load puts one in force.")


@plainly
def secret(recipient_id: RecipientId) -> None:
    """Prints the secret our calls to a recipient are signed with."""
    with _opened() as (installation, writer):
        OUT.print(recipient_secret(writer, installation.door_key, recipient_id), markup=False)


@plainly
def leave(recipient_id: RecipientId) -> None:
    """Notes that a recipient wants to be told no more; a list loaded later does not undo it."""
    with _opened() as (installation, writer):
        leave_list(writer, installation.write_door(writer), recipient_id)
    OUT.print(f"{recipient_id} is told no more.", markup=False)
