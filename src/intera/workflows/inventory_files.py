"""One file of an inventory, row by row: CSV, JSON or JSON lines, plain or gzip, of any length.

A row is the reader's to judge; a file that cannot be split into rows is refused whole.
"""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from intera.connectors.limits import MAX_DOCUMENT_BYTES
from intera.workflows.inventory_declaration import InventoryFile, InventoryFileError

Row = Mapping[str, Any]
_BROKEN = (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error)
_PIECE_BYTES = 1 << 20


def rows_of(folder: Path, file: InventoryFile) -> Iterator[tuple[int, Row]]:
    """The rows of a file with their numbers, as a spreadsheet or an editor counts them.

    Args:
        folder: the inventory folder.
        file: the file as declared.

    Yields:
        Line or record number, from 1, and the row: text cells by column, or a JSON object.

    Raises:
        InventoryFileError: the file cannot be read, lacks a declared column, or a line is no JSON object.
    """
    path = folder / file.name
    try:
        if file.format == "csv":
            yield from _csv_rows(path, file)
        elif path.name.removesuffix(".gz").endswith(".json"):
            yield from _json_rows(path)
        else:
            yield from _json_lines(path)
    except _BROKEN as error:
        raise InventoryFileError(path.name, f"cannot be read ({error}); send it again") from error


def digest_of(folder: Path, names: Iterable[str]) -> str:
    """SHA-256 over the names and bytes of files: another digest means another inventory."""
    seen = hashlib.sha256()
    for name in sorted(names):
        seen.update(f"{name}\0{(folder / name).stat().st_size}\0".encode())
        with (folder / name).open("rb") as stream:
            while piece := stream.read(_PIECE_BYTES):
                seen.update(piece)
    return seen.hexdigest()


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _csv_rows(path: Path, file: InventoryFile) -> Iterator[tuple[int, Row]]:
    packed = path.suffix == ".gz"
    with (
        gzip.open(path, "rt", encoding="utf-8-sig", newline="")
        if packed
        else path.open(encoding="utf-8-sig", newline="")
    ) as stream:
        reader = csv.DictReader(cast("IO[str]", stream), delimiter=file.delimiter, strict=True)
        missing = sorted(file.wanted_columns() - set(reader.fieldnames or ()))
        if missing:
            raise InventoryFileError(path.name, f"has no column {missing[0]!r}; correct the declaration or the file")
        for row in reader:
            if None in row or None in row.values():
                raise InventoryFileError(
                    f"{path.name} line {reader.line_num}", "has another number of cells; correct it"
                )
            yield reader.line_num, row


def _json_lines(path: Path) -> Iterator[tuple[int, Row]]:
    with _opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, _object(line, f"{path.name} line {number}")


def _json_rows(path: Path) -> Iterator[tuple[int, Row]]:
    with _opened(path) as stream:
        text = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(text) > MAX_DOCUMENT_BYTES:
        raise InventoryFileError(path.name, f"is longer than {MAX_DOCUMENT_BYTES:,} bytes; send JSON lines (.jsonl)")
    if not text.lstrip().startswith(b"["):
        yield 1, _object(text, path.name)
        return
    try:
        found = msgspec.json.decode(text, type=list[dict[str, Any]])
    except msgspec.MsgspecError as error:
        raise InventoryFileError(path.name, f"is no list of JSON objects ({error}); correct it") from None
    yield from enumerate(found, start=1)


def _object(text: bytes, where: str) -> Row:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InventoryFileError(where, f"is no JSON object ({error}); correct it") from None
