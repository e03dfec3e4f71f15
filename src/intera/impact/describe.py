"""What does the evidence say, in plain words: one row per source, never a device, link or ticket text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from intera.impact.harm import mean_percent
from intera.impact.weigh import Weighed
from intera.impact.weights import PERSON_WEIGHT, weight_word
from intera.model.ids import SourceId
from intera.model.impact import Evidence, EvidenceKind, HarmLevel, ImpactRuling, Stance
from intera.model.operator import Operator
from intera.model.source import ReportedState, SourceHealth

# At most this many account names in one row; the rest are counted.
_NAMES_SHOWN = 3
_WELL_AGAIN = frozenset({ReportedState.RESTORED, ReportedState.OK})


def join_words(words: Sequence[str]) -> str:
    """Words as a reader lists them: "Coast", "Coast and Lakes", "A, B and C"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def evidence_rows(
    weighed: Sequence[Weighed], operator: Operator, *, health: Mapping[SourceId, SourceHealth]
) -> tuple[Evidence, ...]:
    """One row per source and stance, heaviest first.

    Args:
        weighed: the incident's signals as they count, sorted by signal id.
        operator: the names of services, regions, accounts and sources.
        health: names sources the reference data does not.

    Returns:
        The rows, each with the newest age and the best weight of its signals.

    Source: design GUIDE sections 4 and 5; PRODUCT H1 to H3.
    """
    groups: dict[tuple[EvidenceKind, SourceId, Stance, bool, bool | None], list[Weighed]] = {}
    for entry in weighed:
        key = (entry.kind, entry.signal.source_id, entry.stance, entry.is_late, entry.says_harm)
        groups.setdefault(key, []).append(entry)
    rows: list[tuple[int, Evidence]] = []
    for group in groups.values():
        first = group[0]
        newest = first if len(group) == 1 else min(group, key=lambda entry: entry.age_s)
        weight = first.weight if len(group) == 1 else max(entry.weight for entry in group)
        row = Evidence(
            kind=first.kind,
            source_name=source_name(first.signal.source_id, operator, health),
            says=_says(group, operator),
            observed_at=newest.signal.occurred_at,
            age_s=newest.age_s,
            stance=first.stance,
            weight=weight_word(weight),
            is_late=first.is_late,
            source_id=first.signal.source_id,
        )
        rows.append((weight, row))
    if len(rows) > 1:
        rows.sort(key=lambda item: (-item[0], item[1].kind, item[1].source_name, item[1].says))
    return tuple(row for _, row in rows)


def ruling_row(ruling: ImpactRuling, operator: Operator, *, at: datetime) -> Evidence:
    """A person's ruling as evidence, spoken for by the desk; the person's own reason stays on the trail."""
    team = operator.team_name(ruling.by_team_id) or "A person"
    said = "confirms that customers are affected" if ruling.is_confirmed else "rules that customers are not affected"
    return Evidence(
        kind=EvidenceKind.PERSON,
        source_name=team,
        says=f"{team} {said}",
        observed_at=ruling.at,
        age_s=int((at - ruling.at).total_seconds()),
        stance=Stance.FOR if ruling.is_confirmed else Stance.AGAINST,
        weight=weight_word(PERSON_WEIGHT),
    )


def source_name(source_id: SourceId, operator: Operator, health: Mapping[SourceId, SourceHealth]) -> str:
    """What a source is called by the reference data, else by its health record, else its id."""
    source = operator.sources_by_id.get(source_id)
    if source is not None:
        return source.name
    known = health.get(source_id)
    return known.name if known is not None else source_id


def _says(group: Sequence[Weighed], operator: Operator) -> str:
    first = group[0]
    if first.is_late:
        return "Late, so not counted either way"
    if first.says_harm is None:
        is_withdrawn = all(entry.signal.state is ReportedState.CANCELLED for entry in group)
        return "Withdrawn, so not counted" if is_withdrawn else "Dated ahead of our clock, so not counted"
    return _SAYERS[first.kind](group, operator)


def _where(group: Sequence[Weighed], operator: Operator) -> str:
    """Where a group of signals speaks of: "in Coast and Lakes", "behind P-17", or nothing."""
    partners = sorted({e.signal.scope.partner_code for e in group if e.signal.scope.partner_code is not None})
    regions = sorted({region for e in group for region in e.signal.scope.region_ids})
    if regions and all(e.signal.scope.is_resolved for e in group):
        return f" in {join_words([operator.region_name(region) for region in regions])}"
    return f" behind {join_words(partners)}" if partners else ""


def _service(group: Sequence[Weighed], operator: Operator) -> str:
    scope = group[0].signal.scope
    return operator.service_name(scope.service_id) if scope.is_resolved else "The service"


def _probe_says(group: Sequence[Weighed], operator: Operator) -> str:
    if not group[0].says_harm:
        return f"Test sessions work as usual{_where(group, operator)}"
    by_region: dict[str, list[int]] = {}
    for entry in group:
        if entry.signal.failing_percent is not None and entry.signal.scope.is_resolved:
            for region in entry.signal.scope.region_ids:
                by_region.setdefault(operator.region_name(region), []).append(entry.signal.failing_percent)
    if by_region:
        shares = [f"{name} {mean_percent(by_region[name])}%" for name in sorted(by_region)]
        return f"{join_words(shares)} of test sessions fail"
    percents = [e.signal.failing_percent for e in group if e.signal.failing_percent is not None]
    share = mean_percent(percents)
    if share is not None:
        return f"{share}% of test sessions fail{_where(group, operator)}"
    return f"Test sessions fail{_where(group, operator)}"


def _health_says(group: Sequence[Weighed], operator: Operator) -> str:
    where = _where(group, operator)
    if not group[0].says_harm:
        return f"{_service(group, operator)} as usual{where}"
    symptoms = [operator.find_symptom(entry.signal.scope.symptom_class) for entry in group]
    if all(symptom is not None and symptom.harm == HarmLevel.AT_RISK for symptom in symptoms):
        return f"{_service(group, operator)} at risk{where}, customers unaffected"
    return f"{_service(group, operator)} degraded{where}"


def _care_says(group: Sequence[Weighed], operator: Operator) -> str:
    where = _where(group, operator)
    if not group[0].says_harm:
        return f"Contacts as usual for this hour{where}"
    ratio = max((e.signal.contact_ratio_percent or 0 for e in group), default=0)
    if ratio == 0:
        return f"More contacts than usual for this hour{where}"
    tenths = (ratio + 5) // 10
    times = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
    return f"{times} times the usual for this hour{where}"


def _account_says(group: Sequence[Weighed], operator: Operator) -> str:
    names = sorted(
        {
            operator.accounts_by_id[account_id].name
            for entry in group
            for account_id in entry.signal.account_ids
            if account_id in operator.accounts_by_id
        }
    )
    is_one = len(names) == 1 or (not names and len(group) == 1)
    who = join_words(names) if names else ("An account" if is_one else f"{len(group)} accounts")
    if len(names) > _NAMES_SHOWN:
        who = f"{', '.join(names[:_NAMES_SHOWN])} and {len(names) - _NAMES_SHOWN} more"
    if group[0].says_harm:
        return f"{who} {'confirms' if is_one else 'confirm'}"
    return f"{who} {'reports' if is_one else 'report'} that it works"


def _partner_says(group: Sequence[Weighed], operator: Operator) -> str:
    del operator
    partners = sorted({e.signal.scope.partner_code for e in group if e.signal.scope.partner_code is not None})
    who = f"Partner {join_words(partners)}" if partners else "A partner"
    return f"{who} {'reports trouble' if group[0].says_harm else 'reports that it works'}"


def _ticket_says(group: Sequence[Weighed], operator: Operator) -> str:
    del operator
    many = len(group) > 1
    who = f"{len(group)} tickets" if many else "A ticket"
    if not group[0].says_harm:
        if all(entry.signal.state in _WELL_AGAIN for entry in group):
            return f"{who} {'say' if many else 'says'} service is back"
        return f"{who} {'are' if many else 'is'} closed"
    claims = [e.signal.claimed_priority for e in group if e.signal.claimed_priority is not None]
    said = f"{who} {'report' if many else 'reports'} it"
    if not claims:
        return said
    claimed = min(claims)
    is_confirmed = any(e.signal.priority_confirmed and e.signal.claimed_priority == claimed for e in group)
    return f"{said}, priority {claimed} claimed, {'confirmed by the desk' if is_confirmed else 'not confirmed'}"


_SAYERS: Mapping[EvidenceKind, Callable[[Sequence[Weighed], Operator], str]] = {
    EvidenceKind.ACCOUNT_CONFIRMATION: _account_says,
    EvidenceKind.CARE_CONTACTS: _care_says,
    EvidenceKind.HEALTH: _health_says,
    EvidenceKind.PARTNER: _partner_says,
    EvidenceKind.PROBE: _probe_says,
    EvidenceKind.TICKET: _ticket_says,
}
