"""Which of an incident's narratives counts for a reader, and where a changed one stands among them.

Narratives are kept reader by reader, in the order of the policy of words; per reader what may be read
first comes first: newest first, and what was withdrawn last.
"""

from collections.abc import Collection, Sequence

from intera.model.narrative import ApprovalRequest, Narrative, NarrativeStatus

_READABLE = (NarrativeStatus.DRAFT, NarrativeStatus.APPROVED)


def of_reader(narratives: Sequence[Narrative], audience: str, language: str) -> tuple[Narrative, ...]:
    """The narratives for one audience in one language.

    Args:
        narratives: all of an incident.
        audience: who reads them.
        language: two letters.

    Returns:
        In the order they are kept.
    """
    wanted = (audience, language)
    return tuple(one for one in narratives if (one.audience, one.language) == wanted)


def approved_of(narratives: Sequence[Narrative], audience: str, language: str) -> Narrative | None:
    """The approved words a reader may be told now.

    Args:
        narratives: all of an incident.
        audience: who reads them.
        language: two letters.

    Returns:
        The narrative; None while nothing is approved for that reader.
    """
    own = of_reader(narratives, audience, language)
    return next((one for one in own if one.status is NarrativeStatus.APPROVED), None)


def newest_of(narratives: Sequence[Narrative], audience: str, language: str) -> Narrative | None:
    """The newest words for a reader that are a draft or approved.

    Args:
        narratives: all of an incident.
        audience: who reads them.
        language: two letters.

    Returns:
        The narrative; None when there are none.
    """
    own = of_reader(narratives, audience, language)
    return next((one for one in own if one.status in _READABLE), None)


def placed(
    narratives: Sequence[Narrative], changed: Narrative, *, without: Collection[str] = ()
) -> tuple[Narrative, ...]:
    """An incident's narratives with one written or changed.

    Args:
        narratives: all of an incident.
        changed: the one written or changed; any other with its id gives way to it.
        without: ids of those that are not kept.

    Returns:
        Readers in the order they were, a new reader last; of the changed one's reader it comes first, and
        last once it is withdrawn.
    """
    kept = [one for one in narratives if one.narrative_id != changed.narrative_id and one.narrative_id not in without]
    pair = (changed.audience, changed.language)
    own = [one for one in kept if (one.audience, one.language) == pair]
    own = [*own, changed] if changed.status is NarrativeStatus.WITHDRAWN else [changed, *own]
    found: list[Narrative] = []
    # Where the reader stood before, the changed one's own old place counted.
    order = dict.fromkeys((one.audience, one.language) for one in narratives)
    for reader in order | {pair: None}:
        found += own if reader == pair else [one for one in kept if (one.audience, one.language) == reader]
    return tuple(found)


def standing_requests(
    requests: tuple[ApprovalRequest, ...], narratives: Sequence[Narrative]
) -> tuple[ApprovalRequest, ...]:
    """The requests for approval that still have something to approve.

    Args:
        requests: those on record.
        narratives: all of the incident.

    Returns:
        Those whose narrative is still a draft; the same tuple when that is all of them.
    """
    if not requests:
        return requests
    drafts = {one.narrative_id for one in narratives if one.status is NarrativeStatus.DRAFT}
    standing = tuple(one for one in requests if one.narrative_id in drafts)
    return requests if len(standing) == len(requests) else standing
