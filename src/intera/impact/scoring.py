"""Was the impact really there: what later evidence says of each confidence as it was stated.

A statement is only ever judged by what it did not rest on: a person's ruling, or a kind of source
customers feel that was not part of it and spoke afterwards. Where neither spoke, its truth is
unknown, and an unknown teaches nothing: a ticket that was closed does not prove that customers were hit.
Source: issue 3 point 4 (track record corrected from outcomes only); ADR-0019.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from intera.impact.certainty import FACING_KINDS
from intera.model.impact import EvidenceKind, HarmLevel, Impact, ImpactRuling, Stance
from intera.model.stated import KindHeard, StatedKind, StatedRatio

# Statements kept of one incident: the first ones, because those are made when least is known.
STATED_AT_MOST = 12
_HURT = frozenset({HarmLevel.FULL, HarmLevel.DEGRADED})


def note_stated(stated: Sequence[StatedRatio], impact: Impact) -> tuple[StatedRatio, ...]:
    """The confidences stated of an incident's impact, with the one of a new assessment.

    One is noted for each pattern of sources that states harm to customers, when it is first stated.

    Args:
        stated: as noted so far, of any kind.
        impact: the new assessment.

    Returns:
        The same, or one more.
    """
    confidence = impact.confidence
    if impact.harm not in _HURT or not confidence.pattern or len(stated) >= STATED_AT_MOST:
        return tuple(stated)
    if any(one.kind is StatedKind.IMPACT_CONFIRMED and one.pattern == confidence.pattern for one in stated):
        return tuple(stated)
    new = StatedRatio(
        StatedKind.IMPACT_CONFIRMED,
        confidence.ratio,
        impact.assessed_at,
        pattern=confidence.pattern,
        features=tuple(("source", source_id) for source_id in _sources(impact)),
        happened_count=confidence.happened_count,
        like_count=confidence.like_count,
    )
    return (*stated, new)


def _sources(impact: Impact) -> list[str]:
    """Who makes the statement: the sources that report harm, each once."""
    return sorted({piece.source_id for piece in impact.evidence if piece.stance is Stance.FOR and piece.source_id})


def note_heard(heard: Sequence[KindHeard], impact: Impact) -> tuple[KindHeard, ...]:
    """When each kind of source first spoke of harm, and first of none, with a new assessment.

    Args:
        heard: as noted so far.
        impact: the new assessment.

    Returns:
        One entry a kind that customers feel or test, by kind.
    """
    known: dict[EvidenceKind, KindHeard] = {one.kind: one for one in heard}
    at = impact.assessed_at
    for piece in impact.evidence:
        if piece.kind not in FACING_KINDS or piece.stance is Stance.NOT_COUNTED:
            continue
        before = known.get(piece.kind, KindHeard(piece.kind))
        harm_at, clear_at = before.harm_at, before.clear_at
        if piece.stance is Stance.FOR:
            harm_at = harm_at or at
        else:
            clear_at = clear_at or at
        known[piece.kind] = KindHeard(piece.kind, harm_at, clear_at)
    return tuple(known[kind] for kind in sorted(known))


def came_true(
    stated: StatedRatio, heard: Sequence[KindHeard], ruling: ImpactRuling | None, *, restored_at: datetime | None
) -> bool | None:
    """Whether customers were hit as a confidence stated; None where nothing independent of it said so.

    Args:
        stated: the confidence in an impact, as it was stated.
        heard: when each kind spoke, over the whole incident.
        ruling: a person's word, if one was given.
        restored_at: when harm was over; "clear" heard later refutes nothing.

    Returns:
        True when a person confirmed it, or a kind outside its pattern spoke of harm afterwards. False
        when a person ruled it out, or such a kind spoke only of "clear" while it was said to go on.
    """
    if ruling is not None and ruling.at >= stated.stated_at:
        return ruling.is_confirmed
    others = _others(stated, heard)
    if any(one.harm_at is not None and one.harm_at > stated.stated_at for one in others.values()):
        return True
    refuting = [
        one
        for one in others.values()
        if one.harm_at is None
        and one.clear_at is not None
        and one.clear_at > stated.stated_at
        and (restored_at is None or one.clear_at < restored_at)
    ]
    return False if refuting else None


def _others(stated: StatedRatio, heard: Sequence[KindHeard]) -> Mapping[EvidenceKind, KindHeard]:
    named = {kind for part in stated.pattern.split("-") for kind in part.split("+")}
    return {one.kind: one for one in heard if one.kind.value not in named}
