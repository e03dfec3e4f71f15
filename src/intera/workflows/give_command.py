"""Hands in a person's command and waits for what became of it.

The page's database role can only insert the command; a worker carries it out and says so by NOTIFY.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Engine

from intera.model.decision import Plain
from intera.store import published
from intera.store.access import Person
from intera.store.inbox import WaitingCommand, store_command
from intera.workflows.listen import LiveHub

ANSWER_TIMEOUT_S = 8.0


@dataclass(frozen=True, slots=True)
class CommandAnswer:
    """What became of a command; `is_known` False when no worker has answered in time."""

    command_id: UUID
    is_known: bool
    is_done: bool
    code: str
    message: str


async def give_command(
    engine: Engine, hub: LiveHub, person: Person, *, kind: str, incident_id: str, fields: dict[str, Plain]
) -> CommandAnswer:
    """Hands in a command and waits for its outcome.

    Args:
        engine: of the pages' role.
        hub: hears outcomes.
        person: who gives it.
        kind: which command.
        incident_id: about which incident.
        fields: what was typed.

    Returns:
        The outcome, or that none is known yet: the command is safe and will still be carried out.
    """
    if not all(_can_be_kept(value) for value in (incident_id, *fields.values())):
        message = "This holds characters that cannot be kept. Type it again."
        return CommandAnswer(uuid4(), is_known=True, is_done=False, code="bad_text", message=message)
    command = WaitingCommand(uuid4(), kind, incident_id, fields, person.name, person.team_id, person.role)
    with hub.waiting_for(str(command.command_id)) as told:
        await asyncio.to_thread(_store, engine, command)
        with suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), ANSWER_TIMEOUT_S)
    outcome = await asyncio.to_thread(_outcome, engine, command.command_id)
    if outcome is None:
        message = "Your decision is stored and will be carried out, but no worker has answered yet."
        return CommandAnswer(command.command_id, is_known=False, is_done=False, code="waiting", message=message)
    return CommandAnswer(
        command.command_id, is_known=True, is_done=outcome.is_done, code=outcome.code, message=outcome.message
    )


def _can_be_kept(value: Plain) -> bool:
    """Whether the database can hold a value: no NUL, no half of a character pair."""
    if not isinstance(value, str):
        return True
    return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def _store(engine: Engine, command: WaitingCommand) -> None:
    with engine.begin() as connection:
        store_command(connection, command)


def _outcome(engine: Engine, command_id: UUID) -> published.CommandOutcome | None:
    with engine.connect() as connection:
        return published.read_outcome(connection, command_id)
