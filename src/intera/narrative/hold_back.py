"""What must wait for verification, why, and what releases it.

Source: PRODUCT Q6; design GUIDE section 4 (customer-safe language) and the voice card of the mock.
"""

from datetime import datetime

from intera.model.case import Case
from intera.model.impact import Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import HoldBack
from intera.narrative.facts import FIXED_END_PERCENT, MEDIUM_PERCENT, stage_of
from intera.narrative.template import BEING_VERIFIED

_OVER = frozenset({Lifecycle.RESTORED, Lifecycle.CLOSED, Lifecycle.CANCELLED, Lifecycle.MERGED})


def hold_back(case: Case, *, at: datetime) -> tuple[HoldBack, ...]:
    """What may not be told now, each with its reason and what would release it.

    Args:
        case: the incident with its judgements.
        at: the instant asked about; narratives drafted later are not looked at.

    Returns:
        In order of how often people ask: everything definite (when so), cause, end time, numbers, partner.
    """
    newest = next((n for n in case.narratives if n.drafted_at <= at), None)
    slots = {fact.slot: fact.text for fact in newest.facts} if newest is not None else {"eta": ""}
    return hold_back_saying(case, soft_end=slots.get("eta_soft", ""), tells_end="eta" in slots)


def hold_back_saying(case: Case, *, soft_end: str, tells_end: bool = True) -> tuple[HoldBack, ...]:
    """The same, with the words for the end already known.

    Args:
        case: the incident with its judgements.
        soft_end: such as "later this afternoon"; empty when there are none.
        tells_end: whether this audience is told a clock time for the end once the ETA is sure enough.

    Returns:
        What must wait.
    """
    impact = case.impact
    if impact is not None and impact.visibility is Visibility.INTERNAL_ONLY:
        return (
            HoldBack("Any word of it", "Customers do not notice it.", "Impact is confirmed as visible to customers."),
        )
    found: list[HoldBack] = []
    if stage_of(case) in (BEING_VERIFIED, None):
        release = impact.raise_confidence_by[0] if impact is not None and impact.raise_confidence_by else ""
        found.append(
            HoldBack(
                "Anything definite",
                "It is not verified that customers are affected. Use the holding line.",
                release or f"Confidence reaches {MEDIUM_PERCENT}% and impact is confirmed as visible to customers.",
            )
        )
    found.append(
        HoldBack(
            "Cause",
            "Not verified. Do not name or hint.",
            "The owner verifies the cause and Communications agrees the words.",
        )
    )
    if case.incident.lifecycle not in _OVER and (end := _end_time(case, soft_end, tells_end=tells_end)) is not None:
        found.append(end)
    if impact is not None and impact.customers is not None and impact.customers.is_exact:
        why = "A count of ours, and not for customers."
    else:
        why = "Internal estimate only."
    found.append(HoldBack("Customer numbers", why, "Communications releases a counted figure in writing."))
    if impact is not None and impact.is_wholesale:
        found.append(
            HoldBack(
                "Which partner is involved",
                "Partners are never named to customers.",
                "Never to customers; the partner hears it from the wholesale desk.",
            )
        )
    return tuple(found)


def _end_time(case: Case, soft_end: str, *, tells_end: bool) -> HoldBack | None:
    eta = case.eta
    what, release = "A fixed end time", f"ETA confidence reaches {FIXED_END_PERCENT}%."
    if eta is None:
        return HoldBack(what, "There is no ETA yet; say when the next update comes.", release)
    if eta.confidence_percent >= FIXED_END_PERCENT:
        if tells_end or stage_of(case) == BEING_VERIFIED:
            return None
        why = f'Say "{soft_end}".' if soft_end else "It has passed, or this audience is not told one."
        return HoldBack(what, why, "A later time is stated, and the policy lets this audience hear it.")
    if eta.confidence_percent < MEDIUM_PERCENT:
        return HoldBack(what, "ETA confidence is Low; say when the next update comes.", release)
    instead = f'say "{soft_end}"' if soft_end else 'say "we expect", and no clock time'
    return HoldBack(what, f"ETA confidence is Medium; {instead}.", release)
