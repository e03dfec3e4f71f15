"""Opens the installation: its secrets, its database ready and checked, one engine per role."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url

from intera.settings import Settings
from intera.store import embedded
from intera.store.database import DatabaseRole, Logins, open_engine
from intera.store.provision import check_logins, check_rights, ensure_database, migrate, provision_roles
from intera.store.secrets import Secrets, load_secrets
from intera.store.unit_of_work import WriteDoor
from intera.store.witness import Witness
from intera.workflows.release_anew import release_anew

DISK_BYTES_MIN = 300 * 1024 * 1024


class DiskFullError(RuntimeError):
    """There is no room for the database."""

    def __init__(self, free_bytes: int, path: str) -> None:
        """Says how much is free and where."""
        super().__init__(
            f"only {free_bytes // 1024 // 1024} MB are free at {path}; "
            f"INTERA needs {DISK_BYTES_MIN // 1024 // 1024} MB. "
            "Free some space or set INTERA_HOME to another disk"
        )


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation, open: where it lives, its secrets and its database logins."""

    settings: Settings
    secrets: Secrets
    logins: Logins
    is_embedded: bool

    def engine(self, role: DatabaseRole, *, pool_size: int = 5) -> Engine:
        """A pool of connections of one database role."""
        urls = {
            DatabaseRole.OWNER: self.logins.owner,
            DatabaseRole.WRITER: self.logins.writer,
            DatabaseRole.READER: self.logins.reader,
            DatabaseRole.ACCESS: self.logins.access,
        }
        return open_engine(urls[role], pool_size=pool_size)

    def writer_engine(self) -> Engine:
        """A pool of the worker's login."""
        return self.engine(DatabaseRole.WRITER)

    def reader_engine(self) -> Engine:
        """A pool of the pages' login."""
        return self.engine(DatabaseRole.READER)

    def access_engine(self) -> Engine:
        """A pool of sign-in's login."""
        return self.engine(DatabaseRole.ACCESS, pool_size=2)

    @property
    def door_key(self) -> bytes:
        """The key sources' signing secrets are drawn from."""
        return bytes.fromhex(self.secrets.door_key_hex)

    def write_door(self, writer: Engine) -> WriteDoor:
        """The one write door over the worker's engine."""
        return WriteDoor(writer, signing_key=self.secrets.trail_key, witness=self.witness)

    @property
    def witness(self) -> Witness:
        """The copy of the trail's head outside the database."""
        return Witness(self.settings.checkpoints_path)


def _passwords(secrets: Secrets) -> dict[DatabaseRole, str]:
    return {
        DatabaseRole.WRITER: secrets.writer_password,
        DatabaseRole.READER: secrets.reader_password,
        DatabaseRole.ACCESS: secrets.access_password,
    }


def _prepare(owner_url: URL, secrets: Secrets, *, is_embedded: bool) -> None:
    if is_embedded:
        maintenance = open_engine(owner_url.set(database="postgres"), pool_size=1)
        try:
            ensure_database(maintenance, str(owner_url.database))
        finally:
            maintenance.dispose()
    owner = open_engine(owner_url, pool_size=1)
    try:
        provision_roles(owner, _passwords(secrets))
        migrate(owner)
        with owner.connect() as connection:
            check_rights(connection)
            check_logins(connection)
    finally:
        owner.dispose()


class NotRunningError(RuntimeError):
    """The installation's database does not run."""

    def __init__(self) -> None:
        """Says what to run."""
        super().__init__("the database of this installation is not running; start it with intera serve")


def join_installation(settings: Settings) -> Installation:
    """The installation another process has opened and keeps running.

    Args:
        settings: where it lives.

    Returns:
        The installation; nothing is started, migrated or stopped.

    Raises:
        NotRunningError: the embedded server does not run.
    """
    secrets = load_secrets(settings.home)
    if settings.database_url:
        owner_url = make_url(settings.database_url)
    else:
        server = embedded.locate(settings.home)
        if not embedded.is_running(server):
            raise NotRunningError
        owner_url = make_url(server.url(embedded.SUPERUSER, secrets.owner_password))
    return Installation(settings, secrets, Logins.of(owner_url, _passwords(secrets)), not settings.database_url)


@contextmanager
def open_installation(settings: Settings) -> Generator[Installation]:
    """The installation, ready to use; an embedded server this call started stops when it ends.

    Args:
        settings: where it lives.

    Yields:
        The open installation.

    Raises:
        DiskFullError: no room for the database.
        EmbeddedServerError: the embedded PostgreSQL does not come up.
        TooManyRightsError: the pages' role can reach internal data.
        TrustedLoginError: the server lets logins in without a password.
        DurabilityError: the server can lose acknowledged commits.
        SecretsUnreadableError: the secrets file is damaged.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.home).free
    if free < DISK_BYTES_MIN:
        raise DiskFullError(free, str(settings.home))
    secrets = load_secrets(settings.home)
    is_embedded = not settings.database_url
    has_started = False
    try:
        if is_embedded:
            server, has_started = embedded.start(settings.home, secrets.owner_password)
            owner_url = make_url(server.url(embedded.SUPERUSER, secrets.owner_password))
        else:
            owner_url = make_url(settings.database_url)
        _prepare(owner_url, secrets, is_embedded=is_embedded)
        installation = Installation(settings, secrets, Logins.of(owner_url, _passwords(secrets)), is_embedded)
        writer = installation.engine(DatabaseRole.WRITER, pool_size=1)
        try:
            release_anew(writer)
        finally:
            writer.dispose()
        yield installation
    finally:
        if has_started:
            embedded.stop(settings.home)
