"""Lives recorded incidents again, statement by statement, under any severity policy; nothing is written.

The judging code is the running one: impact from the signals known so far, then severity by the policy
in force. Two orders are offered. *As known* takes statements in the order we learned of them: what a
policy would have shown then. *In truth* takes them in the order things happened, without reports
withdrawn since and with the last ruling known from the start: what the clauses give on final evidence.

Source: issue 3, section 5; ADR-0004 (facts are bitemporal and append-only).
"""

import heapq
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Protocol, cast

from sqlalchemy import Connection, text

from intera.governance.facts import facts_of
from intera.governance.govern import govern
from intera.governance.judgement import judge
from intera.governance.outcome import met_severity
from intera.governance.policy import Policy
from intera.impact.assess import NoSignalsError, assess
from intera.model.case import Case
from intera.model.ids import IncidentId
from intera.model.impact import Impact
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import ReportedState
from intera.model.verdict import Severity, Verdict
from intera.signals.correlate import is_incident_signal, is_series, merge_signals
from intera.store.codec import decode_signal
from intera.store.loading import load_cases
from intera.workflows.open_installation import Installation

# What the replay leaves out, said wherever its result is shown.
LIMITS = (
    "Every statement is judged when we learned of it; the passing of time only where a policy waits for it.",
    "How late a source was, and how often it had been right before, is not replayed.",
    "A person's last ruling on the impact counts from when it was given; earlier rulings and overrides are left out.",
    "Incidents keep the reports they were recorded with; today's services, regions and accounts are used.",
)
_LOADED_AT_ONCE = 200


class PolicyChoice(Protocol):
    """Whatever says which policy judges an impact: a book, or a book with a draft."""

    def in_force(self, impact: Impact, *, at: datetime) -> Policy:
        """The policy that judges this impact at an instant."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a source about an incident, and when it counts."""

    at: datetime
    signal: Signal


@dataclass(frozen=True, slots=True)
class RecordedIncident:
    """An incident as it stands, with every statement it was ever judged by, in the order known."""

    case: Case
    statements: tuple[Statement, ...]

    @property
    def until_at(self) -> datetime:
        """How far its life goes: to its end, or to when it was judged last."""
        incident = self.case.incident
        last_at = self.statements[-1].at if self.statements else incident.opened_at
        return max(last_at, incident.closed_at or incident.updated_at)


@dataclass(frozen=True, slots=True)
class JudgedAt:
    """A verdict and the instant it was given."""

    at: datetime
    verdict: Verdict


@contextmanager
def reading(installation: Installation) -> Generator[Connection]:
    """A connection that may read what is internal and change nothing, whatever is asked of it."""
    writer = installation.writer_engine()
    try:
        with writer.connect() as connection:
            connection.execute(text("set transaction isolation level repeatable read, read only"))
            yield connection
    finally:
        writer.dispose()


def read_recorded(connection: Connection, *, since_at: datetime) -> Iterator[RecordedIncident]:
    """Every incident that was open at some instant since, oldest first.

    Args:
        connection: the worker's connection; only reads.
        since_at: from when on.

    Yields:
        The incidents, a few hundred loaded at a time.
    """
    rows = connection.execute(
        text(
            "select incident_id from internal.incident where opened_at >= :since or ended_at is null"
            " or ended_at >= :since order by opened_at, incident_id"
        ),
        {"since": since_at},
    )
    ids = [IncidentId(row.incident_id) for row in rows]
    for first in range(0, len(ids), _LOADED_AT_ONCE):
        some = ids[first : first + _LOADED_AT_ONCE]
        cases = load_cases(connection, some)
        statements = _statements(connection, some)
        for incident_id in some:
            loaded = cases[incident_id]
            # A series speaks of many incidents; it belongs here while this one was heard of.
            own = [
                each
                for each in statements.get(incident_id, ())
                if not is_series(each.signal) or loaded.case.incident.opened_at <= each.at <= loaded.last_heard_at
            ]
            yield RecordedIncident(replace(loaded.case, signals=loaded.signals), tuple(own))


def _statements(connection: Connection, incident_ids: Sequence[str]) -> dict[str, list[Statement]]:
    rows = connection.execute(
        text(
            "select s.incident_id, f.known_at, f.value from internal.signal s"
            " join internal.fact f on f.subject = s.signal_id and f.attribute = 'signal'"
            " where s.incident_id = any(:ids) order by f.known_at, f.fact_id"
        ),
        {"ids": list(incident_ids)},
    )
    found: dict[str, list[Statement]] = {}
    for row in rows:
        signal = decode_signal(row.value)
        if is_incident_signal(signal):
            found.setdefault(row.incident_id, []).append(Statement(row.known_at, signal))
    return found


def in_truth(recorded: RecordedIncident) -> RecordedIncident:
    """The incident as it turned out: statements when they were true, withdrawn reports left out.

    Args:
        recorded: the incident with its statements in the order known.

    Returns:
        The same with the last ruling known from the first statement on.
    """
    newest: dict[str, Signal] = {}
    for statement in recorded.statements:
        known = newest.get(statement.signal.signal_id)
        if known is None or known.version < statement.signal.version:
            newest[statement.signal.signal_id] = statement.signal
    stands = [
        Statement(statement.signal.occurred_at, statement.signal)
        for statement in recorded.statements
        if newest[statement.signal.signal_id].state is not ReportedState.CANCELLED
    ]
    stands.sort(key=lambda statement: (statement.at, statement.signal.version, statement.signal.signal_id))
    ruling = recorded.case.ruling
    if ruling is not None and stands:
        ruling = replace(ruling, at=min(ruling.at, stands[0].at))
    return RecordedIncident(replace(recorded.case, ruling=ruling), tuple(stands))


def relive(recorded: RecordedIncident, operator: Operator, choice: PolicyChoice) -> list[JudgedAt]:
    """The verdicts of one incident's life, each with its instant, oldest first.

    Judged at each statement, when a ruling was given, and when a policy's own times have passed (a
    duration since harm began, the wait before a severity falls).

    Args:
        recorded: the incident with its statements.
        operator: the reference data.
        choice: which policy judges.

    Returns:
        The verdicts; empty when no statement speaks of harm.
    """
    case, until_at = recorded.case, recorded.until_at
    waiting = [list(group) for _, group in groupby(recorded.statements, key=lambda statement: statement.at)]
    told = {group[0].at: group for group in waiting}
    instants = list(told)
    if case.ruling is not None and instants and instants[0] < case.ruling.at <= until_at:
        instants.append(case.ruling.at)
    heapq.heapify(instants)
    found: list[JudgedAt] = []
    signals: tuple[Signal, ...] = ()
    verdict: Verdict | None = None
    judged_at: datetime | None = None
    while instants:
        at = heapq.heappop(instants)
        if at == judged_at:
            continue
        judged_at = at
        for statement in told.get(at, ()):
            signals = merge_signals(signals, statement.signal) or signals
        try:
            impact = assess(signals, operator, health={}, ruling=case.ruling, at=at)
        except NoSignalsError:
            continue
        policy = choice.in_force(impact, at=at)
        verdict = govern(impact, policy, previous=verdict, override=None, at=at)
        found.append(JudgedAt(at, verdict))
        for later_at in _next_instants(policy, impact, verdict):
            if at < later_at < until_at:
                heapq.heappush(instants, later_at)
    return found


def _next_instants(policy: Policy, impact: Impact, verdict: Verdict) -> Iterator[datetime]:
    """When this policy could judge otherwise without anything being said."""
    standing = verdict.standing
    if policy.hold is not None and standing is not None and standing.lower_since_at is not None:
        yield standing.lower_since_at + timedelta(minutes=policy.hold.wait_min)
    if impact.onset_at is None:
        return
    for index in policy.clock_rules:
        rule = policy.rules[index].rule
        for parameter in fields(cast("Any", rule)):
            if parameter.name.endswith("_min"):
                yield impact.onset_at + timedelta(minutes=int(getattr(rule, parameter.name)))


def worst_met(recorded: RecordedIncident, operator: Operator, choice: PolicyChoice) -> Severity:
    """The worst severity whose rules were met, with the confidence it needs, at any statement.

    Overrides, waiting times and what was shown before play no part.

    Args:
        recorded: the incident, usually as it turned out (`in_truth`).
        operator: the reference data.
        choice: which policy judges.

    Returns:
        The severity; P4 when no statement speaks of harm.
    """
    worst, signals = Severity.P4, cast("tuple[Signal, ...]", ())
    for at, group in groupby(recorded.statements, key=lambda statement: statement.at):
        for statement in group:
            signals = merge_signals(signals, statement.signal) or signals
        try:
            impact = assess(signals, operator, health={}, ruling=recorded.case.ruling, at=at)
        except NoSignalsError:
            continue
        policy = choice.in_force(impact, at=at)
        judgement = judge(policy, facts_of(impact, standing=None, at=at))
        worst = min(worst, met_severity(policy, judgement.outcome, judgement.flags))
    return worst
