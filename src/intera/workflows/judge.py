"""Judges one incident anew: the whole line from its signals to its narrative, as one pure step.

A judgement is a function of the case as it stood, its newest signals and the instant. What is
recorded of it is decided in `judgement_decisions`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from intera.coordination.cadence import answer_by_publications, next_audience_promises, promises_told
from intera.coordination.checkpoint import answer_by_lifecycle, checkpoint_id_of, next_checkpoint, pull_forward
from intera.coordination.closing import hold_ruling, holding_ruling
from intera.coordination.escalation import settle_notes
from intera.coordination.eta import eta_history, next_eta
from intera.coordination.owner import assign_owner
from intera.coordination.playbook import INTERNAL
from intera.governance.govern import govern
from intera.governance.override import waiting_request
from intera.impact.assess import assess
from intera.impact.contradictions import find_overruns, is_about
from intera.impact.curate_incident import place_incident
from intera.impact.join_spells import join_spells
from intera.impact.scoring import note_heard
from intera.impact.spells import HARMED, Bounds, extend_spells, without_harm
from intera.impact.stated_start import believed_starts
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.ids import FingerprintId, SourceId
from intera.model.impact import CountRange, Impact, Placement, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.interval import Interval
from intera.model.recurrence import (
    ChangeIndicator,
    ChangeStrength,
    Fingerprint,
    Occurrence,
    PlannedWork,
    Recurrence,
)
from intera.model.service_minutes import HarmSpell
from intera.model.signal import Signal
from intera.model.source import RecordKind, SourceHealth
from intera.model.stated import KnownOutcome
from intera.model.verdict import Verdict
from intera.narrative.in_force import standing_requests
from intera.recurrence.classify import Background, classify
from intera.recurrence.expected import BaseRate
from intera.recurrence.fingerprint import fingerprint_id, fingerprint_of
from intera.recurrence.pressure import blocks_closure
from intera.recurrence.problem_link import link_problem
from intera.recurrence.what_changed import find_changes
from intera.signals.lifecycle import lifecycle_of
from intera.workflows.experience import Experience, find_outcomes, state_ratios
from intera.workflows.forecast_contracts import count_downtime, forecast_contracts
from intera.workflows.renew_narratives import renew_narratives
from intera.workflows.rulebook import Rulebook

_TROUBLED = (Lifecycle.SUSPECTED, Lifecycle.ACTIVE)


def _nobody_sharing(_incident: Incident) -> Sequence[Occurrence]:
    return ()


def _no_base(_service_id: str, _at: datetime) -> BaseRate | None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a judgement needs to know beyond its own incident, as of just before the instant judged.

    `experience` is what came of earlier statements; `earlier` gives the occurrences of a fingerprint,
    oldest first; `downtime` the spells of harm already counted for a product instance, without this
    incident's own; `base` the pace at which patterns of a service came before the window judged;
    `strengths` how often changes lay near a start; `sharing_cause` incidents of any pattern whose sources
    name the same problem or change.
    """

    health: Mapping[SourceId, SourceHealth]
    experience: Experience
    earlier: Callable[[FingerprintId], Sequence[Occurrence]]
    downtime: Callable[[str], Sequence[Interval]]
    works: Sequence[PlannedWork]
    strengths: Sequence[ChangeStrength] = ()
    base: Callable[[str, datetime], BaseRate | None] = _no_base
    sharing_cause: Callable[[Incident], Sequence[Occurrence]] = _nobody_sharing


@dataclass(frozen=True, slots=True)
class Judged:
    """A case as judged, with the fingerprint it is found by and what came of statements it made."""

    case: Case
    fingerprint_id: FingerprintId
    outcomes: tuple[KnownOutcome, ...] = ()


def judge(case: Case, signals: tuple[Signal, ...], rules: Rulebook, around: Surroundings, *, at: datetime) -> Judged:
    """The case as it stands after judging its signals.

    Args:
        case: the incident with its judgements so far.
        signals: its newest signals.
        rules: the rules in force.
        around: what is known beyond the incident.
        at: the instant of the judgement, on the domain clock.

    Returns:
        The case under its next version, with its signals and every judgement renewed.
    """
    operator = rules.operator
    impact = _impact(case, signals, rules, around, at)
    fingerprint = fingerprint_of(impact, case.incident.scope)
    incident = _incident(case, signals, impact, rules, at)
    recurrence = _recurrence(case, incident, fingerprint, rules, around, at)
    override = case.override if case.override and case.override.expires_at > at else None
    verdict = govern(impact, rules.policies.in_force(impact, at=at), previous=case.verdict, override=override, at=at)
    checkpoints = _checkpoints(case, incident, (impact, verdict), rules, at)
    # What a desk stated ends with the trouble it was stated for.
    eta_stated = case.eta_stated if incident.lifecycle in _TROUBLED else None
    eta = next_eta(signals, eta_stated, previous=case.eta, at=at)
    judged = Case(
        incident=incident,
        signals=signals,
        impact=impact,
        verdict=verdict,
        recurrence=recurrence,
        changes=_changes(case, impact, recurrence, around, at=at, zone=operator.zone),
        checkpoints=checkpoints,
        eta=eta,
        narratives=case.narratives,
        delivered_qos=case.delivered_qos,
        downtime=case.downtime,
        peak_customers=_peak(case.peak_customers, impact.customers),
        spells=_spells(case, incident, impact, at),
        stated=state_ratios(case, signals, impact, recurrence, around.experience),
        placement=_placement(impact, around, at),
        heard=note_heard(case.heard, impact),
        ruling=case.ruling,
        override=override,
        override_request=waiting_request(case.override_request, at=at),
        eta_stated=eta_stated,
        escalations=settle_notes(case.escalations, checkpoints) if case.escalations else (),
        follow_ups=case.follow_ups,
        publications=case.publications,
        requests=case.requests,
        eta_history=eta_history(case.eta_history, previous=case.eta, now=eta),
    )
    judged = _with_consequences(judged, rules, around, at)
    outcomes, waiting = find_outcomes(judged, at=at)
    if outcomes or waiting != judged.stated:
        judged = replace(judged, stated=waiting)
    return Judged(judged, fingerprint_id(fingerprint), outcomes)


def _with_consequences(judged: Case, rules: Rulebook, around: Surroundings, at: datetime) -> Case:
    """The case with what follows from its judgement: where contracts stand, and what may be said."""
    if rules.operator.agreements:
        judged = replace(judged, downtime=count_downtime(judged, rules.operator))
        judged = replace(judged, delivered_qos=forecast_contracts(judged, rules.operator, around.downtime, at=at))
    narratives = renew_narratives(judged, rules, at)
    if narratives is judged.narratives:
        return judged
    return replace(judged, narratives=narratives, requests=standing_requests(judged.requests, narratives))


def _impact(case: Case, signals: tuple[Signal, ...], rules: Rulebook, around: Surroundings, at: datetime) -> Impact:
    believed, doubted = believed_starts(signals, first_known_at=case.incident.opened_at)
    impact = assess(
        believed,
        rules.operator,
        health=around.health,
        ruling=case.ruling,
        record=around.experience.impact_confirmed,
        at=at,
    )
    overruns = find_overruns(impact, around.works, at=at) if around.works else ()
    more = (*doubted, *overruns)
    return replace(impact, contradictions=(*impact.contradictions, *more)) if more else impact


def _placement(impact: Impact, around: Surroundings, at: datetime) -> Placement:
    """Whether it stands on the first screen; the planned work that ends last speaks for its place."""
    start_at = impact.onset_at or impact.sighting.reported_at or at
    works = [work for work in around.works if work.start_at <= start_at < work.end_at and is_about(work, impact)]
    work = max(works, key=lambda one: one.end_at, default=None)
    span = Interval(work.start_at, work.end_at) if work is not None else None
    return place_incident(impact, around.experience.first_screen, work=span, at=at)


def _spells(case: Case, incident: Incident, impact: Impact, at: datetime) -> tuple[HarmSpell, ...]:
    """What the impact number adds up; harm a person ruled out, and a false event, count nothing."""
    over_at = incident.restored_at or incident.closed_at
    known = () if _is_taken_back(case, impact, at) else case.spells
    spells = join_spells(extend_spells(known, impact, Bounds(case.incident.opened_at, over_at), at=at))
    is_ruled_out = case.ruling is not None and not case.ruling.is_confirmed
    return without_harm(spells) if is_ruled_out or incident.lifecycle is Lifecycle.CANCELLED else spells


def _is_taken_back(case: Case, impact: Impact, at: datetime) -> bool:
    """Whether a person confirms now what was ruled out before: harm counts from its start again, as if never denied."""
    ruling = case.ruling
    if ruling is None or not ruling.is_confirmed or ruling.at != at or impact.harm not in HARMED:
        return False
    return not any(spell.harm in HARMED for spell in case.spells)


def _peak(known: CountRange | None, now: CountRange | None) -> CountRange | None:
    if known is None or now is None:
        return known or now
    return max(known, now, key=lambda count: (count.best, count.high))


def _lifecycle(case: Case, signals: tuple[Signal, ...], impact: Impact, rules: Rulebook, at: datetime) -> Lifecycle:
    current = case.incident.lifecycle
    # A case without judgements is being opened: its stored lifecycle is only where it starts.
    if holding_ruling(case.incident, signals):
        return current
    said = lifecycle_of(signals, None if case.impact is None else current)
    # A person's word, or enough evidence, ends the suspicion.
    if said is Lifecycle.SUSPECTED and impact.visibility is Visibility.CUSTOMER_VISIBLE:
        return Lifecycle.ACTIVE
    if said is Lifecycle.RESTORED and _stable_at(case, signals, rules) <= at:
        # A repeat nobody owns is not closed by time alone: it stays on the board until somebody takes it.
        return said if blocks_closure(case.recurrence, rules.playbook.closure_needs, at=at) else Lifecycle.CLOSED
    return said


def _stable_at(case: Case, signals: tuple[Signal, ...], rules: Rulebook) -> datetime:
    """When an incident no ticket stands for closes by itself; never, where a ticket's desk closes it.

    Source: eTOM 1.3.8.6 (close once cleared); the playbook says how long cleared must last.
    """
    restored_at = case.incident.restored_at
    if restored_at is None or case.verdict is None or any(signal.kind is RecordKind.TICKET for signal in signals):
        return datetime.max.replace(tzinfo=UTC)
    worst = case.verdict.worst_severity or case.verdict.severity
    return restored_at + timedelta(minutes=rules.playbook.stable_min(worst))


def _incident(case: Case, signals: tuple[Signal, ...], impact: Impact, rules: Rulebook, at: datetime) -> Incident:
    old = case.incident
    lifecycle = _lifecycle(case, signals, impact, rules, at)
    newest_at = max((signal.occurred_at for signal in signals), default=at)
    reopened = old.lifecycle is Lifecycle.CLOSED and lifecycle is Lifecycle.ACTIVE
    restored_at, closed_at = old.restored_at, old.closed_at
    earlier_closed_at = old.earlier_closed_at
    if reopened and closed_at is not None:
        earlier_closed_at = (*earlier_closed_at, closed_at)
    if lifecycle is Lifecycle.RESTORED and old.lifecycle is not Lifecycle.RESTORED:
        restored_at = newest_at
    elif lifecycle in (Lifecycle.ACTIVE, Lifecycle.SUSPECTED):
        restored_at = closed_at = None
    elif not old.closed_at and lifecycle in (Lifecycle.CLOSED, Lifecycle.CANCELLED):
        closed_at = max(newest_at, min(at, _stable_at(case, signals, rules)))
        restored_at = restored_at or newest_at
    scope = old.scope
    if impact.region_ids and impact.region_ids != scope.region_ids:
        scope = replace(scope, region_ids=impact.region_ids)
    return Incident(
        incident_id=old.incident_id,
        lifecycle=lifecycle,
        scope=scope,
        title=old.title,
        opened_at=old.opened_at,
        updated_at=at,
        onset_at=impact.onset_at or old.onset_at,
        restored_at=restored_at,
        closed_at=closed_at,
        owner_team_id=_owner(case, signals, impact, rules),
        owner_person=old.owner_person,
        owner_accepted_at=old.owner_accepted_at,
        problem_ref=next((s.problem_ref for s in signals if s.problem_ref), old.problem_ref),
        change_ref=next((s.change_ref for s in signals if s.change_ref), old.change_ref),
        reopen_count=old.reopen_count + (1 if reopened else 0),
        version=old.version + 1,
        earlier_closed_at=earlier_closed_at,
        hand_overs=old.hand_overs,
        closing=hold_ruling(old.closing, lifecycle),
    )


def _owner(case: Case, signals: tuple[Signal, ...], impact: Impact, rules: Rulebook) -> str:
    if case.incident.owner_accepted_at is not None:
        return case.incident.owner_team_id
    suggested = next((signal.owner_team_id for signal in signals if signal.owner_team_id), "")
    return assign_owner(impact, rules.operator, current_team_id="", suggested_team_id=suggested)


def _recurrence(
    case: Case, incident: Incident, fingerprint: Fingerprint, rules: Rulebook, around: Surroundings, at: datetime
) -> Recurrence | None:
    known = case.recurrence
    reopened = incident.reopen_count != case.incident.reopen_count
    # What it is a repeat of was settled when it began; only a new fingerprint or a reopening asks again.
    if known is not None and known.fingerprint == fingerprint and not reopened:
        return link_problem(known, incident, rules.operator.problems) if rules.operator.problems else known
    earlier = [one for one in around.earlier(fingerprint_id(fingerprint)) if one.onset_at < incident.opened_at]
    base = around.base(fingerprint.service_id, incident.opened_at)
    background = Background(running=around.sharing_cause(incident), base=base)
    problems = rules.operator.problems
    return classify(incident, fingerprint, earlier=earlier, problems=problems, at=at, background=background)


def _changes(
    case: Case, impact: Impact, recurrence: Recurrence | None, around: Surroundings, *, at: datetime, zone: str
) -> tuple[ChangeIndicator, ...]:
    if not around.works and not (recurrence and recurrence.earlier):
        return case.changes
    return find_changes(impact, around.works, recurrence, at=at, zone=zone, strengths=around.strengths)


def _checkpoints(
    case: Case, incident: Incident, judged: tuple[Impact, Verdict], rules: Rulebook, at: datetime
) -> tuple[Checkpoint, ...]:
    verdict = judged[1]
    old, promises = case.incident.lifecycle, case.checkpoints
    if case.publications:
        promises = answer_by_publications(promises, case.publications, case.narratives)
        if incident.is_open:
            promises = (*promises, *promises_told(incident, case.publications, promises))
    if promises and incident.lifecycle is not old:
        promises = answer_by_lifecycle(promises, old=old, new=incident.lifecycle, at=at)
    if not incident.is_open:
        return promises
    if rules.playbook.profiles_in_force:
        promises = (*promises, *next_audience_promises(incident, judged, rules.playbook, checkpoints=promises))
    following = next_checkpoint(incident, verdict, rules.playbook, checkpoints=promises, at=at)
    if following:
        return (*promises, following)
    if case.verdict and verdict.severity < case.verdict.severity:
        return _nearer(promises, incident, verdict, rules, at)
    return promises


def _nearer(
    promises: tuple[Checkpoint, ...], incident: Incident, verdict: Verdict, rules: Rulebook, at: datetime
) -> tuple[Checkpoint, ...]:
    """The promises with the open one moved nearer, since what was soon enough for a P3 is not for a P1."""
    moved: list[Checkpoint] = []
    for promise in promises:
        pair = None
        if promise.outcome is None and promise.audience == INTERNAL:
            new_id = checkpoint_id_of(incident.incident_id, len(promises) + 1)
            pair = pull_forward(promise, verdict, rules.playbook, at=at, new_id=new_id)
        moved.extend(pair or (promise,))
    return tuple(moved)
