"""The connector as the list holds it: reading and mapping fit together."""

import io
from pathlib import Path

from intera.connectors.cloudevents import CloudEventsConnector
from intera.connectors.port import RawRecord
from intera.model.ids import SourceId
from intera.model.source import RecordKind, Source, SourceRecord

FIXTURE = Path(__file__).parent / "fixtures" / "events.jsonl"


def test_events_come_in() -> None:
    connector = CloudEventsConnector()
    source = Source(SourceId("s"), "S", connector.slug, RecordKind.PROBE)
    raws = [raw for raw in connector.read(io.BytesIO(FIXTURE.read_bytes()), source) if isinstance(raw, RawRecord)]
    records = [record for raw in raws if isinstance(record := connector.map(raw.body, source), SourceRecord)]
    assert [record.kind.value for record in records] == ["probe", "care_contacts", "partner_flag", "ticket"]
    assert [record.failing_percent for record in records] == [42, None, None, None]
