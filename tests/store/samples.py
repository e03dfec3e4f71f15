"""Cases, signals and decisions the room's tests keep and read back."""

from dataclasses import replace
from datetime import UTC, datetime

from intera.model.case import Case
from intera.model.decision import SYSTEM, Decision, DecisionKind
from intera.model.ids import IncidentId, ServiceId, SignalId, SourceId
from intera.model.incident import Incident, Lifecycle
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState
from intera.store.changes import CaseRow, Ruled, TakenRecord, TrailLine

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
INCIDENT_ID = IncidentId("INC-0000001")
SCOPE = Scope(ServiceId("mobile-data"))
# Everything the text form of COPY gives a meaning to, and what a careless quote would break.
ODD = "tab\there\nline\r\nback\\slash \\N \\. 'one' \"two\" ; -- $1 %s {x} \u2028 ÅÄÖ 漢字 🛰\x01\x7f"
ODD_TEXTS = (ODD, "", "\\", "\\N", "\\.", "\n", "\t", "\r", "NULL", "null", "\\\\N", "\ufeff", " ", "\b\f\v", "\\x00")


def signal_of(external_id: str = "TT-1", *, title: str = "", at: datetime = AT) -> Signal:
    """A ticket's statement."""
    signal_id = SignalId(f"desk/{external_id}")
    state, kind = ReportedState.OPEN, RecordKind.TICKET
    return Signal(signal_id, SourceId("desk"), kind, state, SCOPE, at, revision=0, digest="d", title=title)


def case_of(incident_id: IncidentId = INCIDENT_ID, *, title: str = "", version: int = 1) -> Case:
    """A case that was opened and not judged yet."""
    incident = Incident(incident_id, Lifecycle.ACTIVE, SCOPE, title, AT, AT, version=version)
    return Case(incident, ())


def row_of(case: Case) -> CaseRow:
    """The case with its keys."""
    return CaseRow(case, "key", "fingerprint", AT, {})


def ended(case: Case, at: datetime, lifecycle: Lifecycle = Lifecycle.CLOSED) -> Case:
    """The case, closed."""
    return replace(case, incident=replace(case.incident, lifecycle=lifecycle, closed_at=at, updated_at=at))


def ruled(summary: str) -> Ruled:
    """A decision with its line."""
    decision = Decision(DecisionKind.OWNER_ASSIGN, AT, SYSTEM, INCIDENT_ID, summary)
    return Ruled(decision, TrailLine(summary, "", "System"))


def taken(record_id: int, signal: Signal | None = None, *, key: str = "") -> TakenRecord:
    """A record that was taken in."""
    return TakenRecord(record_id, SourceId("desk"), key or f"k{record_id}", b"d" * 32, AT, signal)
