"""Runs one worker process: the inbox, the sender, and the jobs that recur, on the same database.

Recurring jobs run on Procrastinate, so with several workers each runs once; all of them may run
twice without harm.
"""

import asyncio
import threading

import procrastinate
from sqlalchemy.engine import URL

from intera.store.database import DatabaseRole
from intera.workflows.answer_guard import answer_guard
from intera.workflows.deliver_couriers import couriers_of
from intera.workflows.deliver_publications import Sender, keep_delivering
from intera.workflows.keep_measurements import MeasurementKeeper
from intera.workflows.keep_working import SWEEP, Worker, keep_working
from intera.workflows.open_installation import Installation
from intera.workflows.release_boards import BoardKeeper
from intera.workflows.world import World

# Every 15 s: a source that fell silent is noticed, and lowers confidence, well within a minute.
SWEEP_CRON = "* * * * * */15"
# Every minute: the lake is read by the period, and each append writes files of its own.
KEEP_CRON = "* * * * *"
# Every minute: a board holds at the instant it was made, and says so.
BOARDS_CRON = "* * * * *"
# Finished jobs older than this are of no interest to anybody.
JOB_HOURS_KEPT = 24


def _jobs(url: URL, keeper: MeasurementKeeper, boards: BoardKeeper) -> procrastinate.App:
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connector = procrastinate.PsycopgConnector(
        conninfo=conninfo, kwargs={"options": "-c search_path=jobs"}, min_size=1, max_size=3
    )
    app = procrastinate.App(connector=connector)

    @app.periodic(cron=SWEEP_CRON)
    @app.task(queueing_lock=SWEEP)
    async def ask_to_judge_again(timestamp: int) -> None:
        del timestamp
        await connector.execute_query_async(f"select pg_notify('intera_inbox', '{SWEEP}')")

    @app.periodic(cron=KEEP_CRON)
    @app.task(queueing_lock="keep_measurements")
    async def keep_measurements(timestamp: int) -> None:
        del timestamp
        await asyncio.to_thread(keeper.keep)

    @app.periodic(cron=BOARDS_CRON)
    @app.task(queueing_lock="release_boards")
    async def release_boards(timestamp: int) -> None:
        del timestamp
        await asyncio.to_thread(boards.keep)

    @app.periodic(cron="17 3 * * *")
    @app.task(queueing_lock="forget_old_jobs")
    async def forget_old_jobs(timestamp: int) -> None:
        del timestamp
        await app.job_manager.delete_old_jobs(nb_hours=JOB_HOURS_KEPT, include_failed=True)

    del ask_to_judge_again, keep_measurements, release_boards, forget_old_jobs
    return app


def serve_worker(installation: Installation, stop: threading.Event) -> None:
    """Works until told to stop.

    Args:
        installation: open.
        stop: set to end after the batch in hand.

    Raises:
        CourierSetupError: a setting of a courier cannot be used.
    """
    couriers = couriers_of(installation.settings.couriers, installation.door_key)
    engine = installation.engine(DatabaseRole.WRITER, pool_size=6)
    worker = Worker(engine, installation.write_door(engine), installation.secrets.incident_key, World())
    thread = threading.Thread(target=keep_working, args=(worker, stop), name="inbox", daemon=True)
    thread.start()
    guard = threading.Thread(target=answer_guard, args=(engine, stop), name="guard", daemon=True)
    guard.start()
    sender = threading.Thread(target=keep_delivering, args=(Sender(engine, couriers), stop), name="sender", daemon=True)
    sender.start()
    try:
        jobs = _jobs(installation.logins.writer, MeasurementKeeper(installation, engine), BoardKeeper(engine))
        asyncio.run(_run_jobs(jobs, stop))
    finally:
        stop.set()
        thread.join()
        guard.join()
        sender.join()
        for courier in couriers.values():
            courier.close()
        engine.dispose()


async def _run_jobs(app: procrastinate.App, stop: threading.Event) -> None:
    async with app.open_async():
        running = asyncio.create_task(app.run_worker_async(install_signal_handlers=False, delete_jobs="successful"))
        while not stop.is_set():
            await asyncio.sleep(0.2)
            if running.done():
                running.result()
                return
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
