"""What does a released document hold: the shape schema `published` stores, group by group.

Instants are ISO 8601 UTC text, counts are `[low, best, high]`, ratios whole percent; no float.
A group a role may not see is not in its document at all.
"""

from typing import TypedDict

from intera.roles.released_coordination import (
    ReleasedAgreed,
    ReleasedClosure,
    ReleasedEscalation,
    ReleasedEtaStep,
    ReleasedHandOver,
)
from intera.roles.released_judgement import ReleasedRuling, ReleasedSeverity, ReleasedWhy
from intera.roles.released_notice import ReleasedNotice
from intera.roles.released_words import ReleasedWording
from intera.roles.released_writing import ReleasedWriting


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
    confidence_percent: int | None


class ReleasedTier(TypedDict):
    """How many accounts of one tier are hit: low, best, high."""

    tier: str
    accounts: list[int]


class ReleasedImpact(TypedDict):
    """Who is hurt, how much, how sure."""

    visibility: str
    reason: str
    harm: str
    regions: list[ReleasedRegion]
    customers: list[int] | None
    living: int | None
    failing_percent: int | None
    contact_ratio_percent: int | None
    confidence_percent: int
    confidence_word: str
    confidence_basis: str
    confidence_record: list[int]
    contradiction_count: int
    accounts_by_tier: list[ReleasedTier]
    is_held_back: bool
    placement: str
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


class ReleasedContradiction(TypedDict):
    """What does not fit together, and what somebody has to find out."""

    says: str
    to_do: str


class ReleasedSpell(TypedDict):
    """One stretch of one place at one harm level: a row of the impact number."""

    service_id: str
    region_id: str
    place: str
    partner: str | None
    harm: str
    customers: list[int] | None
    living: int | None
    earliest_at: str
    start_at: str
    seen_at: str
    end_at: str | None


class ReleasedOdds(TypedDict):
    """How likely we said something is, and how often it came true of those like it."""

    kind: str
    percent: int
    happened_count: int
    like_count: int


class ReleasedReputation(TypedDict):
    """How much trust is at stake, with every clause that was looked at."""

    word: str
    clauses: list[str]
    basis: list[str]


class ReleasedRecurrence(TypedDict):
    """Which time it is, and what a card needs to say whether the pattern presses.

    `fixed_at` is when the permanent fix took effect, `follow_up_due_at` the first day of those not done.
    """

    pattern_id: str
    kind: str
    nth: int
    window_days: int
    has_owner: bool
    fix_due_at: str | None
    fixed_at: str | None
    is_after_fix: bool
    follow_up_due_at: str | None


class ReleasedOccurrence(TypedDict):
    """One earlier time."""

    onset_at: str
    duration_s: int
    customers: int | None


class ReleasedFollowUp(TypedDict):
    """Something agreed so that a pattern does not come back."""

    title: str
    owner: str
    due_at: str | None
    is_done: bool


class ReleasedHistory(TypedDict):
    """The pattern and its earlier times."""

    pattern_id: str
    parts: list[str]
    earlier: list[ReleasedOccurrence]
    fix_title: str
    fix_owner: str
    fixed_at: str | None
    is_after_fix: bool
    playbook: str
    expected_tenths: int | None
    is_more_than_chance: bool
    follow_ups: list[ReleasedFollowUp]


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
    team_id: str
    promised_at: str
    answered_at: str | None
    answer: str
    outcome: str | None
    replaced_by: str | None
    audience: str


class ReleasedEta(TypedDict):
    """When service is expected back."""

    best_at: str
    earliest_at: str
    latest_at: str
    confidence_percent: int
    confidence_word: str
    basis: str
    stated_at: str
    version: int


class ReleasedSay(TypedDict):
    """Whether something may be said now; `asked` is whether words wait for a second person."""

    approved_version: int | None
    approved_at: str | None
    waits: bool
    has_lapsed: bool
    asked: bool


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
    contradictions: list[ReleasedContradiction]
    spells: list[ReleasedSpell]
    reputation: ReleasedReputation
    odds: list[ReleasedOdds]
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
    notice: ReleasedNotice | None
    writing: ReleasedWriting
    words: ReleasedWording
    qos: list[ReleasedQos]
    escalations: list[ReleasedEscalation]
    follow_ups: list[ReleasedAgreed]
    closure: ReleasedClosure | None
    hand_overs: list[ReleasedHandOver]
    eta_steps: list[ReleasedEtaStep]


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
    "contradictions",
    "spells",
    "reputation",
    "odds",
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
    "notice",
    "writing",
    "words",
    "qos",
    "escalations",
    "follow_ups",
    "closure",
    "hand_overs",
    "eta_steps",
)
# What those are told who speak with customers, and see nothing else.
TOLD_GROUPS: tuple[str, ...] = ("notice", "reach", "commitments")
# What "What matters now" reads: store it apart, so that 200 rows do not carry 200 pages.
CARD_GROUPS: tuple[str, ...] = (
    "head",
    "impact",
    "accounts",
    "spells",
    "reputation",
    "severity",
    "recurrence",
    "checkpoints",
    "eta",
    "say",
    "qos",
    "escalations",
)
