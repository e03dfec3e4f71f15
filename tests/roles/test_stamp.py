"""Instants leave as UTC text."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from intera.roles.stamp import stamp, stamp_or_none


def test_every_zone_becomes_utc() -> None:
    at = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
    assert stamp(at) == stamp(at.astimezone(ZoneInfo("Asia/Tokyo"))) == "2026-11-18T13:32:00+00:00"
    assert stamp_or_none(None) is None
    assert stamp_or_none(at) == stamp(at)
