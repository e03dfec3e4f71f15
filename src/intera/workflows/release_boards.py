"""Makes the boards anew: pages of figures over many incidents, published for each role package.

Nothing is decided here. A board is what judgements already on the trail add up to, as of one instant, and
it may be made at any time, by any worker, as often as one likes.
"""

from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Connection, Engine, text

from intera.model.board import Board
from intera.model.share import FEWEST
from intera.roles import PACKAGES
from intera.roles.release_promises import release_promises
from intera.roles.release_quality import release_quality
from intera.roles.release_repeats import release_repeats
from intera.roles.release_severity import SeverityReport, release_severity
from intera.roles.release_success import release_success
from intera.store.boards import write_board
from intera.store.clock import read_clock
from intera.store.loading import load_outcomes
from intera.store.page_reads import add_up_reads
from intera.store.reference import load_reference, reference_version
from intera.workflows.measure_promises import measure_promises
from intera.workflows.measure_quality import measure_quality
from intera.workflows.measure_repeats import WINDOW, measure_repeats
from intera.workflows.measure_severity import SeverityMeasurement, measure_severity
from intera.workflows.measure_success import read_success
from intera.workflows.read_case_facts import CaseFactsReader
from intera.workflows.rulebook import Rulebook, rulebook_of

LOG = structlog.get_logger()
# The window shown, and the year before a fix in which the pace it must end is counted.
LOOKED_BACK = timedelta(days=90 + 365)
MEASURED_EVERY = timedelta(minutes=30)
_ALONE = "select pg_try_advisory_xact_lock(hashtext('intera.release_boards'))"


class BoardKeeper:
    """Makes the boards when something was decided since they were made last."""

    def __init__(self, engine: Engine) -> None:
        """Works with the worker's engine."""
        self._engine = engine
        self._reader = CaseFactsReader()
        self._rules: Rulebook | None = None
        self._measured: SeverityMeasurement | None = None
        self._made_of = -1

    def keep(self, *, at: datetime | None = None) -> int:
        """Makes every board anew.

        Args:
            at: the instant they hold at; the domain clock's when None.

        Returns:
            How many were published; none when nothing was decided since, or another worker is at it.
        """
        with self._engine.begin() as connection:
            add_up_reads(connection)
            size = int(connection.execute(text("select size from internal.trail_head")).scalar_one())
            if size == self._made_of or not connection.execute(text(_ALONE)).scalar_one():
                return 0
            rules = self._rulebook(connection)
            if rules is None:
                return 0
            now = at or read_clock(connection).now(datetime.now(UTC))
            boards = self._boards(connection, rules, now)
            for package in (one for one in PACKAGES if "board" in one.pages):
                for board in boards:
                    write_board(connection, package.slug, board)
        self._made_of = size
        return len(boards)

    def _rulebook(self, connection: Connection) -> Rulebook | None:
        if self._rules is None or self._rules.version != reference_version(connection):
            reference = load_reference(connection)
            self._rules = rulebook_of(reference) if reference else None
        return self._rules

    def _boards(self, connection: Connection, rules: Rulebook, at: datetime) -> list[Board]:
        facts = self._reader.read(connection, since=at - LOOKED_BACK)
        operator = rules.operator
        since = connection.execute(text("select min(decided_at) from internal.trail_entry")).scalar_one() or at
        quality = measure_quality(facts, operator, since=max(since, at - LOOKED_BACK), at=at)
        return [
            release_promises(measure_promises(facts, at=at), operator, at=at),
            release_repeats(measure_repeats(facts, operator, at=at), operator, at=at),
            release_quality(quality, operator, at=at),
            release_severity(self._severity_report(connection, rules, at), operator, at=at),
            release_success(
                read_success(connection, facts, operator, since_at=since, at=at), operator, PACKAGES, at=at
            ),
        ]

    def _severity_report(self, connection: Connection, rules: Rulebook, at: datetime) -> SeverityReport:
        """Declared against met; judging every statement again takes time, so it is made anew twice an hour."""
        known = self._measured
        if known is None or not timedelta(0) <= at - known.at < MEASURED_EVERY or known.over_count < FEWEST:
            known = self._measured = measure_severity(connection, rules, since_at=at - WINDOW, at=at)
        outcomes = tuple(load_outcomes(connection))
        return SeverityReport(known.inflation, known.over_count, known.open_count, known.since_at, outcomes)
