"""Senders in processes of their own that kill themselves between a sending and the note of it.

One is forked for each line on the input, from a process that has the product loaded and nothing open.
"""

import gc
import os
import pickle
import random
import signal
import sys
import threading
from dataclasses import dataclass, field

from intera.couriers import open_couriers
from intera.couriers.port import Courier, CourierSetup, Message, Outcome
from intera.workflows.deliver_publications import Sender, keep_delivering
from intera.workflows.open_installation import Installation
from intera.workflows.set_up_logs import set_up_logs

SENDINGS_MAX = 6


@dataclass
class Deadly:
    """A courier that sends and then kills its process, the last time before its sending could be noted."""

    courier: Courier
    left: int
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """As the real one."""
        return self.courier.name

    @property
    def is_idempotent(self) -> bool:
        """As the real one."""
        return self.courier.is_idempotent

    def lane(self, address: str) -> str:
        """As the real one."""
        return self.courier.lane(address)

    def send(self, message: Message) -> Outcome:
        """Sends, then maybe dies."""
        outcome = self.courier.send(message)
        with self._lock:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    def close(self) -> None:
        """Never comes to it."""


def work(installation: Installation, setup: CourierSetup, number: int) -> None:
    """Delivers until it kills itself."""
    set_up_logs("error")
    lives = random.Random(number).randrange(1, SENDINGS_MAX)
    couriers = {channel: Deadly(courier, lives) for channel, courier in open_couriers(setup).items()}
    keep_delivering(Sender(installation.writer_engine(), couriers), threading.Event())


def main() -> None:
    """Forks a sender for each line and says by which signal it ended."""
    installation, setup = pickle.load(sys.stdin.buffer)  # noqa: S301 - handed over by the test that started us
    gc.freeze()
    for line in sys.stdin.buffer:
        number = os.fork()
        if number == 0:
            work(installation, setup, int(line))
            os._exit(1)
        _, status = os.waitpid(number, 0)
        print(os.WTERMSIG(status), flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
