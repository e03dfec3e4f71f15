"""The small operator with a source that measures its products, and what that source says."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from flows.town import START, town
from intera.model.ids import SourceId
from intera.model.operator import Operator
from intera.model.source import RecordKind, Source
from intera.store.inbox import ArrivedRecord

METER = "meter"
PORT, RAIL = "port-mobile", "rail-mobile"


def metered_town() -> Operator:
    """The operator; one product has a contract, the other has none."""
    base = town()
    meter = Source(SourceId(METER), "Meter", "cloudevents", RecordKind.MEASUREMENT, 0)
    return replace(base, sources=(*base.sources, meter))


def measured(hours: int, lost: int, *, product: str = PORT, total: int = 3600, **data: object) -> ArrivedRecord:
    """A good record: the hour that ended so many hours after the start (before it, when negative)."""
    at = START + timedelta(hours=hours)
    return ArrivedRecord(METER, measurement_event(at, lost, product=product, total=total, **data), max(at, START))


def measurement_event(at: datetime, lost: int, *, product: str = PORT, total: int = 3600, **data: object) -> bytes:
    """The body of one event: an hour that ended at an instant."""
    said = {
        "state": "ok",
        "product_instance_ref": product,
        "window_s": 3600,
        "sample_count": total,
        "lost_sample_count": lost,
    }
    return json.dumps(
        {
            "specversion": "1.0",
            "type": "org.intera.measurement.v1",
            "source": METER,
            "id": f"{product} {at.isoformat()}",
            "time": at.isoformat(),
            "subject": product,
            "data": said | data,
        },
        sort_keys=True,
    ).encode()
