"""A source: by how much it is late."""

from datetime import UTC, datetime, timedelta

import pytest

from intera.model.ids import SourceId
from intera.model.source import RecordKind, SourceHealth

HEARD = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after_s", "late_s"),
    [(0, 0), (300, 0), (301, 1), (900, 600), (300.9, 0), (301.9, 1), (-60, 0)],
)
def test_it_is_late_by_whole_seconds_past_what_it_owed(after_s: float, late_s: int) -> None:
    health = SourceHealth(SourceId("probe"), "Synthetic tests", RecordKind.PROBE, HEARD, 300)
    assert health.late_s(HEARD + timedelta(seconds=after_s)) == late_s


@pytest.mark.parametrize(("last_heard_at", "expected_every_s"), [(HEARD, 0), (None, 300), (None, 0)])
def test_who_owes_nothing_or_was_never_heard_is_not_late(last_heard_at: datetime | None, expected_every_s: int) -> None:
    health = SourceHealth(SourceId("desk"), "Service desk", RecordKind.TICKET, last_heard_at, expected_every_s)
    assert health.late_s(HEARD + timedelta(days=9)) == 0
