"""How is this installation set up: everything read from the environment, once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
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
class CourierSettings:
    """By which ways texts reach their readers; a way whose setting is empty is not used.

    `mail_url` (INTERA_MAIL_URL): the mail server, `smtp://`, `smtp+starttls://` or `smtps://`.
    `mail_from` (INTERA_MAIL_FROM): the address mail comes from. `mail_unsubscribe`
    (INTERA_MAIL_UNSUBSCRIBE): an address or https URL for leaving the list. `mail_folder`
    (INTERA_MAIL_FOLDER): where mail is put as .eml files while no server is set; "mail" in the
    installation's folder. `sms_url`, `sms_token` (INTERA_SMS_URL, INTERA_SMS_TOKEN): the SMS gateway.
    `chat_url` (INTERA_CHAT_URL): an Apprise URL, in which `{address}` stands for a recipient's room.
    `is_private_allowed` (INTERA_WEBHOOK_ALLOW_PRIVATE=1): webhooks may lead into private networks.
    """

    mail_url: str = field(default="", repr=False)
    mail_from: str = ""
    mail_unsubscribe: str = ""
    mail_folder: Path | None = None
    sms_url: str = ""
    sms_token: str = field(default="", repr=False)
    chat_url: str = field(default="", repr=False)
    is_private_allowed: bool = False


NO_COURIERS = CourierSettings()


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
    couriers: CourierSettings = NO_COURIERS

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
    home = Path(given.get("INTERA_HOME", ".intera")).absolute()
    return Settings(
        home=home,
        host=host,
        port=_port(given.get("INTERA_PORT", str(DEFAULT_PORT))),
        database_url=f"postgresql+psycopg://{url.partition('://')[2]}" if url else "",
        checkpoint_path=Path(checkpoint).absolute() if checkpoint else None,
        is_secure_cookie=given.get("INTERA_SECURE_COOKIE", "" if host in LOOPBACK_HOSTS else "1") == "1",
        log_level=given.get("INTERA_LOG_LEVEL", "info"),
        couriers=_couriers(given, home),
    )


def _couriers(given: Mapping[str, str], home: Path) -> CourierSettings:
    unsubscribe = given.get("INTERA_MAIL_UNSUBSCRIBE", "")
    if not unsubscribe.isascii() or not unsubscribe.isprintable() or " " in unsubscribe:
        raise SettingError("INTERA_MAIL_UNSUBSCRIBE", "must be one mail address or https URL without blanks")
    return CourierSettings(
        mail_url=given.get("INTERA_MAIL_URL", ""),
        mail_from=given.get("INTERA_MAIL_FROM", ""),
        mail_unsubscribe=unsubscribe,
        mail_folder=Path(given.get("INTERA_MAIL_FOLDER", "") or home / "mail").absolute(),
        sms_url=given.get("INTERA_SMS_URL", ""),
        sms_token=given.get("INTERA_SMS_TOKEN", ""),
        chat_url=given.get("INTERA_CHAT_URL", ""),
        is_private_allowed=given.get("INTERA_WEBHOOK_ALLOW_PRIVATE", "") == "1",
    )
