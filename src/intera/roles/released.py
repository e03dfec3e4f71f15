"""What does a released document hold: the shape schema `published` stores, group by group.

Instants are ISO 8601 UTC text, counts are `[low, best, high]`, ratios whole percent; no float.
A group a role may not see is not in its document at all.
"""

from typing import TypedDict


class ReleasedHead(TypedDict):
    """What it is, where it stands, who has it."""

    title: str
    service_id: str
    service: str
    noun: str
    headline: str
    experience: str
    still_works: str
    partner: str | None
    lifecycle: str
    is_open: bool
    is_resolved: bool
    opened_at: str
    onset_at: str | None
    restored_at: str | None
    closed_at: str | None
    reopen_count: int
    version: int
    owner_team_id: str
    owner_team: str
    owner_person: str
    owner_accepted_at: str | None


class ReleasedRegion(TypedDict):
    """How one region is hurt."""

    id: str
    name: str
    harm: str
    customers: list[int] | None
    failing_percent: int | None


class ReleasedImpact(TypedDict):
    """Who is hurt, how much, how sure."""

    visibility: str
    reason: str
    harm: str
    regions: list[ReleasedRegion]
    customers: list[int] | None
    failing_percent: int | None
    contact_ratio_percent: int | None
    confidence_percent: int
    confidence_word: str
    confidence_basis: str
    is_emergency: bool | None
    assessed_at: str


class ReleasedAccount(TypedDict):
    """An account in reach."""

    id: str
    name: str
    tier: str
    regions: list[str]
    has_confirmed: bool


class ReleasedEvidence(TypedDict):
    """One piece of evidence as weighed."""

    source: str
    says: str
    age_s: int
    weight: str
    stance: str
    is_late: bool


class ReleasedSeverity(TypedDict):
    """How bad it is."""

    level: int
    is_provisional: bool
    held_level: int | None
    worst_level: int | None
    is_override: bool


class ReleasedFinding(TypedDict):
    """One rule as judged."""

    name: str
    sees: str
    needs: str
    is_met: bool


class ReleasedShift(TypedDict):
    """One way the verdict would move."""

    effect: str
    condition: str
    now: str
    is_lower: bool


class ReleasedOverride(TypedDict):
    """A desk's severity instead of the policy's."""

    level: int
    reason: str
    clause: str
    team: str
    set_at: str
    expires_at: str


class ReleasedRuling(TypedDict):
    """A desk's word on whether customers are hit."""

    is_confirmed: bool
    reason: str
    team: str
    at: str


class ReleasedWhy(TypedDict):
    """Why it is this bad, and what would change it."""

    reason: str
    clause: str
    policy: str
    decided_at: str
    findings: list[ReleasedFinding]
    would_change: list[ReleasedShift]
    override: ReleasedOverride | None
    raise_confidence_by: list[str]


class ReleasedRecurrence(TypedDict):
    """Which time it is."""

    kind: str
    nth: int
    window_days: int
    fix_due_at: str | None


class ReleasedOccurrence(TypedDict):
    """One earlier time."""

    onset_at: str
    duration_s: int
    customers: int | None


class ReleasedHistory(TypedDict):
    """The pattern and its earlier times."""

    pattern_id: str
    parts: list[str]
    earlier: list[ReleasedOccurrence]
    fix_title: str
    fix_owner: str


class ReleasedChange(TypedDict):
    """One thing that changed near onset."""

    title: str
    when: str
    fit: str
    reason: str


class ReleasedCheckpoint(TypedDict):
    """One promise."""

    id: str
    promise: str
    due_at: str
    team: str
    answered_at: str | None
    answer: str
    outcome: str | None
    replaced_by: str | None


class ReleasedEta(TypedDict):
    """When service is expected back."""

    best_at: str
    earliest_at: str
    latest_at: str
    confidence_percent: int
    confidence_word: str
    basis: str
    stated_at: str


class ReleasedSay(TypedDict):
    """Whether something may be said now."""

    approved_version: int | None
    approved_at: str | None
    waits: bool
    has_lapsed: bool


class ReleasedMark(TypedDict):
    """One finding of the language guard."""

    text: str
    level: str
    reason: str
    replacement: str


class ReleasedHold(TypedDict):
    """One thing that must wait."""

    what: str
    why: str
    releases_when: str


class ReleasedNarrative(TypedDict):
    """Customer words in one version."""

    id: str
    version: int
    status: str
    audience: str
    language: str
    text: str
    facts_digest: str
    drafted_at: str
    approved_at: str | None
    marks: list[ReleasedMark]
    wait_for: list[ReleasedHold]


class ReleasedQos(TypedDict):
    """Delivered against contracted for one account."""

    account_id: str
    account: str
    outcome: str
    risk: str
    breach_at: str | None
    used_percent: int | None


class Released(TypedDict):
    """One incident as one role may know it."""

    schema: int
    audience: str
    incident_id: str
    released_at: str
    head: ReleasedHead
    impact: ReleasedImpact | None
    accounts: list[ReleasedAccount]
    evidence: list[ReleasedEvidence]
    severity: ReleasedSeverity | None
    why: ReleasedWhy | None
    ruling: ReleasedRuling | None
    recurrence: ReleasedRecurrence | None
    history: ReleasedHistory | None
    changes: list[ReleasedChange]
    checkpoints: list[ReleasedCheckpoint]
    eta: ReleasedEta | None
    say: ReleasedSay
    narratives: list[ReleasedNarrative]
    qos: list[ReleasedQos]


class ReleasedDecision(TypedDict):
    """One decision as a role may read it."""

    number: int
    kind: str
    at: str
    subject: str
    summary: str
    basis: str
    desk: str
    by_system: bool


GROUPS: tuple[str, ...] = (
    "head",
    "impact",
    "accounts",
    "evidence",
    "severity",
    "why",
    "ruling",
    "recurrence",
    "history",
    "changes",
    "checkpoints",
    "eta",
    "say",
    "narratives",
    "qos",
)
# What "What matters now" reads: store it apart, so that 200 rows do not carry 200 pages.
CARD_GROUPS: tuple[str, ...] = (
    "head",
    "impact",
    "accounts",
    "severity",
    "recurrence",
    "checkpoints",
    "eta",
    "say",
    "qos",
)
