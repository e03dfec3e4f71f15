"""Can customers see it: visible, internal only, or still being verified, with the reason."""

from collections.abc import Sequence

from intera.impact.certainty import FACING_KINDS, KIND_NAMES, agrees
from intera.impact.describe import join_words
from intera.impact.weigh import Weighed
from intera.model.confidence import DEFAULT_SCALE, Confidence
from intera.model.impact import EvidenceKind, HarmLevel, ImpactRuling, Stance, Visibility
from intera.model.operator import Operator

# Below this it is verified first. Source: design GUIDE section 4 (Low); PRODUCT rule B.
VISIBLE_FROM_RATIO = DEFAULT_SCALE.medium_ratio
# One kind alone may be wrong in one way for all its sources. Source: design mock, policy
# ("Seen by 2 kinds of source").
VISIBLE_FROM_KINDS = 2

_NOBODY_SAYS = "No fresh source says whether customers notice it"
_INTERNAL_REASONS = {
    HarmLevel.AT_RISK: "Customers unaffected: only the margin is smaller, and nobody feels it",
    HarmLevel.CLEAR: "Customers unaffected: it is over, and no source they feel reported it",
}


def visibility_of(
    weighed: Sequence[Weighed],
    harm: HarmLevel,
    confidence: Confidence,
    *,
    ruling: ImpactRuling | None,
    operator: Operator,
) -> tuple[Visibility, str]:
    """Whether customers can see it, and the one sentence why.

    A person's ruling decides. Internal only needs two things: the harm is at risk or clear, and
    nothing that customers feel has reported it, nor is such a source late (silence of a late
    source proves nothing). A ticket that closed is no proof that nobody noticed. Everything else is
    verified first, until two kinds agree with at least Medium confidence and one of them
    is a kind customers feel.

    Args:
        weighed: the incident's signals as they count.
        harm: the harm stated.
        confidence: how sure it is.
        ruling: a person's word, if there is one.
        operator: the names of desks.

    Returns:
        The visibility and its reason, in plain words.

    Source: PRODUCT section 6 (visibility), rule B; issue 3 point 3.
    """
    if ruling is not None:
        return _ruled(weighed, ruling, operator)
    if harm is HarmLevel.NO_DATA:
        return Visibility.BEING_VERIFIED, _NOBODY_SAYS
    if _is_internal(weighed, harm):
        return Visibility.INTERNAL_ONLY, _INTERNAL_REASONS[harm]
    return _agreed(weighed, harm, confidence)


def _agreed(weighed: Sequence[Weighed], harm: HarmLevel, confidence: Confidence) -> tuple[Visibility, str]:
    """Visible once two kinds agree surely enough and customers feel one of them."""
    backing = [entry for entry in weighed if agrees(entry, harm)]
    kinds = sorted({entry.kind for entry in backing})
    names = join_words([KIND_NAMES[kind] for kind in kinds])
    if not kinds:
        return Visibility.BEING_VERIFIED, _NOBODY_SAYS
    if len(kinds) < VISIBLE_FROM_KINDS:
        return Visibility.BEING_VERIFIED, f"Only one kind of source reports it so far: {names}"
    if confidence.ratio < VISIBLE_FROM_RATIO:
        return Visibility.BEING_VERIFIED, f"Reported by {names}, but not surely enough yet"
    if not any(_faces_customers(entry) for entry in backing):
        return Visibility.BEING_VERIFIED, f"Reported by {names}, but by no source that customers feel"
    if harm is HarmLevel.CLEAR:
        return Visibility.CUSTOMER_VISIBLE, f"Customers could see it; working again according to {names}"
    return Visibility.CUSTOMER_VISIBLE, f"Seen by {len(kinds)} kinds of source: {names}"


def _faces_customers(entry: Weighed) -> bool:
    if entry.kind is EvidenceKind.TICKET:
        return bool(entry.signal.customer_count) or bool(entry.signal.account_ids)
    return entry.kind in FACING_KINDS


def _is_internal(weighed: Sequence[Weighed], harm: HarmLevel) -> bool:
    if harm is HarmLevel.CLEAR:
        return all(entry.kind is EvidenceKind.HEALTH and not entry.is_late for entry in weighed)
    if harm is not HarmLevel.AT_RISK:
        return False
    for entry in weighed:
        if not _faces_customers(entry):
            continue
        if entry.is_late or (entry.says_harm and entry.kind is not EvidenceKind.PROBE):
            return False
    return True


def _ruled(weighed: Sequence[Weighed], ruling: ImpactRuling, operator: Operator) -> tuple[Visibility, str]:
    team = operator.team_name(ruling.by_team_id) or "a person"
    if ruling.is_confirmed:
        return Visibility.CUSTOMER_VISIBLE, f"Confirmed by {team}"
    since = {
        entry.signal.source_id
        for entry in weighed
        if entry.stance is Stance.FOR and _faces_customers(entry) and entry.signal.occurred_at > ruling.at
    }
    if not since:
        return Visibility.INTERNAL_ONLY, f"Ruled out by {team}"
    sources = (
        f"{len(since)} {'source that customers feel has' if len(since) == 1 else 'sources that customers feel have'}"
    )
    return Visibility.INTERNAL_ONLY, f"Ruled out by {team}, but {sources} reported harm since: look again"
