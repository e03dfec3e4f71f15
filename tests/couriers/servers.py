"""Real servers on loopback that take what couriers send, and some that behave badly."""

import asyncio
import socket
import threading
import time
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

_Handed = Any  # what aiosmtpd hands over, types half open
# Longer than any test lets a courier wait.
FOREVER_S = 30.0
OK = 200
_STATUS = {"/busy": 503, "/gone": 410, "/moved": 302}
_WITHOUT_END = {"/drip": (b"x", 0.05), "/huge": (b"x" * 65536, 0.0)}


@dataclass(frozen=True)
class Heard:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """An HTTP server that has one effect for each id, however often that id comes.

    What it does stands in the path: `/slow` never answers, `/drip` answers a byte at a time for ever,
    `/lost` takes the message and hangs up before it answers, `/busy`, `/gone`, `/moved` and `/huge`.
    """

    port: int = 0
    heard: list[Heard] = field(default_factory=list[Heard])
    effects: Counter[str] = field(default_factory=Counter[str])
    is_over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str = "/ok") -> str:
        """An address of this server."""
        return f"http://127.0.0.1:{self.port}{path}"

    def take(self, one: Heard) -> None:
        """Notes a request; one whose id is known has no effect."""
        name = one.headers.get("webhook-id") or one.headers.get("idempotency-key") or one.path
        with self._lock:
            self.heard.append(one)
            self.effects.setdefault(name, 1)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiver: Receiver

    def do_POST(self) -> None:
        """Answers as the path asks."""
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path.startswith("/slow"):
            self.receiver.is_over.wait(FOREVER_S)
            self.close_connection = True
            return
        status = _STATUS.get(self.path, OK)
        if status == OK:
            self.receiver.take(Heard(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        if self.path == "/lost":
            self.close_connection = True
            return
        self.send_response(status)
        if self.path in _WITHOUT_END:
            self._pour(*_WITHOUT_END[self.path])
            return
        if status == _STATUS["/moved"]:
            self.send_header("Location", self.receiver.url("/ok"))
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def _pour(self, piece: bytes, pause_s: float) -> None:
        self.send_header("Content-Length", str(10**9))
        self.end_headers()
        self.close_connection = True
        deadline = time.monotonic() + FOREVER_S
        with suppress(OSError):
            while time.monotonic() < deadline and not self.receiver.is_over.wait(pause_s):
                self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A courier that hung up is no error of ours."""


@contextmanager
def receiving() -> Generator[Receiver]:
    """An HTTP server at work."""
    receiver = Receiver()
    # On every loopback number, so that one server can be many hosts.
    server = _Server(("0.0.0.0", 0), type("Handler", (_Handler,), {"receiver": receiver}))  # noqa: S104 - in a test
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class MailServer:
    """An SMTP server: what it says to a receiver or to a text is set by the test."""

    port: int = 0
    raw: list[bytes] = field(default_factory=list[bytes])
    rcpt_says: str = "250 OK"
    data_says: str = "250 OK"
    data_wait_s: float = 0.0
    is_hanging_up: bool = False
    connection_count: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[EmailMessage]:
        """What came in, read."""
        return [message_from_bytes(one, policy=SMTP_POLICY) for one in self.raw]

    async def handle_EHLO(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: _Handed, envelope: _Handed, hostname: str, responses: list[str]
    ) -> list[str]:
        """Greets."""
        del server, envelope
        self.connection_count += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: _Handed, envelope: _Handed, address: str, options: list[str]
    ) -> str:
        """Says whether it takes mail for an address."""
        del server, session, options
        if self.rcpt_says.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_says

    async def handle_DATA(self, server: SMTP, session: _Handed, envelope: _Handed) -> str:  # noqa: N802
        """Takes a mail, or not, or hangs up without a word after it took it."""
        del session
        await asyncio.sleep(self.data_wait_s)
        if self.data_says.startswith("2"):
            self.raw.append(envelope.original_content)
        transport: Any = server.transport
        if self.is_hanging_up and transport is not None:
            transport.abort()
        return self.data_says


@contextmanager
def mail_serving() -> Generator[MailServer]:
    """An SMTP server at work."""
    found = MailServer()
    controller = _OwnPort(found, hostname="127.0.0.1", port=0)
    controller.start()
    found.port = controller.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    try:
        yield found
    finally:
        controller.stop(no_assert=True)


class _OwnPort(Controller):
    def _trigger_server(self) -> None:
        """Tries itself out at the port it was given, which is known only once it is bound."""
        server: Any = self.server
        with socket.create_connection(server.sockets[0].getsockname(), 5) as tried:
            tried.recv(64)
