"""Proving something: an intact trail ends with 0, a changed one with 1 and its row named."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from cli.conftest import Command
from intera.store.database import DatabaseRole
from intera.workflows.open_installation import Installation


def test_intact_trail_says_so(intera: Command, loaded: Path) -> None:
    del loaded
    result = intera("trail", "verify")
    assert result.exit_code == 0, result.output
    report = json.loads(intera("trail", "verify", "--json").stdout)
    assert report["is_intact"] is True
    assert report["entry_count"] > 0
    assert report["findings"] == []


@pytest.mark.parametrize(
    ("change", "undo"),
    [
        ("update internal.trail_entry set kind = 'x' || kind where entry_index = 0", "kind = substr(kind, 2)"),
        ("update internal.trail_entry set body = body || ' ' where entry_index = 0", "body = rtrim(body)"),
    ],
)
def test_changed_trail_ends_with_code_1_and_names_the_row(
    intera: Command, installation: Installation, loaded: Path, change: str, undo: str
) -> None:
    del loaded
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)

    def run(statement: str) -> None:
        with owner.begin() as connection:
            # The owner of a database can switch off what guards it; that is why the trail can be verified.
            connection.execute(text("set local session_replication_role = replica"))
            assert connection.execute(text(statement)).rowcount == 1

    run(change)
    try:
        told, listed = intera("trail", "verify"), intera("trail", "verify", "--json")
    finally:
        run(f"update internal.trail_entry set {undo} where entry_index = 0")
        owner.dispose()
    assert (told.exit_code, listed.exit_code) == (1, 1)
    report = json.loads(listed.stdout)
    assert report["is_intact"] is False
    assert report["first_bad_index"] == 0
    assert report["findings"][0]["says"] in told.stdout
    assert intera("trail", "verify").exit_code == 0


def test_public_key_is_one_line(intera: Command) -> None:
    result = intera("trail", "key")
    assert result.exit_code == 0
    assert re.fullmatch(r"\S+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\n", result.stdout)


def test_doctor_finds_a_fresh_installation_good(intera: Command, loaded: Path) -> None:
    del loaded
    result = intera("doctor")
    assert result.exit_code == 0, result.output
    for what in ("PostgreSQL", "fsync", "Rights", "Logins", "Trail", "Probes"):
        assert what in result.stdout
    assert "bad" not in result.stdout


def test_doctor_ends_with_code_1_when_something_is_bad(intera: Command, installation: Installation) -> None:
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with owner.begin() as connection:
        connection.execute(text("update internal.trail_head set size = size + 1"))
    try:
        result = intera("doctor")
    finally:
        with owner.begin() as connection:
            connection.execute(text("update internal.trail_head set size = size - 1"))
        owner.dispose()
    assert result.exit_code == 1
    assert re.search(r"bad +Trail", result.stdout)
