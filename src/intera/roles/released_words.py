"""What does a released document hold of words: sentence by sentence with their facts, and what was released.

The group `words`, for the desk that writes and approves. `speeches` has one entry a narrative, in the
order of the group `narratives` (readers in the order of the policy of words, newest first) with the
same `id`; marks, holds and dates stand there. `sentences` are the text in reading order; `part` is
"experience", "checked", "to_do" or "next_update". Each of its facts has its words, where it comes
from, what it rests on, and how sure it is. Forms per channel are not kept:
`say_forms.forms_of(speech)` makes them when a page is read. `agreed_count` of `needed_count` people
agreed so far; `told` are the publications of these very words. `publications` is newest first; `ended`
is "", "corrected" or "withdrawn".
"""

from typing import TypedDict


class ReleasedFact(TypedDict):
    """One fact a sentence rests on."""

    slot: str
    words: str
    source: str
    evidence: str
    confidence_percent: int
    confidence_word: str


class ReleasedSentence(TypedDict):
    """One sentence as said, the part of the text it stands in, and its facts."""

    part: str
    text: str
    facts: list[ReleasedFact]


class ReleasedSpeech(TypedDict):
    """One narrative, sentence by sentence."""

    id: str
    audience: str
    language: str
    status: str
    stage: str
    is_own: bool
    subjects: list[str]
    sentences: list[ReleasedSentence]
    missing: list[str]
    agreed_count: int
    needed_count: int
    is_asked: bool
    told: list[str]


class ReleasedPublication(TypedDict):
    """Words that left the house: which, to whom, where, when, and whether they still stand."""

    id: str
    kind: str
    audience: str
    language: str
    narrative_id: str
    channels: list[str]
    digest: str
    released_at: str
    next_update_at: str | None
    about_id: str
    ended: str


class ReleasedWording(TypedDict):
    """All words of one incident."""

    speeches: list[ReleasedSpeech]
    publications: list[ReleasedPublication]
