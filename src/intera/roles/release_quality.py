"""The board of service quality: each place against its own usual range, weak spots first.

Source: PRODUCT R3; issue 3 point 8. What counts as degraded here is the time in which customers were
hit by incidents, the same spells the impact number adds up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from intera.model.board import Board, BoardCell, BoardFigure, BoardTable, Spark
from intera.model.operator import Operator
from intera.model.quality import QualityPeriod, QualityState, QualityTrend
from intera.roles.screen import Screen, screen_for
from intera.roles.wording import count, plural

ROWS_AT_MOST = 30
WEEKS_SHOWN = 26
_WORDS = {
    QualityState.CHRONIC: ("Chronic", "late"),
    QualityState.OUTSIDE: ("Out of its range", "risk"),
    QualityState.STEADY: ("Steady", ""),
    QualityState.BETTER: ("Better", "ok"),
    QualityState.TOO_LITTLE_HISTORY: ("Too little history", "quiet"),
}


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Trends by place, service, region and partner, each weakest first; `week_count` is how long was looked back."""

    by_place: tuple[QualityTrend, ...]
    by_service: tuple[QualityTrend, ...]
    by_region: tuple[QualityTrend, ...]
    by_partner: tuple[QualityTrend, ...]
    week_count: int


def release_quality(report: QualityReport, operator: Operator, *, at: datetime) -> Board:
    """The board of service quality in a role's words.

    Args:
        report: the trends.
        operator: whose hidden words apply.
        at: the instant it holds at.

    Returns:
        The board, weakest place first.
    """
    screen = screen_for(operator.hidden_vocabulary)
    trends = report.by_place
    chronic = [trend for trend in trends if trend.state is QualityState.CHRONIC]
    outside = [trend for trend in trends if trend.state is QualityState.OUTSIDE]
    unknown = sum(trend.state is QualityState.TOO_LITTLE_HISTORY for trend in trends)
    return Board(
        name="quality",
        as_of_at=at,
        lead=_lead(chronic, outside, len(trends) - unknown, screen),
        lead_sub=(
            f"Time in which customers were hit by incidents, by week, over {plural(report.week_count, 'week')};"
            " each place against its own usual range."
        ),
        figures=(
            BoardFigure("Chronic", count(len(chronic)), "places", "late" if chronic else ""),
            BoardFigure("Out of range", count(len(outside)), "places, last full week"),
            BoardFigure("Within range", count(len(trends) - unknown - len(chronic) - len(outside)), "places"),
            BoardFigure("Too little history", count(unknown), "places, not judged"),
        ),
        tables=(
            _table("places", "Weak spots by place", report.by_place, screen),
            _table("services", "By service", report.by_service, screen),
            _table("regions", "By region", report.by_region, screen),
            _table("partners", "By partner", report.by_partner, screen),
        ),
    )


def _lead(chronic: Sequence[QualityTrend], outside: Sequence[QualityTrend], judged_count: int, screen: Screen) -> str:
    if chronic:
        verb = "is" if len(chronic) == 1 else "are"
        return (
            f"{plural(len(chronic), 'place')} {verb} chronically degraded, {screen.text(chronic[0].place.name)} most."
        )
    if outside:
        verb = "is" if len(outside) == 1 else "are"
        return f"{plural(len(outside), 'place')} {verb} out of the usual range in the last full week."
    if not judged_count:
        return "Too little history to say what is usual: 13 measured weeks are needed."
    return f"All {plural(judged_count, 'place')} with enough history stay within their usual range."


def _table(key: str, title: str, trends: Sequence[QualityTrend], screen: Screen) -> BoardTable:
    # A place that was never degraded and is as it always was tells nothing: it is counted, not listed.
    telling = [trend for trend in trends if not _is_uneventful(trend)]
    quiet = len(trends) - len(telling)
    note = (
        f"Bars are full weeks, the band is the usual range. {count(quiet)} more without a degraded minute."
        if quiet
        else ""
    )
    return BoardTable(
        key=f"quality-{key}",
        title=title,
        note=note or "Bars are full weeks, the band is the usual range.",
        columns=("Where", "Weeks", "State", "Usual", "Last full week", "Why"),
        rows=tuple(_row(trend, screen) for trend in telling[:ROWS_AT_MOST]),
        empty="Nothing was degraded here." if trends else "Nothing was measured here.",
    )


def _is_uneventful(trend: QualityTrend) -> bool:
    return trend.state is QualityState.STEADY and not any(period.degraded_ratio for period in trend.periods)


def _row(trend: QualityTrend, screen: Screen) -> tuple[BoardCell, ...]:
    word, kind = _WORDS[trend.state]
    newest = next((period for period in reversed(trend.periods) if period.degraded_ratio is not None), None)
    reason = trend.reason.removeprefix(f"{trend.place.name}: ")
    return (
        BoardCell(screen.text(trend.place.name)),
        BoardCell("", spark=_spark(trend)),
        BoardCell(word, kind=kind),
        BoardCell(_percent(trend.usual.usual_ratio) if trend.usual else "not known", kind="num"),
        BoardCell(
            _percent(newest.degraded_ratio) if newest and newest.degraded_ratio is not None else "none", kind="num"
        ),
        BoardCell(screen.text(reason)),
    )


def _spark(trend: QualityTrend) -> Spark:
    periods = trend.periods[-WEEKS_SHOWN:]
    known = [period.degraded_ratio for period in periods if period.degraded_ratio is not None]
    upper = trend.usual.upper_ratio if trend.usual else Fraction(0)
    top = max([*known, upper], default=Fraction(0)) or Fraction(1)
    beyond = tuple(index for index, period in enumerate(periods) if period.is_beyond)
    return Spark(
        height_percents=tuple(_height(period, top) for period in periods),
        usual_low_percent=int(trend.usual.lower_ratio * 100 / top) if trend.usual else None,
        usual_high_percent=int(trend.usual.upper_ratio * 100 / top) if trend.usual else None,
        beyond_numbers=beyond,
        says=f"{plural(len(known), 'measured week')}, {count(len(beyond))} beyond the usual range",
    )


def _height(period: QualityPeriod, top: Fraction) -> int | None:
    return None if period.degraded_ratio is None else int(period.degraded_ratio * 100 / top)


def _percent(ratio: Fraction) -> str:
    """A share of time with two digits, rounded half up."""
    hundredths = int(ratio * 10_000 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
