"""Words put to the language guard and what it found: handed in, answered, read, and gone again.

The pages' login hands in a question and reads the answer; the worker's takes the question away with
the answer, in one transaction. Neither table is part of the state: no decision rests on them.
"""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, insert, text

from intera.model.decision import Plain
from intera.store import tables

# What answers listen to.
WAKE = "intera_guard"
WORDS_CHARS_MAX = 8000
_CLAIM = """
delete from inbox.guard_question where question_id in (select question_id from inbox.guard_question
    order by asked_at limit :limit for update skip locked)
returning question_id, incident_id, audience, language, words,
    asked_at < clock_timestamp() - make_interval(secs => :seconds) as is_stale
"""


@dataclass(frozen=True, slots=True)
class GuardQuestion:
    """Words about one incident, for an audience in a language; `is_stale` when nobody waits any more."""

    question_id: UUID
    incident_id: str
    audience: str
    language: str
    words: str
    is_stale: bool = False


def put_question(connection: Connection, question: GuardQuestion) -> None:
    """Hands words in; a worker reads them once the caller's transaction commits.

    Args:
        connection: of the pages' role.
        question: the words, at most `WORDS_CHARS_MAX` characters.
    """
    connection.execute(
        insert(tables.GUARD_QUESTION).values(
            question_id=question.question_id,
            incident_id=question.incident_id,
            audience=question.audience,
            language=question.language,
            words=question.words,
        )
    )


def take_questions(connection: Connection, *, limit: int, waits_s: float) -> list[GuardQuestion]:
    """The oldest questions, gone from the table when the transaction commits.

    Args:
        connection: the worker's.
        limit: how many at most.
        waits_s: after so long nobody waits for an answer any more.

    Returns:
        The questions; none that another worker has in hand.
    """
    rows = connection.execute(text(_CLAIM), {"limit": limit, "seconds": waits_s})
    return [GuardQuestion(*row) for row in rows]


def put_answer(connection: Connection, question_id: UUID, body: dict[str, Plain], *, channel: str) -> None:
    """Writes an answer, forgets those nobody can want any more, and tells whoever waits.

    Args:
        connection: the worker's, in the transaction that took the question.
        question_id: which one it answers.
        body: what was found, without the words.
        channel: where the page listens.
    """
    connection.execute(insert(tables.GUARD_ANSWER).values(question_id=question_id, body=body))
    connection.execute(
        text("delete from published.guard_answer where answered_at < clock_timestamp() - interval '1 minute'")
    )
    connection.execute(text("select pg_notify(:channel, :id)"), {"channel": channel, "id": str(question_id)})


def read_answer(connection: Connection, question_id: UUID) -> dict[str, object] | None:
    """What was found in the words of a question; None while nobody answered."""
    body = connection.execute(
        text("select body from published.guard_answer where question_id = :id"), {"id": question_id}
    ).scalar_one_or_none()
    return cast("dict[str, object]", body) if body is not None else None
