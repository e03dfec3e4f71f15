"""Which secrets does this installation hold: drawn at first start, kept outside the database.

One file, mode 0600, in the installation's home: database passwords, the key the trail's
checkpoints are signed with, the key incident numbers are drawn from. Two fresh installations share
none of them.
"""

import json
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

FILE_NAME = "secrets.json"
KEY_BYTES = 32


class SecretsUnreadableError(RuntimeError):
    """The secrets file is there but cannot be used."""

    def __init__(self, path: Path, why: str) -> None:
        """Names the file and what is wrong with it."""
        super().__init__(
            f"{path}: {why}. Restore it from a backup; without it the database and the trail's key are lost"
        )


@dataclass(frozen=True, slots=True)
class Secrets:
    """Every secret of one installation; keys are hexadecimal text, 32 bytes each."""

    owner_password: str
    writer_password: str
    reader_password: str
    access_password: str
    trail_key_hex: str
    incident_key_hex: str
    door_key_hex: str

    @property
    def trail_key(self) -> Ed25519PrivateKey:
        """The key checkpoints of the trail are signed with."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.trail_key_hex))

    @property
    def incident_key(self) -> bytes:
        """The key incident numbers are drawn from (ADR-0011)."""
        return bytes.fromhex(self.incident_key_hex)


def _draw() -> Secrets:
    trail_key = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return Secrets(
        owner_password=secrets.token_urlsafe(24),
        writer_password=secrets.token_urlsafe(24),
        reader_password=secrets.token_urlsafe(24),
        access_password=secrets.token_urlsafe(24),
        trail_key_hex=trail_key.hex(),
        incident_key_hex=secrets.token_hex(KEY_BYTES),
        door_key_hex=secrets.token_hex(KEY_BYTES),
    )


def _store(drawn: Secrets, path: Path) -> None:
    # Readable by nobody else from its first byte, whole from the moment it has its name, and never
    # in place of what another starter stored first.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE_NAME}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(drawn), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()


def _keys(found: Secrets) -> tuple[str, ...]:
    return (found.trail_key_hex, found.incident_key_hex, found.door_key_hex)


def _passwords(found: Secrets) -> tuple[bool, ...]:
    given = (found.owner_password, found.writer_password, found.reader_password, found.access_password)
    return tuple(type(one) is str and one != "" for one in given)


def load_secrets(home: Path) -> Secrets:
    """The installation's secrets, drawn and stored on the first call.

    Args:
        home: the installation's folder; created when absent.

    Returns:
        The secrets.

    Raises:
        SecretsUnreadableError: the file exists but is damaged or readable by others.
    """
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE_NAME
    if not path.exists():
        _store(_draw(), path)
    if path.stat().st_mode & 0o077:
        raise SecretsUnreadableError(path, "other users may read it; run chmod 600 on it")
    try:
        found = Secrets(**json.loads(path.read_text(encoding="utf-8")))
        is_whole = all(len(bytes.fromhex(key)) == KEY_BYTES for key in _keys(found)) and all(_passwords(found))
    except (ValueError, TypeError) as error:
        raise SecretsUnreadableError(path, "it is damaged") from error
    if not is_whole:
        raise SecretsUnreadableError(path, "it is damaged")
    return found
