"""The processes of a serving installation: a taken port and a process that ends are said in one line."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from intera.settings import Settings
from intera.workflows import run_workers as module
from intera.workflows.run_workers import (
    PortTakenError,
    ProcessEndedError,
    address,
    check_alive,
    check_port,
    serving,
    stop_on_signals,
)


def test_a_taken_port_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} on 127.0.0.1 is taken"):
            check_port("127.0.0.1", port)
        with pytest.raises(PortTakenError), serving(Settings(home=tmp_path, port=port)):
            pass
    check_port("127.0.0.1", port)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8321"),
        ("0.0.0.0", "http://127.0.0.1:8321"),  # noqa: S104
        ("::1", "http://[::1]:8321"),
        ("intera.example", "http://intera.example:8321"),
    ],
)
def test_the_address_is_one_a_browser_here_can_open(host: str, expected: str, tmp_path: Path) -> None:
    assert address(Settings(home=tmp_path, host=host)) == expected


def _ending(code: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-S", "-c", f"raise SystemExit({code})"])
    process.wait()
    return process


def test_a_process_that_ended_is_named_with_its_log(tmp_path: Path) -> None:
    running = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    with pytest.raises(ProcessEndedError, match=r"the web server ended with code 3; see .*web\.log"):
        check_alive(Settings(home=tmp_path), [running, _ending(3)])
    check_alive(Settings(home=tmp_path), [running, running])
    running.communicate(b"\n")
    assert running.returncode == 0


def test_what_cannot_serve_is_stopped_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setattr(module.sys, "executable", "/bin/false")
    with (
        pytest.raises(ProcessEndedError, match="the worker ended with code 1"),
        serving(Settings(home=tmp_path, port=port)),
    ):
        pass
    assert (tmp_path / "worker.log").exists()


def test_a_polite_request_to_end_is_heard() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        stop = stop_on_signals()
        assert not stop.is_set()
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
