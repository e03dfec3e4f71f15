"""What does a role see: the views pages are made of, in words, with nothing left to decide.

Built in this room only. Every text is ready to print (and escaped by the page); every instant
comes with its machine form. Views of the incident page are in `view_incident`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence; `kind` is "", "strong", "late" or "id"."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One page in the navigation."""

    key: str
    href: str
    icon: str
    label: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Pages that belong together."""

    title: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """How many sources are fresh; `dots` holds "fresh" or "late" for each, `note` names a late one."""

    fresh_count: int
    total_count: int
    dots: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ClockFace:
    """Now, on the operator's wall.

    `rate` is how many domain seconds pass in one real second (0: the clock stands still), as
    text for the browser; `label` says whose clock it is when it is not the wall's; `full` is the
    instant with its day, for paper.
    """

    iso: str
    text: str
    zone: str
    epoch_s: int
    rate: str = "1"
    label: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell at the top of a page; `kind` is "", "late" or "bad"."""

    kind: str
    icon: str
    headline: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: who is here, what time it is, where one can go.

    `is_limited` is for a role that is told and does not judge: fewer pages, no sources.
    """

    role_slug: str
    role_title: str
    operator_name: str
    person_name: str
    initials: str
    desk_name: str
    nav: tuple[NavGroup, ...]
    current: str
    sources: SourceSummary
    clock: ClockFace
    is_live: bool
    csrf_token: str
    theme: str
    is_wall: bool
    path: str
    notice: Notice | None = None
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one daily question: long for a desk, short for a phone."""

    question_id: str
    question: str
    href: str
    long: tuple[Span, ...]
    short: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A small fact with its icon; `kind` is "", "verify" or "id"."""

    icon: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A checkpoint as a row shows it; `state` is "ok", "soon", "late" or "none"."""

    state: str
    iso: str = ""
    clock: str = ""
    relative: str = ""
    text: str = ""
    due_epoch_s: int = 0


@dataclass(frozen=True, slots=True)
class Trust:
    """A confidence: word, percent and bars out of four."""

    word: str
    percent: str
    bars: int
    is_low: bool


@dataclass(frozen=True, slots=True)
class Badge:
    """A severity: 0 while nothing is judged; provisional is dashed, done is restored."""

    level: int
    is_provisional: bool = False
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Two lines of a row: the value and its sub-line; `kind` picks the tone."""

    main: str
    sub: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RowCard:
    """One ranked incident."""

    incident_id: str
    href: str
    badge: Badge
    title: str
    where: str
    age: str
    flags: tuple[Flag, ...]
    trust: Trust | None
    promise: Promise
    eta: Cell
    recurrence: str
    is_repeat: bool
    sla: Cell
    owner: Cell
    is_top: bool = False
    presses: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One filter over the list."""

    key: str
    label: str
    count: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FoldedItem:
    """One internal-only event, counted and folded away."""

    text: str
    note: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One field of service by region; `kind` is "0" to "4", "v" (being verified) or "w" (restored)."""

    kind: str
    text: str
    spoken: str = ""
    span: int = 1
    partner: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One service with its cells."""

    service: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where customers feel it; `corner` is the word all places share, said once."""

    regions: tuple[str, ...]
    rows: tuple[GridRow, ...]
    note: str
    corner: str = ""


@dataclass(frozen=True, slots=True)
class ClockItem:
    """One promise on the checkpoint clock."""

    checkpoint_id: str
    incident_id: str
    href: str
    promise: Promise


@dataclass(frozen=True, slots=True)
class NowView:
    """What matters now."""

    lead: str
    lead_sub: str
    checked_iso: str
    checked: str
    is_calm: bool
    answers: tuple[Answer, ...]
    segments: tuple[Segment, ...]
    rows: tuple[RowCard, ...]
    query: str
    hidden_count: int
    more_href: str
    more_text: str
    folded_title: str
    folded: tuple[FoldedItem, ...]
    folded_more: str
    grid: Grid
    clock: tuple[ClockItem, ...]
    clock_more: str
    kept: str
    banner: Notice | None
    open_count: int
    harm_note: str = ""
    held: tuple[FoldedItem, ...] = ()
    held_title: str = ""


@dataclass(frozen=True, slots=True)
class ParkedGroup:
    """Parked records of one reason."""

    reason: str
    count: str
    latest: str
    latest_iso: str
    detail: str
    is_quarantine: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source: what it feeds, how old it is, what it handed in."""

    source_id: str
    name: str
    feeds: str
    last: str
    late_after: str
    state: str
    state_text: str
    effect: str
    taken: str
    parked: tuple[ParkedGroup, ...]
    parked_count: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    """How far this view can be trusted, source by source."""

    lead: str
    lead_sub: str
    rows: tuple[SourceRow, ...]
    orphans: tuple[ParkedGroup, ...]


@dataclass(frozen=True, slots=True)
class TrailItem:
    """One decision; `kind` picks the mark."""

    number: str
    iso: str
    clock: str
    kind: str
    summary: str
    basis: str
    desk: str
    subject: str
    href: str


@dataclass(frozen=True, slots=True)
class TrailDay:
    """The decisions of one day."""

    title: str
    items: tuple[TrailItem, ...]


@dataclass(frozen=True, slots=True)
class TrailView:
    """Who decided what, when and why, newest first."""

    lead: str
    lead_sub: str
    days: tuple[TrailDay, ...]
    incident_id: str
    newer_href: str
    older_href: str
    proof: tuple[tuple[str, str], ...] = ()
    other_href: str = ""
    other_text: str = ""


@dataclass(frozen=True, slots=True)
class GuideBlock:
    """One block of a guide; `kind` is "h2", "h3", "p", "ul", "ol" or "table" (rows of cells)."""

    kind: str
    text: tuple[Span, ...] = ()
    items: tuple[tuple[Span, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class GuideView:
    """A role package's guide, served by the product."""

    title: str
    blocks: tuple[GuideBlock, ...]
    contents: tuple[tuple[str, str], ...] = field(default=())
