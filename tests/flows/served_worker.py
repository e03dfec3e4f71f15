"""A whole worker process, sweep and recurring jobs and all, to be killed and started again."""

import pickle
import sys
import threading

from intera.workflows.open_installation import Installation
from intera.workflows.serve_worker import serve_worker
from intera.workflows.set_up_logs import set_up_logs


def main() -> None:
    """Serves until killed; says so once it is about to."""
    set_up_logs("error")
    installation: Installation = pickle.load(sys.stdin.buffer)  # noqa: S301 - handed over by the test that started us
    print("serving", flush=True)  # noqa: T201 - the test reads it
    serve_worker(installation, threading.Event())


if __name__ == "__main__":
    main()
