"""What does one record say in comparable terms, or why can it not be taken in.

`Signal.title` is the source's own title and hidden vocabulary: no customer-facing room shows it.
"""

from datetime import UTC, datetime

from intera.model.ids import SignalId
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import RecordKind, RejectedRecord, RejectReason, ReportedState, SourceRecord
from intera.signals.probe_window import read_window
from intera.signals.resolve import resolve_accounts, resolve_scope

_KINDS = frozenset(RecordKind)
_STATES = frozenset(ReportedState)
# Kinds whose times may lie ahead of the statement: a work is announced before it starts.
_ANNOUNCED = frozenset({RecordKind.PLANNED_WORK})
# Years a service record can honestly carry; outside it a clock or an export is broken.
_FIRST_YEAR = 1990
_LAST_YEAR = 2200
_PERCENT_MAX = 100
# Widest range of claimed priorities in use: ITSM systems number 1 (critical) to 5 (planning).
_PRIORITY_MIN = 1
_PRIORITY_MAX = 5


def normalise(record: SourceRecord, operator: Operator, *, digest: str) -> Signal | RejectedRecord:
    """The signal a record makes, or the reason it is parked.

    A start the source places after its own statement is dropped, not corrected: a blank start
    stays blank and never improves a score.

    Args:
        record: one statement of one source, in the product's words.
        operator: the reference data its names are resolved against.
        digest: hash of the record's canonical bytes, the last word on which version is newer.

    Returns:
        The signal, all instants in UTC; or the rejection with one sentence on what to do.

    Source: PRODUCT section 4 (SourceRecord -> Signal); ADR-0004 (instants are UTC).
    """
    refused = _refuse_word(record) or _refuse_time(record) or _refuse_number(record)
    if refused is not None:
        return refused
    window = read_window(record, operator) if record.kind == RecordKind.MEASUREMENT else None
    if isinstance(window, RejectedRecord):
        return window
    measurement, scope = window or (None, resolve_scope(record, operator))
    occurred_at = _utc(record.occurred_at)
    onset_at = _utc(record.onset_at) if record.onset_at is not None else None
    if onset_at is not None and onset_at > occurred_at and record.kind not in _ANNOUNCED:
        onset_at = None
    return Signal(
        signal_id=SignalId(f"{record.source_id}/{record.external_id}"),
        source_id=record.source_id,
        kind=RecordKind(record.kind),
        state=ReportedState(record.state),
        scope=scope,
        occurred_at=occurred_at,
        revision=record.revision,
        digest=digest,
        onset_at=onset_at,
        ended_at=_utc(record.ended_at) if record.ended_at is not None else None,
        title=record.title,
        owner_team_id=_team_id(record.owner_ref.strip(), operator),
        account_ids=resolve_accounts(record, operator),
        claimed_priority=record.claimed_priority,
        priority_confirmed=record.priority_confirmed,
        customer_count=record.customer_count,
        failing_percent=record.failing_percent,
        sample_count=record.sample_count if record.kind == RecordKind.PROBE else None,
        contact_ratio_percent=record.contact_ratio_percent,
        emergency_affected=record.emergency_affected,
        eta_best_at=_utc(record.eta_best_at) if record.eta_best_at is not None else None,
        eta_earliest_at=_utc(record.eta_earliest_at) if record.eta_earliest_at is not None else None,
        eta_latest_at=_utc(record.eta_latest_at) if record.eta_latest_at is not None else None,
        eta_percent=record.eta_percent,
        problem_ref=record.problem_ref,
        change_ref=record.change_ref,
        reopened=record.reopened,
        measurement=measurement,
        facets=tuple(sorted(record.facets.items())),
    )


def _utc(instant: datetime) -> datetime:
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


def _team_id(reference: str, operator: Operator) -> str:
    """Our team where the desk is known, else the source's own name for it, which owner display shows as is."""
    team = operator.find_team(reference) if reference else None
    return team.team_id if team else reference


def _refuse(record: SourceRecord, reason: RejectReason, detail: str) -> RejectedRecord:
    return RejectedRecord(reason=reason, detail=detail, event_key=record.event_key)


def _refuse_word(record: SourceRecord) -> RejectedRecord | None:
    if record.kind not in _KINDS:
        return _refuse(record, RejectReason.UNKNOWN_KIND, f"kind {record.kind!r} is not known; map it to a known one")
    if record.state not in _STATES:
        return _refuse(record, RejectReason.MALFORMED, f"state {record.state!r} is not known; map it to a known one")
    if not record.external_id:
        return _refuse(record, RejectReason.MISSING_FIELD, "external_id is empty; name the thing reported on")
    return None


def _refuse_time(record: SourceRecord) -> RejectedRecord | None:
    for name, instant in (
        ("occurred_at", record.occurred_at),
        ("onset_at", record.onset_at),
        ("ended_at", record.ended_at),
        ("eta_best_at", record.eta_best_at),
        ("eta_earliest_at", record.eta_earliest_at),
        ("eta_latest_at", record.eta_latest_at),
        ("window_start_at", record.window_start_at),
    ):
        if instant is None:
            continue
        if instant.tzinfo is None:
            return _refuse(record, RejectReason.BAD_TIME, f"{name} has no time zone; send it with an offset")
        if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            return _refuse(record, RejectReason.BAD_TIME, f"{name} lies in year {instant.year}; check the clock")
    return None


def _refuse_number(record: SourceRecord) -> RejectedRecord | None:
    for name, number, lowest, highest in (
        ("customer_count", record.customer_count, 0, None),
        ("contact_ratio_percent", record.contact_ratio_percent, 0, None),
        ("failing_percent", record.failing_percent, 0, _PERCENT_MAX),
        ("eta_percent", record.eta_percent, 0, _PERCENT_MAX),
        ("claimed_priority", record.claimed_priority, _PRIORITY_MIN, _PRIORITY_MAX),
    ):
        if number is None:
            continue
        if number < lowest or (highest is not None and number > highest):
            limit = f"{lowest} to {highest}" if highest is not None else f"{lowest} or more"
            return _refuse(record, RejectReason.BAD_NUMBER, f"{name} is {number}; it must be {limit}")
    return None
