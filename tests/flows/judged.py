"""Judges without a database: what sources say becomes signals, and signals a judged case."""

from collections.abc import Sequence
from datetime import datetime

from flows.town import says, town
from intera.connectors import CONNECTORS
from intera.model.case import Case
from intera.model.ids import FingerprintId, IncidentId, SourceId
from intera.model.incident import Incident, Lifecycle
from intera.model.interval import Interval
from intera.model.operator import Operator
from intera.model.recurrence import Occurrence
from intera.model.signal import Signal
from intera.model.source import SourceHealth, SourceRecord
from intera.signals.normalise import normalise
from intera.workflows.experience import Experience
from intera.workflows.judge import Judged, Surroundings, judge
from intera.workflows.rulebook import Rulebook, build_rulebook, read_rule_data

INCIDENT_ID = IncidentId("INC-0000001")
RULES = build_rulebook(town(), read_rule_data(), 1)


def said(source: str, minutes: float, *, by: Operator | None = None, **data: object) -> Signal:
    """The signal a source's statement becomes."""
    operator = by or town()
    data.setdefault("external_id", "coast")
    data.setdefault("state", "degraded")
    data.setdefault("region_refs", ["coast"])
    data.setdefault("symptom_ref", "slow")
    record = says(source, f"{source}-{minutes}", minutes, **data)
    statement = CONNECTORS["cloudevents"].map(record.body, operator.sources_by_id[SourceId(source)])
    assert isinstance(statement, SourceRecord), statement
    signal = normalise(statement, operator, digest="00")
    assert isinstance(signal, Signal), signal
    return signal


def around(
    *, earlier: Sequence[Occurrence] = (), downtime: Sequence[Interval] = (), late: SourceHealth | None = None
) -> Surroundings:
    """What is known beyond the incident."""

    def past(_: FingerprintId) -> Sequence[Occurrence]:
        return earlier

    def spells(_: str) -> Sequence[Interval]:
        return downtime

    return Surroundings({late.source_id: late} if late else {}, Experience(), past, spells, ())


def new_case(signal: Signal, at: datetime) -> Case:
    """An incident that was just opened by a signal."""
    title = RULES.operator.service_name(signal.scope.service_id)
    return Case(Incident(INCIDENT_ID, Lifecycle.SUSPECTED, signal.scope, title, at, at, version=0), ())


def judged(
    signals: Sequence[Signal],
    at: datetime,
    *,
    known: Case | None = None,
    rules: Rulebook = RULES,
    beyond: Surroundings | None = None,
) -> Case:
    """The case after judging these signals, opened by the first when it is new."""
    before = known or new_case(signals[0], at)
    found: Judged = judge(before, tuple(signals), rules, beyond or around(), at=at)
    return found.case
