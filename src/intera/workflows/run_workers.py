"""Runs the processes of a serving installation: the web server and a worker, each with its own logins only.

The web process gets the reader's and the access role's passwords from the secrets file it shares;
it opens no engine of the writer or the owner.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from intera.settings import LOOPBACK_HOSTS, Settings

START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 15.0
POLL_S = 0.1


class PortTakenError(RuntimeError):
    """Another program listens there."""

    def __init__(self, host: str, port: int) -> None:
        """Names the address and says what to do."""
        super().__init__(f"port {port} on {host} is taken; stop the other program or set INTERA_PORT")


class ProcessEndedError(RuntimeError):
    """A process that should serve has ended."""

    def __init__(self, name: str, code: int | None, log: Path) -> None:
        """Names it, its exit code and where its words are."""
        super().__init__(f"the {name} ended with code {code}; see {log}")


def check_port(host: str, port: int) -> None:
    """Raises PortTakenError when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(host, port) from error


Process = subprocess.Popen[bytes]


def _start(
    name: str, arguments: list[str], settings: Settings, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    log = (settings.home / f"{name}.log").open("ab")
    with log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and modules
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(environment),
        )


def address(settings: Settings) -> str:
    """The address a browser on this machine opens."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{'127.0.0.1' if settings.host in ('0.0.0.0', '::') else host}:{settings.port}"  # noqa: S104


@contextmanager
def serving(settings: Settings) -> Generator[list[Process]]:
    """Starts the worker and the web server and stops both in the end.

    Args:
        settings: where and how to serve.

    Yields:
        The processes, once the first page answers.

    Raises:
        PortTakenError: the address is taken.
        ProcessEndedError: one of them ended at once.
    """
    check_port(settings.host, settings.port)
    environment = dict(os.environ) | {"INTERA_HOME": str(settings.home)}
    is_loopback = settings.host in LOOPBACK_HOSTS
    web = [
        *("-m", "uvicorn", "intera.app:create_app", "--factory"),
        *("--host", settings.host, "--port", str(settings.port), "--log-level", "warning"),
        *("--no-server-header", "--timeout-graceful-shutdown", "3", "--timeout-keep-alive", "65"),
        *(["--no-proxy-headers"] if is_loopback else ["--proxy-headers"]),
    ]
    processes = [
        _start("worker", ["-m", "intera.cli.main", "worker"], settings, environment),
        _start("web", web, settings, environment),
    ]
    try:
        _await_first_page(settings, processes)
        yield processes
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await_first_page(settings: Settings, processes: list[Process]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        check_alive(settings, processes)
        try:
            with urllib.request.urlopen(f"{address(settings)}/sign-in", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(POLL_S)
    raise ProcessEndedError("web server", None, settings.home / "web.log")


def check_alive(settings: Settings, processes: list[Process]) -> None:
    """Raises ProcessEndedError when a process has ended."""
    for name, process in zip(("worker", "web server"), processes, strict=True):
        code = process.poll()
        if code is not None:
            raise ProcessEndedError(name, code, settings.home / f"{name.split(' ', maxsplit=1)[0]}.log")


def stop_on_signals() -> threading.Event:
    """An event that is set by Ctrl-C or a polite request to end."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop
