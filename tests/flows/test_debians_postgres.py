"""The same line on Debian's own PostgreSQL (15 on Debian 12): no second dialect, no second durability story."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from intera.settings import Settings
from intera.store import embedded
from intera.store.database import DatabaseRole, server_version
from intera.workflows.digest_state import digest_state
from intera.workflows.open_installation import Installation, open_installation
from intera.workflows.replay_file import ReplayPlan, prepare_replay, run_replay
from intera.workflows.verify_trail import verify_whole_trail

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample" / "incident_events.csv"
UNTIL = datetime(2016, 3, 1, tzinfo=UTC)


def debians_binaries() -> Path:
    """The newest of Debian's servers, which `make test` installs."""
    named = os.environ.get("INTERA_TEST_DEBIAN_POSTGRES", "")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert found, "Debian's PostgreSQL is not installed; run scripts/system-packages"
    return found[-1]


def replayed(installation: Installation) -> str:
    """The state after the sample's first day."""
    report = run_replay(
        prepare_replay(installation, ReplayPlan(SAMPLE, "uci", UNTIL, None)), progress=lambda _done, _at: None
    )
    assert report.taken > 100
    writer = installation.writer_engine()
    try:
        assert verify_whole_trail(writer, installation).is_intact
        return digest_state(writer)
    finally:
        writer.dispose()


def test_the_line_ends_in_the_same_state_on_debians_server(monkeypatch: pytest.MonkeyPatch) -> None:
    binaries = debians_binaries()
    digests: list[str] = []
    # Not under pytest's own folder: that one is closed to the user the database runs as.
    with tempfile.TemporaryDirectory(prefix="intera-debian-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        secret = ""
        for name in ("debian", "wheel"):
            home = root / name
            home.mkdir()
            if secret:
                (home / "secrets.json").write_text(secret)
                (home / "secrets.json").chmod(0o600)
            with monkeypatch.context() as patch:
                if name == "debian":
                    patch.setattr(embedded, "_binary", lambda program: str(binaries / program))
                with open_installation(Settings(home=home)) as installation:
                    secret = (home / "secrets.json").read_text()
                    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
                    with owner.connect() as connection:
                        major = int(server_version(connection).split(".")[0])
                        assert connection.execute(text("show password_encryption")).scalar_one() == "scram-sha-256"
                    owner.dispose()
                    assert (major == int(binaries.parent.name)) == (name == "debian")
                    digests.append(replayed(installation))
    assert digests[0] == digests[1]
