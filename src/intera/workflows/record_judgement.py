"""Records a judgement: the case with its decisions, what was released of it, and its downtime."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from intera.coordination.playbook import Playbook
from intera.model.case import Case
from intera.model.decision import Decision, Plain
from intera.model.ids import FingerprintId
from intera.model.impact import CountRange, Impact
from intera.model.operator import Operator
from intera.model.recurrence import RecurrenceKind
from intera.model.signal import Signal
from intera.model.stated import KnownOutcome
from intera.narrative.profiles import WordsPolicy
from intera.narrative.recipients import OUTWARD_AUDIENCES, reach_of
from intera.roles import PACKAGES
from intera.roles.release import card_of, release, release_decision
from intera.store.changes import CaseRow, Estimate, PublicationRow, Released, Ruled, TrailLine
from intera.store.codec import encode
from intera.store.unit_of_work import UnitOfWork
from intera.workflows.judge import Judged, Surroundings, judge
from intera.workflows.judgement_decisions import decide_changes
from intera.workflows.task_notices import task_notices
from intera.workflows.world import World


def ruled(decision: Decision, operator: Operator) -> Ruled:
    """A decision with the line of it that pages may show."""
    line = release_decision(decision, operator, number=0)
    return Ruled(decision, TrailLine(str(line["summary"]), str(line["basis"]), str(line["desk"])))


def released_of(
    case: Case,
    operator: Operator,
    *,
    at: datetime,
    playbook: Playbook | None = None,
    words: WordsPolicy | None = None,
) -> dict[str, Released]:
    """What each role package may know of a case, as JSON text by audience."""
    found: dict[str, Released] = {}
    for package in PACKAGES:
        document = release(case, operator, audience=package.slug, at=at, playbook=playbook, words=words)
        found[package.slug] = Released(card=encode(card_of(document)), body=encode(document))
    return found


@dataclass(slots=True)
class Working:
    """A case while a unit of work judges it, maybe several times.

    `entries` are the trail entries of what was decided about it in this unit of work, `notices` what its
    desks are told of.
    """

    case: Case
    signals: tuple[Signal, ...]
    correlation_key: str
    last_heard_at: datetime
    fingerprint_id: FingerprintId
    entries: list[int] = field(default_factory=list[int])
    estimates: list[Estimate] = field(default_factory=list[Estimate])
    counts_downtime: bool = False
    outcomes: list[KnownOutcome] = field(default_factory=list[KnownOutcome])
    notices: list[PublicationRow] = field(default_factory=list[PublicationRow])


def publication_rows(case: Case) -> tuple[PublicationRow, ...]:
    """What was released of a case, to be told; what the store has already it leaves as it is."""
    return tuple(
        PublicationRow(one, reach_of(one, case), one.texts if one.audience in OUTWARD_AUDIENCES else ())
        for one in case.publications
    )


def judge_and_decide(
    work: UnitOfWork, world: World, working: Working, *, has_new_evidence: bool, at: datetime
) -> Sequence[Decision]:
    """Judges a case and puts what was decided on the trail; `save_working` keeps the case.

    Args:
        work: the unit of work.
        world: the worker's memory, updated with the judgement.
        working: the case with its newest signals; holds the judged case afterwards.
        has_new_evidence: whether a record came in for it.
        at: the instant of the judgement.

    Returns:
        The decisions; when there is none, the case is as before.
    """
    incident_id = working.case.incident.incident_id
    around = Surroundings(
        health=world.health,
        experience=world.experience_before(at),
        earlier=partial(world.earlier, now_at=at),
        downtime=partial(world.downtime_but, incident_id),
        works=world.works,
        strengths=world.strengths,
        base=partial(world.base_before, now_at=at),
        sharing_cause=world.sharing_cause,
    )
    judged = judge(working.case, working.signals, world.rules, around, at=at)
    rules = world.rules
    decisions = decide_changes(
        working.case, judged.case, rules.operator, has_new_evidence=has_new_evidence, playbook=rules.playbook
    )
    if not decisions:
        return ()
    returned = world.returns_known(working.case, judged.case, at=at)
    if judged.outcomes or returned:
        judged = replace(judged, outcomes=(*judged.outcomes, *returned))
        decisions[0] = _with_outcomes(decisions[0], judged.outcomes)
    teaches = _teaches_changes(working.case, judged.case)
    take_decisions(work, world, working, judged, decisions)
    if teaches is not None and world.works:
        work.keep_strengths(world.learn_changes(teaches))
    return decisions


def _teaches_changes(before: Case, after: Case) -> Impact | None:
    """The impact whose start became known with this judgement; None for another one's start, or none."""
    # The incident keeps a start its source took back, so that one stated again teaches nothing twice.
    was_known = before.incident.onset_at is not None
    impact, recurrence = after.impact, after.recurrence
    if was_known or impact is None or impact.onset_at is None or recurrence is None:
        return None
    is_own = recurrence.kind not in (RecurrenceKind.DUPLICATE, RecurrenceKind.CHILD)
    return impact if is_own else None


def _with_outcomes(decision: Decision, outcomes: Sequence[KnownOutcome]) -> Decision:
    """The decision with how earlier statements turned out: of this incident at its end, of returns at any time."""
    scored: list[Plain] = [
        [
            one.incident_id,
            one.stated.kind,
            one.stated.pattern,
            str(one.stated.ratio),
            one.stated.stated_at.isoformat(),
            one.happened,
        ]
        for one in outcomes
    ]
    return replace(decision, detail={**decision.detail, "outcomes": scored})


def take_decisions(
    work: UnitOfWork, world: World, working: Working, judged: Judged, decisions: Sequence[Decision]
) -> None:
    """Puts decisions on the trail and makes the judged case the working one.

    Args:
        work: the unit of work.
        world: the worker's memory, updated with the case.
        working: the case that was judged.
        judged: the case as the decisions left it.
        decisions: at least one.
    """
    incident = judged.case.incident
    before, after = (case.impact.customers if case.impact else None for case in (working.case, judged.case))
    if after is not None and after != before and not _is_guess(after, judged.case.impact):
        working.estimates.append(Estimate(incident.updated_at, after.low, after.best, after.high))
    operator = world.rules.operator
    working.entries.extend(work.decide(ruled(one, operator), incident.incident_id) for one in decisions)
    if judged.outcomes:
        working.outcomes.extend(judged.outcomes)
        world.keep_outcomes(judged.outcomes)
    working.notices.extend(task_notices(working.case, judged.case, world.rules))
    before_spells, working.case = working.case.downtime, judged.case
    working.fingerprint_id = judged.fingerprint_id
    world.keep(
        working.case,
        working.signals,
        working.correlation_key,
        fingerprint_id=working.fingerprint_id,
        last_heard_at=working.last_heard_at,
    )
    if before_spells != working.case.downtime:
        working.counts_downtime = True
        world.keep_downtime(incident.incident_id, working.case.downtime)


def _is_guess(customers: CountRange, impact: Impact | None) -> bool:
    """Whether anything from nobody to everybody is possible: no point of a line."""
    living = impact.living_count if impact is not None else None
    return customers.low == 0 and customers.high > 0 and customers.high == living


def save_working(work: UnitOfWork, world: World, working: Working) -> None:
    """Keeps a case that was judged in this unit of work; one without decisions stays as it was.

    Args:
        work: the unit of work.
        world: knows the operator.
        working: the case with the entries of its decisions.
    """
    if not working.entries:
        return
    operator, case = world.rules.operator, working.case
    row = CaseRow(
        # Signals are evidence with a table of their own; the case row holds judgements only.
        case=replace(case, signals=()),
        correlation_key=working.correlation_key,
        fingerprint_id=working.fingerprint_id,
        last_heard_at=working.last_heard_at,
        released=released_of(
            case, operator, at=case.incident.updated_at, playbook=world.rules.playbook, words=world.rules.words
        ),
        estimates=tuple(working.estimates),
        counts_downtime=working.counts_downtime,
        outcomes=tuple(working.outcomes),
        publications=(*publication_rows(case), *working.notices),
    )
    work.save_case(row, working.entries)
