"""Words go to a worker and its reading comes back; without one nothing ever passes for checked."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from flows.drive import feed_and_take, scalars
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.roles.service_assurance.package import PACKAGE
from intera.store.access import Person
from intera.workflows import ask_guard as module
from intera.workflows.answer_guard import answer_guard
from intera.workflows.ask_guard import GuardAnswer, ask_guard
from intera.workflows.keep_working import Worker
from intera.workflows.listen import LiveHub
from intera.workflows.open_installation import Installation

NOVAK = Person(uuid4(), "novak", "R. Novak", "mobile-desk", PACKAGE.slug, "", is_active=True)
CARE = replace(NOVAK, role="care")
LEFT = "select count(*) from inbox.guard_question"


def ask(
    installation: Installation, incident_id: str, *texts: str, person: Person = NOVAK, **whom: str
) -> list[GuardAnswer]:
    async def run() -> list[GuardAnswer]:
        reader = installation.reader_engine()
        hub = LiveHub(installation.logins.reader)
        await hub.start()
        while not hub.is_connected:
            await asyncio.sleep(0.01)
        audience, language = whom.get("audience", "customer"), whom.get("language", "en")
        asking = [
            ask_guard(
                reader, hub, incident_id=incident_id, text=text, audience=audience, language=language, person=person
            )
            for text in texts
        ]
        answers = list(await asyncio.gather(*asking))
        await hub.stop()
        reader.dispose()
        return answers

    return asyncio.run(run())


@pytest.fixture
def incident_id(installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]) -> str:
    load(installation, replace(town(), hidden_words=("Kestrel",)))
    record = says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [record])
    return str(scalars(worker.engine, "select incident_id from internal.incident")[0])


def test_words_are_read_with_the_hidden_vocabulary_and_are_gone_with_the_answer(
    installation: Installation, worker: Worker, incident_id: str
) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=answer_guard, args=(worker.engine, stop))
    thread.start()
    try:
        started = time.monotonic()
        named, plain, elsewhere = ask(
            installation,
            incident_id,
            "Data is slow.\r\nThe k e s t r e l is broken \U0001f600 now.",
            "Data is slow.",
            " ",
        )
        assert time.monotonic() - started < module.ANSWER_TIMEOUT_S
        marks = {mark.words: mark for mark in named.view.marks}
        assert named.is_known
        assert not named.is_clear
        assert {"hidden_word", "alarm_word"} <= {mark.rule for mark in named.view.marks}
        assert "k e s t r e l" in marks
        # A browser counts the face as two.
        assert [mark.start for mark in named.view.marks] == sorted(mark.start for mark in named.view.marks)
        assert "".join(stretch.words for stretch in named.view.stretches) == (
            "Data is slow.\nThe k e s t r e l is broken \U0001f600 now."
        )
        assert plain.view.is_read
        assert plain.view.must_count == 0
        assert (elsewhere.view.code, elsewhere.is_clear) == ("empty", False)
        [unknown] = ask(installation, "INC-0000000", "Data is slow.")
        assert (unknown.view.code, unknown.is_clear) == ("unknown_incident", False)
        [not_told] = ask(installation, incident_id, "Data is slow.", language="xx")
        assert (not_told.view.code, not_told.is_clear) == ("not_told", False)
    finally:
        stop.set()
        thread.join()
    assert scalars(worker.engine, LEFT) == [0]
    assert "Data" not in str(scalars(worker.engine, "select body::text from published.guard_answer"))


def test_without_a_worker_nothing_passes_for_checked_and_the_words_are_cleared_away(
    installation: Installation, worker: Worker, incident_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWER_TIMEOUT_S", 0.1)
    [answer] = ask(installation, incident_id, "Data is slow.")
    assert not answer.is_known
    assert not answer.is_clear
    assert "Nothing was checked" in answer.view.summary
    assert scalars(worker.engine, LEFT) == [1]
    with worker.engine.begin() as connection:
        connection.exec_driver_sql("delete from inbox.guard_question")


@pytest.mark.parametrize(
    ("text", "code"), [("no\x00thing", "bad_text"), ("half \ud800 a pair", "bad_text"), ("x" * 8001, "too_long")]
)
def test_what_cannot_be_put_is_refused_at_once(installation: Installation, text: str, code: str) -> None:
    [answer] = ask(installation, "INC-1", text)
    assert (answer.view.code, answer.is_clear) == (code, False)


def test_a_role_that_writes_no_words_puts_none(installation: Installation) -> None:
    [answer] = ask(installation, "INC-1", "Data is slow.", person=CARE)
    assert (answer.view.code, answer.is_clear) == ("not_allowed", False)
