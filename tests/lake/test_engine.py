"""The engine keeps UTC, avoids the slow pass, and reads only what it is handed."""

from pathlib import Path

import duckdb
import pytest

from intera.lake.engine import open_engine


def test_the_settings_that_matter_are_on() -> None:
    with open_engine(threads=1) as engine:
        row = engine.execute(
            "SELECT current_setting('TimeZone'), current_setting('disabled_optimizers'), current_setting('threads')"
        ).fetchone()
    assert row == ("UTC", "partitioned_execution", 1)


def test_it_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with open_engine() as engine, pytest.raises(duckdb.PermissionException):
        engine.execute(f"SELECT * FROM read_csv('{secret}')")


def test_nobody_loosens_it_later() -> None:
    with open_engine() as engine, pytest.raises(duckdb.InvalidInputException, match="locked"):
        engine.execute("SET enable_external_access = true")


def test_work_larger_than_memory_goes_to_the_spill_folder_or_is_refused(tmp_path: Path) -> None:
    sort = "SELECT count(*) FROM (SELECT hash(i) AS h, i FROM range(3000000) t(i) ORDER BY h LIMIT 2900000)"
    with open_engine(threads=1, memory_limit="40MB") as engine, pytest.raises(duckdb.OutOfMemoryException):
        engine.execute(sort).fetchall()
    with open_engine(threads=1, memory_limit="40MB", spill_folder=tmp_path / "spill") as engine:
        assert engine.execute(sort).fetchall() == [(2_900_000,)]
