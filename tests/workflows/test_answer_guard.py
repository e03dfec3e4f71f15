"""Whatever is put is answered, or said not to have been read; one bad text stops nobody."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from flows.drive import feed_and_take, scalars
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.narrative.word_searches import language_searches
from intera.store.guard import GuardQuestion, put_question, read_answer
from intera.workflows import answer_guard as module
from intera.workflows.answer_guard import GuardReader
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation


def answers(worker: Worker, *questions: GuardQuestion) -> list[object]:
    with worker.engine.connect() as connection:
        return [(read_answer(connection, one.question_id) or {}).get("state") for one in questions]


def test_without_an_operator_or_an_incident_nothing_passes(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    reader, pages = GuardReader(worker.engine), installation.reader_engine()
    first, second = (GuardQuestion(uuid4(), "INC-1", "customer", "en", "Data is slow.") for _ in range(2))
    with pages.begin() as connection:
        put_question(connection, first)
    assert reader.answer_waiting() == 1
    load(installation, town())
    with pages.begin() as connection:
        put_question(connection, second)
    assert reader.answer_waiting() == 1
    assert answers(worker, first, second) == ["no_operator", "unknown_incident"]
    pages.dispose()


def test_the_searches_of_every_language_told_are_built_before_anybody_waits(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    GuardReader(worker.engine).prepare()
    load(installation, town())
    language_searches.cache_clear()
    GuardReader(worker.engine).prepare()
    # The town is told in English only.
    assert language_searches.cache_info().currsize == 1


def test_a_text_the_guard_fails_on_is_said_not_to_be_read_and_the_next_is_answered(
    installation: Installation,
    worker: Worker,
    load: Callable[[Installation, Operator], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(installation, town())
    feed_and_take(
        installation, worker, [says(TESTS, "e1", 0, external_id="c", state="degraded", region_refs=["coast"])]
    )
    incident_id = str(scalars(worker.engine, "select incident_id from internal.incident")[0])
    pages, real = installation.reader_engine(), module.read_for

    def failing(words: str, *rest: object) -> object:
        if words == "bad":
            raise ValueError(words)
        return real(words, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "read_for", failing)
    bad, good = (GuardQuestion(uuid4(), incident_id, "customer", "en", words) for words in ("bad", "Data is slow."))
    with pages.begin() as connection:
        put_question(connection, bad)
        put_question(connection, good)
    assert GuardReader(worker.engine).answer_waiting() == 2
    assert answers(worker, bad, good) == ["failed", "read"]
    assert scalars(worker.engine, "select count(*) from inbox.guard_question") == [0]
    pages.dispose()
