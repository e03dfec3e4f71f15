"""May we call this address: decided on what its name resolves to, and the call goes to that very number.

A recipient names the address, so it is not to be trusted: our own network must not be reachable
through it. A name is looked up once, every number it gives is judged, and the connection is made
to a judged number, so that a name cannot change its mind in between.

Source: OWASP API7:2023 (server-side request forgery); Standard Webhooks, "Server side request forgery".
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

URL_CHARS_MAX = 2000
_PORTS = {"https": 443, "http": 80}
# Numbers that hold another number inside: what counts is the one inside.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Number = ipaddress.IPv4Address | ipaddress.IPv6Address


class BadTargetError(ValueError):
    """An address may not be called, now or ever."""


class UnknownHostError(OSError):
    """A name cannot be looked up right now."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes: the number to connect to, and the name to ask for there."""

    number: str
    port: int
    scheme: str
    host: str
    path: str

    @property
    def url(self) -> str:
        """The address by number."""
        number = f"[{self.number}]" if ":" in self.number else self.number
        return f"{self.scheme}://{number}:{self.port}{self.path}"

    @property
    def host_header(self) -> str:
        """What the other side is asked for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if _PORTS[self.scheme] == self.port else f"{host}:{self.port}"


def split_target(url: str, *, is_private_allowed: bool = False) -> SplitResult:
    """A URL we would call, as far as that can be said without looking its name up.

    Args:
        url: as a recipient gave it.
        is_private_allowed: whether targets inside our own network, and plain http, are allowed.

    Returns:
        Its parts.

    Raises:
        BadTargetError: says what is wrong with it.
    """
    if len(url) > URL_CHARS_MAX or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise BadTargetError("is no plain URL; write https://host/path without blanks and special characters")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise BadTargetError("is no URL; write https://host/path") from error
    schemes = ("https", "http") if is_private_allowed else ("https",)
    if parts.scheme not in schemes:
        raise BadTargetError("does not start with https://; only that is called")
    if not parts.hostname:
        raise BadTargetError("names no host; write https://host/path")
    if parts.username is not None or parts.password is not None:
        raise BadTargetError("holds a user or a password; take it out, calls are signed instead")
    return parts


def find_target(url: str, *, is_private_allowed: bool = False) -> Target:
    """Where a URL leads, judged.

    Args:
        url: as a recipient gave it.
        is_private_allowed: whether the operator allows targets inside its own network, and plain http.

    Returns:
        The target.

    Raises:
        BadTargetError: it may not be called.
        UnknownHostError: its name cannot be looked up.
    """
    parts = split_target(url, is_private_allowed=is_private_allowed)
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(f"the name cannot be looked up ({error})") from error
    numbers = [str(entry[4][0]).split("%", maxsplit=1)[0] for entry in found]
    if not is_private_allowed:
        inside = [number for number in numbers if not is_public(number)]
        if inside:
            # Not said which: the answer would tell a recipient about our network.
            raise BadTargetError("leads into a private network; only public addresses are called")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(numbers[0], port, parts.scheme, host, path)


def is_public(number: str) -> bool:
    """Whether an IP number belongs to somebody out there, looking through those that wrap another."""
    ip: _Number = ipaddress.ip_address(number)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
