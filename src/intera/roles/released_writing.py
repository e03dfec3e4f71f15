"""What does a released document hold of the work on words: the facts each reader may be told, who is at work on what.

The group `writing`, for the desk that writes; the words themselves stand in the groups `narratives` and `words`.
Source: PRODUCT O4, Q6; issue 4, sections 4 to 6.
"""

from typing import TypedDict

from intera.roles.release_marks import ReleasedMarks


class ReleasedSayable(TypedDict):
    """One fact that may be said: its slot, its words, how sure."""

    slot: str
    words: str
    confidence_percent: int
    confidence_word: str


class ReleasedReader(TypedDict):
    """One audience in one language, with the facts it may be told now and their digest."""

    audience: str
    language: str
    facts: list[ReleasedSayable]
    facts_digest: str


class ReleasedAgreement(TypedDict):
    """One person who agreed to words as they read."""

    person: str
    at: str


class ReleasedAuthorship(TypedDict):
    """Who is at work on one narrative, and how the guard reads it; names are for the desk that works on it."""

    narrative_id: str
    template: str
    written_by: str
    asked_by: str
    asked_at: str | None
    approvals: list[ReleasedAgreement]
    reading: ReleasedMarks


class ReleasedWriting(TypedDict):
    """What the desk that writes needs beside the words: who may be told what, and who is at work."""

    stage: str
    readers: list[ReleasedReader]
    authors: list[ReleasedAuthorship]
