"""A command is safe before it is answered, and its outcome is heard."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest

from flows.drive import feed_and_take, scalars
from flows.town import TESTS, says, town
from intera.model.decision import Plain
from intera.model.operator import Operator
from intera.roles.service_assurance.package import PACKAGE
from intera.store.access import Person
from intera.workflows import give_command as module
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.give_command import CommandAnswer, give_command
from intera.workflows.keep_working import Worker
from intera.workflows.listen import LiveHub
from intera.workflows.open_installation import Installation

NOVAK = Person(uuid4(), "novak", "R. Novak", "mobile-desk", PACKAGE.slug, "", is_active=True)


def give(installation: Installation, worker: Worker | None, **fields: Plain) -> CommandAnswer:
    async def run() -> CommandAnswer:
        reader = installation.reader_engine()
        hub = LiveHub(installation.logins.reader)
        await hub.start()
        while not hub.is_connected:
            await asyncio.sleep(0.01)
        incident_id = str(fields.pop("incident_id", "INC-0000000"))
        giving = asyncio.create_task(
            give_command(reader, hub, NOVAK, kind="take_ownership", incident_id=incident_id, fields=fields)
        )
        while worker and not giving.done():
            await asyncio.to_thread(carry_out_commands, worker.door, worker.world)
            await asyncio.sleep(0.02)
        answer = await giving
        await hub.stop()
        reader.dispose()
        return answer

    return asyncio.run(run())


def test_the_outcome_is_heard_whether_done_or_refused(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    record = says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [record])
    [incident_id] = scalars(worker.engine, "select incident_id from internal.incident")
    answer = give(installation, worker, incident_id=str(incident_id))
    assert (answer.is_known, answer.is_done, answer.code) == (True, True, "done")
    answer = give(installation, worker)
    assert (answer.is_known, answer.is_done, answer.code) == (True, False, "unknown_incident")


def test_without_a_worker_the_command_is_stored_and_said_to_wait(
    installation: Installation, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWER_TIMEOUT_S", 0.1)
    answer = give(installation, None)
    assert (answer.is_known, answer.code) == (False, "waiting")
    assert scalars(worker.engine, "select count(*) from inbox.pending_command") == [1]


@pytest.mark.parametrize("typed", ["no\x00thing", "half \ud800 a pair"])
def test_what_cannot_be_kept_is_refused_at_once(installation: Installation, worker: Worker, typed: str) -> None:
    assert give(installation, None, reason=typed).code == "bad_text"
    assert scalars(worker.engine, "select count(*) from inbox.command") == [0]
