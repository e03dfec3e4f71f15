"""Puts words to the language guard while they are written, and waits for its reading.

The page's login knows no hidden word; a worker reads the words, and they are gone with its answer.
No answer is never a pass.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from sqlalchemy import Engine

from intera.roles import find_package
from intera.roles.marks_view import MarksView, view_marks, view_unread
from intera.roles.release_marks import ReleasedMarks
from intera.store.access import Person
from intera.store.guard import WORDS_CHARS_MAX, GuardQuestion, put_question, read_answer
from intera.workflows.listen import LiveHub

__all__ = ["ANSWER_TIMEOUT_S", "WORDS_CHARS_MAX", "WRITING_PAGE", "GuardAnswer", "ask_guard"]

# A reading takes milliseconds; whoever types should not wait longer for the word that nobody reads.
ANSWER_TIMEOUT_S = 3.0
# The pages on which words are written; who has none of them puts no words to the guard.
WRITING_PAGE = "words"
_NOBODY = "No worker has answered. Nothing was checked; these words cannot go for approval yet."
_TOO_LONG = f"These words are longer than {WORDS_CHARS_MAX:,} characters. Shorten them; nothing was checked."
_BAD_TEXT = "This holds characters that cannot be kept. Type it again; nothing was checked."
_NOT_ALLOWED = "Your role writes no words for customers. Nothing was checked."
_EMPTY = "There are no words yet."


@dataclass(frozen=True, slots=True)
class GuardAnswer:
    """What the guard said of words; `is_known` False when no worker has answered in time."""

    is_known: bool
    view: MarksView

    @property
    def is_clear(self) -> bool:
        """Whether the words were read and may go on."""
        return self.is_known and self.view.is_clear


async def ask_guard(  # noqa: PLR0913 - two doors, the words and whom they are for
    engine: Engine, hub: LiveHub, *, incident_id: str, text: str, audience: str, language: str, person: Person
) -> GuardAnswer:
    """What the guard says of words somebody is writing.

    Args:
        engine: of the pages' role.
        hub: hears answers.
        incident_id: the incident they are about.
        text: the words; line ends of every kind count as one.
        audience: who will read them.
        language: two letters.
        person: who writes; only a role that writes words may ask.

    Returns:
        The reading, or in one sentence why there is none.
    """
    words = text.replace("\r\n", "\n").replace("\r", "\n")
    refused = _refusal(words, incident_id, audience, language, person)
    if refused is not None:
        return GuardAnswer(is_known=True, view=refused)
    question = GuardQuestion(uuid4(), incident_id, audience, language, words)
    with hub.waiting_for(str(question.question_id)) as told:
        await asyncio.to_thread(_put, engine, question)
        with suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), ANSWER_TIMEOUT_S)
    body = await asyncio.to_thread(_read, engine, question)
    if body is None:
        return GuardAnswer(is_known=False, view=view_unread("no_answer", _NOBODY, words))
    return GuardAnswer(is_known=True, view=view_marks(cast("ReleasedMarks", body), words))


def _refusal(words: str, incident_id: str, audience: str, language: str, person: Person) -> MarksView | None:
    if WRITING_PAGE not in find_package(person.role).pages:
        return view_unread("not_allowed", _NOT_ALLOWED, words)
    if not words.strip():
        return view_unread("empty", _EMPTY, words)
    if len(words) > WORDS_CHARS_MAX:
        return view_unread("too_long", _TOO_LONG, words)
    if any("\x00" in one or _holds_half_a_pair(one) for one in (words, incident_id, audience, language)):
        return view_unread("bad_text", _BAD_TEXT, words.encode("utf-8", "replace").decode().replace("\x00", " "))
    return None


def _holds_half_a_pair(value: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in value)


def _put(engine: Engine, question: GuardQuestion) -> None:
    with engine.begin() as connection:
        put_question(connection, question)


def _read(engine: Engine, question: GuardQuestion) -> dict[str, object] | None:
    with engine.connect() as connection:
        return read_answer(connection, question.question_id)
