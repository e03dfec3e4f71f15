"""Which statements cannot both be true, and what has to be found out: contradictions as work to do.

Source: issue 3 point 10; notes on peers, section 8 (truth contradictions).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from intera.impact.certainty import FELT_KINDS, KIND_NAMES
from intera.impact.describe import join_words, source_name
from intera.impact.harm import covering
from intera.impact.weigh import Weighed
from intera.model.ids import RegionId, SourceId
from intera.model.impact import Contradiction, ContradictionKind, EvidenceKind, HarmLevel, Impact
from intera.model.operator import Operator
from intera.model.recurrence import PlannedWork
from intera.model.source import SourceHealth
from intera.signals.correlate import HARM_STATES

_FELT_OR_TESTED = FELT_KINDS | {EvidenceKind.PROBE}
_MINUTE_S = 60


def find_contradictions(
    weighed: Sequence[Weighed], harm: HarmLevel, operator: Operator, *, health: Mapping[SourceId, SourceHealth]
) -> tuple[Contradiction, ...]:
    """What the incident's sources say that does not fit together.

    - A ticket says it is over while a source customers feel, or a test, reports harm.
    - All is said to be clear, and nothing but tickets says so: no test, contact, account or partner.
    - All is said to be clear while a source customers feel is late and its last word was harm: a test
      that is well does not silence contacts nobody can see.
    - In one place one kind of source reports harm and another denies it. A place that is well beside
      one that is hurt contradicts nothing.

    Args:
        weighed: the incident's signals as they count; late ones say nothing.
        harm: the harm stated.
        operator: the names of regions and sources.
        health: names sources the reference data does not.

    Returns:
        Contradictions, most pressing first; empty when all fits.
    """
    speaking = [entry for entry in weighed if entry.says_harm is not None]
    found: list[Contradiction] = []
    tickets = [entry for entry in speaking if entry.kind is EvidenceKind.TICKET]
    ended = [entry for entry in tickets if not entry.says_harm]
    felt = [entry for entry in speaking if entry.kind in _FELT_OR_TESTED and entry.says_harm]
    if ended and felt:
        kinds = _kinds(felt)
        found.append(
            Contradiction(
                ContradictionKind.RESOLVED_BUT_FELT,
                f"{_ended(ended, tickets)} it is over, {kinds} report harm{_where(felt, operator)}",
                f"Ask the ticket's desk what {kinds} still show",
            )
        )
    if harm is HarmLevel.CLEAR and not any(entry.kind is not EvidenceKind.TICKET for entry in speaking):
        found.append(
            Contradiction(
                ContradictionKind.CLEAR_WITHOUT_DATA,
                "Said to be over, and no test, contact or account shows it",
                "Get one fresh test result or customer contact before saying it works again",
            )
        )
    unheard = [entry for entry in weighed if entry.is_late and entry.kind in FELT_KINDS and _last_said_harm(entry)]
    if harm is HarmLevel.CLEAR and unheard:
        kinds = _kinds(unheard)
        found.append(
            Contradiction(
                ContradictionKind.CLEAR_WITHOUT_DATA,
                f"Said to be over, but the last word of {kinds} was harm{_where(unheard, operator)} and they are late",
                f"Get fresh {kinds} before saying it works again",
            )
        )
    found.extend(_disagreements(speaking, operator, health))
    return tuple(found)


def find_overruns(impact: Impact, works: Sequence[PlannedWork], *, at: datetime) -> tuple[Contradiction, ...]:
    """Planned works that should have ended while the harm they were to cause goes on.

    A planned work explains harm only inside its own time; afterwards it hides nothing.

    Args:
        impact: the incident's impact.
        works: planned works of any service and place.
        at: the instant judged at.

    Returns:
        One contradiction a work, the latest end first.

    Source: issue 3 point 3 (a planned work never hides an overrun).
    """
    if impact.harm not in (HarmLevel.FULL, HarmLevel.DEGRADED):
        return ()
    start_at = impact.onset_at or impact.sighting.reported_at
    if start_at is None:
        return ()
    over = [work for work in works if work.start_at <= start_at < work.end_at <= at and is_about(work, impact)]
    over.sort(key=lambda work: (work.end_at, work.work_id), reverse=True)
    return tuple(
        Contradiction(
            ContradictionKind.ENDED_WORK_HARM_GOES_ON,
            f"A planned work was to end {_minutes(at - work.end_at)} ago, harm goes on",
            "Ask the desk of the work whether it has ended, and treat what is left as an incident",
        )
        for work in over
    )


def is_about(work: PlannedWork, impact: Impact) -> bool:
    """Whether a planned work touches the service and place of an impact, or its partner route."""
    if impact.service_id not in work.service_ids or work.partner_code != (impact.partner_code or ""):
        return False
    return not work.region_ids or not impact.region_ids or any(one in work.region_ids for one in impact.region_ids)


def _minutes(span: timedelta) -> str:
    return f"{max(1, int(span.total_seconds()) // _MINUTE_S)} min"


def _disagreements(
    speaking: Sequence[Weighed], operator: Operator, health: Mapping[SourceId, SourceHealth]
) -> list[Contradiction]:
    """One row for all places in which different kinds of source disagree; the ticket's case is told above."""
    others = [entry for entry in speaking if entry.kind is not EvidenceKind.TICKET]
    regions = sorted({region for entry in others for region in entry.signal.scope.region_ids})
    places: list[RegionId | None] = [*regions] or [None]
    torn: list[RegionId | None] = []
    saying: set[SourceId] = set()
    denying: set[SourceId] = set()
    for place in places:
        about = covering(others, place) if place is not None else others
        harmed = {entry.kind for entry in about if entry.says_harm}
        well = {entry.kind for entry in about if entry.says_harm is False}
        if not (well - harmed and harmed):
            continue
        torn.append(place)
        saying |= {entry.signal.source_id for entry in about if entry.says_harm}
        denying |= {entry.signal.source_id for entry in about if entry.kind in well - harmed}
    if not torn:
        return []
    names = [operator.region_name(place) for place in torn if place is not None]
    where = f" in {join_words(names)}" if names else ""
    yes, no = _names(saying, operator, health), _names(denying, operator, health)
    return [
        Contradiction(
            ContradictionKind.SOURCES_DISAGREE,
            f"Harm{where} according to {yes}, none according to {no}",
            f"Find out who is right{where}: confirm with one affected customer",
        )
    ]


def _names(source_ids: set[SourceId], operator: Operator, health: Mapping[SourceId, SourceHealth]) -> str:
    return join_words(sorted(source_name(source_id, operator, health) for source_id in source_ids))


def _ended(ended: Sequence[Weighed], tickets: Sequence[Weighed]) -> str:
    """Who says that it is over, where the tickets need not agree."""
    if len(tickets) == 1:
        return "The ticket says"
    if len(ended) == len(tickets):
        return "All tickets say"
    return f"{len(ended)} of {len(tickets)} tickets {'says' if len(ended) == 1 else 'say'}"


def _last_said_harm(entry: Weighed) -> bool:
    return entry.signal.state in HARM_STATES


def _kinds(entries: Sequence[Weighed]) -> str:
    return join_words(sorted({KIND_NAMES[entry.kind] for entry in entries}))


def _where(entries: Sequence[Weighed], operator: Operator) -> str:
    regions = sorted({region for entry in entries for region in entry.signal.scope.region_ids})
    if not regions or not all(entry.signal.scope.is_resolved for entry in entries):
        return ""
    return f" in {join_words([operator.region_name(region) for region in regions])}"
