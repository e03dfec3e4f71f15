"""What time is it for incidents: the domain clock, one row, separate from the wall clock (ADR-0010).

Live, it runs with the wall clock. A replayed history or the example operator sets it back and
lets it run at its own rate, or stand still. Sessions and sign-in always use the wall clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Clock:
    """The domain clock: at `anchor_wall_at` it showed `anchor_at` and has run at `rate` since.

    `label` says on screen that the time is not now ("Example operator"); empty when live.
    """

    anchor_at: datetime
    anchor_wall_at: datetime
    rate: Decimal
    label: str = ""

    def now(self, wall_at: datetime) -> datetime:
        """What it shows at a wall-clock instant, whole seconds.

        Args:
            wall_at: the wall clock, aware.

        Returns:
            The domain instant in UTC.
        """
        return self.exactly(wall_at).replace(microsecond=0)

    def exactly(self, wall_at: datetime) -> datetime:
        """What it shows at a wall-clock instant, to the millisecond: what a new anchor must keep.

        Args:
            wall_at: the wall clock, aware.

        Returns:
            The domain instant in UTC.
        """
        elapsed = wall_at - self.anchor_wall_at
        moved_ms = int(Decimal(int(elapsed.total_seconds() * 1000)) * self.rate)
        return (self.anchor_at + timedelta(milliseconds=moved_ms)).astimezone(UTC)


LIVE_RATE = Decimal(1)


def read_clock(connection: Connection) -> Clock:
    """The domain clock; the wall clock itself when none was set.

    Args:
        connection: any connection that may read schema published.

    Returns:
        The clock.
    """
    row = connection.execute(text("select anchor_at, anchor_wall_at, rate, label from published.clock")).one_or_none()
    if row is None:
        wall_at = datetime.now(UTC)
        return Clock(wall_at, wall_at, LIVE_RATE)
    return Clock(row.anchor_at, row.anchor_wall_at, row.rate, row.label)


def set_clock(connection: Connection, clock: Clock) -> None:
    """Sets the domain clock.

    Args:
        connection: the worker's connection, in a transaction.
        clock: what it shows from now on.
    """
    connection.execute(
        text(
            "insert into published.clock (singleton, anchor_at, anchor_wall_at, rate, label)"
            " values (true, :anchor_at, :anchor_wall_at, :rate, :label) on conflict (singleton) do update set"
            " anchor_at = excluded.anchor_at, anchor_wall_at = excluded.anchor_wall_at,"
            " rate = excluded.rate, label = excluded.label"
        ),
        {
            "anchor_at": clock.anchor_at,
            "anchor_wall_at": clock.anchor_wall_at,
            "rate": clock.rate,
            "label": clock.label,
        },
    )
