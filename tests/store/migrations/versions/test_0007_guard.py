"""Words for the guard: the pages hand them in and cannot look again, and what nobody waits for is cleared away."""

from collections.abc import Generator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from intera.store.database import DatabaseRole
from intera.workflows.open_installation import Installation

ASK = (
    "insert into inbox.guard_question (question_id, asked_at, incident_id, audience, language, words)"
    " values (gen_random_uuid(), now() - interval '{age}', 'INC-1', 'customer', 'en', 'words')"
)


@pytest.fixture
def own(installation: Installation) -> Generator[dict[DatabaseRole, Engine]]:
    """The logins of a database of its own, to which these stories commit."""
    opened = {role: installation.engine(role, pool_size=1) for role in (DatabaseRole.READER, DatabaseRole.WRITER)}
    yield opened
    for engine in opened.values():
        engine.dispose()


@pytest.mark.parametrize(
    "look", ["select words from inbox.guard_question", "delete from inbox.guard_question", "select inbox.wake_guard()"]
)
def test_the_pages_hand_in_and_cannot_look_again(reader: Connection, look: str) -> None:
    reader.execute(text(ASK.format(age="0 s")))
    with pytest.raises(ProgrammingError, match="permission denied"), reader.begin_nested():
        reader.execute(text(look))


def test_what_nobody_waits_for_is_cleared_away_by_the_next_question(own: dict[DatabaseRole, Engine]) -> None:
    with own[DatabaseRole.READER].begin() as connection:
        connection.execute(text(ASK.format(age="31 s")))
        connection.execute(text(ASK.format(age="0 s")))
    with own[DatabaseRole.WRITER].begin() as connection:
        assert connection.execute(text("select count(*) from inbox.guard_question")).scalar_one() == 1


def test_neither_table_outlives_a_crash(writer: Connection) -> None:
    kinds = writer.execute(
        text("select relpersistence from pg_class where relname in ('guard_question', 'guard_answer')")
    ).scalars()
    assert set(kinds) == {"u"}
