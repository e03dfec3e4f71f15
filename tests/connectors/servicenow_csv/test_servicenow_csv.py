"""The connector as the list holds it: reading and mapping fit together."""

import io
from pathlib import Path

from intera.connectors.port import RawRecord
from intera.connectors.servicenow_csv import ServiceNowCsvConnector
from intera.model.ids import SourceId
from intera.model.source import RecordKind, Source, SourceRecord

FIXTURE = Path(__file__).parent / "fixtures" / "incidents.csv"


def test_a_history_comes_in() -> None:
    connector = ServiceNowCsvConnector()
    source = Source(SourceId("desk"), "Desk", connector.slug, RecordKind.TICKET)
    raws = [raw for raw in connector.read(io.BytesIO(FIXTURE.read_bytes()), source) if isinstance(raw, RawRecord)]
    records = [record for raw in raws if isinstance(record := connector.map(raw.body, source), SourceRecord)]
    assert [record.state.value for record in records] == [
        "open", "open", "open", "restored", "open", "restored", "closed", "open",
    ]  # fmt: skip
    assert [record.ended_at is not None for record in records] == [False] * 5 + [True, True, False]
