"""Measures whether the top priorities are kept for what deserves them, over the incidents on record.

Theirs are the priorities sources claimed, statement by statement; ours are the verdicts shown, as the
trail recorded them, overrides among them. Both are held against the worst severity the policy in
force gives each incident on final evidence. Reads only.

Source: issue 3, section 5; PRODUCT F3, section 5.4.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, text

from intera.governance.inflation import Inflation, measure_inflation
from intera.model.decision import DecisionKind, Plain
from intera.model.operator import Operator
from intera.model.source import ReportedState
from intera.model.verdict import DeclaredBy, Severity, SeverityClaim, SeverityRecord
from intera.workflows.relive_incidents import (
    RecordedIncident,
    Statement,
    in_truth,
    read_recorded,
    worst_met,
)
from intera.workflows.rulebook import Rulebook

# By rules: the entry holds the verdict that shows from then on. By a person: what they set.
_BY_RULES = (
    DecisionKind.INCIDENT_OPEN,
    DecisionKind.POLICY_REPLACE,
    DecisionKind.SEVERITY_EXPIRE,
    DecisionKind.SEVERITY_SET,
)
_BY_PERSON = (DecisionKind.SEVERITY_APPROVE, DecisionKind.SEVERITY_OVERRIDE)
_LABELS = {severity.label: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class SeverityMeasurement:
    """How far declared severities were met, over the incidents open at some instant since `since_at`."""

    at: datetime
    since_at: datetime
    over_count: int
    open_count: int
    inflation: tuple[Inflation, ...]


def measure_severity(
    connection: Connection, rules: Rulebook, *, since_at: datetime, at: datetime
) -> SeverityMeasurement:
    """Declared against met on final evidence, for sources and for ourselves.

    Args:
        connection: the worker's connection; only reads.
        rules: the rules in force.
        since_at: from when on.
        at: the instant measured at.

    Returns:
        The measurement; open incidents are counted and left out of it.
    """
    records = read_severity_records(connection, rules, since_at=since_at)
    over = [record for record in records if record.final_severity is not None]
    return SeverityMeasurement(at, since_at, len(over), len(records) - len(over), measure_inflation(over))


def read_severity_records(connection: Connection, rules: Rulebook, *, since_at: datetime) -> list[SeverityRecord]:
    """What was declared of each incident and what its clauses gave, oldest first.

    Args:
        connection: the worker's connection; only reads.
        rules: the rules in force.
        since_at: from when on.

    Returns:
        One record per incident.
    """
    found: list[SeverityRecord] = []
    owners: dict[str, str] = {}
    for recorded in read_recorded(connection, since_at=since_at):
        found.append(_record(recorded, rules))
        owners[recorded.case.incident.incident_id] = recorded.case.incident.owner_team_id
    ours = _verdicts(connection, owners)
    return [replace(record, claims=(*record.claims, *ours.get(record.incident_id, ()))) for record in found]


def _record(recorded: RecordedIncident, rules: Rulebook) -> SeverityRecord:
    incident = recorded.case.incident
    final = None
    if not incident.is_open:
        final = worst_met(in_truth(recorded), rules.operator, rules.policies)
    return SeverityRecord(
        incident_id=incident.incident_id,
        service_id=incident.scope.service_id,
        opened_at=incident.opened_at,
        claims=tuple(_claims(recorded.statements, rules.operator)),
        ended_at=incident.restored_at or incident.closed_at,
        final_severity=final,
    )


def _claims(statements: Sequence[Statement], operator: Operator) -> list[SeverityClaim]:
    """Each priority a ticket claimed, when it first did and whenever it moved; a withdrawn one claims P4.

    A ticket's owner that is no desk of ours may be a person, and is nobody here.
    """
    claimed: dict[str, Severity] = {}
    found: list[SeverityClaim] = []
    for statement in statements:
        signal = statement.signal
        before = claimed.get(signal.signal_id)
        if signal.state is ReportedState.CANCELLED and before is not None:
            severity = Severity.P4
        elif signal.claimed_priority is not None:
            severity = Severity(min(max(signal.claimed_priority, Severity.P1), Severity.P4))
        else:
            continue
        if severity is not before:
            claimed[signal.signal_id] = severity
            team = operator.find_team(signal.owner_team_id)
            team_id = team.team_id if team else ""
            claim = SeverityClaim(
                DeclaredBy.SOURCE, severity, statement.at, signal.source_id, signal.signal_id, team_id
            )
            found.append(claim)
    return found


def _verdicts(connection: Connection, owners: Mapping[str, str]) -> dict[str, list[SeverityClaim]]:
    """The severities we showed of each incident, as the trail has them; withheld entries tell nothing."""
    rows = connection.execute(
        text(
            "select subject, decided_at, kind, body from internal.trail_entry"
            " where kind = any(:kinds) and subject = any(:ids) order by entry_index"
        ),
        {"kinds": [kind.value for kind in (*_BY_RULES, *_BY_PERSON)], "ids": list(owners)},
    )
    found: dict[str, list[SeverityClaim]] = {}
    for row in rows:
        fields = cast("Mapping[str, Plain]", json.loads(row.body)["fields"])
        is_rules = DecisionKind(row.kind) in _BY_RULES
        verdict = fields.get("detail.verdict")
        said = verdict.get("severity") if isinstance(verdict, dict) else fields.get("detail.severity")
        is_echo = isinstance(verdict, dict) and bool(verdict.get("by_override"))
        if is_echo or said not in _LABELS:
            continue  # what an override shows was counted when the person decided it
        declared_by = DeclaredBy.RULES if is_rules else DeclaredBy.OVERRIDE
        team_id = owners[row.subject] if is_rules else str(fields.get("actor_team", ""))
        claim = SeverityClaim(declared_by, _LABELS[str(said)], row.decided_at, team_id=team_id)
        found.setdefault(row.subject, []).append(claim)
    return found
