"""A written time names exactly one instant, in every zone and across every change of its clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from intera.sla.language.local_time import (
    day_start,
    local_day,
    local_second,
    parse_instant,
    parse_moment,
    written_local,
    zone_of,
)
from intera.sla.language.problem import UnreadableTermError
from intera.sla.spans import instant_of, second_of

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = 2020, 2037
HALF_DAY_S = 12 * 3600


def transitions(zone: ZoneInfo) -> list[int]:
    """Every second at which the offset of a zone changes, 2020 to 2037, found by halving."""
    found: list[int] = []
    place, end = second_of(datetime(FIRST, 1, 1, tzinfo=UTC)), second_of(datetime(LAST + 1, 1, 1, tzinfo=UTC))
    while place < end:
        later = min(place + 7 * HALF_DAY_S, end)
        if offset(place, zone) != offset(later, zone):
            low, high = place, later
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle, zone) == offset(place, zone) else (low, middle)
            found.append(high)
        place = later
    return found


def offset(second: int, zone: ZoneInfo) -> timedelta | None:
    return instant_of(second).astimezone(zone).utcoffset()


# Zones that are other names of the same clock are the same file; one of each set of transitions is enough.
ZONES = sorted(name for name in available_timezones() if not name.startswith(("Etc/", "posix", "right", "SystemV")))


@pytest.mark.parametrize("letter", sorted({name[0] for name in ZONES}))
def test_every_transition_of_every_zone(letter: str) -> None:
    named = [ZoneInfo(name) for name in ZONES if name[0] == letter]
    changes = [(at, zone) for zone in named for at in transitions(zone)]
    for at, zone in changes:
        _check(at, zone)
    # Every zone of every letter was walked through; those without a change have whole days only.
    for zone in named:
        first = day_start(date(FIRST, 1, 1), zone)
        assert day_start(date(FIRST, 1, 2), zone) - first in (86400, 86400 - _jumps(first, first + 86400, zone))


def _check(at: int, zone: ZoneInfo) -> None:
    before = instant_of(at - 1).astimezone(zone)
    after = instant_of(at).astimezone(zone)
    jump_s = int(((after.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())).total_seconds())
    # With its offset every instant is read back as it is.
    assert parse_instant(after.isoformat(), zone) == at
    if jump_s:
        # Half of the jump back is skipped by a clock set forward; the instant itself comes twice when set back.
        wall = after.replace(tzinfo=None) - timedelta(seconds=jump_s // 2 if jump_s > 0 else 0)
        with pytest.raises(UnreadableTermError) as refused:
            parse_instant(wall.isoformat(), zone)
        assert refused.value.rule == ("nonexistent_local_time" if jump_s > 0 else "ambiguous_local_time")
    # Days are as long as they really are, follow each other, and hold the change.
    day = local_day(at, zone)
    days = [day_start(day + timedelta(days=shift), zone) for shift in (-1, 0, 1, 2)]
    assert days == sorted(set(days))
    assert days[-1] - days[0] == 3 * 86400 - _jumps(days[0], days[-1], zone)
    for shift in (-1, 0, 1):
        assert local_day(day_start(day + timedelta(days=shift), zone), zone) >= day + timedelta(days=shift)


def _jumps(low: int, high: int, zone: ZoneInfo) -> int:
    """How far the clock ran ahead between two instants."""
    return int(((offset(high, zone) or timedelta()) - (offset(low, zone) or timedelta())).total_seconds())


def test_a_day_is_its_first_instant() -> None:
    assert written_local(parse_instant("2026-03-29", BERLIN), BERLIN) == "2026-03-29T00:00:00+01:00"
    assert parse_instant(date(2026, 3, 29), BERLIN) == parse_instant("2026-03-29", BERLIN)
    moment = parse_moment("2026-03-29", BERLIN)
    assert (moment.is_day, moment.day) == (True, date(2026, 3, 29))
    assert not parse_moment("2026-03-29T10:00", BERLIN).is_day


def test_a_leap_second_is_the_next_full_second() -> None:
    assert parse_instant("2016-12-31T23:59:60Z", BERLIN) == parse_instant("2017-01-01T00:00:00Z", BERLIN)


@pytest.mark.parametrize("raw", ["yesterday", "2026-13-01", "2026-02-30", None, 5])
def test_what_is_no_time_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError):
        parse_instant(raw, BERLIN)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnreadableTermError):
        zone_of("Europe/Atlantis")


def test_24_o_clock_is_the_start_of_the_next_day() -> None:
    assert local_second(date(2026, 6, 1), 1440, BERLIN) == day_start(date(2026, 6, 2), BERLIN)
