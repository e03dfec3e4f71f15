"""How does any JSON, JSON lines or CSV feed come in once somebody has declared what it means."""

from collections.abc import Iterator
from typing import BinaryIO

from intera.connectors.mapping.client import read_declared
from intera.connectors.mapping.declaration import InvalidMappingError, Mapping, parse_mapping
from intera.connectors.mapping.mapping import map_declared
from intera.connectors.port import RawRecord
from intera.model.source import RejectedRecord, Source, SourceRecord


class MappingConnector:
    """Records of any system, read as `source.settings["mapping"]` declares them."""

    slug = "mapping"
    title = "Declared mapping (JSON, JSON lines, CSV)"

    def read(self, stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
        """Every declared record of a file; a list inside one record may make several."""
        return read_declared(stream, source)

    def map(self, body: bytes, source: Source) -> SourceRecord | RejectedRecord:
        """What one record says, in the product's words."""
        return map_declared(body, source)


__all__ = ["InvalidMappingError", "Mapping", "MappingConnector", "map_declared", "parse_mapping", "read_declared"]
