"""What stands around every page: who is here, where one can go, how fresh the sources are.

Source: design GUIDE sections 2 (layout), 5 (when a source fails).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.model.source import SourceHealth
from intera.roles import find_package
from intera.roles.board import BOARD_NAMES
from intera.roles.desk import Desk
from intera.roles.package import RolePackage
from intera.roles.relative import LocalClock, duration, epoch_s
from intera.roles.view import ClockFace, Frame, NavGroup, NavItem, Notice, SourceSummary
from intera.roles.wording import count


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks: their name, role and desk, and what their browser asked for."""

    person_name: str
    role_slug: str
    desk_team_id: str = ""
    csrf_token: str = ""
    theme: str = ""
    is_wall: bool = False
    path: str = "/"


@dataclass(frozen=True, slots=True)
class Timepiece:
    """The domain clock at this moment.

    `rate` is domain seconds per real second as text ("1", "60", "0"); `label` says whose clock
    it is when it is not the wall's ("Example operator").
    """

    at: datetime
    rate: str = "1"
    label: str = ""
    is_live: bool = True


def is_fresh(health: SourceHealth, at: datetime) -> bool:
    """Whether a source may be relied on: heard in time, or owing us nothing."""
    return health.late_s(at) == 0 and (health.last_heard_at is not None or health.expected_every_s == 0)


def late_words(health: SourceHealth, at: datetime) -> str:
    """How late a source is, "11 min late" or "never heard"; empty when fresh."""
    if is_fresh(health, at):
        return ""
    if health.last_heard_at is None:
        return "not heard yet"
    return f"{duration(health.late_s(at))} late"


def read_source_summary(sources: Sequence[SourceHealth], at: datetime) -> SourceSummary:
    """How many sources are fresh, and the one that is latest.

    Args:
        sources: health of each source.
        at: now.

    Returns:
        Counts, a dot for each, and a note naming the latest one.
    """
    ordered = sorted(sources, key=lambda health: health.name)
    late = sorted((h for h in ordered if not is_fresh(h, at)), key=lambda h: (-h.late_s(at), h.name))
    note = ""
    if len(late) == 1:
        note = f"{late[0].name} {late_words(late[0], at)}"
    elif late:
        note = f"{late[0].name} and {len(late) - 1} more late"
    return SourceSummary(
        fresh_count=len(ordered) - len(late),
        total_count=len(ordered),
        dots=tuple("fresh" if is_fresh(health, at) else "late" for health in ordered),
        note=note,
    )


# Which page of a package an entry of the navigation stands for, where it is not its own key.
_PAGE_OF = {"care_accounts": "care", "shift": "briefing"} | dict.fromkeys(BOARD_NAMES, "board")


def _nav(desk: Desk, package: RolePackage) -> tuple[NavGroup, ...]:
    """The pages that exist for a role; a page comes into the list with the page."""

    def shown(number: int | None) -> str:
        return count(number) if number else ""

    groups = (
        NavGroup(
            "Now",
            (
                NavItem("now", "/", "gauge", "What matters now", shown(desk.open_count)),
                NavItem("incident", "/?all=1", "file-text", "Incidents"),
                NavItem("promises", "/promises", "clock-alert", "Promises"),
                NavItem("words", "/narratives", "message-square-quote", "Narratives", shown(desk.asked_count)),
                NavItem("shift", "/briefing", "printer", "Shift briefing"),
            ),
        ),
        NavGroup(
            "Customer Care",
            (
                NavItem("care", "/", "message-square-quote", "What to say now"),
                NavItem("care_accounts", "/care/accounts", "search", "Find an account"),
            ),
        ),
        NavGroup("Sales", (NavItem("sales", "/", "handshake", "Your accounts now"),)),
        NavGroup(
            "Learning",
            (
                NavItem("repeats", "/repeats", "repeat", "Repeats"),
                NavItem("quality", "/quality", "chart-no-axes-column", "Service quality"),
                NavItem("severity", "/severity", "scale", "Severity measured"),
                NavItem("success", "/success", "flag", "Success"),
                NavItem("trail", "/trail", "history", "Decision trail"),
                NavItem("guide", "/guide", "book-open", "Guide"),
            ),
        ),
        NavGroup("Trust", (NavItem("sources", "/sources", "database", "Sources", shown(desk.parked_count)),)),
    )
    pages = package.pages | {"guide"}
    kept = (
        NavGroup(group.title, tuple(item for item in group.items if _PAGE_OF.get(item.key, item.key) in pages))
        for group in groups
    )
    return tuple(group for group in kept if group.items)


def read_frame(
    visitor: Visitor,
    clock: Timepiece,
    *,
    desk: Desk,
    sources: Sequence[SourceHealth],
    current: str,
    notice: Notice | None = None,
) -> Frame:
    """The frame of a page.

    Args:
        visitor: who looks.
        clock: the domain clock.
        desk: the operator's names and zone.
        sources: health of each source.
        current: key of the page in the navigation.
        notice: what to tell at its top after an action, if anything.

    Returns:
        The frame.
    """
    local = LocalClock(desk.zone, clock.at)
    package = find_package(visitor.role_slug)
    words = visitor.person_name.replace(".", " ").split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return Frame(
        role_slug=visitor.role_slug,
        role_title=package.title,
        operator_name=desk.name,
        person_name=visitor.person_name,
        initials=initials,
        desk_name=desk.team_name(visitor.desk_team_id),
        nav=_nav(desk, package),
        current=current,
        sources=read_source_summary(sources, clock.at),
        clock=ClockFace(
            iso=local.iso(clock.at),
            text=f"{local.time(clock.at)} {local.zone_label}",
            zone=desk.zone,
            epoch_s=epoch_s(clock.at),
            rate=clock.rate,
            label=clock.label,
            full=local.full(clock.at),
        ),
        is_live=clock.is_live,
        csrf_token=visitor.csrf_token,
        theme=visitor.theme if visitor.theme in ("light", "dark") else "",
        is_wall=visitor.is_wall,
        path=visitor.path,
        notice=notice,
        is_limited="now" not in package.pages,
    )
