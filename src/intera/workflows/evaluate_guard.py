"""Scores the language guard on real texts: `intera eval guard`.

What operators told the public must pass; what their routers said must not. A text is blocked when
something in it must change; a mark that only asks a person is counted apart. Public updates were
written by people who knew their own cause and end time, so they are read at the confidence of
verified facts; the share at High confidence stands beside it. The guard learns nothing: its words
were tuned on the earlier part only, and the later part is what is reported.
"""

import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from intera.experience.scores import ScoreInterval
from intera.model.narrative import GuardFinding, GuardLevel
from intera.model.operator import Operator
from intera.narrative.guard import Guard, build_guard
from intera.workflows.evaluation import BadDataError, Evaluation, say_interval, split_instant
from intera.workflows.public_updates import FoundText, read_public_updates

# Facts a desk has verified itself. Source: design GUIDE section 4, Confirmed from 90.
VERIFIED_PERCENT = 95
HIGH_PERCENT = 80
_AUDIENCE = "customer"
_RULES_SHOWN = 12
# Standard deviations that hold 95 percent of a normal distribution.
_NORMAL_95 = 1.96
# The goals of the guard. Source: issue 4, Numbers.
_GOALS = {"blocked_ratio": 0.05, "passed_ratio": 0.05, "message_ms": 5.0}
_DEFINITIONS = {
    "blocked": "an operator's public update in which something must change",
    "asks": "an update in which nothing must change, but a person must decide on something",
    "passed": "a device's message in which nothing must change",
    "as_told": "every update counts, as often as it was told",
    "distinct": "updates of the very same words count once",
}


def evaluate_guard(folder: Path, *, split_at: datetime | None = None) -> Evaluation:
    """How many public updates the guard blocks and how many device messages it passes, source by source.

    Args:
        folder: holds public updates and device messages, or folders with them.
        split_at: start of the later part, which is reported; None for the default, within each source.

    Returns:
        The shares with their intervals, the rules that blocked, the time a message takes.

    Raises:
        BadDataError: the data cannot be read or holds nothing to score.
    """
    found = read_public_updates(folder)
    public = [one for one in found.texts if one.is_public]
    inside = [one for one in found.texts if not one.is_public]
    guard = build_guard(Operator(name="Nobody", zone="UTC"), language="en")
    later, splits = _later(public, split_at)
    reader = _TimedGuard(guard)
    everything = [one for texts in later.values() for one in texts]
    public_shares = {source: _blocked(reader, texts) for source, texts in later.items()}
    if everything:
        public_shares = {"all": _blocked(reader, everything), **public_shares}
    return Evaluation(
        task="guard",
        path=found.files.path,
        sha256=found.files.sha256,
        split_at=min(splits.values()) if splits else datetime(1970, 1, 1, tzinfo=UTC),
        rows=len(everything) + len(inside),
        metrics={
            "public_updates": public_shares,
            "device_messages": _passed(reader, inside) if inside else {},
            "message_ms": reader.message_ms,
            "split_at_by_source": {source: at.isoformat() for source, at in splits.items()},
            "goals": _GOALS,
            "definitions": _DEFINITIONS,
        },
        baselines={"block_nothing": {"blocked": 0.0, "passed": 1.0}, "block_all": {"blocked": 1.0, "passed": 0.0}},
    )


def _later(
    public: Sequence[FoundText], split_at: datetime | None
) -> tuple[dict[str, list[FoundText]], dict[str, datetime]]:
    """The later part of each source, and where it begins; a source without one is left out."""
    by_source: dict[str, list[FoundText]] = {}
    for one in public:
        by_source.setdefault(one.source, []).append(one)
    later: dict[str, list[FoundText]] = {}
    splits: dict[str, datetime] = {}
    for source, texts in by_source.items():
        try:
            split = split_instant([one.at for one in texts], split_at)
        except BadDataError:
            if len(by_source) == 1:
                raise
            continue
        splits[source] = split
        later[source] = [one for one in texts if one.at >= split]
    return later, splits


class _TimedGuard:
    """The guard, with each text read once at each confidence and the time that took."""

    def __init__(self, guard: Guard) -> None:
        """Starts with nothing read."""
        self._guard = guard
        self._readings: dict[tuple[str, int], tuple[GuardFinding, ...]] = {}
        self._took_s = 0.0

    @property
    def message_ms(self) -> float:
        """How long a reading took on average."""
        return round(self._took_s * 1000 / max(1, len(self._readings)), 3)

    def read(self, text: str, percent: int = VERIFIED_PERCENT) -> tuple[GuardFinding, ...]:
        """What the guard finds in a text."""
        key = (text, percent)
        if key not in self._readings:
            started = time.perf_counter()
            self._readings[key] = self._guard.check(text, audience=_AUDIENCE, confidence_percent=percent)
            self._took_s += time.perf_counter() - started
        return self._readings[key]


def _blocked(guard: _TimedGuard, texts: Sequence[FoundText]) -> dict[str, object]:
    told = [one.text for one in texts]
    distinct = sorted(set(told))
    return {
        "told_count": len(told),
        "blocked_as_told": _share([_blocks(guard.read(text)) for text in told]),
        "blocked_distinct": _share([_blocks(guard.read(text)) for text in distinct]),
        "blocked_as_told_at_high_confidence": _share([_blocks(guard.read(text, HIGH_PERCENT)) for text in told]),
        "asks_as_told": _share([bool(found := guard.read(text)) and not _blocks(found) for text in told]),
        "blocking_rules": _rules(guard.read(text) for text in distinct),
    }


def _passed(guard: _TimedGuard, texts: Sequence[FoundText]) -> dict[str, object]:
    return {"message_count": len(texts), "passed": _share([not _blocks(guard.read(one.text)) for one in texts])}


def _blocks(findings: Iterable[GuardFinding]) -> bool:
    return any(finding.level is GuardLevel.MUST_CHANGE for finding in findings)


def _share(outcomes: Sequence[bool]) -> Mapping[str, float | None]:
    """A share with its 95 percent interval. Source: Wilson 1927."""
    total = len(outcomes)
    ratio, spread = sum(outcomes) / total, _NORMAL_95**2 / total
    middle = (ratio + spread / 2) / (1 + spread)
    half = math.sqrt(ratio * (1 - ratio) * spread + spread**2 / 4) / (1 + spread)
    return say_interval(ScoreInterval(ratio, low=max(0.0, middle - half), high=min(1.0, middle + half)))


def _rules(readings: Iterable[Sequence[GuardFinding]]) -> list[dict[str, object]]:
    """Which rules blocked most texts; never the words."""
    counts: Counter[str] = Counter()
    for findings in readings:
        counts.update({one.rule for one in findings if one.level is GuardLevel.MUST_CHANGE})
    return [{"rule": rule, "text_count": count} for rule, count in counts.most_common(_RULES_SHOWN)]
