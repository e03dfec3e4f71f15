"""How far can this view be trusted, source by source: how old, how late, what was parked and why.

Source: PRODUCT section 3 (inputs), issue "Bad input"; design GUIDE section 5, "When a source fails".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.model.source import RejectReason, SourceHealth
from intera.roles.desk import Desk
from intera.roles.frame import is_fresh, late_words
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock, duration
from intera.roles.view import ParkedGroup, SourceRow, SourcesView
from intera.roles.wording import count, joined, plural

_DETAIL_LIMIT = 200
_NAMES = 3


@dataclass(frozen=True, slots=True)
class ParkedCount:
    """Parked records of one source and one reason: how many, the latest, and what its refusal said."""

    source_id: str
    reason: RejectReason
    count: int
    latest_at: datetime
    detail: str


def _clean(text: str) -> str:
    """A refusal's sentence without control characters, cut to what a page can hold."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= _DETAIL_LIMIT else plain[: _DETAIL_LIMIT - 1] + "…"


def _groups(parked: Sequence[ParkedCount], clock: LocalClock, phrases: Phrases) -> tuple[ParkedGroup, ...]:
    ordered = sorted(parked, key=lambda p: (p.reason is not RejectReason.CONFLICTING_BODY, -p.count, p.reason))
    return tuple(
        ParkedGroup(
            reason=phrases.say(f"parked.{group.reason}"),
            count=count(group.count),
            latest=clock.moment(group.latest_at),
            latest_iso=clock.iso(group.latest_at),
            detail=_clean(group.detail),
            is_quarantine=group.reason is RejectReason.CONFLICTING_BODY,
        )
        for group in ordered
    )


def _row(
    health: SourceHealth, taken: int, parked: tuple[ParkedGroup, ...], clock: LocalClock, phrases: Phrases
) -> SourceRow:
    at = clock.at
    fresh = is_fresh(health, at)
    if health.last_heard_at is None:
        last = "never"
    else:
        age_s = clock.since_s(health.last_heard_at)
        last = f"{age_s} s" if age_s < 60 else duration(age_s)  # noqa: PLR2004 - one minute
    owes = health.expected_every_s > 0
    effect = "As usual" if fresh else "Not counted as evidence; what rests on it shows its age"
    return SourceRow(
        source_id=health.source_id,
        name=health.name,
        feeds=phrases.say(f"feeds.{health.kind}"),
        last=last if fresh or health.last_heard_at is None else late_words(health, at),
        late_after=duration(health.expected_every_s) if owes else "no set pace",
        state="ok" if fresh else "jeopardy",
        state_text="Fresh" if fresh and owes else "Read" if fresh else "Late" if health.last_heard_at else "Silent",
        effect=effect,
        taken=count(taken),
        parked=parked,
        parked_count=count(sum(int(group.count.replace(",", "")) for group in parked)),
    )


def _lead(sources: Sequence[SourceHealth], at: datetime) -> str:
    late = sorted(health.name for health in sources if not is_fresh(health, at))
    fresh = len(sources) - len(late)
    if not sources:
        return "No source is connected yet."
    if not late:
        return "The source is fresh." if len(sources) == 1 else f"All {count(len(sources))} sources are fresh."
    named = joined(late) if len(late) <= _NAMES else f"{joined(late[:_NAMES])} and {count(len(late) - _NAMES)} more"
    return f"{count(fresh)} of {count(len(sources))} sources {'is' if fresh == 1 else 'are'} fresh. Late: {named}."


def read_sources(
    sources: Sequence[SourceHealth],
    taken: Mapping[str, int],
    *,
    parked: Sequence[ParkedCount],
    phrases: Phrases,
    desk: Desk,
    at: datetime,
) -> SourcesView:
    """The sources page.

    Args:
        sources: health of each registered source.
        taken: records taken in, by source id.
        parked: records that could not be taken in, by source and reason.
        phrases: the reader's words.
        desk: the operator's zone.
        at: now, on the domain clock.

    Returns:
        The view; parked records of unregistered senders come apart.
    """
    clock = LocalClock(desk.zone, at)
    by_source: dict[str, list[ParkedCount]] = {}
    for group in parked:
        by_source.setdefault(group.source_id, []).append(group)
    ordered = sorted(sources, key=lambda health: health.name)
    rows = tuple(
        _row(
            health,
            taken.get(health.source_id, 0),
            _groups(by_source.pop(health.source_id, []), clock, phrases),
            clock,
            phrases,
        )
        for health in ordered
    )
    orphans = [group for groups in by_source.values() for group in groups]
    all_parked = sum(group.count for group in parked)
    taken_words = plural(sum(taken.values()), "record")
    sub = f"{taken_words} taken in, {count(all_parked)} parked with their reason. Checked {clock.full(at)}."
    return SourcesView(_lead(sources, at), sub, rows, _groups(orphans, clock, phrases))
