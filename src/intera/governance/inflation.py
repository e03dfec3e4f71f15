"""Is the top priority kept for what deserves it: declared against met on final evidence.

An incident is declared by whoever called it this severity or worse at any time, and met when the
rules give it on final evidence. Sources' priorities and our own verdicts are two declarations,
measured apart. Groups are services, channels and desks; there is no group of one person.

Source: issue 3, section 5 (inflation is measured); PRODUCT F3, section 5.4; E. B. Wilson, Journal of
the American Statistical Association 22 (1927), the score interval.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from intera.model.ids import IncidentId
from intera.model.share import Share, wilson
from intera.model.verdict import DeclaredBy, Severity, SeverityClaim, SeverityRecord


class Side(StrEnum):
    """Whose declarations are measured: other systems' priorities, or our own verdicts with overrides."""

    THEIRS = "theirs"
    OURS = "ours"


class GroupKind(StrEnum):
    """What incidents are grouped by; never by person."""

    EVERYTHING = "everything"
    SERVICE = "service"
    CHANNEL = "channel"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class DowngradeLag:
    """How long declarations that were not met on final evidence stood until they were lowered.

    `lowered_count` of `overdeclared_count` were; the others stood until the end. `median_s` is the
    lower median of those lowered, exact; None when none was.
    """

    overdeclared_count: int
    lowered_count: int
    median_s: int | None
    longest_s: int | None


@dataclass(frozen=True, slots=True)
class Inflation:
    """One group's declarations of `severity` or worse against what was met on final evidence."""

    side: Side
    severity: Severity
    group_kind: GroupKind
    group: str
    declared: Share
    met: Share
    precision: Share
    recall: Share
    lag: DowngradeLag


@dataclass(frozen=True, slots=True)
class _Seen:
    """One incident in one group: whether it was met, whether declared, and how long until lowered."""

    is_met: bool
    is_declared: bool
    lowered_after_s: int | None


def _lower_median(seconds: Sequence[int]) -> int | None:
    return sorted(seconds)[(len(seconds) - 1) // 2] if seconds else None


def _lag(seen: Iterable[_Seen]) -> DowngradeLag:
    over = [one for one in seen if one.is_declared and not one.is_met]
    waited = [one.lowered_after_s for one in over if one.lowered_after_s is not None]
    return DowngradeLag(len(over), len(waited), _lower_median(waited), max(waited, default=None))


def _measured(seen: Sequence[_Seen], *, side: Side, severity: Severity, group_kind: GroupKind, group: str) -> Inflation:
    declared = sum(1 for one in seen if one.is_declared)
    met = sum(1 for one in seen if one.is_met)
    both = sum(1 for one in seen if one.is_met and one.is_declared)
    return Inflation(
        side=side,
        severity=severity,
        group_kind=group_kind,
        group=group,
        declared=wilson(declared, len(seen)),
        met=wilson(met, len(seen)),
        precision=wilson(both, declared),
        recall=wilson(both, met),
        lag=_lag(seen),
    )


def _is_theirs(claim: SeverityClaim) -> bool:
    return claim.declared_by is DeclaredBy.SOURCE


def _seen(own: Sequence[SeverityClaim], every: Sequence[SeverityClaim], severity: Severity, *, is_met: bool) -> _Seen:
    """One incident as a group declared it; lowered is when what was declared first was taken back.

    Another ticket, or another source, that claims less takes nothing back.
    """
    first = min(
        (claim for claim in own if claim.severity <= severity), key=lambda claim: claim.declared_at, default=None
    )
    if first is None:
        return _Seen(is_met, is_declared=False, lowered_after_s=None)
    lowered = [
        claim.declared_at
        for claim in every
        if (claim.channel, claim.claim_ref) == (first.channel, first.claim_ref)
        and claim.severity > severity
        and claim.declared_at > first.declared_at
    ]
    after_s = int((min(lowered) - first.declared_at).total_seconds()) if lowered else None
    return _Seen(is_met, is_declared=True, lowered_after_s=after_s)


_Grouping = Callable[[SeverityRecord, SeverityClaim], str]
_GROUPINGS: Mapping[GroupKind, _Grouping] = {
    GroupKind.EVERYTHING: lambda _record, _claim: "",
    GroupKind.SERVICE: lambda record, _claim: str(record.service_id),
    GroupKind.CHANNEL: lambda _record, claim: claim.channel or claim.declared_by.value,
    GroupKind.TEAM: lambda _record, claim: claim.team_id,
}


def _groups(
    records: Sequence[SeverityRecord], side: Side, severity: Severity, grouping: _Grouping
) -> dict[str, list[_Seen]]:
    """Each group's incidents: those it said anything of, so that a group answers for its own only."""
    groups: dict[str, list[_Seen]] = {}
    for record in records:
        if record.final_severity is None:
            continue
        every = [claim for claim in record.claims if _is_theirs(claim) is (side is Side.THEIRS)]
        claims: dict[str, list[SeverityClaim]] = {}
        for claim in every:
            claims.setdefault(grouping(record, claim), []).append(claim)
        for name, own in claims.items():
            seen = _seen(own, every, severity, is_met=record.final_severity <= severity)
            groups.setdefault(name, []).append(seen)
    return groups


def measure_inflation(
    records: Sequence[SeverityRecord], *, severities: Sequence[Severity] = (Severity.P1, Severity.P2)
) -> tuple[Inflation, ...]:
    """How far declared severities were met on final evidence, over all and by service, channel and desk.

    Args:
        records: one per incident, any order; those still open are left out.
        severities: measured as "this or worse", each apart.

    Returns:
        Theirs before ours; for each severity the whole first, then the groups by name. Empty without
        a record that is over.

    Raises:
        RepeatedRecordError: an incident is given twice.
    """
    ids = [record.incident_id for record in records]
    if len(set(ids)) != len(ids):
        raise RepeatedRecordError(next(one for one in ids if ids.count(one) > 1))
    found: list[Inflation] = []
    for side in Side:
        for severity in severities:
            for group_kind, grouping in _GROUPINGS.items():
                groups = _groups(records, side, severity, grouping)
                found.extend(
                    _measured(groups[name], side=side, severity=severity, group_kind=group_kind, group=name)
                    for name in sorted(groups)
                    if name or group_kind is GroupKind.EVERYTHING
                )
    return tuple(found)


class RepeatedRecordError(ValueError):
    """The same incident was given twice, which would count it twice."""

    def __init__(self, incident_id: IncidentId) -> None:
        """Names the incident."""
        super().__init__(f"incident {incident_id} is given twice; give one record for each incident")
