"""A damaged file costs the damaged part and nothing else."""

import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.connectors import splitting
from intera.connectors.refusal import RefusedError
from intera.connectors.splitting import open_plain, read_document, read_lines, read_rows
from intera.model.source import RejectedRecord, RejectReason


def rows_of(content: bytes, **options: object) -> list[object]:
    """Rows as they are, refusals as their reason."""
    found = read_rows(io.BytesIO(content), **options)  # type: ignore[arg-type]
    return [row.reason if isinstance(row, RejectedRecord) else row for row in found]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_plain_and_gzip_read_the_same(content: bytes) -> None:
    if not content.startswith(b"\x1f\x8b"):
        stream = io.BytesIO(content)
        assert open_plain(stream).read() == content
        assert not stream.closed
    assert open_plain(io.BytesIO(gzip.compress(content))).read() == content


def test_lines_keep_their_bytes_but_the_byte_order_mark() -> None:
    assert list(read_lines(io.BytesIO(b"\xef\xbb\xbfa\r\n\n\xffb"))) == [b"a\r\n", b"\n", b"\xffb"]


def test_a_line_over_the_limit_is_refused_and_the_next_one_read() -> None:
    long = b"x" * 25_000_000 + b"\n"
    found = list(read_lines(io.BytesIO(b"a\n" + long + b"b\n")))
    assert [found[0], found[2]] == [b"a\n", b"b\n"]
    assert isinstance(found[1], RejectedRecord)
    assert found[1].reason is RejectReason.OVERSIZED


def test_an_archive_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MAX_STREAM_BYTES", 1_000)
    found = list(read_lines(io.BytesIO(gzip.compress(b"0123456789\n" * 1_000_000))))
    assert isinstance(found[-1], RejectedRecord)
    assert found[-1].reason is RejectReason.OVERSIZED
    assert len(found) < 100


def test_a_cut_archive_gives_what_came_before() -> None:
    lines = [f"line {number}\n".encode() for number in range(50_000)]
    cut = gzip.compress(b"".join(lines))[:-500]
    *before, last = read_lines(io.BytesIO(cut))
    assert len(before) > 1_000
    assert before == lines[: len(before)]
    assert isinstance(last, RejectedRecord)
    assert f"lines after {len(before)} were not read" in last.detail
    with pytest.raises(RefusedError, match="damaged"):
        read_document(io.BytesIO(cut), 10_000_000)


def test_a_document_has_a_limit() -> None:
    assert read_document(io.BytesIO(b"abc"), 3) == b"abc"
    with pytest.raises(RefusedError, match="longer than 2 bytes"):
        read_document(io.BytesIO(gzip.compress(b"abc")), 2)


def test_rows_are_read_by_column_name() -> None:
    content = b'\xef\xbb\xbfa;b\r\n1;"x;y\nz"\r\n\r\n2;\r\n'
    assert rows_of(content, delimiter=";") == [{"a": "1", "b": "x;y\nz"}, {"a": "2", "b": ""}]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RejectReason.MISSING_FIELD),
        (b"\n\n", RejectReason.MISSING_FIELD),
        (b"a,c\n1,2\n", RejectReason.MISSING_FIELD),
        (b"a,b,a\n1,2,3\n", RejectReason.MALFORMED),
        (",".join(["a", "b", *map(str, range(1_000))]).encode(), RejectReason.OVERSIZED),
    ],
)
def test_a_header_that_cannot_be_used_ends_the_reading(content: bytes, reason: RejectReason) -> None:
    assert rows_of(content, required=("a", "b")) == [reason]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"1\n", RejectReason.MALFORMED),
        (b"1,2,3\n", RejectReason.MALFORMED),
        (b"1,\xff\n", RejectReason.BAD_ENCODING),
        (b"1,a\rb\n", RejectReason.MALFORMED),
        (b"1," + b"x" * 200_000 + b"\n", RejectReason.OVERSIZED),
        (b"1," + b"x" * 11_000_000 + b"\n", RejectReason.OVERSIZED),
    ],
)
def test_a_bad_line_costs_that_line(line: bytes, reason: RejectReason) -> None:
    found = rows_of(b"a,b\n0,0\n" + line + b"9,9\n")
    assert found == [{"a": "0", "b": "0"}, reason, {"a": "9", "b": "9"}]


def test_a_bad_last_line_is_told() -> None:
    assert rows_of(b"a,b\n0,0\n\xff") == [{"a": "0", "b": "0"}, RejectReason.BAD_ENCODING]


def test_an_open_quote_ends_within_one_cell_limit() -> None:
    found = rows_of(b'a,b\n0,"' + b"x\n" * 100_000 + b"9,9\n")
    assert RejectReason.OVERSIZED in found
    assert found[-1] == {"a": "9", "b": "9"}
