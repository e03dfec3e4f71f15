"""How sure are we of the impact, on which basis, and what would make us surer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from intera.experience.track_record import TrackRecord
from intera.impact.describe import join_words, source_name
from intera.impact.harm import covering
from intera.impact.weigh import Weighed
from intera.impact.weights import RULING_RATIO, agreed_ratio
from intera.model.confidence import Confidence
from intera.model.ids import RegionId, SourceId
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


@dataclass(frozen=True, slots=True)
class Stated:
    """The harm stated, and the regions it is stated of; none when no region is known."""

    harm: HarmLevel
    region_ids: tuple[RegionId, ...] = ()


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


def pattern_of(weighed: Sequence[Weighed], harm: HarmLevel) -> str:
    """Which kinds of source speak for and against the harm stated: "care_contacts+probe", "probe-care_contacts".

    What a track record is kept by: statements of one pattern are alike in who makes them.

    Args:
        weighed: the signals about one place.
        harm: the harm stated there.

    Returns:
        Kinds for, joined by "+", then each kind against after a "-"; empty when nobody speaks for it.
    """
    agreeing, denying = _sides(weighed, harm)
    return "+".join(sorted(agreeing)) + "".join(f"-{kind}" for kind in sorted(denying)) if agreeing else ""


def ratio_of(weighed: Sequence[Weighed], harm: HarmLevel) -> Fraction:
    """How sure the harm stated in one place is, before any track record.

    Each independent kind counts once, by its best statement: ten probes are still one kind.

    Args:
        weighed: the signals about the place.
        harm: the harm stated there.

    Returns:
        The ratio.

    Source: PRODUCT rule B; `weights` for every number; ADR-0013.
    """
    agreeing, denying = _sides(weighed, harm)
    return agreed_ratio(tuple(sorted(agreeing.values())), tuple(sorted(denying.values())))


def confidence_of(
    weighed: Sequence[Weighed], stated: Stated, ruling: ImpactRuling | None, *, record: TrackRecord
) -> Confidence:
    """How sure the stated harm is.

    Harm is judged place by place, so that a green probe in one region does not speak against another:
    that customers are hit is as sure as the surest hurt place, that all is clear as the least sure one.
    The track record of the same pattern corrects the figure; a person's ruling lifts it to
    `RULING_RATIO` at least.

    Args:
        weighed: the incident's signals as they count.
        stated: the harm, and in which regions; the confidence is about this statement.
        ruling: a person's word, if there is one.
        record: what came of earlier statements by pattern.

    Returns:
        The ratio with its basis, "5 sources agree; 47 of 50 like this were confirmed".

    Source: PRODUCT rule B; issue 3 point 4; ADR-0013, ADR-0019.
    """
    about = _deciding_place(weighed, stated)
    pattern = pattern_of(about, stated.harm)
    found = record.ratio(pattern, prior=ratio_of(about, stated.harm))
    ratio = found.ratio if pattern else Fraction(0)
    basis = _basis(weighed, stated.harm)
    if pattern and found.like_count:
        basis = f"{basis}; {found.happened_count:,} of {found.like_count:,} like this were confirmed"
    if ruling is not None:
        ratio = max(ratio, RULING_RATIO)
        basis = f"{'Confirmed' if ruling.is_confirmed else 'Ruled out'} by a person; {basis}"
    return Confidence(ratio, basis, pattern, found.happened_count, found.like_count)


def _deciding_place(weighed: Sequence[Weighed], stated: Stated) -> Sequence[Weighed]:
    """The signals about the place the whole is as sure as."""
    if len(stated.region_ids) <= 1 or len(weighed) <= 1:
        return weighed
    places = [covering(weighed, region_id) for region_id in stated.region_ids]
    pick = min if stated.harm in (HarmLevel.CLEAR, HarmLevel.NO_DATA) else max
    return pick(places, key=lambda place: ratio_of(place, stated.harm))


def _sides(
    weighed: Sequence[Weighed], harm: HarmLevel
) -> tuple[Mapping[EvidenceKind, int], Mapping[EvidenceKind, int]]:
    """The best weight of each kind that makes the statement, and of each that denies it."""
    agreeing: dict[EvidenceKind, int] = {}
    denying: dict[EvidenceKind, int] = {}
    for entry in weighed:
        backs = agrees(entry, harm)
        if backs is None:
            continue
        side = agreeing if backs else denying
        if entry.weight > side.get(entry.kind, 0):
            side[entry.kind] = entry.weight
    return agreeing, denying


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
    denying = [entry for entry in weighed if agrees(entry, harm) is False]
    if denying:
        names = sorted({source_name(entry.signal.source_id, operator, health) for entry in denying})
        regions = sorted({operator.region_name(one) for entry in denying for one in entry.signal.scope.region_ids})
        where = f" in {join_words(regions)}" if regions and all(e.signal.scope.is_resolved for e in denying) else ""
        found.append(f"Settling the contradiction by {join_words(names)}{where}")
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
