"""A message the room's tests send."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from intera.couriers.port import Message
from intera.model.publication import Channel

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
_ONE = Message(
    delivery_id="dlv_0011",
    publication_id="INC-0000001/p1",
    incident_id="INC-0000001",
    recipient_id="ops-1",
    channel=Channel.MAIL,
    address="ops@customer.example",
    kind="update",
    language="en",
    subject="Mobile data in Coast",
    body="Some customers in Coast cannot use mobile data.\n\n.\n..Next update by 15:30 CET.",
    released_at=AT,
)


def saying(**changes: Any) -> Message:  # noqa: ANN401 - any field
    """A text for one address, changed as asked."""
    return replace(_ONE, **changes)
