"""An installation opens ready and checked, or says in one sentence why not."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import text

from conftest import Cluster
from intera.settings import Settings
from intera.store.database import DatabaseRole, DurabilityError, open_engine
from intera.store.provision import TooManyRightsError
from intera.store.secrets import FILE_NAME, SecretsUnreadableError
from intera.workflows import open_installation as module
from intera.workflows.open_installation import (
    DiskFullError,
    Installation,
    NotRunningError,
    join_installation,
    open_installation,
)


def settings_of(installation: Installation, cluster: Cluster, home: Path) -> Settings:
    """Settings that lead to the test's database, with the cluster's own passwords."""
    (home / FILE_NAME).write_text(_secrets_text(cluster), encoding="utf-8")
    (home / FILE_NAME).chmod(0o600)
    url = installation.logins.owner.render_as_string(hide_password=False)
    return Settings(home=home, database_url=url)


def _secrets_text(cluster: Cluster) -> str:
    return json.dumps(asdict(cluster.secrets))


def test_an_installation_on_ones_own_server_opens_with_a_login_per_role(
    installation: Installation, cluster: Cluster, tmp_path: Path
) -> None:
    settings = settings_of(installation, cluster, tmp_path)
    with open_installation(settings) as opened:
        assert not opened.is_embedded
        for role in DatabaseRole:
            engine = opened.engine(role, pool_size=1)
            with engine.connect() as connection:
                user = connection.execute(text("select current_user")).scalar_one()
            engine.dispose()
            assert user == (opened.logins.owner.username if role is DatabaseRole.OWNER else role.value)
    assert join_installation(settings).logins.writer == opened.logins.writer


def test_a_page_role_that_sees_too_much_stops_the_start(
    installation: Installation, cluster: Cluster, tmp_path: Path
) -> None:
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with owner.begin() as connection:
        connection.execute(text("grant select (body) on internal.incident to intera_reader"))
    owner.dispose()
    settings = settings_of(installation, cluster, tmp_path)
    with pytest.raises(TooManyRightsError, match=r"internal\.incident"), open_installation(settings):
        pass


def test_a_database_that_may_lose_commits_is_not_used(installation: Installation) -> None:
    name = installation.logins.owner.database
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with owner.begin() as connection:
        connection.execute(text(f"alter database {name} set synchronous_commit = off"))
    owner.dispose()
    engine = open_engine(installation.logins.writer, pool_size=1)
    with pytest.raises(DurabilityError, match="synchronous_commit = off"), engine.connect():
        pass
    engine.dispose()


def test_a_full_disk_is_said_before_anything_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 5 * 1024**2})
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskFullError, match="only 5 MB are free"), open_installation(Settings(home=tmp_path / "new")):
        pass
    assert list((tmp_path / "new").iterdir()) == []


def test_damaged_or_open_secrets_are_not_used(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text("{}", encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(SecretsUnreadableError, match="damaged"), open_installation(Settings(home=tmp_path)):
        pass
    file.chmod(0o644)
    with pytest.raises(SecretsUnreadableError, match="other users"), open_installation(Settings(home=tmp_path)):
        pass


def test_joining_what_does_not_run_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotRunningError, match="intera serve"):
        join_installation(Settings(home=tmp_path))


def test_two_installations_share_no_key(installation: Installation, tmp_path: Path) -> None:
    other = replace(installation, secrets=module.load_secrets(tmp_path / "other"))
    assert other.door_key != installation.door_key
    assert other.secrets.incident_key != installation.secrets.incident_key
