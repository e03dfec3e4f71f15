"""What does a released document hold of how bad it is, why, and who set it by hand; see `released`.

Source: PRODUCT O5, R2; issue 3, section 5.
"""

from typing import TypedDict


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
    clause: str
    is_met: bool


class ReleasedShift(TypedDict):
    """One way the verdict would move."""

    effect: str
    condition: str
    now: str
    is_lower: bool


class ReleasedOverride(TypedDict):
    """A desk's severity instead of the policy's; `second_team` is the second person's, None where none was needed."""

    level: int
    reason: str
    clause: str
    team: str
    second_team: str | None
    set_at: str
    expires_at: str


class ReleasedOverrideRequest(TypedDict):
    """A desk's severity that waits for a second person and shows nothing yet."""

    level: int
    reason: str
    clause: str
    team: str
    requested_at: str
    answer_by_at: str
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
    clause_text: str
    policy_id: str
    policy: str
    decided_at: str
    findings: list[ReleasedFinding]
    would_change: list[ReleasedShift]
    override: ReleasedOverride | None
    request: ReleasedOverrideRequest | None
    raise_confidence_by: list[str]
