"""How many customers were and will be affected, as paths a page can draw without a script.

Percent positions along x, a 1000 by 156 field for the curves, so that text keeps its size at any width.
Source: design GUIDE section 3, "Charts".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from intera.roles.relative import LocalClock
from intera.roles.released import ReleasedEta
from intera.roles.view_incident import Chart, ChartMark
from intera.roles.wording import count, rounded

_WIDTH = 1000
_HEIGHT = 156
_TOP = 30  # where the curves begin under the words
_TICK_STEPS = (15, 30, 60, 120, 240, 480, 1440, 2880, 10080)
_MAX_TICKS = 6
_LEAD_IN = timedelta(minutes=15)
_Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CustomerPoint:
    """What we believed at an instant: low, best and high estimate."""

    at: datetime
    low: int
    best: int
    high: int


class _Field:
    """Turns instants and counts into positions."""

    def __init__(self, start_at: datetime, end_at: datetime, most: int) -> None:
        """Spans the field."""
        self.start_at = start_at
        self.span_s = max(1, int((end_at - start_at).total_seconds()))
        self.most = most

    def x(self, when: datetime) -> int:
        """Position in the field, 0 to 1000."""
        return min(_WIDTH, max(0, int((when - self.start_at).total_seconds()) * _WIDTH // self.span_s))

    def percent(self, when: datetime) -> str:
        """Position as a share of the width."""
        thousandth = self.x(when)
        return f"{thousandth // 10}.{thousandth % 10}%"

    def y(self, number: int) -> int:
        """Height in the field, 0 on top."""
        return _HEIGHT - number * (_HEIGHT - 6) // self.most


def _path(points: Sequence[_Point]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _closed(upper: Sequence[_Point], lower: Sequence[_Point]) -> str:
    return _path([*upper, *reversed(lower)]) + "Z"


def _step(most: int) -> int:
    """A round number of which the scale holds two or three."""
    unit = 10 ** max(0, len(str(most)) - 1)
    return next((step * unit // 10 for step in (40, 20, 10, 5, 2, 1) if step * unit // 10 * 2 <= most), 1)


def _ticks_x(field: _Field, end_at: datetime, clock: LocalClock) -> tuple[tuple[str, str, str], ...]:
    minutes = field.span_s // 60
    step = next((s for s in _TICK_STEPS if minutes // s <= _MAX_TICKS), _TICK_STEPS[-1])
    local = field.start_at.astimezone(clock.local.tzinfo)
    first = local.replace(second=0, microsecond=0) + timedelta(minutes=-(local.hour * 60 + local.minute) % step)
    ticks: list[tuple[str, str, str]] = []
    while first <= end_at:
        anchor = "start" if field.x(first) < 20 else "end" if field.x(first) > 980 else "middle"  # noqa: PLR2004 - near an edge
        ticks.append((field.percent(first), clock.time(first) if step < 1440 else clock.date(first), anchor))  # noqa: PLR2004 - a day
        first += timedelta(minutes=step)
    return tuple(ticks)


def _marks(
    field: _Field, clock: LocalClock, onset_at: datetime, eta: ReleasedEta | None, due_at: datetime | None
) -> tuple[ChartMark, ...]:
    marks = [ChartMark(field.percent(onset_at), "Start")]
    if due_at is not None and due_at > clock.at:
        marks.append(ChartMark(field.percent(due_at), "Checkpoint", is_future=True))
    if eta is not None:
        best_at = datetime.fromisoformat(eta["best_at"])
        if best_at > clock.at:
            marks.append(ChartMark(field.percent(best_at), "ETA", is_future=True))
    return tuple(marks)


def _ticks_y(field: _Field) -> tuple[tuple[str, str, str], ...]:
    step = _step(field.most)
    numbers = [number for number in (0, step, 2 * step, 3 * step) if number <= field.most]
    return tuple((str(_TOP + field.y(n)), str(_TOP + field.y(n) - 5), count(n)) for n in numbers)


def _ahead(
    field: _Field, clock: LocalClock, eta: ReleasedEta | None, now: tuple[_Point, _Point, _Point]
) -> tuple[str, str, str]:
    """The dashed line to the ETA, its band, and the words for both; empty without an ETA to come."""
    if eta is None:
        return "", "", ""
    earliest_at, best_at, latest_at = (
        datetime.fromisoformat(eta[key]) for key in ("earliest_at", "best_at", "latest_at")
    )
    if latest_at <= clock.at:
        return "", "", ""
    line, upper, lower = now
    zero = field.y(0)
    ahead = _path([line, (field.x(max(best_at, clock.at)), zero)])
    band = _closed([upper, (field.x(latest_at), zero)], [lower, (field.x(max(earliest_at, clock.at)), zero)])
    words = f" Expected back {clock.moment(best_at)}, range {clock.moment(earliest_at)} to {clock.moment(latest_at)}."
    return ahead, band, words


def read_chart(
    points: Sequence[CustomerPoint],
    clock: LocalClock,
    *,
    onset_at: datetime,
    eta: ReleasedEta | None,
    due_at: datetime | None,
) -> Chart | None:
    """The chart of customers affected, or None when fewer than two estimates are known.

    Args:
        points: what was believed when, oldest first.
        clock: now, in the operator's zone.
        onset_at: when harm began.
        eta: when service is expected back; the line ahead runs to zero there.
        due_at: the next checkpoint.

    Returns:
        Measured solid, expected dashed, the likely range as a band.
    """
    known = sorted((point for point in points if point.at <= clock.at), key=lambda point: point.at)
    if len(known) < 2 or not any(point.high for point in known):  # noqa: PLR2004 - a line needs two ends
        return None
    latest_at = datetime.fromisoformat(eta["latest_at"]) if eta else clock.at
    end_at = max(latest_at, clock.at + max(timedelta(minutes=30), (clock.at - onset_at) / 4))
    most = max(point.high for point in known)
    field = _Field(min(onset_at, known[0].at) - _LEAD_IN, end_at, most)
    last = known[-1]
    track = [CustomerPoint(onset_at, 0, 0, 0), *known] if onset_at < known[0].at else list(known)
    track.append(CustomerPoint(clock.at, last.low, last.best, last.high))
    xs = [field.x(point.at) for point in track]
    line = [(x, field.y(point.best)) for x, point in zip(xs, track, strict=True)]
    upper = [(x, field.y(point.high)) for x, point in zip(xs, track, strict=True)]
    lower = [(x, field.y(point.low)) for x, point in zip(xs, track, strict=True)]
    ahead, band_ahead, expected = _ahead(field, clock, eta, (line[-1], upper[-1], lower[-1]))
    finding = (
        f"About {count(rounded(last.best))} now, likely {count(rounded(last.low))} to {count(rounded(last.high))}."
    )
    return Chart(
        title=f"Customers affected, {clock.moment(field.start_at)} to {clock.moment(end_at)} {clock.zone_label}",
        finding=finding + expected,
        band=_closed(upper, lower),
        band_ahead=band_ahead,
        line=_path(line),
        line_ahead=ahead,
        now_x=field.percent(clock.at),
        now_y=str(_TOP + line[-1][1]),
        now_text=f"Now {clock.time(clock.at)}",
        marks=_marks(field, clock, onset_at, eta, due_at),
        ticks_x=_ticks_x(field, end_at, clock),
        ticks_y=_ticks_y(field),
    )
