"""Which period of the contract does an instant fall in, cut in the contract's own time zone.

Source: QosTarget.period, Agreement.zone; notes on SLA engines A3 (zone of the contract month, clock
change in the month, a first midnight that does not exist); cases gt-tz-1, gt-tz-2, gt-tz-5.
"""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intera.model.interval import Interval, to_utc

# How many calendar months each kind of period holds; periods start with the calendar year.
PERIOD_MONTHS = {"calendar_month": 1, "calendar_quarter": 3, "calendar_year": 12}

_MONTHS = 12


class UnknownPeriodError(ValueError):
    """A target names a period this room cannot cut."""

    def __init__(self, period: str) -> None:
        """Names the period and the known ones."""
        super().__init__(f"period {period!r} is not known; use one of {', '.join(sorted(PERIOD_MONTHS))}")
        self.period = period


class UnknownZoneError(ValueError):
    """An agreement names a time zone that does not exist."""

    def __init__(self, zone: str) -> None:
        """Names the zone."""
        super().__init__(f"time zone {zone!r} is not known; use an IANA name such as Europe/Berlin")
        self.zone = zone


def period_at(period: str, at: datetime, *, zone: str) -> Interval:
    """The period an instant falls in.

    Args:
        period: a key of `PERIOD_MONTHS`.
        at: the instant, aware.
        zone: the contract's IANA zone; its local midnights are the boundaries.

    Returns:
        The half-open span in UTC, as long as it really is (a month of a clock change is an hour off).

    Raises:
        UnknownPeriodError: no such kind of period.
        UnknownZoneError: no such zone.
        NaiveInstantError: `at` has no zone.
    """
    months = PERIOD_MONTHS.get(period)
    if months is None:
        raise UnknownPeriodError(period)
    local = to_utc(at, "at").astimezone(_zone(zone))
    first_month = (local.month - 1) // months * months
    return _months_from(zone, local.year * _MONTHS + first_month, months)


@lru_cache(maxsize=1024)
def _months_from(zone: str, month_number: int, months: int) -> Interval:
    return Interval(_month_start(zone, month_number), _month_start(zone, month_number + months))


def _month_start(zone: str, month_number: int) -> datetime:
    # fold=0 takes the first of two midnights, and reads a skipped one with the old offset, which is the
    # change itself: in every zone of the tz database, 1900 to 2037, the month's first instant.
    return datetime(month_number // _MONTHS, month_number % _MONTHS + 1, 1, tzinfo=_zone(zone)).astimezone(UTC)


@lru_cache(maxsize=256)
def _zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZoneError(zone) from None
