"""May a narrative leave the building, and does an approval still hold.

Source: PRODUCT section 5 item 6 (an approval dies when a fact it rests on changes), rule B.
"""

from dataclasses import replace
from datetime import datetime

from intera.model.narrative import GuardLevel, Narrative, NarrativeStatus
from intera.narrative.facts import MEDIUM_PERCENT
from intera.narrative.template import BEING_VERIFIED


class NarrativeBlockedError(ValueError):
    """A narrative cannot be approved; says why and what to do."""

    def __init__(self, narrative: Narrative, reason: str) -> None:
        """Carries the narrative's id and the reason."""
        super().__init__(f"narrative {narrative.narrative_id} cannot be approved: {reason}")
        self.narrative_id = narrative.narrative_id
        self.reason = reason


def approve(narrative: Narrative, *, person: str, at: datetime) -> Narrative:
    """The narrative as approved by a person, bound to the digest of its facts.

    Args:
        narrative: a draft.
        person: who approves it; a name or sign-in that can be asked.
        at: when.

    Returns:
        The same words with status approved.

    Raises:
        NarrativeBlockedError: it is not a draft, nobody is named, a word must change, or it says
            something definite while confidence is Low.
    """
    if narrative.status is not NarrativeStatus.DRAFT:
        raise NarrativeBlockedError(narrative, f"it is {narrative.status.value}; write a new version")
    if not person.strip():
        raise NarrativeBlockedError(narrative, "no person approves it; sign in and try again")
    must_change = [finding for finding in narrative.findings if finding.level is GuardLevel.MUST_CHANGE]
    if must_change:
        words = ", ".join(repr(finding.text) for finding in must_change)
        raise NarrativeBlockedError(narrative, f"these words must change: {words}")
    stage = next((fact for fact in narrative.facts if fact.slot == "stage"), None)
    if stage is None or (stage.text != BEING_VERIFIED and stage.confidence_percent < MEDIUM_PERCENT):
        raise NarrativeBlockedError(narrative, "confidence is Low; verify first and use the holding line")
    return replace(narrative, status=NarrativeStatus.APPROVED, approved_at=at, approved_by=person.strip())


def lapse_if_changed(approved: Narrative, fresh: Narrative | None) -> Narrative:
    """The approval as it stands against fresh facts: lapsed when any of them changed.

    Args:
        approved: the narrative in force.
        fresh: what would be drafted now; None when nothing may be said any more.

    Returns:
        The same narrative while the digests and the template agree, or when it is not approved at
        all; else its lapsed form.
    """
    if approved.status is not NarrativeStatus.APPROVED:
        return approved
    if fresh is not None and _rests_on(fresh) == _rests_on(approved):
        return approved
    return replace(approved, status=NarrativeStatus.LAPSED)


def _rests_on(narrative: Narrative) -> tuple[str, str, int]:
    return (narrative.facts_digest, narrative.template_id, narrative.template_version)
