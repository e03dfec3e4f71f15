"""Who hears of an incident: which recipients a publication concerns, and why the others among them are not told.

A recipient of another audience, service, region, account or partner is not concerned and counted only.
One that is concerned and not told has a reason of its own in the ledger.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from intera.impact.presence import instant_of
from intera.impact.region_tree import RegionTree
from intera.model.case import Case
from intera.model.ids import RegionId
from intera.model.operator import Operator
from intera.model.publication import Publication, PublicationReach, Recipient, SkipReason

PARTNER = "partner"
# Whose words outsiders read; others stay in the house.
OUTWARD_AUDIENCES = frozenset({"customer", PARTNER})
# What is spoken where a recipient's own language was not released.
FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Concern:
    """Whether a publication concerns a recipient, and the reason when they are not told all the same."""

    is_concerned: bool
    why_not: SkipReason | None = None


NOT_CONCERNED = Concern(is_concerned=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """What recipients are judged by: the reach with its places spread out.

    `inside` are the regions hit and all inside them; `around` those and all that contain one of them.
    `account_ids` are the accounts in reach, `untold` and `unsubscribed` ids of recipients.
    """

    publication: Publication
    reach: PublicationReach
    inside: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    account_ids: Collection[str] = ()
    unsubscribed: Collection[str] = ()
    untold: Collection[str] = ()


def reach_of(publication: Publication, case: Case) -> PublicationReach:
    """Whom a publication may concern, as the case stands when it is released.

    Args:
        publication: one of the case's.
        case: the case, judged.

    Returns:
        Its reach; empty of places while nothing is known of any, which concerns everybody's.
    """
    together = {
        one.language
        for one in case.publications
        if (one.audience, one.kind, one.released_at)
        == (publication.audience, publication.kind, publication.released_at)
    }
    languages = tuple(sorted(together | {publication.language}))
    impact = case.impact
    if impact is None:
        return PublicationReach(languages=languages)
    return PublicationReach(
        service_ids=(impact.service_id,) if impact.service_id else (),
        region_ids=tuple(dict.fromkeys((*impact.region_ids, *(one.region_id for one in impact.regions)))),
        account_ids=tuple(account.account_id for account in impact.accounts),
        partner_code=impact.partner_code,
        languages=languages,
    )


def places_of(
    reach: PublicationReach, operator: Operator, publication: Publication
) -> tuple[frozenset[str], frozenset[str]]:
    """The regions hit with all inside them, and those with all that contain one of them.

    Args:
        reach: of the publication.
        operator: knows the tree of regions.
        publication: the tree holds as it was when this was released.

    Returns:
        `inside` and `around` of a `Ground`.
    """
    tree, instant = RegionTree(operator.regions), instant_of(publication.released_at, 0)
    inside: set[RegionId] = set()
    for region_id in reach.region_ids:
        inside.update(tree.inside(region_id, instant))
    hit = set(reach.region_ids)
    above = {region.region_id for region in operator.regions if hit & set(tree.inside(region.region_id, instant))}
    return frozenset(inside), frozenset(inside | above)


def judge_recipient(recipient: Recipient, ground: Ground) -> Concern:
    """Whether a publication concerns a recipient, and if so whether they are told.

    Args:
        recipient: who.
        ground: what they are judged by.

    Returns:
        Told when it concerns them and `why_not` is None.
    """
    if not _is_concerned(recipient, ground):
        return NOT_CONCERNED
    publication = ground.publication
    language = spoken_language(recipient.language, ground.reach.languages)
    if language is not None and language != publication.language:
        # The same words in their own language reach them by the publication of that language.
        return NOT_CONCERNED
    if language is None and publication.language != min(ground.reach.languages, default=publication.language):
        # Said once, by the first of the languages released together.
        return NOT_CONCERNED
    return Concern(is_concerned=True, why_not=_why_not(recipient, ground, language))


def _why_not(recipient: Recipient, ground: Ground, language: str | None) -> SkipReason | None:
    if recipient.recipient_id in ground.unsubscribed:
        return SkipReason.UNSUBSCRIBED
    if recipient.recipient_id in ground.untold:
        return SkipReason.WAS_NOT_TOLD
    if language is None:
        return SkipReason.NO_WORDS_IN_LANGUAGE
    has_words = any(words.channel is recipient.channel for words in ground.publication.texts)
    return None if has_words else SkipReason.NO_WORDS_FOR_CHANNEL


def spoken_language(wanted: str, languages: Sequence[str]) -> str | None:
    """In which of the languages released a recipient is told; None when in none.

    Args:
        wanted: a language tag, such as "de" or "de-AT".
        languages: those released together.

    Returns:
        Their own, else the one theirs is a variety of, else English where it was released.
    """
    for language in (wanted, wanted.split("-", maxsplit=1)[0], FALLBACK_LANGUAGE):
        if language in languages:
            return language
    return None


def _is_concerned(recipient: Recipient, ground: Ground) -> bool:
    reach = ground.reach
    if recipient.audience != ground.publication.audience:
        return False
    if recipient.service_ids and reach.service_ids and not set(recipient.service_ids) & set(reach.service_ids):
        return False
    if recipient.region_ids and ground.around and not set(recipient.region_ids) & ground.around:
        return False
    if recipient.account_id is not None and recipient.account_id not in ground.account_ids:
        return False
    if recipient.partner_code is None:
        # Who names no partner would read of everybody's routes.
        return recipient.audience != PARTNER
    return recipient.partner_code == reach.partner_code
