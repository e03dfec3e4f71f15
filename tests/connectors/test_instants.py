"""Every way a source writes a time ends in one UTC instant, or in a refusal."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from intera.connectors.instants import find_zone, parse_epoch, parse_format, parse_iso, parse_local
from intera.connectors.refusal import RefusedError
from intera.model.source import RejectReason

LISBON = ZoneInfo("Europe/Lisbon")
TEN = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-03-01T10:00:00Z", "2026-03-01T11:00:00+01:00", "20260301T100000Z", "2026-03-01 10:00:00.0000001Z"]
)
def test_an_iso_time_is_read(text: str) -> None:
    assert parse_iso(text) == TEN
    assert parse_iso(text).tzinfo is UTC


def test_a_zone_less_iso_time_needs_a_zone() -> None:
    with pytest.raises(RefusedError, match="offset from UTC"):
        parse_iso("2026-07-01T10:00:00")
    assert parse_iso("2026-07-01T10:00:00", LISBON) == datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "9999-12-31T23:59:59Z",
        "1989-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2026-02-30T10:00:00Z",
        "2026-03-01T24:01:00Z",
        "2026-03-01T10:00:00Z" + " " * 100,
        "\ud800",
    ],
)
def test_a_bad_iso_time_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_iso(text)
    assert refusal.value.reason is RejectReason.BAD_TIME


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1/3/2026 10:00", TEN),
        ("01/03/2026 10:00:30", TEN.replace(second=30)),
        ("2026-03-01 10:00", TEN),
        ("2026-03-01T10:00:00", TEN),
        # Summer time: one hour ahead of UTC. The repeated hour of 25 October 2026 means its first run.
        ("15/7/2026 08:10", datetime(2026, 7, 15, 7, 10, tzinfo=UTC)),
        ("25/10/2026 01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_table_time_is_read_in_its_zone(text: str, instant: datetime) -> None:
    assert parse_local(text, LISBON) == instant


@pytest.mark.parametrize(
    "text",
    ["?", "3/13/2026 10:00", "32/1/2026 10:00", "1/3/26 10:00", "1/3/9999 10:00", "\u0661/3/2026 10:00", "1/3/2026"],
)
def test_a_bad_table_time_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_local(text, UTC)
    assert refusal.value.reason is RejectReason.BAD_TIME


def test_a_declared_form_is_read() -> None:
    assert parse_format("01.03.2026 10:00", "%d.%m.%Y %H:%M", UTC) == TEN
    assert parse_format("01.03.2026 11:00 +0100", "%d.%m.%Y %H:%M %z", None) == TEN
    for text, zone in (("01.03.2026 10:00", None), ("1 March", UTC)):
        with pytest.raises(RefusedError):
            parse_format(text, "%d.%m.%Y %H:%M", zone)


def test_a_count_since_1970_is_read() -> None:
    assert parse_epoch(1_772_359_200, units_per_s=1) == TEN
    assert parse_epoch(1_772_359_200_500, units_per_s=1000) == TEN.replace(microsecond=500_000)
    for value in (-1, 5, 10**15, 253_402_300_799):
        with pytest.raises(RefusedError):
            parse_epoch(value, units_per_s=1)


@pytest.mark.parametrize("name", ["", "America", "Nowhere/Land", "../etc/passwd", "/etc/localtime", "a\x00b"])
def test_a_name_that_is_no_zone_is_none(name: str) -> None:
    assert find_zone(name) is None


def test_zones_are_found() -> None:
    assert find_zone("UTC") is UTC
    assert find_zone("Europe/Lisbon") == LISBON
