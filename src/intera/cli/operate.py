"""Commands that run an installation: demo, load, serve, worker, users, secrets."""

import threading
from collections.abc import Collection, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from intera.cli.output import OUT, counting, plainly, step
from intera.cli.recipients import load_listed, print_loaded
from intera.roles import find_package
from intera.settings import LOOPBACK_HOSTS, Settings, read_settings
from intera.workflows import sign_in
from intera.workflows.deliver_couriers import check_couriers
from intera.workflows.examine_installation import Grade, pdf_state
from intera.workflows.hand_in_records import declared_sources, source_secret
from intera.workflows.open_installation import Installation, join_installation, open_installation
from intera.workflows.play_example import Example, open_example
from intera.workflows.run_workers import address, check_alive, check_port, serving, stop_on_signals
from intera.workflows.serve_worker import serve_worker
from intera.workflows.set_up_logs import set_up_logs

ROLE = "service_assurance"
EXAMPLE = Path(__file__).parents[3] / "examples" / "northmoor"
POLL_S = 0.5
Folder = Annotated[Path, typer.Argument(help="The operator's folder of YAML files.")]
Login = Annotated[str, typer.Argument(help="The user's login.")]


class NotReachableError(RuntimeError):
    """Serving openly would send passwords in the clear."""


def _check_exposure(settings: Settings) -> None:
    if settings.host not in LOOPBACK_HOSTS and not settings.is_secure_cookie:
        raise NotReachableError(
            f"INTERA_HOST={settings.host} is reachable from other machines; put TLS in front and "
            "remove INTERA_SECURE_COOKIE=0"
        )


def _serve_until_stopped(
    settings: Settings, password: str | None, *, also: Example | None = None, logins: Collection[str] = ()
) -> None:
    stop = stop_on_signals()
    with serving(settings) as processes:
        OUT.print()
        OUT.print(f"  The cockpit is at  {address(settings)}", style="bold", markup=False)
        if password:
            OUT.print(f"  Sign in as         {', '.join((sign_in.ADMIN_LOGIN, *logins))}", markup=False)
            OUT.print(f"  Password           {password}   (shown once; keep it)", markup=False)
        else:
            OUT.print("  Sign in with your password; forgotten: intera user password admin", markup=False)
        OUT.print("  Stop with Ctrl-C.")
        OUT.print()
        player = threading.Thread(target=also.play_on, args=(stop,), daemon=True) if also else None
        if player:
            player.start()
        while not stop.wait(POLL_S):
            check_alive(settings, processes)
        OUT.print("  Stopping ...")
        if player:
            player.join(timeout=10)


def _admin(installation: Installation, name: str, team_id: str = "") -> str | None:
    engine = installation.access_engine()
    try:
        return sign_in.ensure_admin(engine, role=ROLE, name=name, team_id=team_id)
    finally:
        engine.dispose()


def _others(installation: Installation, example: Example, password: str) -> tuple[str, ...]:
    """One user for each other role of the example, so that the same instant can be read from every side."""
    others = {person.role: person for person in example.scenario.people.values() if person.role != ROLE}
    engine = installation.access_engine()
    try:
        for role, one in others.items():
            sign_in.add_user(engine, login=role, name=one.name, role=role, password=password, team_id=one.team_id)
    finally:
        engine.dispose()
    return tuple(others)


@contextmanager
def _people() -> Generator[Engine]:
    with open_installation_aloud(read_settings()) as installation:
        engine = installation.access_engine()
        try:
            yield engine
        finally:
            engine.dispose()


@plainly
def demo(
    folder: Annotated[Path, typer.Option(help="The example operator's folder.")] = EXAMPLE,
) -> None:
    """Loads the example operator, plays its day on a moving clock, and serves the cockpit.

    Started again, it goes on where it stopped; `make clean-demo` removes everything.
    """
    settings = read_settings()
    _check_exposure(settings)
    check_port(settings.host, settings.port)
    OUT.print(f"INTERA Service Assurance, example operator. Data in {settings.home}", markup=False)
    pdf = pdf_state()
    if pdf.grade is not Grade.GOOD:
        OUT.print(f"  PDF {pdf.says}", markup=False)
    with open_installation_aloud(settings) as installation:
        example = open_example(installation, folder)
        if example.is_new:
            with counting("  History of the last 90 days", example.history_count()) as tell:
                example.play_history(lambda done, at: tell(done, f"{at:%d %b %H:%M}"))
        else:
            example.resume()
        password = _admin(installation, example.person_name, example.team_id)
        logins = _others(installation, example, password) if password else ()
        try:
            _serve_until_stopped(settings, password, also=example, logins=logins)
        finally:
            example.hold()


def open_installation_aloud(settings: Settings):  # noqa: ANN201 - a context manager of the workflow's own type
    """The installation, opened with a word on what takes its time."""
    return _Aloud(settings)


class _Aloud:
    """Opens an installation and says so while it lasts."""

    def __init__(self, settings: Settings) -> None:
        """Will open the installation of these settings."""
        self._opening = open_installation(settings)
        self._is_new = not (settings.home / "postgres").exists() and not settings.database_url

    def __enter__(self) -> Installation:
        with step("  Database: made, started and checked" if self._is_new else "  Database: started and checked"):
            return self._opening.__enter__()

    def __exit__(self, *error: object) -> None:
        self._opening.__exit__(*error)  # type: ignore[arg-type]


@plainly
def load(folder: Folder) -> None:
    """Loads or renews an operator's reference data, policy, playbook and templates."""
    if not folder.is_dir():
        raise NotADirectoryError(f"there is no folder {folder}; give the one with the operator's YAML files")
    with open_installation_aloud(read_settings()) as installation:
        version = installation_load(installation, folder)
        loaded = load_listed(installation, folder)
    if loaded is not None:
        print_loaded(loaded)
    OUT.print(f"Version {version} of the operator's data is in force.")


def installation_load(installation: Installation, folder: Path) -> int:
    """Loads an operator's folder into an open installation; the version in force afterwards."""
    from intera.workflows.load_operator import load_operator  # noqa: PLC0415 - YAML tooling only where it is used

    writer = installation.writer_engine()
    try:
        return load_operator(installation.write_door(writer), folder, at=datetime.now(UTC))
    finally:
        writer.dispose()


@plainly
def serve() -> None:
    """Serves the cockpit and runs a worker, until stopped."""
    settings = read_settings()
    _check_exposure(settings)
    check_couriers(settings.couriers)
    # Before the first user is made: a password shown by a command that then fails is lost.
    check_port(settings.host, settings.port)
    with open_installation_aloud(settings) as installation:
        password = _admin(installation, "Administrator")
        _serve_until_stopped(settings, password)


@plainly
def worker() -> None:
    """Runs one more worker beside a serving installation; any number may run."""
    set_up_logs(read_settings().log_level)
    stop = stop_on_signals()
    serve_worker(join_installation(read_settings()), stop)


@plainly
def secret(source_id: Annotated[str, typer.Argument(help="The source's id.")]) -> None:
    """Prints the secret a source signs its deliveries with."""
    with open_installation(read_settings()) as installation:
        reader = installation.reader_engine()
        known = declared_sources(reader)
        reader.dispose()
    if source_id not in known:
        raise LookupError(f"there is no source {source_id}; declared are: {', '.join(known) or 'none yet'}")
    OUT.print(source_secret(installation.door_key, source_id), markup=False)


@plainly
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="How they are shown.", prompt=True)],
    role: Annotated[str, typer.Option(help="A role package's slug.")] = ROLE,
    team: Annotated[str, typer.Option(help="Their team's id.")] = "",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Adds a local user."""
    find_package(role)
    with _people() as people:
        sign_in.add_user(people, login=login, name=name, role=role, password=password, team_id=team)
    OUT.print(f"{login} can sign in.", markup=False)


@plainly
def password(login: Login) -> None:
    """Gives a user a new random password and ends all their sessions."""
    with _people() as people:
        new = sign_in.reset_password(people, login)
    if new is None:
        raise LookupError(f"there is no user {login}")
    OUT.print(f"New password of {login}: {new}   (shown once)", markup=False)


@plainly
def token(
    login: Login,
    name: Annotated[str, typer.Option(help="What the token is for.")],
    days: Annotated[int, typer.Option(help="How long it is good.", min=1, max=366)] = 90,
) -> None:
    """Issues an API token that acts as a user."""
    with _people() as people:
        issued = sign_in.issue_token(people, login, name=name, days=days)
    if issued is None:
        raise LookupError(f"there is no user {login}")
    OUT.print(f"Token: {issued}   (shown once, good for {days} days)", markup=False)
