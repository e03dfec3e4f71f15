"""May words be released now, and what exactly is released: the last gate before they leave the building.

Everything is looked at again at the moment of release, whatever an earlier step found: the facts,
the template in force, the approvals, the confidence, and the guard on the exact text of each channel.
Source: PRODUCT rule B, O5; issue 4, sections 4 and 6; peers 2.12 (an approval is a flag elsewhere).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from intera.model.ids import IncidentId, PublicationId
from intera.model.narrative import (
    GuardFinding,
    GuardLevel,
    Narrative,
    NarrativeStatus,
    SlotFact,
    SpokenClause,
    Template,
)
from intera.model.publication import Channel, ChannelText, Publication, PublicationKind
from intera.narrative.approval import NarrativeBlockedError, refuse_unsafe
from intera.narrative.channels import UnfitWordsError, refuse_unsafe_text, room_of, text_for
from intera.narrative.facts import MEDIUM_PERCENT, facts_digest
from intera.narrative.render import spoken_clauses, text_of
from intera.narrative.spoken import due_words, phrases_of
from intera.narrative.template import BEING_VERIFIED, is_same_person, spelled

Reads = Callable[[str], Sequence[GuardFinding]]


class PublicationBlockedError(ValueError):
    """Words cannot be released; says why in one sentence."""

    def __init__(self, code: str, message: str) -> None:
        """Carries a short code and the sentence the person sees."""
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Ground:
    """What a release stands on at its instant: facts and template of now, approvals needed, the guard.

    `reads` gives the guard's findings on a text for this audience, at the confidence of these facts.
    """

    facts: tuple[SlotFact, ...]
    template: Template | None
    needed: int
    reads: Reads


@dataclass(frozen=True, slots=True)
class Release:
    """Which release it is: its id and kind, when, and what it is about."""

    publication_id: PublicationId
    kind: PublicationKind
    released_at: datetime
    next_update_at: datetime | None = None
    about_id: str = ""


def publication_id_of(incident_id: IncidentId, number: int) -> PublicationId:
    """The id of an incident's n-th publication.

    Args:
        incident_id: whose it is.
        number: from 1.

    Returns:
        `<incident>/p<number>`.
    """
    return PublicationId(f"{incident_id}/p{number}")


def text_digest(text: ChannelText) -> str:
    """SHA-256, in hex, over the exact bytes of one channel text: subject, a line break, body.

    Args:
        text: the form of one channel.

    Returns:
        64 hex digits.
    """
    return hashlib.sha256(f"{text.subject}\n{text.body}".encode()).hexdigest()


def digest_of(texts: Sequence[ChannelText]) -> str:
    """SHA-256, in hex, over every channel text: a line each, its channel and its own digest.

    Args:
        texts: what is released.

    Returns:
        64 hex digits; the order of the texts does not matter.
    """
    lines = sorted(f"{text.channel.value} {text_digest(text)}" for text in texts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def publish(
    narrative: Narrative, channels: Sequence[Channel], ground: Ground, release: Release, *, lead: str = ""
) -> Publication:
    """The publication of approved words on the channels chosen; every gate is asked again.

    Args:
        narrative: the words as approved.
        channels: where to; at least one.
        ground: facts, template, approvals needed and guard of this instant.
        release: its id, kind and time.
        lead: a sentence before all others, such as that this corrects an earlier update.

    Returns:
        The publication, with the exact words of each channel and their digest.

    Raises:
        PublicationBlockedError: words of another incident, not approved, too few approvals, facts or template
            changed, confidence Low, a word the guard stops, or a channel that cannot carry the words.
    """
    _refuse_other_incident(narrative.incident_id, release)
    refuse_stale(narrative, ground)
    refuse_unready(narrative, ground)
    if any(one.at > release.released_at for one in narrative.approvals):
        raise PublicationBlockedError("not_approved", "An approval is later than the release. Check the clocks.")
    if not channels:
        raise PublicationBlockedError("no_channel", "Choose at least one channel.")
    if len(set(channels)) != len(channels):
        raise PublicationBlockedError("channel_twice", "A channel is named twice. Name each once.")
    try:
        texts = tuple(text_for(narrative, channel, lead=lead) for channel in channels)
    except UnfitWordsError as unfit:
        raise PublicationBlockedError("unfit", f"These words do not fit the channel. {unfit}.") from unfit
    accepted = {(finding.rule, finding.text.casefold()) for finding in narrative.findings}
    for text in texts:
        _refuse_marked(text, ground.reads, accepted)
    return _publication(narrative, texts, release)


def withdraw(about: Publication, what: str, release: Release, *, zone: ZoneInfo, reads: Reads) -> Publication:
    """The publication that takes an earlier one back, on the channels that carried it.

    Args:
        about: what is taken back.
        what: what it was about, inside a sentence: "mobile data in Coast".
        release: its id, kind and time.
        zone: the operator's zone.
        reads: gives the guard's findings on a text.

    Returns:
        A publication that says in words that the earlier update is withdrawn, and when we speak next.

    Raises:
        PublicationBlockedError: the release is of another incident, the guard stops a word, or a channel
            cannot carry the words.
    """
    _refuse_other_incident(about.incident_id, release)
    phrases = phrases_of(about.language)
    at = release.released_at
    told = due_words(about.released_at, at=at, zone=zone, phrases=phrases)
    words = phrases.withdraws.replace("{time}", told).replace("{what}", what)
    if release.next_update_at is not None:
        due = due_words(release.next_update_at, at=at, zone=zone, phrases=phrases)
        words = f"{words} {phrases.promises.replace('{next_update}', due)}"
    texts = tuple(ChannelText(text.channel, text.subject, words) for text in about.texts)
    for text in texts:
        if not room_of(text.channel, text.body).is_enough:
            raise PublicationBlockedError("unfit", "The withdrawal does not fit a channel of the earlier update.")
        try:
            refuse_unsafe_text(text)
        except UnfitWordsError as unfit:
            raise PublicationBlockedError("unfit", f"The withdrawal cannot be told. {unfit}.") from unfit
        _refuse_marked(text, reads, None)
    return Publication(
        publication_id=release.publication_id,
        incident_id=about.incident_id,
        narrative_id=about.narrative_id,
        kind=release.kind,
        audience=about.audience,
        language=about.language,
        texts=texts,
        digest=digest_of(texts),
        released_at=at,
        next_update_at=release.next_update_at,
        about_id=about.publication_id,
    )


def lead_of_correction(about: Publication, *, at: datetime, zone: ZoneInfo) -> str:
    """The sentence that says which earlier update is put right.

    Args:
        about: the earlier publication.
        at: the instant the correction is released.
        zone: the operator's zone.

    Returns:
        One sentence in the language of the earlier publication.
    """
    phrases = phrases_of(about.language)
    told = due_words(about.released_at, at=at, zone=zone, phrases=phrases)
    return phrases.corrects.replace("{time}", told)


def refuse_stale(narrative: Narrative, ground: Ground) -> None:
    """Refuses words whose facts, template or wording are not those of now.

    Args:
        narrative: the words as approved.
        ground: facts and template of this instant.

    Raises:
        PublicationBlockedError: something moved since the approval.
    """
    if narrative.status is not NarrativeStatus.APPROVED:
        raise PublicationBlockedError("not_approved", "These words are not approved. Ask for approval first.")
    is_same = facts_digest(ground.facts) == narrative.facts_digest == facts_digest(narrative.facts)
    if not ground.facts or not is_same:
        raise PublicationBlockedError("stale", "A fact changed since the approval. Read the new draft.")
    if narrative.written_by:
        spoken: Sequence[SpokenClause] | None = narrative.clauses
    else:
        template = ground.template
        wanted = (narrative.template_id, narrative.template_version)
        if template is None or (template.template_id, template.version) != wanted or not template.approved_by:
            raise PublicationBlockedError("stale", "The template changed since the approval. Read the new draft.")
        spoken = spoken_clauses(template, ground.facts)
    if spoken is None or text_of(spoken) != narrative.text or tuple(spoken) != narrative.clauses:
        raise PublicationBlockedError("stale", "The words are not those that were approved. Read the new draft.")


def refuse_unready(narrative: Narrative, ground: Ground) -> None:
    """Refuses words too few people agreed to, words the guard stops now, and definite words at Low confidence.

    Args:
        narrative: the words as approved.
        ground: facts, approvals needed and guard of this instant.

    Raises:
        PublicationBlockedError: the words may not go out as things stand.
    """
    people = {spelled(one.person) for one in narrative.approvals}
    own = any(is_same_person(one.person, narrative.written_by) for one in narrative.approvals)
    if own or "" in people or len(people) < max(1, ground.needed) or narrative.approved_at is None:
        raise PublicationBlockedError(
            "too_few_approvals", f"{ground.needed} people, none of them the author, must approve these words first."
        )
    is_holding = any(fact.slot == "stage" and fact.text == BEING_VERIFIED for fact in ground.facts)
    weakest = min(fact.confidence_percent for fact in ground.facts)
    if weakest < MEDIUM_PERCENT and not is_holding:
        raise PublicationBlockedError("low_confidence", "Confidence is Low. Verify first; publishing is closed.")
    try:
        refuse_unsafe(narrative)
    except NarrativeBlockedError as blocked:
        raise PublicationBlockedError("blocked", f"These words cannot go out: {blocked.reason}.") from blocked


def _refuse_other_incident(incident_id: IncidentId, release: Release) -> None:
    """What is told of one incident is never released under another's name."""
    ids = [release.publication_id, *([release.about_id] if release.about_id else [])]
    if any(not one.startswith(f"{incident_id}/p") for one in ids):
        raise PublicationBlockedError("other_incident", "These words are of another incident. Release its own words.")


def _publication(narrative: Narrative, texts: tuple[ChannelText, ...], release: Release) -> Publication:
    return Publication(
        publication_id=release.publication_id,
        incident_id=narrative.incident_id,
        narrative_id=narrative.narrative_id,
        kind=release.kind,
        audience=narrative.audience,
        language=narrative.language,
        texts=texts,
        digest=digest_of(texts),
        released_at=release.released_at,
        next_update_at=release.next_update_at,
        about_id=release.about_id,
    )


def _refuse_marked(text: ChannelText, reads: Reads, accepted: set[tuple[str, str]] | None) -> None:
    """The guard on the exact bytes: must-change stops; check stops what no approver has seen (None: nothing to see)."""
    for finding in (*reads(text.subject), *reads(text.body)):
        is_seen = accepted is None or (finding.rule, finding.text.casefold()) in accepted
        if finding.level is GuardLevel.MUST_CHANGE or not is_seen:
            channel = text.channel.value.replace("_", " ")
            raise PublicationBlockedError("guard", f"The guard stops {finding.text!r} in {channel}. {finding.reason}")
