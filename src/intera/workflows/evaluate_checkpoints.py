"""Scores promised times read from public updates, and how they were kept: `intera eval checkpoints`.

Two questions. Are the times read right? Judged by what a person read in a sample of the later texts before
the extractor had seen any of them (`labels/promised_times.csv`: digests of texts and instants, no text). Was
a promised update there by its time? Judged by when the same incident's next update was posted.
"""

import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from re import compile as pattern
from typing import cast
from zoneinfo import ZoneInfo

from intera.coordination.promised_time import PromiseKind, promised_times
from intera.experience.scores import find_interval
from intera.workflows.evaluation import (
    BadDataError,
    Evaluation,
    draw_resamples,
    find_lines,
    read_lines,
    say_interval,
    split_instant,
)

_KEYS = ("id", "begin", "updates", "status_impact")
LABELS = Path(__file__).parent / "labels" / "promised_times.csv"
# Whose clock is meant where a text names no zone. Source: the texts themselves say "US/Pacific" nearly always.
_ZONE = "America/Los_Angeles"
# A promise answered this much after its time still counts as kept. Source: the plan's anchor, 93 % within 5 min.
_GRACE = timedelta(minutes=5)
_DIGEST_DIGITS = 16
# The one form nearly all of these texts use; what reading only this one would score.
_FIXED_FORM = pattern(
    r"(?P<what>update|information|details|complete\w*)\s+by\s+\w+,\s+(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d) US/Pacific"
)

Times = Mapping[PromiseKind, frozenset[datetime]]


@dataclass(frozen=True, slots=True)
class _Post:
    """One update as it was posted, with when the next of its incident was."""

    incident_id: str
    at: datetime
    text: str
    next_at: datetime | None

    @property
    def key(self) -> tuple[datetime, str]:
        """By what a person's reading names it."""
        return self.at, hashlib.sha256(self.text.encode()).hexdigest()[:_DIGEST_DIGITS]


def evaluate_checkpoints(folder: Path, *, split_at: datetime | None = None, labels: Path = LABELS) -> Evaluation:
    """How often promised times are read right, and how often the promised updates came in time.

    Args:
        folder: holds JSON lines of public incidents with their updates, or a folder with them.
        split_at: start of the later part; None for the default.
        labels: what a person read in a sample of the texts.

    Returns:
        The share read right, the share kept within five minutes, and what one fixed form would have read.

    Raises:
        BadDataError: the data cannot be read, or holds no update.
    """
    files = find_lines(folder, _KEYS)
    posts = [post for line in read_lines(files) for post in _posts(line)]
    posts.sort(key=lambda post: (post.at, post.incident_id))
    split = split_instant([post.at for post in posts], split_at)
    later = [post for post in posts if post.at >= split]
    labelled = _labels(labels)
    sample = [(post, labelled[post.key]) for post in later if post.key in labelled]
    return Evaluation(
        task="checkpoints",
        path=files.path,
        sha256=files.sha256,
        split_at=split,
        rows=len(later),
        metrics={
            "read_right": _score(sample, _read),
            "later": _kept(later),
            "earlier_used_for_tuning": _kept([post for post in posts if post.at < split]),
            "note": "read right: both kinds of promise of a text, every instant to the minute, nothing besides; "
            "kept: the incident's next update was posted at most 5 minutes after the promised time",
        },
        baselines={"one_fixed_form": _score(sample, _read_fixed_form)},
    )


def _posts(line: Mapping[str, object]) -> list[_Post]:
    found: dict[tuple[datetime, str], None] = {}
    for update in cast("Sequence[Mapping[str, object]]", line["updates"]):
        found[_instant(update.get("when") or update.get("created")), str(update.get("text", ""))] = None
    ordered = [*sorted(found), None]
    return [
        _Post(str(line["id"]), this[0], this[1], following[0] if following else None)
        for this, following in pairwise(ordered)
        if this is not None
    ]


def _instant(said: object) -> datetime:
    try:
        return datetime.fromisoformat(str(said)).astimezone(UTC)
    except ValueError as error:
        raise BadDataError(f"an update was posted at {said!r}, which is no time; export ISO 8601 instants") from error


def _labels(path: Path) -> dict[tuple[datetime, str], Times]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (_instant(row["posted_at"]), row["text_sha256_16"]): {
                PromiseKind.NEXT_UPDATE: frozenset(map(_instant, row["next_update_at"].split())),
                PromiseKind.RESTORATION: frozenset(map(_instant, row["restoration_at"].split())),
            }
            for row in csv.DictReader(stream)
        }


def _read(post: _Post) -> Times:
    promises = promised_times(post.text, posted_at=post.at, zone=_ZONE, language="en")
    return {kind: frozenset(one.at for one in promises if one.kind is kind) for kind in PromiseKind}


def _read_fixed_form(post: _Post) -> Times:
    found: dict[PromiseKind, set[datetime]] = {kind: set() for kind in PromiseKind}
    for match in _FIXED_FORM.finditer(post.text):
        kind = PromiseKind.RESTORATION if match["what"].startswith("complete") else PromiseKind.NEXT_UPDATE
        found[kind].add(datetime.fromisoformat(match["at"]).replace(tzinfo=ZoneInfo(_ZONE)).astimezone(UTC))
    return {kind: frozenset(times) for kind, times in found.items()}


def _score(sample: Sequence[tuple[_Post, Times]], read: Callable[[_Post], Times]) -> dict[str, object]:
    judged = [(post, truth, read(post)) for post, truth in sample]
    by_kind = {kind: [truth[kind] == found[kind] for _, truth, found in judged] for kind in PromiseKind}
    return {
        "texts": len(judged),
        "texts_that_promise": sum(any(truth.values()) for _, truth, _ in judged),
        "both_kinds": _share([truth == found for _, truth, found in judged]),
        **{kind.value: _share(right) for kind, right in by_kind.items()},
        "wrong": [
            {"posted_at": post.at.isoformat(), "read": _say(found), "truth": _say(truth)}
            for post, truth, found in judged
            if truth != found
        ],
    }


def _say(times: Times) -> str:
    said = [f"{kind.value} {at:%Y-%m-%dT%H:%MZ}" for kind, instants in times.items() for at in sorted(instants)]
    return ", ".join(said) or "nothing"


def _kept(posts: Sequence[_Post]) -> dict[str, object]:
    """How the promised updates came; a time that had passed when it was posted is a slip, not a promise."""
    promises = [(post, min(times)) for post in posts if (times := _read(post)[PromiseKind.NEXT_UPDATE])]
    sound = [(post, due_at) for post, due_at in promises if due_at > post.at]
    answered = [(post.next_at, due_at) for post, due_at in sound if post.next_at is not None]
    in_grace = [next_at <= due_at + _GRACE for next_at, due_at in answered]
    return {
        "updates": len(posts),
        "promising": len(promises),
        "passed_when_posted": len(promises) - len(sound),
        "never_answered": len(sound) - len(answered),
        "kept_within_5_min": _share(in_grace),
        "kept_within_5_min_unanswered_missed": _share([*in_grace, *[False] * (len(sound) - len(answered))]),
        "kept_to_the_minute": _share([next_at < due_at + timedelta(minutes=1) for next_at, due_at in answered]),
    }


def _share(values: Sequence[bool]) -> dict[str, float | None]:
    def mean(drawn: Sequence[float], _: Sequence[bool]) -> float | None:
        return sum(drawn) / len(drawn) if drawn else None

    resamples = draw_resamples(len(values)) if values else ()
    return say_interval(find_interval(mean, [float(one) for one in values], list(values), resamples=resamples))
