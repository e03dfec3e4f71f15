"""A question is taken once and leaves nothing behind; what was found goes the other way without the words."""

from collections.abc import Generator
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from intera.store.database import DatabaseRole
from intera.store.guard import WORDS_CHARS_MAX, GuardQuestion, put_answer, put_question, read_answer, take_questions
from intera.workflows.open_installation import Installation

WAITS_S = 6.0
Engines = dict[DatabaseRole, Engine]


@pytest.fixture
def own(installation: Installation) -> Generator[dict[DatabaseRole, Engine]]:
    """The logins of a database of its own, to which these stories commit."""
    opened = {role: installation.engine(role, pool_size=1) for role in (DatabaseRole.READER, DatabaseRole.WRITER)}
    yield opened
    for engine in opened.values():
        engine.dispose()


def ask(own: Engines, words: str = "Data is slow.") -> GuardQuestion:
    question = GuardQuestion(uuid4(), "INC-1", "customer", "en", words)
    with own[DatabaseRole.READER].begin() as connection:
        put_question(connection, question)
    return question


def take(connection: Connection, waits_s: float = WAITS_S) -> list[GuardQuestion]:
    return take_questions(connection, limit=5, waits_s=waits_s)


def test_a_question_is_taken_once_and_its_words_are_gone(own: Engines) -> None:
    question = ask(own)
    writer = own[DatabaseRole.WRITER]
    with writer.begin() as connection:
        assert take(connection) == [question]
        put_answer(connection, question.question_id, {"state": "read"}, channel="intera_outcome")
    with writer.begin() as connection:
        assert take(connection) == []
        assert connection.execute(text("select count(*) from inbox.guard_question")).scalar_one() == 0
    with own[DatabaseRole.READER].begin() as connection:
        assert read_answer(connection, question.question_id) == {"state": "read"}
        assert read_answer(connection, uuid4()) is None


def test_a_question_nobody_waits_for_is_known_as_such(own: Engines) -> None:
    ask(own)
    with own[DatabaseRole.WRITER].begin() as connection:
        (taken,) = take(connection, waits_s=0.0)
    assert taken.is_stale


def test_old_answers_are_forgotten_with_the_next(own: Engines) -> None:
    first, second = uuid4(), uuid4()
    old = text("insert into published.guard_answer values (:id, now() - interval '2 minutes', '{}')")
    with own[DatabaseRole.WRITER].begin() as connection:
        put_answer(connection, first, {}, channel="intera_outcome")
        connection.execute(old, {"id": second})
        put_answer(connection, uuid4(), {}, channel="intera_outcome")
        assert read_answer(connection, first) == {}
        assert read_answer(connection, second) is None


def test_the_database_itself_refuses_words_that_are_too_long(own: Engines) -> None:
    with pytest.raises(DBAPIError, match="check"):
        ask(own, "x" * (WORDS_CHARS_MAX + 1))
