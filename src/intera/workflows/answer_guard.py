"""Answers those who put words to the language guard: a thread of its own in every worker.

It reads with the operator's hidden vocabulary and the incident's facts of now, decides nothing and
records nothing; the words leave the database with the answer. A batch of judgements never makes a
writer wait, and every worker may answer, also one that stands by.
"""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import structlog
from sqlalchemy import Connection, Engine, text

from intera.model.decision import Plain
from intera.narrative.compose import Telling, read_own_words, weakest_percent
from intera.narrative.guard import build_guard
from intera.narrative.own_words import missing_labels
from intera.roles.release_marks import Reading, ReadingState, ReleasedMarks, release_marks, release_unread
from intera.store.clock import read_clock
from intera.store.database import UNREACHABLE, driver
from intera.store.guard import WAKE, GuardQuestion, put_answer, take_questions
from intera.store.loading import load_cases
from intera.store.reference import load_reference, reference_version
from intera.workflows.ask_guard import ANSWER_TIMEOUT_S
from intera.workflows.listen import OUTCOME
from intera.workflows.renew_narratives import readers_of, telling_of
from intera.workflows.rulebook import Rulebook, rulebook_of

LOG = structlog.get_logger()
WAIT_S = 1.0
RETRY_S = 2.0
# One writer's question must not wait behind many of another's.
_AT_ONCE = 20


@dataclass(slots=True)
class GuardReader:
    """Reads words for writers; remembers the rules in force, of no incident anything."""

    engine: Engine
    _version: int = 0
    _rules: Rulebook | None = field(default=None)

    def prepare(self) -> None:
        """Builds the searches of every language told, so that the first draft of a process does not wait for them."""
        with self.engine.connect() as connection:
            rules = self._rules_in_force(connection)
        if rules is not None:
            for language in sorted({reader.language for reader in rules.words.readers}):
                build_guard(rules.operator, language=language)

    def answer_waiting(self) -> int:
        """Answers everything that waits once; how many that was, those nobody waits for included."""
        answered = 0
        while True:
            with self.engine.begin() as connection:
                questions = take_questions(connection, limit=_AT_ONCE, waits_s=2 * ANSWER_TIMEOUT_S)
                for question in questions:
                    if not question.is_stale:
                        body = cast("dict[str, Plain]", dict(self._read(connection, question)))
                        put_answer(connection, question.question_id, body, channel=OUTCOME)
            answered += len(questions)
            if len(questions) < _AT_ONCE:
                return answered

    def _read(self, connection: Connection, question: GuardQuestion) -> ReleasedMarks:
        try:
            return self._reading(connection, question)
        except UNREACHABLE:
            raise
        except Exception:
            # One text that cannot be read must neither stop the thread nor pass for clear.
            LOG.exception("guard_failed", incident_id=question.incident_id)
            return release_unread(ReadingState.FAILED)

    def _reading(self, connection: Connection, question: GuardQuestion) -> ReleasedMarks:
        rules = self._rules_in_force(connection)
        if rules is None:
            return release_unread(ReadingState.NO_OPERATOR)
        loaded = next(iter(load_cases(connection, [question.incident_id]).values()), None)
        if loaded is None:
            return release_unread(ReadingState.UNKNOWN_INCIDENT)
        wanted = (question.audience, question.language)
        readers = readers_of(loaded.case, rules)
        reader = next((one for one in readers if (one.audience, one.language) == wanted), None)
        if reader is None:
            return release_unread(ReadingState.NOT_TOLD)
        at = read_clock(connection).now(datetime.now(UTC))
        telling = telling_of(loaded.case, rules, reader, at)
        return release_marks(read_for(question.words, rules, telling))

    def _rules_in_force(self, connection: Connection) -> Rulebook | None:
        version = reference_version(connection)
        if version != self._version:
            reference = load_reference(connection)
            self._rules = rulebook_of(reference) if reference is not None else None
            self._version = version
        return self._rules


def read_for(words: str, rules: Rulebook, telling: Telling) -> Reading:
    """The guard's reading of a person's own words.

    Args:
        words: as put.
        rules: the rules in force, with the operator's hidden vocabulary.
        telling: who is told, and the facts of now; none while nothing may be said.

    Returns:
        Findings, the required parts that lack, and the confidence they were read at.
    """
    missing = missing_labels(words, telling.facts, rules.operator, language=telling.language) if telling.facts else ()
    return Reading(
        findings=read_own_words(words, rules.operator, telling),
        missing=missing,
        confidence_percent=weakest_percent(telling.facts),
        has_facts=bool(telling.facts),
    )


def answer_guard(engine: Engine, stop: threading.Event) -> None:
    """Answers until told to stop.

    Args:
        engine: of the worker's login; keeps one connection to listen.
        stop: set to end it.
    """
    reader = GuardReader(engine)
    while not stop.is_set():
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(f"listen {WAKE}"))
                listening = driver(connection)
                reader.prepare()
                while not stop.is_set():
                    reader.answer_waiting()
                    # What was put meanwhile has told us so already and ends this at once.
                    list(listening.notifies(timeout=WAIT_S, stop_after=1))
        except UNREACHABLE as error:
            # The database went away; whoever waits is told that nothing was checked.
            LOG.warning("out_of_reach", error=str(error).split("\n", maxsplit=1)[0])
            stop.wait(RETRY_S)
        except Exception:
            LOG.exception("guard_failed")
            stop.wait(RETRY_S)
