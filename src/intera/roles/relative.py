"""When is it, said absolute first and relative second, in the operator's zone.

Source: design GUIDE section 4, "Times".
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale

_MINUTES_UNTIL_S = 90 * 60  # "minutes to 90 min, then 2 h 28 min", GUIDE section 4
_HOURS_UNTIL_S = 48 * 3600
_DATE_AFTER_S = 24 * 3600
SOON_S = 15 * 60  # a promise this near asks for attention (mock: 13 min is amber, 28 min is not)

_LOCALE = Locale("en", "GB")
_MONTHS = _LOCALE.months["format"]["abbreviated"]
_DAYS = _LOCALE.days["format"]["abbreviated"]


@lru_cache(maxsize=8192)
def duration(seconds: int) -> str:
    """How long, "45 min", "2 h 28 min" or "3 days 4 h"; whole minutes, never negative.

    Args:
        seconds: a span in seconds; below zero counts as zero.

    Returns:
        The words of GUIDE section 4.
    """
    seconds = max(0, seconds)
    if seconds < 60:  # noqa: PLR2004 - one minute
        return "under 1 min"
    if seconds <= _MINUTES_UNTIL_S:
        return f"{seconds // 60} min"
    hours, rest_s = divmod(seconds, 3600)
    if seconds < _HOURS_UNTIL_S:
        return f"{hours} h {rest_s // 60} min" if rest_s >= 60 else f"{hours} h"  # noqa: PLR2004 - one minute
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h" if hours and days < 7 else f"{days} days"  # noqa: PLR2004 - a week


def instant(text: str | None) -> datetime | None:
    """The UTC instant a released document states; None stays None."""
    return None if text is None else datetime.fromisoformat(text)


class LocalClock:
    """A clock on the operator's wall, standing at one instant."""

    __slots__ = ("_zone", "at", "day_end", "day_start", "local", "zone_label")

    def __init__(self, zone: str, at: datetime) -> None:
        """Sets the clock.

        Args:
            zone: IANA name of the operator's zone.
            at: now, aware.
        """
        self._zone = ZoneInfo(zone)
        self.at = at
        self.local = at.astimezone(self._zone)
        name = self.local.strftime("%Z")
        midnight = self.local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        # Wall-clock arithmetic on purpose: the next midnight is 23 or 25 hours away when clocks change.
        self.day_start = midnight.astimezone(UTC)
        self.day_end = (midnight + timedelta(days=1)).astimezone(UTC)
        self.zone_label = name if name and name[0].isalpha() else f"UTC{name}"

    def iso(self, when: datetime) -> str:
        """The `datetime` attribute of a time: local, with its offset."""
        return when.astimezone(self._zone).isoformat(timespec="seconds")

    def time(self, when: datetime) -> str:
        """The time of day, "15:00", whatever the day."""
        local = when.astimezone(self._zone)
        return f"{local.hour:02d}:{local.minute:02d}"

    def is_today(self, when: datetime) -> bool:
        """Whether the instant falls on the clock's own day."""
        return self.day_start <= when < self.day_end

    def date(self, when: datetime) -> str:
        """The day, "18 Nov", with the year when it is another one."""
        local = when.astimezone(self._zone)
        day = f"{local.day} {_MONTHS[local.month]}"
        return day if local.year == self.local.year else f"{day} {local.year}"

    def moment(self, when: datetime) -> str:
        """The time today, "15:00", or the day before it, "19 Nov 15:00"."""
        return self.time(when) if self.is_today(when) else f"{self.date(when)} {self.time(when)}"

    def day_or_time(self, when: datetime) -> str:
        """The time with the word today after it, or only the day when it is another."""
        return f"{self.time(when)} today" if self.is_today(when) else self.date(when)

    def zoned(self, when: datetime) -> str:
        """The moment with the zone it is in, "14:32 CET"."""
        label = when.astimezone(self._zone).strftime("%Z")
        label = label if label and label[0].isalpha() else f"UTC{label}"
        return f"{self.moment(when)} {label}"

    def full(self, when: datetime) -> str:
        """Weekday, date, time and zone, "Wed 18 Nov 2026, 14:32 CET"."""
        local = when.astimezone(self._zone)
        label = local.strftime("%Z")
        label = label if label and label[0].isalpha() else f"UTC{label}"
        return (
            f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month]} {local.year}, "
            f"{local.hour:02d}:{local.minute:02d} {label}"
        )

    def until(self, when: datetime) -> str:
        """How far off a promise is: "in 28 min", "4 min late"; empty past a day, when the date says it."""
        off_s = int((when - self.at).total_seconds())
        if off_s < 0:
            return f"{duration(-off_s)} late"
        # A started minute still counts ahead, so that a promise never looks nearer than it is.
        return "" if off_s > _DATE_AFTER_S else f"in {duration((off_s + 59) // 60 * 60)}"

    def since_s(self, when: datetime) -> int:
        """Whole seconds since an instant, 0 for one to come."""
        return max(0, int((self.at - when).total_seconds()))


def epoch_s(when: datetime) -> int:
    """Seconds since 1970 in UTC, what a browser counts down from."""
    return int(when.astimezone(UTC).timestamp())
