"""One installation in a home of its own, kept running, and a way to give it commands."""

import json
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from intera.cli.main import app
from intera.settings import Settings
from intera.workflows.open_installation import Installation, open_installation
from web.served import operator_folder

Command = Callable[..., Result]


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """An open installation; the commands find its database running."""
    # Not under pytest's own folder: that one is closed to the user the database runs as.
    with (
        tempfile.TemporaryDirectory(prefix="intera-cli-") as folder,
        open_installation(Settings(home=Path(folder))) as opened,
    ):
        yield opened


@pytest.fixture(scope="session")
def intera(installation: Installation) -> Command:
    """Runs a command on the installation, as if typed."""

    def run(*arguments: str, **environment: str) -> Result:
        given = {"INTERA_HOME": str(installation.settings.home), "COLUMNS": "80"} | environment
        return CliRunner().invoke(app, list(arguments), env=given)

    return run


@pytest.fixture(scope="session")
def loaded(intera: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Northmoor's data, loaded."""
    folder = operator_folder(tmp_path_factory.mktemp("cli") / "operator")
    assert intera("load", str(folder)).exit_code == 0
    return folder


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def is_one_line(result: Result) -> bool:
    """Whether a command ended with code 1 and one line of what was wrong, and no stack trace."""
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    return result.exit_code == 1 and len(lines) == 1 and lines[0].startswith("intera: ")


def secrets_of(home: Path) -> dict[str, str]:
    """The secrets an installation keeps."""
    found: dict[str, str] = json.loads((home / "secrets.json").read_text())
    return found
