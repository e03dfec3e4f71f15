"""What may be said, in which words, resting on which facts.

Source: PRODUCT O4, Q6, rule E, section 6 (guard levels).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intera.model.ids import IncidentId, NarrativeId


class GuardLevel(StrEnum):
    """Whether a finding blocks or asks."""

    MUST_CHANGE = "must_change"
    CHECK = "check"


class NarrativeStatus(StrEnum):
    """Where a narrative stands; `lapsed` is an approval whose facts changed."""

    DRAFT = "draft"
    APPROVED = "approved"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a template, bound to the facts it rests on.

    `part` is one of the four parts of a text, in reading order. `needs` are the facts without which
    it is not said, each at `at_least_percent` or more. `is_otherwise` says it only stands in for the
    sentence before it, when that one could not be said.
    """

    part: str
    text: str
    needs: tuple[str, ...]
    at_least_percent: int = 0
    is_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class SpokenClause:
    """One sentence as said, the part of the text it stands in, and the slots of the facts it rests on."""

    part: str
    text: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """Approved words with named slots `{slot}`; `needs` are the facts without which it cannot render.

    `body` paragraphs are separated by a blank line. `stage` is an incident lifecycle value, or
    `being_verified`. `clauses` are the same words sentence by sentence, in reading order. It was
    written by one and approved by another; one that nobody approved is never spoken.
    """

    template_id: str
    version: int
    stage: str
    audience: str
    language: str
    body: str
    needs: tuple[str, ...]
    approved_by: str
    clauses: tuple[Clause, ...] = ()
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class SlotFact:
    """One fact a slot was filled from: its value as text, where it comes from, how sure."""

    slot: str
    text: str
    fact: str
    confidence_percent: int


@dataclass(frozen=True, slots=True)
class GuardFinding:
    """One marked stretch of text: where, which rule, why, and a safe form if there is one."""

    start: int
    end: int
    text: str
    rule: str
    level: GuardLevel
    reason: str
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class HoldBack:
    """One thing that must wait for verification, and what releases it."""

    what: str
    why: str
    releases_when: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One person of a team agreed to words as they read, at an instant."""

    person: str
    team_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Narrative:
    """Customer words for one incident, bound to the digest of the facts they rest on.

    `written_by` names the person whose own words they are; empty when a template gave them. `clauses`
    are the same words sentence by sentence, or paragraph by paragraph in a person's own words.
    `approvals` are those given so far, `missing` the required parts that own words lack.
    """

    narrative_id: NarrativeId
    incident_id: IncidentId
    version: int
    status: NarrativeStatus
    audience: str
    language: str
    template_id: str
    template_version: int
    text: str
    facts: tuple[SlotFact, ...]
    facts_digest: str
    findings: tuple[GuardFinding, ...]
    drafted_at: datetime
    approved_at: datetime | None = None
    approved_by: str = ""
    wait_for: tuple[HoldBack, ...] = ()
    written_by: str = ""
    clauses: tuple[SpokenClause, ...] = ()
    approvals: tuple[Approval, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """Words that wait for another person to approve them: who asked, when."""

    narrative_id: NarrativeId
    asked_by: str
    asked_by_team_id: str
    asked_at: datetime
