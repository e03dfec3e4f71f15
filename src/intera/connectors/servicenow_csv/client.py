"""Which single rows does an exported incident table hold."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import BinaryIO

from intera.connectors.port import RawRecord, RefusedError, digest_key, dump_json, is_key, read_rows
from intera.connectors.servicenow_csv.mapping import event_key_of, said_at, zone_of
from intera.model.source import RejectedRecord, Source

_REQUIRED_COLUMNS = ("number", "incident_state", "sys_updated_at")


def read_history(stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
    """Every row of an exported incident table, as the JSON object of its cells.

    A row whose cells are doubtful is still handed out, under a key made of its bytes, so that it is
    parked with everything it said; `map_row` gives the reason.

    Args:
        stream: the CSV at its beginning, plain or gzip, UTF-8, with its header line.
        source: `settings["zone"]` is the zone its times are written in (UTC when absent).

    Yields:
        One raw record a row, or the refusal of a line that is no row.
    """
    zone = _zone(source)
    for row in read_rows(stream, required=_REQUIRED_COLUMNS):
        if isinstance(row, RejectedRecord):
            yield row
            continue
        body = dump_json(row)
        key = event_key_of(row)
        yield RawRecord(body, key if is_key(key) else digest_key(body), _clock(row, zone))


def _zone(source: Source) -> tzinfo | None:
    try:
        return zone_of(source)
    except RefusedError:
        return None


def _clock(row: Mapping[str, str], zone: tzinfo | None) -> datetime | None:
    try:
        return None if zone is None else said_at(row, zone)
    except RefusedError:
        return None
