"""How do signed CloudEvents come in over HTTP, and from a file of them."""

from collections.abc import Iterator
from typing import BinaryIO

from intera.connectors.cloudevents.client import read_events, unpack, verify_signature
from intera.connectors.cloudevents.mapping import map_event
from intera.connectors.port import RawRecord
from intera.model.source import RejectedRecord, Source, SourceRecord


class CloudEventsConnector:
    """CloudEvents 1.0 whose data speak in the model's field names."""

    slug = "cloudevents"
    title = "CloudEvents 1.0 (signed HTTP)"

    def read(self, stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
        """Every event of a file: JSON lines, one event, or a batch."""
        return read_events(stream, source)

    def map(self, body: bytes, source: Source) -> SourceRecord | RejectedRecord:
        """What one event says, in the product's words."""
        return map_event(body, source)


__all__ = ["CloudEventsConnector", "map_event", "read_events", "unpack", "verify_signature"]
