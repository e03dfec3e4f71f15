"""Carries out what people asked for: each command one decision on the trail, then the case judged anew.

The page that gave a command waits for its outcome by NOTIFY; the outcome is written in the same
transaction as the change.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import structlog
from sqlalchemy import text

from intera.model.decision import Actor, DecisionKind
from intera.model.ids import FingerprintId, IncidentId
from intera.roles import find_package
from intera.roles.package import UnknownRoleError
from intera.store.clock import read_clock
from intera.store.contacts import find_account, keep_contact
from intera.store.database import UNREACHABLE
from intera.store.inbox import WaitingCommand, claim_commands
from intera.store.unit_of_work import UnitOfWork, WriteDoor
from intera.workflows.commands import COMMANDS
from intera.workflows.commands.contacts import RECORD_CONTACT, record_contact
from intera.workflows.commands.given import CommandRefusedError, Given
from intera.workflows.judge import Judged
from intera.workflows.record_judgement import Working, judge_and_decide, ruled, save_working, take_decisions
from intera.workflows.send_again import SEND_AGAIN, send_again
from intera.workflows.world import NoReferenceError, World

LOG = structlog.get_logger()
BATCH = 20


def carry_out_commands(door: WriteDoor, world: World) -> int:
    """Carries out the commands that wait, each in its own right: one refused does not undo another.

    Args:
        door: the write door.
        world: the worker's memory.

    Returns:
        How many were handled.
    """
    handled = 0
    while handled < BATCH:
        try:
            with door.open() as work:
                commands = claim_commands(work.connection, 1)
                if not commands:
                    return handled
                at = read_clock(work.connection).now(datetime.now(UTC))
                world.refresh(work.connection, size=work.start_size, at=at)
                _carry_out(work, world, commands[0], at)
            world.settle(work.end_size)
        except (*UNREACHABLE, NoReferenceError):
            world.forget()
            raise
        except Exception:
            # One command that breaks a rule must not be tried for ever: it is answered, the next one goes on.
            world.forget()
            LOG.exception("command_failed")
            _give_up(door)
        handled += 1
    return handled


def _give_up(door: WriteDoor) -> None:
    with door.open() as work:
        for command in claim_commands(work.connection, 1):
            message = "This could not be carried out, and nothing was changed. The worker's log says why."
            _answer(work, command, is_done=False, code="failed", message=message)


def _carry_out(work: UnitOfWork, world: World, command: WaitingCommand, at: datetime) -> None:
    try:
        _apply(work, world, command, at)
    except CommandRefusedError as refused:
        _answer(work, command, is_done=False, code=refused.code, message=refused.message)
    else:
        _answer(work, command, is_done=True, code="done", message="")


def _apply(work: UnitOfWork, world: World, command: WaitingCommand, at: datetime) -> None:
    if command.kind == RECORD_CONTACT:
        _record_contact(work, world, command, at)
        return
    if command.kind == SEND_AGAIN:
        _send_again(work, world, command, at)
        return
    known = COMMANDS.get(command.kind)
    if known is None:
        raise CommandRefusedError("unknown_command", "There is no such command.")
    if known.decides not in _actions(command.actor_role):
        raise CommandRefusedError("not_allowed", "Your role does not decide this.")
    incident_id = IncidentId(command.incident_id)
    loaded = world.cases(work.connection, [incident_id]).get(incident_id)
    if loaded is None:
        raise CommandRefusedError("unknown_incident", "There is no such incident.")
    case = replace(loaded.case, signals=loaded.signals)
    if not (case.incident.is_open or known.is_for_ended):
        raise CommandRefusedError("not_open", "This incident is over; nothing on it can be changed.")
    actor = Actor("person", command.actor_name, command.actor_team_id, command.actor_role)
    changed, decision = known.do(case, Given(command.body, actor, at, world.rules.policies, world.rules))
    working = Working(
        case, loaded.signals, loaded.correlation_key, loaded.last_heard_at, FingerprintId(loaded.fingerprint_id)
    )
    incident = replace(changed.incident, version=changed.incident.version + 1)
    changed = replace(changed, incident=incident)
    take_decisions(work, world, working, Judged(changed, working.fingerprint_id), [decision])
    judge_and_decide(work, world, working, has_new_evidence=False, at=at)
    save_working(work, world, working)


def _send_again(work: UnitOfWork, world: World, command: WaitingCommand, at: datetime) -> None:
    """What became of a publication moves no judgement either, also once the incident is over."""
    if DecisionKind.PUBLICATION_DELIVER not in _actions(command.actor_role):
        raise CommandRefusedError("not_allowed", "Your role does not decide this.")
    actor = Actor("person", command.actor_name, command.actor_team_id, command.actor_role)
    given = Given(command.body, actor, at, world.rules.policies)
    send_again(work, world, given, IncidentId(command.incident_id))


def _record_contact(work: UnitOfWork, world: World, command: WaitingCommand, at: datetime) -> None:
    """A contact moves no judgement: nothing is judged anew, and it needs no incident."""
    if DecisionKind.CONTACT_RECORD not in _actions(command.actor_role):
        raise CommandRefusedError("not_allowed", "Your role does not decide this.")
    incident_id = IncidentId(command.incident_id)
    if incident_id and incident_id not in world.cases(work.connection, [incident_id]):
        raise CommandRefusedError("unknown_incident", "There is no such incident.")
    actor = Actor("person", command.actor_name, command.actor_team_id, command.actor_role)
    given = Given(command.body, actor, at, world.rules.policies)
    contact, decision = record_contact(given, str(command.command_id), incident_id or None)
    if contact.account_id is not None and find_account(work.connection, contact.account_id) is None:
        raise CommandRefusedError("unknown_account", "There is no such account. Look it up again.")
    work.decide(ruled(decision, world.rules.operator), incident_id)
    keep_contact(work.connection, contact)
    work.announce("contact", contact.account_id or contact.incident_id or "", 0)


def _actions(role: str) -> Collection[DecisionKind]:
    """What a role may decide; one that is not shipped may decide nothing."""
    try:
        return find_package(role).actions
    except UnknownRoleError:
        return ()


def _answer(work: UnitOfWork, command: WaitingCommand, *, is_done: bool, code: str, message: str) -> None:
    work.connection.execute(
        text(
            "insert into published.command_outcome (command_id, is_done, code, message, at)"
            " values (:id, :done, :code, :message, clock_timestamp()) on conflict (command_id) do nothing"
        ),
        {"id": command.command_id, "done": is_done, "code": code, "message": message},
    )
    work.connection.execute(
        text("select pg_notify('intera_outcome', :id)"),
        {"id": str(command.command_id)},
    )
    LOG.info("command", kind=command.kind, is_done=is_done, code=code)
