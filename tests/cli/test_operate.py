"""Running an installation: each command on a good day, and one clear line on a bad one."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cli.conftest import Command, is_one_line, secrets_of
from intera.cli import operate
from intera.cli.main import app
from intera.store import access
from intera.workflows.open_installation import Installation
from intera.workflows.sign_in import SignInRefusedError, find_token_holder, sign_in
from web.served import free_port, until


def test_folder_is_loaded_and_loading_it_again_changes_nothing(intera: Command, loaded: Path) -> None:
    first, second = intera("load", str(loaded)), intera("load", str(loaded))
    assert first.exit_code == second.exit_code == 0
    assert re.search(r"Version \d+ of the operator's data is in force\.", first.stdout)
    assert first.stdout.splitlines()[-1] == second.stdout.splitlines()[-1]


def test_folder_that_is_not_there_or_makes_no_sense_is_named(intera: Command, tmp_path: Path) -> None:
    missing = intera("load", str(tmp_path / "none"))
    assert is_one_line(missing)
    assert str(tmp_path / "none") in missing.stderr
    (tmp_path / "operator.yaml").write_text("name: [", encoding="utf-8")
    assert is_one_line(intera("load", str(tmp_path)))
    assert is_one_line(intera("demo", "--folder", str(tmp_path), INTERA_PORT=str(free_port())))


def test_user_is_added_and_can_sign_in_until_the_password_changes(intera: Command, installation: Installation) -> None:
    added = intera("user", "add", "Ana", "--name", "Ana", "--team", "voice-desk", "--password", "first-password-1")
    assert added.exit_code == 0, added.output
    assert added.stdout.strip().endswith("Ana can sign in.")
    engine = installation.access_engine()
    assert sign_in(engine, "ana", "first-password-1")[1].person.team_id == "voice-desk"
    changed = intera("user", "password", "ana")
    found = re.search(r"New password of ana: (\S+) ", changed.stdout)
    assert found
    assert sign_in(engine, "ana", found[1])
    with pytest.raises(SignInRefusedError):
        sign_in(engine, "ana", "first-password-1")
    issued = re.search(r"Token: (\S+) ", intera("user", "token", "ana", "--name", "feed").stdout)
    assert issued
    holder = find_token_holder(engine, issued[1])
    assert holder is not None
    assert holder.login == "ana"
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["user", "add", "x", "--name", "X", "--password", "short"], "at least 12 characters"),
        (["user", "add", "x", "--name", "X", "--password", "long-enough-1", "--role", "king"], "king"),
        (["user", "password", "nobody"], "there is no user nobody"),
        (["user", "token", "nobody", "--name", "t"], "there is no user nobody"),
        (["source", "secret", "nothing"], "there is no source nothing; declared are: contacts, probes, tickets"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(intera: Command, loaded: Path, arguments: list[str], says: str) -> None:
    del loaded
    result = intera(*arguments)
    assert is_one_line(result), result.output
    assert says in result.stderr


def test_login_in_use_is_refused(intera: Command) -> None:
    arguments = ["user", "add", "Twice", "--name", "T", "--password", "long-enough-1"]
    assert intera(*arguments).exit_code == 0
    again = intera(*arguments)
    assert is_one_line(again)
    assert "there is a user Twice already" in again.stderr


def test_sources_secret_is_printed_alone_and_stays(intera: Command, loaded: Path) -> None:
    del loaded
    first, second = intera("source", "secret", "probes"), intera("source", "secret", "probes")
    assert first.stdout == second.stdout
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/=]+\n", first.stdout)
    assert intera("source", "secret", "contacts").stdout != first.stdout


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_taken_port_is_named_before_anything_is_made(
    intera: Command, taken_port: int, tmp_path: Path, command: str
) -> None:
    home = tmp_path / "home"
    result = intera(command, INTERA_HOME=str(home), INTERA_PORT=str(taken_port))
    assert is_one_line(result)
    assert f"port {taken_port} on 127.0.0.1 is taken" in result.stderr
    assert not (home / "postgres").exists()


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_serving_openly_without_tls_is_refused(intera: Command, command: str) -> None:
    result = intera(command, INTERA_HOST="0.0.0.0", INTERA_SECURE_COOKIE="0")  # noqa: S104 - refused
    assert is_one_line(result)
    assert "put TLS in front" in result.stderr


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
def test_what_is_no_port_is_refused(intera: Command, port: str) -> None:
    result = intera("serve", INTERA_PORT=port)
    assert is_one_line(result)
    assert "INTERA_PORT" in result.stderr


@pytest.mark.parametrize("damage", ["{", "[]", '{"owner_password": "x"}', ""])
def test_damaged_secrets_are_named_and_left_alone(intera: Command, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "secrets.json"
    path.touch(mode=0o600)
    path.write_text(damage)
    for command in (["trail", "verify"], ["doctor"], ["worker"]):
        result = intera(*command, INTERA_HOME=str(tmp_path))
        assert is_one_line(result), result.output
        assert str(path) in result.stderr
    assert path.read_text() == damage


def test_secrets_others_may_read_are_refused(intera: Command, installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text((installation.settings.home / "secrets.json").read_text())
    path.chmod(0o644)
    result = intera("doctor", INTERA_HOME=str(tmp_path))
    assert is_one_line(result)
    assert "chmod 600" in result.stderr


def test_worker_without_a_running_installation_says_what_to_start(intera: Command, tmp_path: Path) -> None:
    result = intera("worker", INTERA_HOME=str(tmp_path / "empty"))
    assert is_one_line(result)
    assert "intera serve" in result.stderr


def test_serving_ends_cleanly_and_tells_no_secret_but_the_one(installation: Installation, loaded: Path) -> None:
    del loaded
    engine = installation.access_engine()
    with engine.begin() as connection:
        had_people = access.count_people(connection) > 0
    engine.dispose()
    home, port = installation.settings.home, free_port()
    environment = os.environ | {"INTERA_HOME": str(home), "INTERA_PORT": str(port)}
    command = [sys.executable, "-m", "intera.cli.main"]
    with subprocess.Popen([*command, "serve"], env=environment, stdout=subprocess.PIPE, text=True) as serving:
        base = f"http://127.0.0.1:{port}"

        def page() -> httpx.Response | None:
            try:
                return httpx.get(f"{base}/sign-in", trust_env=False)
            except httpx.TransportError:
                return None

        try:
            assert until(page, seconds=60).status_code == 200
            second = subprocess.Popen([*command, "worker"], env=environment)
            second.send_signal(signal.SIGTERM)
            second.wait(timeout=30)
        finally:
            serving.send_signal(signal.SIGTERM)
        said = serving.communicate(timeout=60)[0]
        assert serving.returncode == 0, said
    assert page() is None
    assert base in said
    assert ("Password " in said) is not had_people
    logs = "".join(path.read_text(errors="replace") for path in home.glob("*.log"))
    for name, secret in secrets_of(home).items():
        assert secret not in said + logs, name


def test_commands_here_are_those_of_the_program() -> None:
    registered = {command.callback for command in app.registered_commands}
    assert {operate.demo, operate.load, operate.serve, operate.worker} <= registered
