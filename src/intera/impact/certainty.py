"""How sure are we of the impact, on which basis, and what would make us surer."""

from collections.abc import Mapping, Sequence

from intera.impact.describe import join_words, source_name
from intera.impact.weigh import Weighed
from intera.impact.weights import RULING_RATIO, agreed_ratio
from intera.model.confidence import Confidence
from intera.model.ids import SourceId
from intera.model.impact import EvidenceKind, HarmLevel, ImpactRuling, Stance
from intera.model.operator import Operator
from intera.model.source import SourceHealth

# How a kind is named to a reader, and in which order a missing one is asked for: what can be
# had soonest and is felt by customers first.
KIND_NAMES: Mapping[EvidenceKind, str] = {
    EvidenceKind.PROBE: "probes",
    EvidenceKind.CARE_CONTACTS: "customer contacts",
    EvidenceKind.ACCOUNT_CONFIRMATION: "account confirmations",
    EvidenceKind.HEALTH: "service health",
    EvidenceKind.PARTNER: "partner reports",
    EvidenceKind.TICKET: "tickets",
}
# Kinds that customers feel or that stand in their place.
FELT_KINDS = frozenset({EvidenceKind.ACCOUNT_CONFIRMATION, EvidenceKind.CARE_CONTACTS, EvidenceKind.PARTNER})
FACING_KINDS = FELT_KINDS | {EvidenceKind.PROBE}

_ASKED_FOR = (EvidenceKind.PROBE, EvidenceKind.CARE_CONTACTS, EvidenceKind.ACCOUNT_CONFIRMATION)
_SECOND_KIND = {kind: f"A second kind of source, for instance {KIND_NAMES[kind]}" for kind in _ASKED_FOR}
_THIRD_KIND = {kind: f"A third kind of source, for instance {KIND_NAMES[kind]}" for kind in _ASKED_FOR}
_CONFIRM_PRIORITY = "The desk confirming the claimed priority"
_RULING = "A person confirming that customers are affected"
_KINDS_FOR_CONFIRMED = 3


def agrees(entry: Weighed, harm: HarmLevel) -> bool | None:
    """Whether a signal backs the stated harm (True), denies it (False), or does not count (None).

    Once all is clear, those who say so back it. While the service is only at risk, a source
    customers feel that sees nothing backs it too: "at risk" says that customers are unaffected.

    Args:
        entry: a signal as it counts.
        harm: the harm stated.

    Returns:
        Its side.
    """
    if entry.stance is Stance.NOT_COUNTED:
        return None
    if harm is HarmLevel.CLEAR:
        return entry.stance is Stance.AGAINST
    return entry.stance is Stance.FOR or (harm is HarmLevel.AT_RISK and entry.kind in FACING_KINDS)


def confidence_of(weighed: Sequence[Weighed], harm: HarmLevel, ruling: ImpactRuling | None) -> Confidence:
    """How sure the stated harm is.

    Each independent kind counts once, by its best statement: ten probes are still one kind.
    A person's ruling lifts it to `RULING_RATIO` at least.

    Args:
        weighed: the incident's signals as they count.
        harm: the harm stated; the confidence is about this statement.
        ruling: a person's word, if there is one.

    Returns:
        The ratio with its basis, "5 sources agree".

    Source: PRODUCT rule B; `weights` for every number.
    """
    agreeing: dict[EvidenceKind, int] = {}
    contradicting: dict[EvidenceKind, int] = {}
    for entry in weighed:
        backs = agrees(entry, harm)
        if backs is None:
            continue
        side = agreeing if backs else contradicting
        if entry.weight > side.get(entry.kind, 0):
            side[entry.kind] = entry.weight
    ratio = agreed_ratio(tuple(sorted(agreeing.values())), tuple(sorted(contradicting.values())))
    basis = _basis(weighed, harm)
    if ruling is not None:
        ratio = max(ratio, RULING_RATIO)
        basis = f"{'Confirmed' if ruling.is_confirmed else 'Ruled out'} by a person; {basis}"
    return Confidence(ratio, basis)


def raise_confidence_by(
    weighed: Sequence[Weighed],
    harm: HarmLevel,
    confidence: Confidence,
    *,
    operator: Operator,
    health: Mapping[SourceId, SourceHealth],
) -> tuple[str, ...]:
    """What would make us surer, most useful first; nothing once it is confirmed.

    Args:
        weighed: the incident's signals as they count.
        harm: the harm stated.
        confidence: how sure it is now.
        operator: the names of sources.
        health: names sources the reference data does not.

    Returns:
        Short phrases, each something a person can go and get.
    """
    if confidence.ratio >= RULING_RATIO:
        return ()
    is_harmed = harm is not HarmLevel.CLEAR and harm is not HarmLevel.NO_DATA
    found: list[str] = []
    late = sorted({source_name(e.signal.source_id, operator, health) for e in weighed if e.is_late})
    if late:
        found.append(f"Fresh news from {join_words(late)}")
    kinds = {entry.kind for entry in weighed if agrees(entry, harm)}
    if len(kinds) < _KINDS_FOR_CONFIRMED:
        missing = next((kind for kind in _ASKED_FOR if all(entry.kind is not kind for entry in weighed)), None)
        if missing is not None:
            found.append((_SECOND_KIND if len(kinds) <= 1 else _THIRD_KIND)[missing])
    denying = sorted({source_name(e.signal.source_id, operator, health) for e in weighed if agrees(e, harm) is False})
    if denying:
        found.append(f"Settling why {join_words(denying)} {'say' if len(denying) > 1 else 'says'} otherwise")
    if is_harmed and any(
        e.kind is EvidenceKind.TICKET and e.says_harm and not e.signal.priority_confirmed for e in weighed
    ):
        found.append(_CONFIRM_PRIORITY)
    if is_harmed:
        found.append(_RULING)
    return tuple(found)


def _basis(weighed: Sequence[Weighed], harm: HarmLevel) -> str:
    if len(weighed) == 1 and agrees(weighed[0], harm):
        return "1 source, nothing else confirms it yet"
    agreeing: set[SourceId] = set()
    denying: set[SourceId] = set()
    late: set[SourceId] = set()
    for entry in weighed:
        backs = agrees(entry, harm)
        if entry.is_late:
            late.add(entry.signal.source_id)
        elif backs is not None:
            (agreeing if backs else denying).add(entry.signal.source_id)
    if not agreeing:
        parts = ["No fresh source"]
    elif len(agreeing) == 1:
        parts = ["1 source"]
    else:
        parts = [f"{len(agreeing)} sources agree"]
    if denying:
        parts.append(f"{len(denying)} {'disagrees' if len(denying) == 1 else 'disagree'}")
    if late:
        parts.append(f"{len(late)} {'is' if len(late) == 1 else 'are'} late")
    return ", ".join(parts)
