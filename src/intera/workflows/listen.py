"""Hears from the database what changed and who is waiting for an outcome, once per web process.

Notifications carry topic and version only, never content; whoever is told fetches their own view.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress

import psycopg
import structlog
from sqlalchemy.engine import URL

LOG = structlog.get_logger()
LIVE = "intera_live"
OUTCOME = "intera_outcome"
RECONNECT_S = 1.0
# A burst of changes is one piece of news for a page.
SETTLE_S = 0.25
LISTENERS_MAX = 2000


class TooManyListenersError(RuntimeError):
    """As many pages are live as one process should carry."""

    def __init__(self) -> None:
        """Says what the page then does."""
        super().__init__("too many live pages; this one refreshes by itself every minute")


class LiveHub:
    """One connection that listens, and the pages and commands it wakes."""

    def __init__(self, url: URL) -> None:
        """Will listen with the pages' login."""
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._version = 0
        self._changed = asyncio.Event()
        self._waiting: dict[str, asyncio.Event] = {}
        self._listeners = 0
        self._task: asyncio.Task[None] | None = None
        self.is_connected = False

    async def start(self) -> None:
        """Begins to listen."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Ends listening and wakes everybody."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._tell()

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                LOG.warning("live_lost", error=str(error).split("\n", maxsplit=1)[0])
            self.is_connected = False
            await asyncio.sleep(RECONNECT_S)

    async def _listen(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)
        async with connection:
            await connection.execute(f"listen {LIVE}")
            await connection.execute(f"listen {OUTCOME}")
            self.is_connected = True
            # What was missed while away must not matter: everybody looks again.
            self._tell()
            async for notice in connection.notifies():
                if notice.channel == OUTCOME:
                    if notice.payload in self._waiting:
                        self._waiting[notice.payload].set()
                else:
                    self._tell()

    def _tell(self) -> None:
        self._version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    @contextmanager
    def waiting_for(self, command_id: str) -> Generator[asyncio.Event]:
        """An event that is set when the command's outcome is written."""
        event = self._waiting[command_id] = asyncio.Event()
        try:
            yield event
        finally:
            del self._waiting[command_id]

    @contextmanager
    def listening(self) -> Generator[None]:
        """Counts a live page in and out.

        Raises:
            TooManyListenersError: as many are live as one process carries.
        """
        if self._listeners >= LISTENERS_MAX:
            raise TooManyListenersError
        self._listeners += 1
        try:
            yield
        finally:
            self._listeners -= 1

    async def next_version(self, known: int, *, timeout_s: float) -> int:
        """The version once it is another than the known one, or after a while the same.

        Args:
            known: the version the page has.
            timeout_s: how long to wait at most.

        Returns:
            The version.
        """
        if self._version == known:
            try:
                await asyncio.wait_for(self._changed.wait(), timeout_s)
            except TimeoutError:
                return self._version
            await asyncio.sleep(SETTLE_S)
        return self._version
