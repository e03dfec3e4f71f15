"""Data are found by what they hold, refused in one sentence, split by time, and scored with an interval."""

import gzip
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intera.workflows.evaluation import (
    RESAMPLE_COUNT,
    BadDataError,
    DataFiles,
    Evaluation,
    check_readable,
    draw_resamples,
    find_lines,
    find_tables,
    open_text,
    read_lines,
    read_table,
    score_forecasts,
    split_instant,
)

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
TABLE = "number,state\n1,open\n2,\n"


def written(path: Path, text: str) -> Path:
    """A file of this text, packed where its name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["any.csv", "log_opened_before_1999.csv.gz"])
def test_a_table_is_found_by_its_columns_in_its_folder_or_the_one_above(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "set" / name, TABLE)
    written(tmp_path / "set" / "other.csv", "a,b\n1,2\n")
    for given in (path, tmp_path / "set", tmp_path):
        assert find_tables(given, ["state", "number"]).paths == (path,)


def test_a_file_of_another_set_that_cannot_be_read_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "other.csv.gz").write_bytes(b"\x1f\x8b damaged")
    path = written(tmp_path / "b" / "log.csv", TABLE)
    assert find_tables(tmp_path, ["number"]).paths == (path,)
    with pytest.raises(BadDataError, match="damaged gzip"):
        find_tables(tmp_path / "a", ["number"])


def test_files_of_one_folder_belong_together(tmp_path: Path) -> None:
    one, two = written(tmp_path / "1.csv", TABLE), written(tmp_path / "2.csv.gz", TABLE)
    files = find_tables(tmp_path, ["number"])
    assert files.paths == (one, two)
    assert files.path == str(tmp_path)
    assert files.sha256 == hashlib.sha256(one.read_bytes() + two.read_bytes()).hexdigest()
    assert [row["number"] for row in read_table(files)] == ["1", "2", "1", "2"]
    assert DataFiles((one,)).path == str(one)


def test_lines_are_found_by_their_keys(tmp_path: Path) -> None:
    path = written(tmp_path / "set" / "x.jsonl.gz", '{"a": 1}\n\n{"a": 2}\n')
    written(tmp_path / "set" / "y.jsonl", '{"b": 1}\n')
    written(tmp_path / "set" / "empty.jsonl", "")
    files = find_lines(tmp_path, ["a"])
    assert files.paths == (path,)
    assert list(read_lines(files)) == [{"a": 1}, {"a": 2}]


def test_what_is_not_there_or_has_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="there is no file or folder"):
        find_tables(tmp_path / "gone", ["number"])
    written(tmp_path / "a.csv", "x,y\n")
    with pytest.raises(BadDataError, match="no CSV with the columns number"):
        find_tables(tmp_path, ["number"])
    with pytest.raises(BadDataError, match="no JSON lines with the keys a"):
        find_lines(tmp_path, ["a"])


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress((TABLE * 5_000).encode())
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(BadDataError, match="damaged gzip"):
        check_readable(DataFiles((cut,)))
    bad = tmp_path / "bad.csv.gz"
    bad.write_bytes(b"\x1f\x8b" + b"no gzip at all")
    with pytest.raises(BadDataError, match="damaged gzip"):
        find_tables(tmp_path / "bad.csv.gz", ["number"])
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"number\n\xe9\n")
    with pytest.raises(BadDataError, match="UTF-8"):
        list(read_table(DataFiles((latin,))))
    with pytest.raises(BadDataError, match="cannot be read"), open_text(tmp_path / "gone.csv"):
        pass
    with pytest.raises(BadDataError, match="line 2 is no JSON object"):
        list(read_lines(DataFiles((written(tmp_path / "x.jsonl", '{"a": 1}\n[1]\n'),))))


def test_the_split_leaves_three_fifths_before_it_or_is_what_was_asked_for() -> None:
    instants = [NOON + timedelta(hours=n) for n in range(10)]
    assert split_instant(instants[::-1], None) == instants[6]
    assert split_instant(instants, NOON) == NOON
    naive = instants[3].replace(tzinfo=None)
    assert split_instant(instants, naive) == instants[3]
    with pytest.raises(BadDataError, match="no case lies after the split"):
        split_instant(instants, NOON + timedelta(days=1))
    with pytest.raises(BadDataError, match="no case that can be scored"):
        split_instant([], None)


def test_resamples_are_the_same_at_every_run() -> None:
    drawn = draw_resamples(50)
    draw_resamples.cache_clear()
    assert drawn == draw_resamples(50)
    assert len(drawn) == RESAMPLE_COUNT
    assert all(len(places) == 50 and min(places) >= 0 and max(places) < 50 for places in drawn)


def test_scores_come_with_an_interval_around_them_and_are_plain_json() -> None:
    forecasts = [number / 100 for number in range(100)]
    scored = score_forecasts(forecasts, [number % 3 == 0 for number in range(100)])
    assert json.loads(json.dumps(scored, allow_nan=False)) == scored
    for name in ("auc", "average_precision", "brier", "ece"):
        figure = scored[name]
        assert isinstance(figure, dict)
        assert figure["low"] <= figure["high"]
    auc = scored["auc"]
    assert isinstance(auc, dict)
    assert auc["low"] < auc["value"] < auc["high"]
    assert (scored["case_count"], scored["happened_count"]) == (100, 34)
    assert score_forecasts([0.5], [True])["auc"] == {"value": None, "low": None, "high": None}


def test_an_evaluation_is_one_document() -> None:
    document = Evaluation("t", "p", "s", NOON, 3, {"auc": 1}, {"base": 0}).to_document()
    assert document == {
        "task": "t",
        "data": {"path": "p", "sha256": "s"},
        "split_at": "2026-11-18T12:00:00+00:00",
        "rows": 3,
        "metrics": {"auc": 1},
        "baselines": {"base": 0},
    }
