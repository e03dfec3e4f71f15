"""A person releases approved words, puts released words right, or takes them back; each is an entry of its own.

What was released is never changed. The senders take it from the case once it is saved.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.narrative import Narrative
from intera.model.operator import Operator
from intera.model.publication import Channel, Publication, PublicationKind
from intera.narrative.channels import CHANNELS, texts_for, what_words
from intera.narrative.compose import Telling, read_words
from intera.narrative.facts import facts_of, next_update_at, service_words
from intera.narrative.publish import (
    PublicationBlockedError,
    Release,
    lead_of_correction,
    publication_id_of,
    publish,
    text_digest,
    withdraw,
)
from intera.narrative.spoken import phrases_of
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, CommandRefusedError, Given, touched
from intera.workflows.commands.telling import ground_now, names_given, narrative_of, rules_of
from intera.workflows.judgement_decisions import decision_of_person


def publish_narrative(case: Case, given: Given) -> Changed:
    """A person releases approved words on the channels chosen; several languages and audiences go together."""
    narratives = _approved(case, given)
    channels = _channels(given)
    released: list[Publication] = []
    for narrative in narratives:
        chosen = _chosen(narrative, channels)
        _refuse_told_already(case, narrative, chosen)
        release = _release(case, given, PublicationKind.UPDATE, number=len(case.publications) + len(released) + 1)
        released.append(_publish(case, given, (narrative, chosen), release))
    return _recorded(case, given, DecisionKind.PUBLICATION_RELEASE, released, narratives)


def correct_publication(case: Case, given: Given) -> Changed:
    """A person puts released words right with newly approved ones, on the channels that carried them."""
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    about = _in_force(case, given)
    (narrative, *more) = _approved(case, given)
    if more:
        raise CommandRefusedError("too_many", "One text corrects one publication. Choose one.")
    if (narrative.audience, narrative.language) != (about.audience, about.language):
        raise CommandRefusedError("other_reader", "A correction is for the same audience in the same language.")
    chosen = tuple(text.channel for text in about.texts)
    _refuse_told_already(case, narrative, chosen)
    zone = ZoneInfo(rules_of(given).operator.zone)
    release = replace(
        _release(case, given, PublicationKind.CORRECTION, number=len(case.publications) + 1),
        about_id=about.publication_id,
    )
    lead = lead_of_correction(about, at=given.at, zone=zone)
    corrected = _publish(case, given, (narrative, chosen), release, lead=lead)
    return _recorded(case, given, DecisionKind.PUBLICATION_CORRECT, [corrected], [narrative], reason=reason)


def withdraw_publication(case: Case, given: Given) -> Changed:
    """A person takes released words back; those who were told them are told so, on the same channels."""
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    about = _in_force(case, given)
    operator = rules_of(given).operator
    facts = facts_of(case, operator, audience=about.audience, language=about.language, at=given.at)
    telling = Telling(about.audience, about.language, facts, given.at)
    release = replace(
        _release(case, given, PublicationKind.WITHDRAWAL, number=len(case.publications) + 1),
        about_id=about.publication_id,
    )
    try:
        withdrawn = withdraw(
            about,
            _what(case, about, operator),
            release,
            zone=ZoneInfo(operator.zone),
            reads=lambda text: read_words(text, operator, telling),
        )
    except PublicationBlockedError as blocked:
        raise CommandRefusedError(blocked.code, blocked.message) from blocked
    return _recorded(case, given, DecisionKind.PUBLICATION_WITHDRAW, [withdrawn], [], reason=reason)


def _approved(case: Case, given: Given) -> list[Narrative]:
    """The narratives a command names, each with the digest of the facts the person read, else refused."""
    wanted, digests = names_given(given, "narrative_id"), names_given(given, "facts_digest")
    if not wanted:
        raise CommandRefusedError("too_short", "The narrative is missing.")
    if len(set(wanted)) != len(wanted) or len(digests) != len(wanted):
        raise CommandRefusedError("bad_choice", "Name each narrative once, with the facts it was read with.")
    found: list[Narrative] = []
    for narrative_id, digest in zip(wanted, digests, strict=True):
        narrative = narrative_of(case, narrative_id)
        if narrative is None:
            raise CommandRefusedError("not_approved", "These words are gone: the facts changed. Read the new draft.")
        if digest != narrative.facts_digest:
            raise CommandRefusedError("facts_changed", "A fact changed while you were reading. Read the new draft.")
        found.append(narrative)
    return found


def _channels(given: Given) -> tuple[Channel, ...]:
    names = names_given(given, "channels")
    for name in names:
        if name not in tuple(Channel):
            raise CommandRefusedError("unknown_channel", "There is no such channel. Choose from those listed.")
    return tuple(Channel(name) for name in names)


def _chosen(narrative: Narrative, channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """Of the channels named those this audience has; of none named all that can carry the words."""
    if not channels:
        return tuple(text.channel for text in texts_for(narrative))
    chosen = tuple(channel for channel in channels if channel in CHANNELS.get(narrative.audience, ()))
    if not chosen:
        message = f"None of the channels chosen reaches {narrative.audience}. Choose one that does."
        raise CommandRefusedError("no_channel", message)
    return chosen


def _in_force(case: Case, given: Given) -> Publication:
    """The publication a command is about, else refused: one that nothing has corrected or taken back yet."""
    wanted = given.text("publication_id", chars_min=1)
    about = next((one for one in case.publications if one.publication_id == wanted), None)
    if about is None or about.kind is PublicationKind.WITHDRAWAL:
        raise CommandRefusedError("not_published", "There is no such publication to put right or take back.")
    if any(one.about_id == wanted for one in case.publications):
        raise CommandRefusedError("ended", "This publication was corrected or withdrawn already.")
    return about


def _what(case: Case, about: Publication, operator: Operator) -> str:
    """What a publication was about; its narrative may be long gone, the service it told of is not."""
    narrative = narrative_of(case, about.narrative_id)
    if narrative is not None:
        return what_words(narrative, phrases_of(about.language))
    return service_words(case, operator, language=about.language)


def _refuse_told_already(case: Case, narrative: Narrative, channels: Sequence[Channel]) -> None:
    """A second press must not tell everybody twice; what was taken back may be told again."""
    ended = {one.about_id for one in case.publications if one.about_id}
    for one in case.publications:
        if one.narrative_id != narrative.narrative_id or one.publication_id in ended:
            continue
        if one.kind is not PublicationKind.WITHDRAWAL and {text.channel for text in one.texts} & set(channels):
            raise CommandRefusedError("told_already", "These words were released on this channel already.")


def _release(case: Case, given: Given, kind: PublicationKind, *, number: int) -> Release:
    publication_id = publication_id_of(case.incident.incident_id, number)
    return Release(publication_id, kind, given.at, next_update_at(case, at=given.at))


def _publish(
    case: Case, given: Given, said: tuple[Narrative, Sequence[Channel]], release: Release, *, lead: str = ""
) -> Publication:
    narrative, channels = said
    ground = ground_now(case, given, narrative)
    try:
        return publish(narrative, channels, ground, release, lead=lead)
    except PublicationBlockedError as blocked:
        raise CommandRefusedError(blocked.code, blocked.message) from blocked


_SAYS = {
    PublicationKind.UPDATE: "released",
    PublicationKind.CORRECTION: "released as a correction",
    PublicationKind.WITHDRAWAL: "withdrawn from those who were told",
}


def _recorded(
    case: Case,
    given: Given,
    kind: DecisionKind,
    released: Sequence[Publication],
    narratives: Sequence[Narrative],
    *,
    reason: str = "",
) -> Changed:
    publications = (*reversed(released), *case.publications)
    changed = replace(touched(case, given), publications=publications)
    readers = ", ".join(f"{one.audience} ({one.language})" for one in released)
    summary = f"Words for {readers} {_SAYS[released[0].kind]}"
    by_id = {narrative.narrative_id: narrative for narrative in narratives}
    detail: dict[str, Plain] = {"publications": [_as_released(one, by_id.get(one.narrative_id)) for one in released]}
    return changed, decision_of_person(kind, changed, given.actor, summary, basis=reason, detail=detail)


def _as_released(publication: Publication, narrative: Narrative | None) -> dict[str, Plain]:
    """What goes on the trail: the exact words of each channel with their hash, and what they stood on."""
    due_at = publication.next_update_at
    texts: list[Plain] = [
        {
            "channel": text.channel.value,
            "subject": text.subject,
            "body": text.body,
            "sha256": text_digest(text),
            "cut": list(text.cut_parts),
        }
        for text in publication.texts
    ]
    return {
        "publication": publication.publication_id,
        "kind": publication.kind.value,
        "about": publication.about_id,
        "narrative": publication.narrative_id,
        "audience": publication.audience,
        "language": publication.language,
        "digest": publication.digest,
        "texts": texts,
        "next_update_at": due_at.isoformat() if due_at else None,
        "facts_digest": narrative.facts_digest if narrative is not None else "",
        "approved_by": [[one.person, one.team_id] for one in narrative.approvals] if narrative is not None else [],
    }
