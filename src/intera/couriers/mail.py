"""Mail by an SMTP server: handed over once, and never again unasked when it is not known whether it was.

SMTP has no key by which a server tells a repetition, so this courier is not idempotent (ADR-0020).
What fails before the server was given the text has certainly not arrived and may be tried again.

Source: RFC 5321, section 4.5.3.2 (time-outs) and 4.2.5 (reply codes after DATA).
"""

import re
import smtplib
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from urllib.parse import unquote, urlsplit

from intera.couriers.mail_message import UnsafeMailError, digest_of, mail_of, read_sender
from intera.couriers.port import DEADLINE_S, Arrival, Courier, CourierSetup, CourierSetupError, Message, Outcome

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# A line that begins with a full stop gets another. Source: RFC 5321, section 4.5.2.
_LINE_STOP = re.compile(rb"(?m)^\.")
_GO_ON, _DONE, _PERMANENT = 354, 250, 500
# A connection is kept for the next message this long.
IDLE_S = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over: `smtp` plain, `smtp+starttls` upgraded, `smtps` by TLS from the start."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def read_server(url: str) -> Server:
    """The server a URL names.

    Args:
        url: `smtp://`, `smtp+starttls://` or `smtps://`, with user and password if the server wants them.

    Returns:
        The server.

    Raises:
        CourierSetupError: it is no such URL; it is not repeated, since it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise CourierSetupError(
            "INTERA_MAIL_URL", f"is no mail server; write {' or '.join(f'{one}://host' for one in _PORTS)}"
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and parts.scheme == "smtp" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise CourierSetupError("INTERA_MAIL_URL", "would send the password in the clear; use smtp+starttls or smtps")
    return Server(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, password)


class MailCourier:
    """Hands mail to one server; a connection is kept for the next mail, each sending has one to itself."""

    name = "mail"
    is_idempotent = False

    def __init__(
        self, server: Server, sender: Address, unsubscribe: str = "", *, deadline_s: float = DEADLINE_S
    ) -> None:
        """Connects at the first message."""
        self._server = server
        self._sender = sender
        self._unsubscribe = unsubscribe
        self._deadline_s = deadline_s
        self._idle: deque[tuple[smtplib.SMTP, float]] = deque()

    def lane(self, address: str) -> str:
        """One lane: all mail goes by the same server."""
        del address
        return f"mail {self._server.host}"

    def send(self, message: Message) -> Outcome:
        """Hands one mail over."""
        try:
            mail, digest = digest_of(mail_of(message, self._sender, self._unsubscribe))
        except UnsafeMailError as error:
            return Outcome(Arrival.REFUSED, "unsafe", str(error))
        try:
            client = self._client()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Arrival.TRY_AGAIN, "no_connection", _said(error))
        with _ended_after(client, self._deadline_s):
            outcome = self._send(client, message.address, mail, digest)
        if outcome.arrival is Arrival.SENT:
            self._idle.append((client, time.monotonic()))
        else:
            # Who said no, or nothing, may have said it to all that follows on this connection.
            _hang_up(client)
        return outcome

    def close(self) -> None:
        """Hangs up."""
        with suppress(IndexError):
            while True:
                _hang_up(self._idle.pop()[0])

    def _send(self, client: smtplib.SMTP, address: str, mail: bytes, digest: str) -> Outcome:
        try:
            refused = _envelope(client, self._sender.addr_spec, address)
        except (OSError, smtplib.SMTPException) as error:
            # Nothing was handed over yet.
            return Outcome(Arrival.TRY_AGAIN, "no_answer", _said(error))
        return refused or _hand_over(client, mail, digest)

    def _client(self) -> smtplib.SMTP:
        with suppress(IndexError):
            while True:
                known, used_at = self._idle.pop()
                with suppress(OSError, smtplib.SMTPException):
                    if time.monotonic() - used_at < IDLE_S and known.rset()[0] == _DONE:
                        return known
                _hang_up(known)
        return _connect(self._server, self._deadline_s)


def _hang_up(client: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        client.close()


@contextmanager
def _ended_after(client: smtplib.SMTP, deadline_s: float) -> Generator[None]:
    """Cuts the connection after a while: a time-out for each byte would let a slow server go on for ever."""
    line = client.sock

    def cut() -> None:
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(deadline_s, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _connect(server: Server, deadline_s: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=deadline_s, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=deadline_s)
    try:
        client.ehlo_or_helo_if_needed()
        if server.scheme == "smtp+starttls":
            client.starttls(context=context)
            client.ehlo()
        if server.user:
            client.login(server.user, server.password)
    except (OSError, smtplib.SMTPException):
        _hang_up(client)
        raise
    return client


def _envelope(client: smtplib.SMTP, sender: str, address: str) -> Outcome | None:
    """Names sender and receiver and asks to hand over; the outcome when the server will not have it."""
    for ask in (lambda: client.mail(sender), lambda: client.rcpt(address), lambda: client.docmd("data")):
        code, text = ask()
        if code not in (_DONE, 251, _GO_ON):
            arrival = Arrival.REFUSED if code >= _PERMANENT else Arrival.TRY_AGAIN
            return Outcome(arrival, "refused_by_server", f"{code} {text.decode(errors='replace')}"[:300])
    return None


def _hand_over(client: smtplib.SMTP, mail: bytes, digest: str) -> Outcome:
    """Gives the server the text; from the first byte on only its answer says whether it took it."""
    try:
        # At once: a full stop in a packet of its own would wait for the one before it to be acknowledged.
        client.send(_LINE_STOP.sub(b"..", mail) + (b"" if mail.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, text = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Arrival.UNSURE, "no_confirmation", _said(error), digest)
    said = f"{code} {text.decode(errors='replace')}"[:300]
    if code == _DONE:
        return Outcome(Arrival.SENT, "", said, digest)
    arrival = Arrival.REFUSED if code >= _PERMANENT else Arrival.TRY_AGAIN
    return Outcome(arrival, "refused_by_server", said, digest)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def open_courier(setup: CourierSetup) -> Courier | None:
    """The courier of the mail server set up; None when there is none."""
    if not setup.mail_url:
        return None
    server, sender = read_server(setup.mail_url), read_sender(setup)
    return MailCourier(server, sender, setup.mail_unsubscribe, deadline_s=setup.deadline_s)
