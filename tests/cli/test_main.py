"""Every command says what it does before it is run."""

from importlib.metadata import version

import pytest

from cli.conftest import Command

HELP = {
    "demo": ("example operator", "--folder"),
    "load": ("reference data", "folder"),
    "serve": ("Serves the cockpit", "until stopped"),
    "worker": ("one more worker", "beside a serving installation"),
    "replay": ("historic log", "--until", "--speed", "--source", "--mapping", "log's own clock"),
    "qos": ("delivered with contracted quality", "--json"),
    "doctor": ("durability", "code 1 when something is bad"),
    "trail": ("decision trail", "verify", "key"),
    "trail verify": ("first bad row", "--json", "code 0 when the trail is intact"),
    "trail key": ("public key",),
    "source": ("secret",),
    "source secret": ("signs its deliveries",),
    "user": ("add", "password", "token"),
    "user add": ("local user", "--role", "--team", "--name"),
    "user password": ("random password", "ends all their sessions"),
    "user token": ("API token", "acts as a user", "--days"),
}


@pytest.mark.parametrize("command", HELP)
def test_help_names_what_a_command_does(intera: Command, command: str) -> None:
    result = intera(*command.split(), "--help", COLUMNS="200")
    said = " ".join(result.output.split())
    assert result.exit_code == 0
    for words in HELP[command]:
        assert words in said, words


def test_help_names_every_command_and_where_to_start(intera: Command) -> None:
    said = " ".join(intera("--help", COLUMNS="200").output.split())
    for command in HELP:
        assert command.split()[0] in said
    assert "Start with intera demo" in said
    assert "INTERA_HOME" in said


def test_no_command_shows_the_help(intera: Command) -> None:
    assert "Commands" in intera().output


def test_version_is_the_packages(intera: Command) -> None:
    result = intera("--version")
    assert (result.exit_code, result.output.strip()) == (0, f"INTERA Service Assurance {version('intera')}")


def test_unknown_command_is_named(intera: Command) -> None:
    result = intera("destroy")
    assert result.exit_code == 2
    assert "destroy" in result.stderr
