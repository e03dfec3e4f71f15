"""How well does the product tell, when an outage begins, that its area will be hit again within 30 days.

Data: public outage notices of one operator (JSON lines, one notice each).

- **Area**: the place the notice named when it was first seen ("calgary whitehorn"), in small letters
  without punctuation. A notice whose title names no place takes its `affected_area`; one with
  neither has no area, and is left out and counted. "National" is an area like any other.
- **Event**: notices of one area that overlap, or carry the same reference number, are one event, as
  the product's own rule joins them (`join_events`).
- **Came back**: another event of the same area began at most 30 days after this one began. It is
  known 30 days later and learned then, never before. Events of the file's last 30 days are not
  scored, because nobody can know yet.
- The same is scored with the **municipality** as the area, which is far easier: large towns return
  nearly always, small ones seldom.

Stated by: `return_features` with `Learner`. Everything in the order of time.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from intera.experience.learner import Learner
from intera.experience.track_record import TrackRecord
from intera.model.ids import FingerprintId, IncidentId
from intera.model.recurrence import Exclusion, Expectation, Occurrence
from intera.recurrence.classify import WINDOWS_DAYS
from intera.recurrence.events import join_events
from intera.recurrence.expected import CHANCE_LIMIT, BaseRate, chance_of_at_least, expect
from intera.recurrence.rate import repeat_rate
from intera.recurrence.return_odds import RETURN_WITHIN_DAYS, came_back, return_features
from intera.workflows.evaluation import Evaluation, score_forecasts, split_instant
from intera.workflows.outage_notices import OutageNotice, find_notices, read_notices

TASK = "recurrence"
_WINDOW = timedelta(days=RETURN_WITHIN_DAYS)
_EVERY = "every area"
_HISTORY_DAYS = 365


@dataclass(frozen=True, slots=True)
class _Start:
    """One event as it began, with the area's other starts and, from the file's whole record, what came of it."""

    area: str
    start_at: datetime
    place_kind: str
    area_starts: Sequence[datetime]
    returned: bool | None


@dataclass(frozen=True, slots=True)
class StatedReturn:
    """What each forecaster stated of one event before it was known, and what came."""

    start_at: datetime
    returned: bool
    product: float
    base_rate: float
    own_rate: float
    pace: float
    whole_record: float


def evaluate_recurrence(folder: Path, *, split_at: datetime | None = None) -> Evaluation:
    """The scores of the product's odds of a return on a folder of outage notices, beside trivial baselines.

    Args:
        folder: the data set's folder or one that holds it.
        split_at: the first instant scored; None for the default share of the events.

    Returns:
        The evaluation; `baselines` hold the base rate, the area's own past rate, the pace of its past,
        and as a limit the area's total over the whole file, which looks ahead.

    Raises:
        BadDataError: the folder holds no such notices, or none can be scored.
    """
    files = find_notices(folder)
    notices = read_notices(files)
    starts = _starts(notices, lambda notice: notice.area)
    by_area = _state_all(starts)
    by_town = state_returns(notices, lambda notice: notice.town)
    split = split_instant([one.start_at for one in by_area], split_at)
    later = [one for one in by_area if one.start_at >= split]
    later_town = [one for one in by_town if one.start_at >= split]
    return Evaluation(
        task=TASK,
        path=files.path,
        sha256=files.sha256,
        split_at=split,
        rows=len(later),
        metrics={
            **_scored(later, lambda one: one.product),
            "municipality": _scored(later_town, lambda one: one.product),
            "repeat_rate": _count_repeats(notices, split),
            "expected_against_observed": _expected_against_observed(starts, split),
            "without_area_count": sum(not notice.area for notice in notices),
        },
        baselines={
            "base_rate": _scored(later, lambda one: one.base_rate),
            "own_past_rate": _scored(later, lambda one: one.own_rate),
            "own_pace": _scored(later, lambda one: one.pace),
            "municipality_own_past_rate": _scored(later_town, lambda one: one.own_rate),
            "limit_whole_record": score_forecasts(
                [one.whole_record for one in later], [one.returned for one in later], figures=("auc",)
            ),
        },
    )


def state_returns(notices: Sequence[OutageNotice], area_of: Callable[[OutageNotice], str]) -> list[StatedReturn]:
    """What every forecaster stated of every event when it began; events nobody can know the outcome of are left out.

    Args:
        notices: in order of first sight.
        area_of: what counts as the area of a notice, empty for none.

    Returns:
        The statements with their outcomes, in order of time.
    """
    return _state_all(_starts(notices, area_of))


def _scored(stated: Sequence[StatedReturn], forecast: Callable[[StatedReturn], float]) -> dict[str, object]:
    return score_forecasts([forecast(one) for one in stated], [one.returned for one in stated])


def _occurrences(notices: Sequence[OutageNotice], area_of: Callable[[OutageNotice], str]) -> list[Occurrence]:
    """Each notice with an area as an occurrence of it; one that repeats a reference number is a duplicate."""
    seen: set[tuple[str, str]] = set()
    found: list[Occurrence] = []
    for notice in notices:
        area = area_of(notice)
        if not area:
            continue
        named = (area, notice.reference)
        lasted_s = -1 if notice.ended_at is None else int((notice.ended_at - notice.first_seen_at).total_seconds())
        found.append(
            Occurrence(
                incident_id=IncidentId(notice.notice_id),
                onset_at=notice.first_seen_at,
                duration_s=lasted_s if notice.ended_at is None else max(0, lasted_s),
                fingerprint_id=FingerprintId(area),
                exclusion=Exclusion.DUPLICATE if notice.reference and named in seen else None,
            )
        )
        seen.add(named)
    return found


def _starts(notices: Sequence[OutageNotice], area_of: Callable[[OutageNotice], str]) -> list[_Start]:
    kinds = {notice.notice_id: notice.place_kind for notice in notices}
    by_area: dict[str, list[Occurrence]] = {}
    for occurrence in _occurrences(notices, area_of):
        by_area.setdefault(occurrence.fingerprint_id, []).append(occurrence)
    end_at = max((notice.first_seen_at for notice in notices), default=None)
    starts: list[_Start] = []
    for area, occurrences in by_area.items():
        events = join_events(occurrences)
        own = [event.onset_at for event in events]
        starts.extend(
            _Start(
                area,
                event.onset_at,
                kinds[event.first.incident_id],
                own,
                came_back(event.onset_at, own, at=end_at or event.onset_at),
            )
            for event in events
        )
    return [
        # A return inside the last 30 days would be counted and a stay away not, so neither is.
        replace(start, returned=None) if end_at and start.start_at > end_at - _WINDOW else start
        for start in sorted(starts, key=lambda one: (one.start_at, one.area))
    ]


def _state_all(starts: Sequence[_Start]) -> list[StatedReturn]:
    """The statements, in order of time, each outcome learned 30 days after and never before."""
    learner, own, overall = Learner(), TrackRecord(), TrackRecord()
    waiting: deque[tuple[_Start, dict[str, str]]] = deque()
    stated: list[StatedReturn] = []
    areas: set[str] = set()
    for number, start in enumerate(starts):
        while waiting and waiting[0][0].start_at + _WINDOW <= start.start_at:
            past, features = waiting.popleft()
            learner.learn(features, happened=bool(past.returned))
            own.learn(past.area, happened=bool(past.returned))
            overall.learn(_EVERY, happened=bool(past.returned))
        before = [one for one in start.area_starts if one < start.start_at]
        features = return_features(before, start.start_at, {"place": start.place_kind})
        base_rate = overall.ratio(_EVERY, prior=Fraction(1, 2)).ratio
        if start.returned is not None:
            waiting.append((start, features))
            stated.append(
                StatedReturn(
                    start_at=start.start_at,
                    returned=start.returned,
                    product=float(learner.state(features).ratio),
                    base_rate=float(base_rate),
                    own_rate=float(own.ratio(start.area, prior=base_rate).ratio),
                    pace=_pace(before, start, number, len(areas), starts[0].start_at),
                    whole_record=_total_ratio(start),
                )
            )
        areas.add(start.area)
    return stated


def _pace(before: Sequence[datetime], start: _Start, event_count: int, area_count: int, since_at: datetime) -> float:
    """The chance of at least one event in the window at the area's own pace, drawn towards that of all areas."""
    days = max(1, (start.start_at - since_at).days)
    exposure_days = Fraction(days * max(1, area_count), max(1, event_count)) + days
    return float(chance_of_at_least(1, 2 + len(before), exposure_days / (exposure_days + RETURN_WITHIN_DAYS)))


def _total_ratio(start: _Start) -> float:
    """The area's other events in the whole file but the next, as a ranking: no forecaster can know it."""
    others = len(start.area_starts) - 1 - bool(start.returned)
    return others / (others + 1)


def _expected_against_observed(starts: Sequence[_Start], split: datetime) -> dict[str, object]:
    """Whether "more than chance allows" is as rare as it says, and whether what it marks returns more often."""
    instants = [start.start_at for start in starts]
    expected, observed, marked = Fraction(0), 0, list[_Start]()
    later = [start for start in starts if start.start_at >= split]
    for start in later:
        found = _expect_at(start, starts, instants)
        expected += found.expected_count
        observed += found.observed_count
        if found.is_more_than_chance:
            marked.append(start)
    known = [start for start in marked if start.returned is not None]
    return {
        "case_count": len(later),
        "others_expected": round(float(expected), 1),
        "others_observed": observed,
        "chance_limit": float(CHANCE_LIMIT),
        "more_than_chance_share": round(len(marked) / len(later), 4),
        "returned_when_more_than_chance": f"{sum(bool(one.returned) for one in known)} of {len(known)}",
    }


def _expect_at(start: _Start, starts: Sequence[_Start], instants: Sequence[datetime]) -> Expectation:
    """The product's expectation of one event, its base rate from the year before the window as far as there is one."""
    window_at = start.start_at - timedelta(days=WINDOWS_DAYS[-1])
    history_days = max(1, min(_HISTORY_DAYS, (window_at - instants[0]).days))
    history_at = window_at - timedelta(days=history_days)
    past = starts[bisect_right(instants, history_at) : bisect_right(instants, window_at)]
    base = BaseRate(len(past), max(1, len({one.area for one in past})), history_days)
    return expect(
        sum(window_at < one < start.start_at for one in start.area_starts),
        history_count=sum(history_at < one <= window_at for one in start.area_starts),
        base=base,
        window_days=WINDOWS_DAYS[-1],
    )


def _count_repeats(notices: Sequence[OutageNotice], split: datetime) -> dict[str, object]:
    """The product's own repeat rate over the later part."""
    end_at = notices[-1].first_seen_at + timedelta(seconds=1)
    rate = repeat_rate(_occurrences(notices, lambda notice: notice.area), start_at=split, end_at=end_at)
    return {
        "repeat_count": rate.repeat_count,
        "event_count": rate.event_count,
        "within_days": rate.within_days,
        "excluded": {reason.value: count for reason, count in rate.excluded},
    }
