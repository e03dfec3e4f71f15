"""Pages hear that something changed, once for a burst, and who waits for an outcome is woken."""

import asyncio
from collections.abc import Callable, Coroutine

import psycopg
import pytest

from intera.workflows import listen as module
from intera.workflows.listen import LiveHub, TooManyListenersError
from intera.workflows.open_installation import Installation

PATIENCE_S = 10.0


def with_hub(installation: Installation, act: Callable[[LiveHub], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        hub = LiveHub(installation.logins.reader)
        await hub.start()
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not hub.is_connected:
                    await asyncio.sleep(0.01)
                await act(hub)
        finally:
            await hub.stop()

    asyncio.run(run())


def tell(installation: Installation, *statements: str) -> None:
    conninfo = installation.logins.writer.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def test_a_change_wakes_a_page_and_a_burst_is_one_piece_of_news(installation: Installation) -> None:
    async def act(hub: LiveHub) -> None:
        known = await hub.next_version(-1, timeout_s=1)
        assert await hub.next_version(known, timeout_s=0.05) == known
        waiting = asyncio.create_task(hub.next_version(known, timeout_s=PATIENCE_S))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(tell, installation, *(f"notify intera_live, 'incident {n} 1'" for n in range(20)))
        fresh = await waiting
        assert fresh == known + 20
        assert await hub.next_version(fresh, timeout_s=0.05) == fresh

    with_hub(installation, act)


def test_who_waits_for_an_outcome_is_woken_and_nobody_else(installation: Installation) -> None:
    async def act(hub: LiveHub) -> None:
        with hub.waiting_for("one") as mine, hub.waiting_for("two") as other:
            await asyncio.to_thread(tell, installation, "notify intera_outcome, 'one'", "notify intera_outcome, 'x'")
            await mine.wait()
            assert not other.is_set()

    with_hub(installation, act)


def test_a_lost_connection_is_taken_up_again_and_everybody_looks_again(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECONNECT_S", 0.05)

    async def act(hub: LiveHub) -> None:
        known = await hub.next_version(-1, timeout_s=1)
        owner = installation.logins.owner.set(drivername="postgresql").render_as_string(hide_password=False)
        cut = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'"
        with psycopg.connect(owner, autocommit=True) as connection:
            assert connection.execute(cut).fetchall()
        assert await hub.next_version(known, timeout_s=PATIENCE_S) > known
        assert hub.is_connected

    with_hub(installation, act)


def test_only_so_many_pages_are_live_in_one_process(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LISTENERS_MAX", 2)
    hub = LiveHub(installation.logins.reader)
    with hub.listening(), hub.listening(), pytest.raises(TooManyListenersError), hub.listening():
        pass
    with hub.listening(), hub.listening():
        assert not hub.is_connected
