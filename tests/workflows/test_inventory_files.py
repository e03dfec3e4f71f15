"""Files of an inventory, row by row, plain or gzip; one that cannot be split is refused whole."""

import gzip
from pathlib import Path

import pytest

from intera.workflows.inventory_declaration import InventoryFile, InventoryFileError
from intera.workflows.inventory_files import digest_of, rows_of


def table(name: str, delimiter: str = ",") -> InventoryFile:
    return InventoryFile(name, "accounts", "csv", delimiter, (("account_id", "id"), ("name", "who")))


def records(name: str) -> InventoryFile:
    return InventoryFile(name, "product_instances", "tmf637")


def write(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_table_gives_its_rows_with_their_lines(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, '\ufeffid;who\r\n1;"A ""B"";\nC"\r\n2;Ünal\r\n'.encode())
    assert list(rows_of(tmp_path, table(name, ";"))) == [
        (3, {"id": "1", "who": 'A "B";\nC'}),
        (4, {"id": "2", "who": "Ünal"}),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"id": "1"}\n\n{"id": "2"}\n'),
        ("a.jsonl.gz", b'{"id": "1"}\r\n\r\n{"id": "2"}'),
        ("a.json", b' [{"id": "1"}, {"id": "2"}]'),
        ("a.json.gz", b'[{"id": "1"}, {"id": "2"}]'),
    ],
)
def test_records_come_as_lines_or_as_one_list(tmp_path: Path, name: str, content: bytes) -> None:
    write(tmp_path, name, content)
    assert [row for _, row in rows_of(tmp_path, records(name))] == [{"id": "1"}, {"id": "2"}]


def test_one_record_may_stand_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.json", b'{"id": "1"}')
    assert list(rows_of(tmp_path, records("a.json"))) == [(1, {"id": "1"})]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"id,name\n1,2\n", "a.csv: has no column 'who'"),
        ("a.csv", b"", "a.csv: has no column 'id'"),
        ("a.csv", b"id,who\n1,2\n3\n", "a.csv line 3: has another number of cells"),
        ("a.csv", b"id,who\n1,2,3\n", "a.csv line 2: has another number of cells"),
        ("a.csv", b"id,who\n1,\xff\n", "a.csv: cannot be read"),
        ("a.csv", b'id,who\n1,"open\n', "a.csv: cannot be read"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    write(tmp_path, name, content)
    with pytest.raises(InventoryFileError, match=says):
        list(rows_of(tmp_path, table(name)))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", b'{"id": 1}\n[1]\n', "a.jsonl line 2: is no JSON object"),
        ("a.jsonl", b'{"id": 1}\n{"id"\n', "a.jsonl line 2: is no JSON object"),
        ("a.json", b"[1]", "a.json: is no list of JSON objects"),
        ("a.json", b"", "a.json: is no JSON object"),
    ],
)
def test_a_broken_record_is_refused_with_its_place(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    write(tmp_path, name, content)
    with pytest.raises(InventoryFileError, match=says):
        list(rows_of(tmp_path, records(name)))


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,who\n" + b"1,2\n" * 10_000)
    (tmp_path / "a.csv.gz").write_bytes(packed[:-20])
    with pytest.raises(InventoryFileError, match=r"a.csv.gz: cannot be read"):
        list(rows_of(tmp_path, table("a.csv.gz")))


def test_another_byte_or_another_name_is_another_inventory(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", b"1")
    write(tmp_path, "b.csv", b"23")
    first = digest_of(tmp_path, ["a.csv", "b.csv"])
    assert digest_of(tmp_path, ["b.csv", "a.csv"]) == first
    write(tmp_path, "a.csv", b"12")
    write(tmp_path, "b.csv", b"3")
    assert digest_of(tmp_path, ["a.csv", "b.csv"]) != first
    assert digest_of(tmp_path, ["a.csv"]) != first
