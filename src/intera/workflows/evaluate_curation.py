"""Scores what deserves a place on the first screen, on a public status feed: `intera eval curation`.

Each row of state changes is judged as it begins, by what was known then; how it turned out is learned
`OUTCOME_WAIT` later. A row is worth its place when it is the first to show a published incident: it
names a part of it, and begins from `EARLY` before its publication until it is gone.

States that people set are no independent evidence: they set them in the act of posting the incident.
So everything is scored twice, with the states people set and without them.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from intera.experience.learner import Estimate, Learner
from intera.experience.scores import find_interval
from intera.impact.curate import CROSSINGS, Gatherer, Origin, Row
from intera.impact.curate_gate import PrecisionGate
from intera.model.interval import Interval
from intera.workflows.evaluation import (
    BadDataError,
    Evaluation,
    draw_resamples,
    say_interval,
    score_forecasts,
    split_instant,
)
from intera.workflows.read_status_feed import Flip, Posted, StatusFeed, read_status_feed

# A row this long before the post still matches it: people need time to write.
EARLY = timedelta(minutes=60)
# When a row's outcome is taken to be known: feeds are read with gaps of hours.
OUTCOME_WAIT = timedelta(hours=6)
# A state set this close to the post was set in the same act.
SAME_ACT = timedelta(seconds=60)

# With fewer rows one outcome more moves a share by five points and more.
_SHARE_FROM_ROWS = 20

_USED_ALL = (
    "every state of every part; the states people set are NOT independent of the incident: "
    "they are set in the act of posting it, see `independence`"
)
_USED_MEASURED = (
    "only states a machine set (a place re-routed) and the calendar of planned work; no state set by people"
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Something on the screen: when it began, and which parts it names."""

    at: datetime
    part_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row as it was judged, and whether it proved worth a place."""

    row: Row
    estimate: Estimate
    is_shown: bool
    is_worth: bool


class Posts:
    """The published incidents by part, to be matched."""

    __slots__ = ("_by_part",)

    def __init__(self, posts: Sequence[Posted]) -> None:
        """Sorts them by part."""
        self._by_part: dict[str, list[Posted]] = {}
        for post in posts:
            for part_id in post.part_ids:
                self._by_part.setdefault(part_id, []).append(post)

    def matching(self, shown: _Shown) -> set[str]:
        """The incidents this shows."""
        return {
            post.post_id
            for part_id in shown.part_ids
            for post in self._by_part.get(part_id, ())
            if post.created_at - EARLY <= shown.at <= post.gone_at and post.first_read_at <= shown.at + OUTCOME_WAIT
        }


def evaluate_curation(folder: Path, *, split_at: datetime | None = None) -> Evaluation:
    """How many published incidents the first screen shows, at which precision, with how many rows a day.

    Args:
        folder: holds a status feed, or a folder with one.
        split_at: start of the later part, which is scored; None for the default.

    Returns:
        Scores with and without the states people set, beside baselines.

    Raises:
        BadDataError: the data cannot be read or holds no incident.
    """
    feed = read_status_feed(folder)
    if not feed.posts:
        raise BadDataError(f"{folder} holds no published incident; give the folder of a status feed")
    split = split_instant([flip.change.at for flip in feed.flips], split_at)
    posts = Posts(feed.posts)
    harmed = [flip for flip in feed.flips if flip.change.harm.value not in ("clear", "no_data")]
    with_people = judge_rows(feed, posts, origins=frozenset(Origin))
    measured = judge_rows(feed, posts, origins=frozenset({Origin.MEASURED}))
    later = [post for post in feed.posts if post.created_at >= split]
    last_at = feed.flips[-1].change.at
    score = _Scorer(posts, later, split=split, last_at=last_at)
    return Evaluation(
        task="curation",
        path=feed.files.path,
        sha256=feed.files.sha256,
        split_at=split,
        rows=len([judged for judged in with_people if judged.row.begun_at >= split]),
        metrics={
            "with_states_set_by_people": {"used": _USED_ALL, **score.learned(with_people)},
            "without_states_set_by_people": {"used": _USED_MEASURED, **score.learned(measured)},
            "independence": _independence(harmed, posts, later),
            "reachable": score.reachable(harmed),
            "definitions": _DEFINITIONS,
        },
        baselines={
            "every_change_to_harm": score.plain(_shown_of(harmed, lambda _: True)),
            "every_degraded_or_major": score.plain(_shown_of(harmed, lambda flip: flip.is_stated_harm)),
            "every_row": score.plain([_shown(judged.row) for judged in with_people]),
            "every_row_people_set": score.plain(
                [_shown(judged.row) for judged in with_people if judged.row.origin is Origin.SAID]
            ),
            "every_measured_row": score.plain([_shown(judged.row) for judged in measured]),
        },
    )


_DEFINITIONS: Mapping[str, str] = {
    "row": "changes people set at one instant, or machines set in one group at one instant; a part that flaps "
    "within 60 min begins no new row; roll-ups of groups are left out",
    "match": "the row names a part of the incident and begins from 60 min before its publication until it is gone",
    "precision": "rows shown that are the first to show some incident, of all rows shown; a second one counts as false",
    "matching": "rows shown that match some incident, first or not, of all rows shown",
    "covered": "incidents matched by a row shown, of all published, of those that say customers were hurt (their own "
    "level is minor or above), and of those that name a part",
    "best_cut_in_hindsight": "the best precision any cut on the stated ratio would have had, chosen by looking at the "
    "outcomes, of cuts that show 20 rows or more: no cut on these ratios does better",
}


def judge_rows(feed: StatusFeed, posts: Posts, *, origins: frozenset[Origin]) -> list[Judged]:
    """Every row in order of time, judged by what was known as it began.

    Args:
        feed: the whole feed; nothing after a row's beginning has a part in its judgement.
        posts: its incidents, which tell how a row turned out, `OUTCOME_WAIT` later.
        origins: whose states are used.

    Returns:
        The rows with what was stated of them, whether they were shown, and whether that was worth it.
    """
    gatherer, learner, gate = Gatherer(), Learner(CROSSINGS), PrecisionGate()
    works: dict[str, list[Interval]] = {}
    coming = deque(feed.works)
    waiting: deque[tuple[Row, Estimate, bool]] = deque()
    covered: set[str] = set()
    found: list[Judged] = []

    def settle(until: datetime | None) -> None:
        while waiting and (until is None or waiting[0][0].begun_at + OUTCOME_WAIT <= until):
            row, estimate, is_shown = waiting.popleft()
            matching = posts.matching(_shown(row))
            is_worth = not matching <= covered
            if is_shown:
                covered.update(matching)
            learner.learn(row.features, happened=is_worth)
            gate.learn(estimate.ratio, happened=is_worth)
            found.append(Judged(row, estimate, is_shown, is_worth))

    for at, flips in feed.instants():
        settle(at)
        while coming and coming[0][0] <= at:
            _, part_id, span = coming.popleft()
            works.setdefault(part_id, []).append(span)
        changes = [flip.change for flip in flips if not flip.is_roll_up and _is_used(flip, origins)]
        for row in gatherer.take(changes, works=works, at=at):
            estimate = learner.state(row.features)
            waiting.append((row, estimate, gate.place(estimate.ratio, estimate.basis).is_shown))
    settle(None)
    return found


def _is_used(flip: Flip, origins: frozenset[Origin]) -> bool:
    """Ends and planned states are nobody's claim of harm, so they are always used."""
    return flip.change.harm.value == "clear" or flip.change.origin in origins


class _Scorer:
    """Scores what was shown in the later part."""

    __slots__ = ("_groups", "_last_at", "_posts", "_split")

    def __init__(self, posts: Posts, later: Sequence[Posted], *, split: datetime, last_at: datetime) -> None:
        self._posts = posts
        self._split = split
        self._last_at = last_at
        self._groups: Mapping[str, Sequence[Posted]] = {
            "all": later,
            "saying_impact": [post for post in later if post.says_impact],
            "naming_a_part": [post for post in later if post.part_ids],
            "saying_impact_and_naming_a_part": [post for post in later if post.says_impact and post.part_ids],
        }

    def learned(self, judged: Sequence[Judged]) -> dict[str, object]:
        """The scores of what the learned cut showed, and how well the stated ratios rank all rows."""
        later = [entry for entry in judged if entry.row.begun_at >= self._split]
        found = self.plain([_shown(entry.row) for entry in judged if entry.is_shown])
        found["rows_judged"] = len(later)
        ratios = [float(entry.estimate.ratio) for entry in later]
        outcomes = [entry.is_worth for entry in later]
        found["best_cut_in_hindsight"] = _best_cut(ratios, outcomes)
        found["stated"] = score_forecasts(ratios, outcomes)
        return found

    def plain(self, shown: Sequence[_Shown]) -> dict[str, object]:
        """Precision, coverage and rows a day of anything that was shown, of the later part."""
        covered: set[str] = set()
        worth: list[bool] = []
        matched: list[bool] = []
        days: Counter[int] = Counter()
        for entry in sorted(shown, key=lambda entry: entry.at):
            matching = self._posts.matching(entry)
            if entry.at >= self._split:
                worth.append(not matching <= covered)
                matched.append(bool(matching))
                days[(entry.at - self._split).days] += 1
            covered.update(matching)
        counts = [days[day] for day in range(max(1, (self._last_at - self._split).days))]
        return {
            "precision": _share(worth),
            "matching": _share(matched),
            "covered": {name: _covered(posts, covered) for name, posts in self._groups.items()},
            "rows_a_day": _mean(counts),
            "rows_a_day_19_of_20_days": sorted(counts)[(len(counts) - 1) * 19 // 20],
            "rows_a_day_most": max(counts),
            "rows_shown": len(worth),
        }

    def reachable(self, harmed: Iterable[Flip]) -> dict[str, object]:
        """The most any rule could cover: incidents with a matching change to harm in the feed at all."""
        changes = [flip for flip in harmed if not flip.is_roll_up]
        every = self._reached(changes)
        measured = self._reached([flip for flip in changes if flip.change.origin is Origin.MEASURED])
        return {
            "incidents": {name: len(posts) for name, posts in self._groups.items()},
            "any_state": {name: _covered(posts, every) for name, posts in self._groups.items()},
            "only_states_a_machine_set": {name: _covered(posts, measured) for name, posts in self._groups.items()},
        }

    def _reached(self, flips: Iterable[Flip]) -> set[str]:
        return {
            post_id
            for flip in flips
            for post_id in self._posts.matching(_Shown(flip.change.at, (flip.change.part_id,)))
        }


def _independence(harmed: Iterable[Flip], posts: Posts, later: Sequence[Posted]) -> dict[str, object]:
    """How close to the post the first matching state was set: the same act is no evidence."""
    created_at = {post.post_id: post.created_at for post in later}
    found: dict[str, object] = {}
    changes = [flip for flip in harmed if not flip.is_roll_up]
    for origin in Origin:
        first: dict[str, Flip] = {}
        for flip in changes:
            if flip.change.origin is origin:
                for post_id in posts.matching(_Shown(flip.change.at, (flip.change.part_id,))):
                    first.setdefault(post_id, flip)
        known = {post_id: flip for post_id, flip in first.items() if post_id in created_at}
        found[origin.value] = {
            "incidents": len(known),
            "set_within_60_s_of_the_post": _share(
                [abs(f.set_at - created_at[p]) <= SAME_ACT for p, f in known.items()]
            ),
            "readable_before_the_post": _share([flip.change.at < created_at[p] for p, flip in known.items()]),
        }
    return found


def _best_cut(ratios: Sequence[float], outcomes: Sequence[bool]) -> dict[str, object]:
    """The cut with the highest precision among those that show enough rows to speak of a share."""
    order = sorted(range(len(ratios)), key=ratios.__getitem__, reverse=True)
    best: tuple[float, int] = (0.0, 0)
    happened = 0
    for shown, place in enumerate(order, start=1):
        happened += outcomes[place]
        is_end = shown == len(order) or ratios[order[shown]] < ratios[place]
        if is_end and shown >= _SHARE_FROM_ROWS:
            best = max(best, (happened / shown, shown))
    return {"precision": round(best[0], 4), "rows_shown": best[1]}


def _shown_of(flips: Iterable[Flip], is_wanted: Callable[[Flip], bool]) -> list[_Shown]:
    return [_Shown(flip.change.at, (flip.change.part_id,)) for flip in flips if is_wanted(flip)]


def _shown(row: Row) -> _Shown:
    return _Shown(row.begun_at, row.part_ids)


def _covered(posts: Sequence[Posted], covered: set[str]) -> dict[str, float | None]:
    return _share([post.post_id in covered for post in posts])


def _share(hits: Sequence[bool]) -> dict[str, float | None]:
    """The share of hits with its interval; null without any case."""
    return _interval_of([1.0] * len(hits), hits)


def _mean(counts: Sequence[int]) -> dict[str, float | None]:
    return _interval_of([float(count) for count in counts], [True] * len(counts))


def _interval_of(weights: Sequence[float], hits: Sequence[bool]) -> dict[str, float | None]:
    def mean(drawn: Sequence[float], happened: Sequence[bool]) -> float | None:
        return sum(w for w, hit in zip(drawn, happened, strict=True) if hit) / len(drawn) if drawn else None

    return say_interval(find_interval(mean, weights, hits, resamples=draw_resamples(len(hits)) if hits else ()))
