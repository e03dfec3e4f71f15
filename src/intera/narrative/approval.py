"""May a narrative leave the building, and does an approval still hold.

Source: PRODUCT section 5 item 6 (an approval dies when a fact it rests on changes), rule B; issue 4,
section 4 (approved by a second person).
"""

from dataclasses import replace
from datetime import datetime

from intera.model.narrative import Approval, GuardLevel, Narrative, NarrativeStatus
from intera.narrative.facts import MEDIUM_PERCENT
from intera.narrative.template import BEING_VERIFIED, is_same_person


class NarrativeBlockedError(ValueError):
    """A narrative cannot be approved; says why and what to do."""

    def __init__(self, narrative: Narrative, reason: str) -> None:
        """Carries the narrative's id and the reason."""
        super().__init__(f"narrative {narrative.narrative_id} cannot be approved: {reason}")
        self.narrative_id = narrative.narrative_id
        self.reason = reason


def approve(narrative: Narrative, *, person: str, at: datetime, team_id: str = "", needed: int = 1) -> Narrative:
    """The narrative with one more approval, bound to the digest of its facts; approved once there are enough.

    Args:
        narrative: a draft, or approved words that need more people to agree than did so far.
        person: who approves it; a name or sign-in that can be asked.
        at: when.
        team_id: whose desk the person speaks for.
        needed: how many people must agree, none of them the author.

    Returns:
        The same words; with status approved when this was the last approval needed.

    Raises:
        NarrativeBlockedError: it is not a draft, nobody is named, the author or somebody who agreed
            already asks, a word must change, a required part is missing, or it says something
            definite while confidence is Low.
    """
    is_short = narrative.status is NarrativeStatus.APPROVED and len(narrative.approvals) < needed
    if narrative.status is not NarrativeStatus.DRAFT and not is_short:
        raise NarrativeBlockedError(narrative, f"it is {narrative.status.value}; write a new version")
    if not person.strip():
        raise NarrativeBlockedError(narrative, "no person approves it; sign in and try again")
    if is_same_person(person, narrative.written_by):
        raise NarrativeBlockedError(narrative, "its author cannot approve it; ask another person")
    if any(is_same_person(person, given.person) for given in narrative.approvals):
        raise NarrativeBlockedError(narrative, "you approved it already; another person must agree too")
    refuse_unsafe(narrative)
    given = (*narrative.approvals, Approval(person.strip(), team_id, at))
    if len(given) < needed:
        return replace(narrative, approvals=given)
    names = ", ".join(one.person for one in given)
    return replace(narrative, status=NarrativeStatus.APPROVED, approved_at=at, approved_by=names, approvals=given)


def refuse_unsafe(narrative: Narrative) -> None:
    """Refuses words that may not go out, whoever agrees to them.

    Args:
        narrative: with the findings of its text.

    Raises:
        NarrativeBlockedError: a word must change, a required part is missing, a fact is stated twice, or it
            says something definite while confidence is Low.
    """
    must_change = [finding for finding in narrative.findings if finding.level is GuardLevel.MUST_CHANGE]
    if must_change:
        words = ", ".join(repr(finding.text) for finding in must_change)
        raise NarrativeBlockedError(narrative, f"these words must change: {words}")
    if narrative.missing:
        raise NarrativeBlockedError(narrative, f"it does not say yet: {', '.join(narrative.missing)}")
    slots = [fact.slot for fact in narrative.facts]
    if len(set(slots)) != len(slots):
        raise NarrativeBlockedError(narrative, "a fact is stated twice; read the new draft")
    stage = next((fact for fact in narrative.facts if fact.slot == "stage"), None)
    is_holding = stage is not None and stage.text == BEING_VERIFIED and not narrative.written_by
    if stage is None or not (is_holding or stage.confidence_percent >= MEDIUM_PERCENT):
        raise NarrativeBlockedError(narrative, "confidence is Low; verify first and use the holding line")
    if stage.text == BEING_VERIFIED and narrative.written_by:
        raise NarrativeBlockedError(narrative, "impact is being verified; only the holding line can go out")


def lapse_if_changed(approved: Narrative, fresh: Narrative | None) -> Narrative:
    """The approval as it stands against fresh facts: lapsed when any of them changed.

    Args:
        approved: the narrative in force.
        fresh: what would be drafted now; None when nothing may be said any more.

    Returns:
        The same narrative while the digests and the template agree, or when it is not approved at
        all; else its lapsed form. A person's own words rest on no template.
    """
    if approved.status is not NarrativeStatus.APPROVED:
        return approved
    if fresh is not None and approved.facts_digest == fresh.facts_digest:
        if approved.written_by:
            return approved
        if (approved.template_id, approved.template_version) == (fresh.template_id, fresh.template_version):
            return approved
    return replace(approved, status=NarrativeStatus.LAPSED)
