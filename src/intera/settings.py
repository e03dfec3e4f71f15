"""How is this installation set up: everything read from the environment, once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 8321
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingError(ValueError):
    """A setting cannot be used."""

    def __init__(self, name: str, why: str) -> None:
        """Names the setting and what to do."""
        super().__init__(f"{name}: {why}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Settings:
    """The installation's settings.

    `database_url` empty means the embedded PostgreSQL in `home`. `checkpoint_path` is where the
    trail's signed checkpoints are pushed to, outside the database.
    """

    home: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    database_url: str = ""
    checkpoint_path: Path | None = None
    is_secure_cookie: bool = False
    log_level: str = "info"

    @property
    def checkpoints_path(self) -> Path:
        """The folder signed checkpoints and leaf hashes are pushed to."""
        return self.checkpoint_path or self.home / "checkpoints"

    @property
    def warehouse_path(self) -> Path:
        """The folder the measurement tables live in."""
        return self.home / "warehouse"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:  # noqa: PLR2004 - the range of a TCP port
        raise SettingError("INTERA_PORT", f"{text!r} is not a port between 1 and 65535")
    return int(text)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings the environment gives.

    Args:
        environment: variable names and values; the process's own when None.

    Returns:
        The settings; each variable is described in the README.

    Raises:
        SettingError: a value cannot be used.
    """
    given = os.environ if environment is None else environment
    url = given.get("INTERA_DATABASE_URL", "")
    if url and not url.startswith(("postgresql://", "postgresql+psycopg://")):
        raise SettingError("INTERA_DATABASE_URL", "must start with postgresql:// (PostgreSQL is the one store)")
    checkpoint = given.get("INTERA_CHECKPOINT_PATH", "")
    host = given.get("INTERA_HOST", "127.0.0.1")
    return Settings(
        home=Path(given.get("INTERA_HOME", ".intera")).absolute(),
        host=host,
        port=_port(given.get("INTERA_PORT", str(DEFAULT_PORT))),
        database_url=f"postgresql+psycopg://{url.partition('://')[2]}" if url else "",
        checkpoint_path=Path(checkpoint).absolute() if checkpoint else None,
        is_secure_cookie=given.get("INTERA_SECURE_COOKIE", "" if host in LOOPBACK_HOSTS else "1") == "1",
        log_level=given.get("INTERA_LOG_LEVEL", "info"),
    )
