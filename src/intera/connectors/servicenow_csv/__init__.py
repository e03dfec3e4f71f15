"""How does a ServiceNow incident history, exported as CSV, come in."""

from collections.abc import Iterator
from typing import BinaryIO

from intera.connectors.port import RawRecord
from intera.connectors.servicenow_csv.client import read_history
from intera.connectors.servicenow_csv.mapping import map_row
from intera.model.source import RejectedRecord, Source, SourceRecord


class ServiceNowCsvConnector:
    """ServiceNow incidents from an exported audit table; the UCI incident log is one."""

    slug = "servicenow_csv"
    title = "ServiceNow incident history (CSV)"

    def read(self, stream: BinaryIO, source: Source) -> Iterator[RawRecord | RejectedRecord]:
        """Every row of the export as one raw record."""
        return read_history(stream, source)

    def map(self, body: bytes, source: Source) -> SourceRecord | RejectedRecord:
        """What one row says, in the product's words."""
        return map_row(body, source)


__all__ = ["ServiceNowCsvConnector", "map_row", "read_history"]
