"""Workers in processes of their own, to be killed: one is forked for each line on the input.

Forking from a process that has the product loaded, and nothing open, makes a start cheap enough to kill many.
"""

import gc
import os
import pickle
import sys
import threading

from intera.workflows import keep_working as module
from intera.workflows.keep_working import Worker, keep_working
from intera.workflows.open_installation import Installation
from intera.workflows.set_up_logs import set_up_logs
from intera.workflows.world import World


def work(installation: Installation) -> None:
    """Works until killed."""
    set_up_logs("error")
    # Who stands by looks sooner, since here somebody dies all the time.
    module.WAIT_S = 0.05
    writer = installation.writer_engine()
    worker = Worker(writer, installation.write_door(writer), installation.secrets.incident_key, World())
    keep_working(worker, threading.Event())


def main() -> None:
    """Forks a worker for each line, says its number, and says by which signal it ended."""
    installation: Installation = pickle.load(sys.stdin.buffer)  # noqa: S301 - handed over by the test that started us
    gc.freeze()
    for _ in sys.stdin.buffer:
        number = os.fork()
        if number == 0:
            work(installation)
            os._exit(1)
        print(number, flush=True)  # noqa: T201 - the test reads it
        _, status = os.waitpid(number, 0)
        print(os.WTERMSIG(status), flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
