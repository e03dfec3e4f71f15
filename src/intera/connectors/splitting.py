"""Where does one record end and the next begin in a file, plain or gzipped.

Reads piece by piece, so a file of any size needs little memory, and one bad line costs one line.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from intera.connectors.limits import MAX_COLUMNS, MAX_RECORD_BYTES, MAX_STREAM_BYTES
from intera.connectors.refusal import RefusedError, quoted
from intera.model.source import RejectedRecord, RejectReason

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP_START = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_BUFFER_BYTES = 1 << 16
_BROKEN_ARCHIVE = (EOFError, gzip.BadGzipFile, zlib.error)


class _Rejoined(io.RawIOBase):
    """A stream with the bytes that were read to look at it put back; closing it leaves the stream open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(piece) :]
        view[: len(piece)] = piece
        return len(piece)


def open_plain(stream: BinaryIO) -> io.BufferedIOBase:
    """The stream's bytes, unpacked when it is gzip.

    Args:
        stream: at its beginning; seeking is not needed.

    Returns:
        A reader; the given stream stays open when it is closed.
    """
    head = stream.read(len(_GZIP_START))
    plain = io.BufferedReader(_Rejoined(head, stream), _BUFFER_BYTES)
    if head != _GZIP_START:
        return plain
    return io.BufferedReader(gzip.GzipFile(fileobj=plain, mode="rb"), _BUFFER_BYTES)


def _broken_archive(line_number: int) -> RejectedRecord:
    return RejectedRecord(
        RejectReason.MALFORMED,
        f"The gzip file is damaged; lines after {line_number} were not read. Send it again.",
    )


def read_document(stream: BinaryIO, max_bytes: int) -> bytes:
    """A whole file.

    Args:
        stream: at its beginning, plain or gzip.
        max_bytes: the longest file taken, unpacked.

    Returns:
        Its bytes.

    Raises:
        RefusedError: longer than that, or a damaged archive.
    """
    try:
        body = open_plain(stream).read(max_bytes + 1)
    except _BROKEN_ARCHIVE:
        raise RefusedError(RejectReason.MALFORMED, "The gzip file is damaged. Send it again.") from None
    if len(body) > max_bytes:
        raise RefusedError(
            RejectReason.OVERSIZED, f"The file is longer than {max_bytes:,} bytes; send JSON lines instead of one text."
        )
    return body


def read_lines(stream: BinaryIO) -> Iterator[bytes | RejectedRecord]:
    """Every line of a file, without its byte order mark, with its line end.

    Args:
        stream: at its beginning, plain or gzip.

    Yields:
        One line, or the refusal of one that is longer than a record may be. A damaged archive and
        a file beyond 4 GB end the reading with one refusal.
    """
    reader = open_plain(stream)
    line_number = 0
    total_bytes = 0
    try:
        while line := reader.readline(MAX_RECORD_BYTES + 1):
            line_number += 1
            total_bytes += len(line)
            if len(line) > MAX_RECORD_BYTES:
                while not line.endswith(b"\n") and (line := reader.readline(MAX_RECORD_BYTES)):
                    total_bytes += len(line)
                    if total_bytes > MAX_STREAM_BYTES:
                        break
                yield RejectedRecord(
                    RejectReason.OVERSIZED,
                    f"Line {line_number} is longer than {MAX_RECORD_BYTES:,} bytes; send smaller records.",
                )
            else:
                yield line.removeprefix(_BOM) if line_number == 1 else line
            if total_bytes > MAX_STREAM_BYTES:
                yield RejectedRecord(
                    RejectReason.OVERSIZED,
                    f"The file is longer than {MAX_STREAM_BYTES:,} bytes; lines after {line_number} were not read.",
                )
                return
    except _BROKEN_ARCHIVE:
        yield _broken_archive(line_number)


def _texts(lines: Iterator[bytes | RejectedRecord], refused: list[RejectedRecord]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if isinstance(line, RejectedRecord):
            refused.append(line)
            continue
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            refused.append(RejectedRecord(RejectReason.BAD_ENCODING, f"Line {number} is not UTF-8; export as UTF-8."))


def _unreadable(error: csv.Error, line_number: int) -> RejectedRecord:
    if "field limit" in str(error):
        return RejectedRecord(
            RejectReason.OVERSIZED,
            f"A cell ending near line {line_number} is too long; look for a quotation mark left open.",
        )
    return RejectedRecord(
        RejectReason.MALFORMED, f"Line {line_number} has a line end inside a cell that is not quoted; quote the cell."
    )


def _check_header(header: Sequence[str], required: Sequence[str]) -> None:
    if len(header) > MAX_COLUMNS:
        raise RefusedError(RejectReason.OVERSIZED, f"The table has more than {MAX_COLUMNS:,} columns; export fewer.")
    if len(set(header)) != len(header):
        raise RefusedError(RejectReason.MALFORMED, "Two columns have the same name; rename one and export again.")
    missing = [name for name in required if name not in header]
    if missing:
        raise RefusedError(
            RejectReason.MISSING_FIELD,
            f"The first line names no column {', '.join(missing)}; export the table with it and its header line.",
        )


def read_rows(
    stream: BinaryIO, *, required: Sequence[str] = (), delimiter: str = ","
) -> Iterator[dict[str, str] | RejectedRecord]:
    """Every row of a table whose first line names its columns.

    Args:
        stream: at its beginning, plain or gzip, UTF-8.
        required: columns the table must have.
        delimiter: one character between cells.

    Yields:
        Cells by column name, or the refusal of one line. A header that cannot be used ends the
        reading with one refusal.
    """
    refused: list[RejectedRecord] = []
    reader = csv.reader(_texts(read_lines(stream), refused), delimiter=delimiter)
    header: list[str] = []
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield _unreadable(error, reader.line_num)
            continue
        if refused:
            yield from refused
            refused.clear()
        if cells is None:
            break
        if not cells:
            continue
        if not header:
            header = cells
            try:
                _check_header(header, required)
            except RefusedError as refusal:
                yield refusal.rejected()
                return
        elif len(cells) == len(header):
            yield dict(zip(header, cells, strict=True))
        else:
            yield RejectedRecord(
                RejectReason.MALFORMED,
                f"Line {reader.line_num} ({quoted(cells[0])}) has {len(cells)} cells where the header names "
                f"{len(header)}; look for a delimiter that is not quoted.",
            )
    if not header:
        yield RejectedRecord(RejectReason.MISSING_FIELD, "The file is empty; export the table with its header line.")
