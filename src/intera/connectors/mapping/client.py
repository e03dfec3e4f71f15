"""Which single records does a declared feed hold: rows, lines, list items, and items inside them."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from intera.connectors.mapping.declaration import PARENT, InvalidMappingError, Mapping
from intera.connectors.mapping.mapping import clock_of, event_key_of, find_value, mapping_of
from intera.connectors.port import (
    MAX_DOCUMENT_BYTES,
    MAX_ITEMS_PER_RECORD,
    RawRecord,
    RefusedError,
    digest_key,
    dump_json,
    is_key,
    load_json,
    read_document,
    read_lines,
    read_rows,
)
from intera.model.source import RejectedRecord, RejectReason, Source

# The name under which an item that is no object is kept.
_VALUE = "value"


def read_declared(stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
    """Every single record of a file, split as its mapping declares.

    Args:
        stream: at its beginning, plain or gzip, UTF-8.
        source: `settings["mapping"]` is the declaration.

    Yields:
        One raw record a statement, or the refusal of what cannot be split.
    """
    try:
        mapping = mapping_of(source)
    except InvalidMappingError as error:
        yield RejectedRecord(RejectReason.UNKNOWN_SOURCE, f"The source's mapping cannot be used: {error}.")
        return
    if mapping.file_format == "csv":
        for row in read_rows(stream, delimiter=mapping.delimiter):
            yield row if isinstance(row, RejectedRecord) else _raw(mapping, row)
    elif mapping.file_format == "jsonl":
        for line in read_lines(stream):
            if isinstance(line, RejectedRecord):
                yield line
            elif body := line.strip():
                yield from _from_line(mapping, body)
    else:
        yield from _from_document(mapping, stream)


def _from_line(mapping: Mapping, body: bytes) -> Iterator[RawRecord | RejectedRecord]:
    try:
        record = load_json(body)
        if mapping.each:
            yield from _items(mapping, record)
            return
    except RefusedError as refusal:
        if mapping.each:
            yield refusal.rejected(digest_key(body))
            return
        # Kept as it came, so that what was parked can be looked at; mapping gives the reason.
        record = None
    yield _raw(mapping, record, body)


def _from_document(mapping: Mapping, stream: BinaryIO) -> Iterator[RawRecord | RejectedRecord]:
    try:
        document = load_json(read_document(stream, MAX_DOCUMENT_BYTES), max_bytes=MAX_DOCUMENT_BYTES)
    except RefusedError as refusal:
        yield refusal.rejected()
        return
    records = find_value(document, mapping.records)
    if records is None:
        yield RejectedRecord(
            RejectReason.MISSING_FIELD,
            f"The document has nothing at {'.'.join(mapping.records) or 'its top'}; check the mapping's records.",
        )
        return
    for record in cast("list[object]", records) if isinstance(records, list) else [records]:
        try:
            if mapping.each:
                yield from _items(mapping, record)
            else:
                yield _raw(mapping, record)
        except RefusedError as refusal:
            yield refusal.rejected()


def _items(mapping: Mapping, record: object) -> Iterator[RawRecord]:
    parent = {
        path: value
        for path in mapping.parent_paths
        if (value := find_value(record, tuple(path.split(".")))) is not None
    }
    for path in mapping.each:
        items = find_value(record, path)
        if items is None:
            continue
        found = cast("list[object]", items) if isinstance(items, list) else [items]
        if len(found) > MAX_ITEMS_PER_RECORD:
            raise RefusedError(
                RejectReason.OVERSIZED,
                f"One record holds more than {MAX_ITEMS_PER_RECORD:,} entries at {'.'.join(path)}; send it in parts.",
            )
        for item in found:
            members = cast("dict[str, object]", item) if isinstance(item, dict) else {_VALUE: item}
            yield _raw(mapping, {**members, PARENT: parent})


def _raw(mapping: Mapping, record: object, body: bytes = b"") -> RawRecord:
    if not body:
        members = cast("dict[str, object]", record) if isinstance(record, dict) else {_VALUE: record}
        record, body = members, dump_json(members)
    key = event_key_of(mapping, record, body)
    return RawRecord(body, key if is_key(key) else digest_key(body), clock_of(mapping, record))
