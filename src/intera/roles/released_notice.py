"""What does a released document hold for those who are told, and of the words it is told in; see `released`.

A notice is made once for every role, so that all of them read the same words and the same times.
Source: PRODUCT R5, S4, Q6; issue 4, "Must show".
"""

from typing import TypedDict


class ReleasedPlace(TypedDict):
    """A region by its id and name."""

    id: str
    name: str


class ReleasedChannelText(TypedDict):
    """Approved words in the form of one channel; `subject` is empty where it has none."""

    channel: str
    subject: str
    body: str


class ReleasedWords(TypedDict):
    """Approved words in one language, as they may be said now."""

    audience: str
    language: str
    version: int
    approved_at: str
    text: str
    channels: list[ReleasedChannelText]


class ReleasedNotice(TypedDict):
    """What may be told of one incident: where it stands, the approved words, the times.

    `standing` is "verified", "not_verified" or "working_again". `when_words` is the sentence of the
    approved words that tells when service is expected back, empty where they tell none.
    """

    standing: str
    service_id: str
    service: str
    headline: str
    places: list[ReleasedPlace]
    begun_at: str | None
    restored_at: str | None
    still_works: str
    next_update_at: str | None
    when_words: str
    words: list[ReleasedWords]
    seen_before: bool


class ReleasedReach(TypedDict):
    """An account in reach, as those who speak with it may know it."""

    id: str
    name: str
    tier: str
    places: list[str]
    has_confirmed: bool


class ReleasedCommitment(TypedDict):
    """An account whose service commitment may be missed; never by how much, never for which money."""

    account_id: str
    is_at_risk: bool
