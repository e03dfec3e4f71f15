"""Who decided what, when, why and by which desk, newest first.

Source: PRODUCT O5, U7, H4 (desks, not people).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from intera.model.decision import Plain
from intera.roles.desk import Desk
from intera.roles.relative import LocalClock
from intera.roles.released import ReleasedDecision
from intera.roles.view import TrailDay, TrailItem, TrailView
from intera.roles.wording import count, plural

_KINDS = {"narrative": "say", "severity": "key", "impact": "key", "checkpoint": "ok", "incident": "key", "owner": "key"}
PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail: released decisions newest first, and how it stands in the whole.

    `total_count` counts what the page is cut from (one incident's entries when `incident_id` is
    set). `is_all` is False when reports that moved no judgement are left out. `older_before` is the
    number after which the next older page starts, None at the end. `proof` are label and value
    pairs: tree size, root, last signed checkpoint.
    """

    decisions: Sequence[Mapping[str, Plain]]
    total_count: int
    incident_id: str = ""
    older_before: int | None = None
    is_first: bool = True
    is_all: bool = True
    proof: tuple[tuple[str, str], ...] = ()


def trail_item(decision: ReleasedDecision, clock: LocalClock) -> TrailItem:
    """One decision in words."""
    when = datetime.fromisoformat(decision["at"])
    noun = decision["kind"].split(".", 1)[0]
    subject = decision["subject"]
    is_incident = noun in _KINDS or noun == "signal"
    return TrailItem(
        number=count(decision["number"]),
        iso=clock.iso(when),
        clock=clock.time(when) if clock.is_today(when) else clock.moment(when),
        kind="sys" if decision["by_system"] else _KINDS.get(noun, "sys"),
        summary=decision["summary"],
        basis=decision["basis"],
        desk=decision["desk"],
        subject=subject if is_incident else "",
        href=f"/incidents/{subject}" if is_incident and subject else "",
    )


def read_trail(page: TrailPage, *, desk: Desk, at: datetime) -> TrailView:
    """The decision trail, a page of it.

    Args:
        page: the decisions and where they stand.
        desk: the operator's names and zone.
        at: now, on the domain clock.

    Returns:
        The view, by day.
    """
    clock = LocalClock(desk.zone, at)
    days: dict[str, list[TrailItem]] = {}
    for decision in page.decisions:
        entry = cast("ReleasedDecision", decision)
        when = datetime.fromisoformat(entry["at"])
        title = "Today" if clock.is_today(when) else clock.full(when).rsplit(",", 1)[0]
        item = trail_item(entry, clock)
        days.setdefault(title, []).append(_timed(item, clock, when))
    what = f"about {page.incident_id}" if page.incident_id else "on record"
    incident = [f"incident={page.incident_id}"] if page.incident_id else []
    whole = ["all=1"] if page.is_all else []
    lead = f"{plural(page.total_count, 'decision')} {what}." if page.total_count else f"No decision is {what} yet."
    return TrailView(
        lead=lead,
        lead_sub=f"Each with its reason and its desk, newest first. Times in {clock.zone_label}.",
        days=tuple(TrailDay(title, tuple(items)) for title, items in days.items()),
        incident_id=page.incident_id,
        newer_href="" if page.is_first else _href(*incident, *whole),
        older_href="" if page.older_before is None else _href(*incident, *whole, f"before={page.older_before}"),
        proof=page.proof,
        other_href=_href(*incident) if page.is_all else _href(*incident, "all=1"),
        other_text="Show only what moved" if page.is_all else "Show reports that moved nothing too",
    )


def _href(*asked: str) -> str:
    return "/trail" + ("?" + "&".join(asked) if asked else "")


def _timed(item: TrailItem, clock: LocalClock, when: datetime) -> TrailItem:
    """The same entry under a day's heading, where the time of day is enough."""
    return TrailItem(
        number=item.number,
        iso=item.iso,
        clock=clock.time(when),
        kind=item.kind,
        summary=item.summary,
        basis=item.basis,
        desk=item.desk,
        subject=item.subject,
        href=item.href,
    )
