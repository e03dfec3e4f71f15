"""What has to be told to whom by when, besides the internal rhythm: cadence profiles of regulators and contracts.

A promise to an audience is kept by words that reached it, never by a clock: words that say nothing
new leave it empty. Source: PRODUCT rule C; notes on peers section 5 (rules 8 and 9); issue 4, section 2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from intera.coordination.playbook import INTERNAL, CadenceProfile, Playbook
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.ids import CheckpointId, NarrativeId, TeamId
from intera.model.impact import Impact, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.narrative import Narrative
from intera.model.publication import Publication, PublicationKind
from intera.model.verdict import Verdict

_NEXT_UPDATE = "next_update"
# Who reads outside the house, and what the promise of the next update to them is called.
TOLD_OUTSIDE = {"customer": "Next update to customers", "partner": "Next update to the partner"}


def applies(profile: CadenceProfile, incident: Incident, impact: Impact, verdict: Verdict) -> bool:
    """Whether a profile asks for anything: customers notice the incident, it lasts, and it lies in its scope.

    Args:
        profile: one in force.
        incident: whose.
        impact: visibility and regions.
        verdict: the worst severity on record counts, so that a P1 that faded is still told of.

    Returns:
        True when it does.
    """
    if incident.lifecycle is not Lifecycle.ACTIVE or impact.visibility is not Visibility.CUSTOMER_VISIBLE:
        return False
    if profile.severities and (verdict.worst_severity or verdict.severity) not in profile.severities:
        return False
    if profile.service_ids and incident.scope.service_id not in profile.service_ids:
        return False
    return not profile.region_ids or bool(set(profile.region_ids) & set(impact.region_ids))


def due_by_profile(profile: CadenceProfile, *, opened_at: datetime, at: datetime) -> datetime:
    """When an audience must hear next, if it was last told at an instant.

    Args:
        profile: its steps.
        opened_at: when we first knew.
        at: when it was last told, or when we first knew.

    Returns:
        The interval of the step that `at` lies in, later.
    """
    age = at - opened_at
    for until_min, every_min in profile.steps:
        if age < timedelta(minutes=until_min):
            return at + timedelta(minutes=every_min)
    return at + timedelta(minutes=profile.steps[-1][1])


def next_audience_promises(
    incident: Incident, judged: tuple[Impact, Verdict], playbook: Playbook, *, checkpoints: Sequence[Checkpoint]
) -> tuple[Checkpoint, ...]:
    """The promises to give to audiences that have none open and for whom a profile applies.

    Args:
        incident: whose; as of its `updated_at`.
        judged: its impact and verdict.
        playbook: the profiles.
        checkpoints: all promises of the incident so far.

    Returns:
        New promises, one an audience: the profile that asks for it soonest.
    """
    soonest: dict[str, tuple[datetime, CadenceProfile]] = {}
    for profile in playbook.profiles_in_force:
        of_audience = [one for one in checkpoints if one.audience == profile.for_audience]
        if any(one.outcome is None for one in of_audience) or not applies(profile, incident, *judged):
            continue
        told_at = max((one.answered_at for one in of_audience if one.answered_at), default=incident.opened_at)
        due_at = due_by_profile(profile, opened_at=incident.opened_at, at=told_at)
        if profile.for_audience not in soonest or due_at < soonest[profile.for_audience][0]:
            soonest[profile.for_audience] = (due_at, profile)
    return tuple(
        Checkpoint(
            checkpoint_id=CheckpointId(f"{incident.incident_id}/cp-{len(checkpoints) + number}"),
            incident_id=incident.incident_id,
            promise=profile.promise,
            # One that would be late already is due now: the clock of a profile never starts overdue.
            due_at=max(due_at, incident.updated_at),
            team_id=TeamId(incident.owner_team_id),
            promised_at=incident.updated_at,
            audience=audience,
        )
        for number, (audience, (due_at, profile)) in enumerate(sorted(soonest.items()), 1)
    )


def promises_told(
    incident: Incident, publications: Sequence[Publication], checkpoints: Sequence[Checkpoint]
) -> tuple[Checkpoint, ...]:
    """The promises that released words made: the next update they name, to the audience that read it.

    Args:
        incident: whose.
        publications: what was released, any order; words taken back promise what their withdrawal says.
        checkpoints: all promises of the incident so far, with those that were answered by these words.

    Returns:
        New promises, one an audience: the newest words' next update, where no promise of that instant is on record.
    """
    newest: dict[str, Publication] = {}
    for one in sorted(publications, key=lambda one: (one.released_at, one.publication_id)):
        newest[one.audience] = one
    missing = [
        (audience, told, told.next_update_at)
        for audience, told in sorted(newest.items())
        if audience in TOLD_OUTSIDE and told.next_update_at is not None
    ]
    known = {(one.audience, one.due_at) for one in checkpoints}
    return tuple(
        Checkpoint(
            checkpoint_id=CheckpointId(f"{incident.incident_id}/cp-{len(checkpoints) + number}"),
            incident_id=incident.incident_id,
            promise=TOLD_OUTSIDE[audience],
            due_at=due_at,
            team_id=TeamId(incident.owner_team_id),
            promised_at=told.released_at,
            audience=audience,
        )
        for number, (audience, told, due_at) in enumerate(
            ((audience, told, due_at) for audience, told, due_at in missing if (audience, due_at) not in known), 1
        )
    )


def is_told(promise: Checkpoint, publications: Sequence[Publication]) -> bool:
    """Whether a promise was made by released words, which the next words keep by being released.

    Args:
        promise: any of the incident.
        publications: all of the incident.

    Returns:
        True when words to its audience named it.
    """
    return promise.audience != INTERNAL and any(
        (one.audience, one.released_at, one.next_update_at) == (promise.audience, promise.promised_at, promise.due_at)
        for one in publications
    )


def answer_by_publications(
    checkpoints: tuple[Checkpoint, ...], publications: Sequence[Publication], narratives: Sequence[Narrative]
) -> tuple[Checkpoint, ...]:
    """The promises, those to an audience answered by the first words that reached it since they were given.

    Args:
        checkpoints: all promises of the incident.
        publications: what was released, any order; a withdrawal tells nothing.
        narratives: the words behind them, to see whether they brought news.

    Returns:
        The same promises when none was to answer; one answered with nothing new is `empty`.
    """
    if not publications or all(one.audience == INTERNAL or one.outcome is not None for one in checkpoints):
        return checkpoints
    told = sorted(
        (one for one in publications if one.kind is not PublicationKind.WITHDRAWAL),
        key=lambda one: (one.released_at, one.publication_id),
    )
    facts = {narrative.narrative_id: _facts(narrative) for narrative in narratives}
    return tuple(_answered(promise, told, facts) for promise in checkpoints)


def _facts(narrative: Narrative) -> frozenset[tuple[str, str]]:
    return frozenset((fact.slot, fact.text) for fact in narrative.facts if fact.slot != _NEXT_UPDATE)


def _answered(
    promise: Checkpoint, told: Sequence[Publication], facts: Mapping[NarrativeId, frozenset[tuple[str, str]]]
) -> Checkpoint:
    if promise.audience == INTERNAL or promise.outcome is not None:
        return promise
    of_audience = [one for one in told if one.audience == promise.audience]
    # Words that repeat the promise, in another language or a little later, do not answer it.
    after = [
        one for one in of_audience if one.released_at > promise.promised_at and one.next_update_at != promise.due_at
    ]
    if not after:
        return promise
    first = after[0]
    before = [one for one in of_audience if one.released_at < first.released_at and one.language == first.language]
    said, said_before = facts.get(first.narrative_id), facts.get(before[-1].narrative_id) if before else None
    has_news = said is None or said != said_before
    outcome = CheckpointOutcome.EMPTY
    if has_news:
        outcome = CheckpointOutcome.KEPT if first.released_at <= promise.due_at else CheckpointOutcome.KEPT_LATE
    answer = "Told" if has_news else "Told, with nothing new"
    return replace(promise, answered_at=first.released_at, answer=answer, outcome=outcome)
