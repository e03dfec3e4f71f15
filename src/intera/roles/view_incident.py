"""What does a role see of one incident: head, facts, story, promises, reasons, words, decisions.

See `view` for the rule these follow.
"""

from dataclasses import dataclass

from intera.roles.view import Badge, Flag, Promise, TrailItem, Trust
from intera.roles.view_coordination import CoordinationView
from intera.roles.view_form import ActionForm, RuleRow
from intera.roles.view_told import CoverageCard


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the six facts under the head; `kind` is "", "risk", "late", "rec" or "trust"."""

    label: str
    main: str
    relative: str = ""
    sub: str = ""
    kind: str = ""
    trust: Trust | None = None
    due_epoch_s: int = 0


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One vertical line on the chart with its word; `is_future` draws it dashed."""

    x: str
    text: str
    is_future: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Customers affected over time: paths in a 1000 by 156 field, labels at percent positions."""

    title: str
    finding: str
    band: str
    band_ahead: str
    line: str
    line_ahead: str
    now_x: str
    now_y: str
    now_text: str
    marks: tuple[ChartMark, ...]
    ticks_x: tuple[tuple[str, str, str], ...]
    ticks_y: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One checkpoint on the track; `kind` is "kept", "keptlate", "empty", "moved", "late", "next" or "plan"."""

    checkpoint_id: str
    kind: str
    promise: Promise
    result: str
    answer: str
    actions: tuple[ActionForm, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedOverride:
    """A severity by hand that waits for its second person, with the two answers a person may give."""

    says: str
    details: str
    actions: tuple[ActionForm, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """One way the severity would move."""

    icon: str
    effect: str
    condition: str
    now: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why it is this severity; `clause` is the one that gave it and what it says."""

    title: str
    note: str
    asked: AskedOverride | None
    rules: tuple[RuleRow, ...]
    summary: str
    clause: tuple[str, str]
    shifts: tuple[Shift, ...]
    actions: tuple[ActionForm, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence as weighed."""

    source: str
    says: str
    age: str
    weight: str
    is_out: bool


@dataclass(frozen=True, slots=True)
class HarmRow:
    """One row of the impact number: customers times minutes in one place at one level."""

    place: str
    harm: str = ""
    customers: str = ""
    customers_range: str = ""
    span: str = ""
    span_range: str = ""
    minutes: str = ""
    product: str = ""
    product_range: str = ""


@dataclass(frozen=True, slots=True)
class HarmSoFar:
    """The impact number with the rows it adds up from."""

    total: str
    likely: str
    note: str
    formula: str
    rows: tuple[HarmRow, ...]
    sum_best: str
    sum_range: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that do not fit together, and what somebody has to find out."""

    says: str
    to_do: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that changed around onset."""

    title: str
    when: str
    fit: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """One thing that must wait, and what releases it."""

    what: str
    why: str
    releases_when: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding of the language guard."""

    text: str
    is_blocking: bool
    reason: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What may be said; `state` is "safe", "draft", "lapsed", "verify" or "none"."""

    state: str
    title: str
    stamp: str
    paragraphs: tuple[str, ...]
    note: str
    holds: tuple[Hold, ...]
    marks: tuple[Mark, ...]
    language: str = "en"
    approve: ActionForm | None = None
    draft_stamp: str = ""
    draft_paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in reach; `state_kind` is "", "high", "mid" or "ok"."""

    name: str
    tier: str
    state: str
    state_kind: str
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class StripMark:
    """One occurrence on the strip."""

    x: str
    top: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class PastRow:
    """One earlier time."""

    date: str
    length: str
    customers: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The recurrence card."""

    title: str
    parts: tuple[str, ...]
    strip: tuple[StripMark, ...]
    strip_label: str
    strip_from: str
    past: tuple[PastRow, ...]
    past_more: str
    due_head: str
    due_text: str
    summary: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reputation:
    """The reputation risk in a word, with every clause that was looked at; `kind` is "", "mid" or "high"."""

    word: str
    kind: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident, whole."""

    incident_id: str
    title: str
    badge: Badge
    flags: tuple[Flag, ...]
    facts: tuple[Fact, ...]
    story: str
    chart: Chart | None
    harm: HarmSoFar | None
    conflicts: tuple[Conflict, ...]
    track: tuple[TrackStep, ...]
    track_note: str
    why: Why
    trust: Trust | None
    evidence: tuple[EvidenceRow, ...]
    evidence_note: str
    changes: tuple[ChangeRow, ...]
    voice: Voice
    accounts: tuple[AccountRow, ...]
    accounts_note: str
    pattern: Pattern | None
    reputation: Reputation
    trail: tuple[TrailItem, ...]
    trail_href: str
    trail_text: str
    impact_actions: tuple[ActionForm, ...]
    owner_actions: tuple[ActionForm, ...]
    checkpoint_actions: tuple[ActionForm, ...]
    coordination: CoordinationView
    told: CoverageCard | None = None
