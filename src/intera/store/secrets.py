"""Which secrets does this installation hold: drawn at first start, kept outside the database.

One file, mode 0600, in the installation's home: database passwords, the key the trail's
checkpoints are signed with, the key incident numbers are drawn from. Two fresh installations share
none of them.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

FILE_NAME = "secrets.json"


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
        incident_key_hex=secrets.token_hex(32),
        door_key_hex=secrets.token_hex(32),
    )


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
        # Created readable by nobody else from its first byte, and never replaced once there.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(_draw()), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
    if path.stat().st_mode & 0o077:
        raise SecretsUnreadableError(path, "other users may read it; run chmod 600 on it")
    try:
        return Secrets(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise SecretsUnreadableError(path, "it is damaged") from error
