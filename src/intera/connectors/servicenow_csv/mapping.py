"""What does one row of a ServiceNow incident history say, without peeking at its outcome.

An export repeats the ticket's final outcome on every earlier row: `resolved_at`, `resolved_by`,
`closed_at`, `closed_code`. They count only on rows whose state has got there; `made_sla` never does.
Source: UCI 498 (doi 10.24432/C57S4H), data notes on back-filled columns.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache

from intera.connectors.port import (
    MAX_REF_CHARS,
    MAX_WHOLE_NUMBER,
    RefusedError,
    check_ref,
    check_text,
    find_zone,
    keep_internal,
    load_cells,
    parse_local,
    quoted,
)
from intera.model.source import RecordKind, RejectedRecord, RejectReason, ReportedState, Source, SourceRecord

# "?" is how the export writes a cell nobody filled in.
_MISSING = frozenset({"", "?"})

_STATES: Mapping[str, ReportedState] = {
    "New": ReportedState.OPEN,
    "Active": ReportedState.OPEN,
    "In Progress": ReportedState.OPEN,
    "On Hold": ReportedState.OPEN,
    "Awaiting Evidence": ReportedState.OPEN,
    "Awaiting Problem": ReportedState.OPEN,
    "Awaiting User Info": ReportedState.OPEN,
    "Awaiting Vendor": ReportedState.OPEN,
    "Resolved": ReportedState.RESTORED,
    "Closed": ReportedState.CLOSED,
    "Canceled": ReportedState.CANCELLED,
    "Cancelled": ReportedState.CANCELLED,
}
_ENDED = frozenset({ReportedState.RESTORED, ReportedState.CLOSED})
_TRUE_FALSE = {"": False, "true": True, "false": False, "1": True, "0": False}

_TITLE = "short_description"
_REFERENCES = frozenset(
    {
        "assignment_group",
        "category",
        "caused_by",
        "contact_type",
        "impact",
        "incident_state",
        "location",
        "number",
        "opened_at",
        "priority",
        "problem_id",
        "reopen_count",
        "resolved_at",
        "rfc",
        "subcategory",
        "sys_mod_count",
        "sys_updated_at",
        "u_priority_confirmation",
        "u_symptom",
        "urgency",
        "vendor",
    }
)
# What a ticket is filed under, as the facet each column becomes. Only columns whose value a row knows
# at its own time. Not here although they look like it: problem_id, rfc, vendor and caused_by, which an
# export may repeat from the ticket's end (UCI: first rows name changes that were numbered weeks later);
# knowledge and notify, which say how a desk is set up; and every column that names a person.
# Source: docs/evaluation.md, "What may not be used".
_FACETS = {
    "assignment_group": "group",
    "category": "category",
    "contact_type": "channel",
    "impact": "claimed_impact",
    "incident_state": "stage",
    "location": "location",
    "subcategory": "subcategory",
    "u_symptom": "symptom",
    "urgency": "claimed_urgency",
}
# Kept as evidence only: people's names, free text, and what no rule of ours reads.
_INTERNAL = (
    "assigned_to",
    "caller_id",
    "close_notes",
    "cmdb_ci",
    "comments",
    "contact_type",
    "description",
    "opened_at",
    "opened_by",
    "sys_created_by",
    "sys_updated_by",
    "work_notes",
)
# The outcome: true of a row only once its state is there.
_INTERNAL_RESTORED = ("resolved_by",)
_INTERNAL_CLOSED = ("closed_at", "closed_code", "resolved_by")
_USED = frozenset({_TITLE, *_REFERENCES, *_INTERNAL, *_INTERNAL_RESTORED, *_INTERNAL_CLOSED})
# How long after it was opened a row was written, in minutes: up to which each name is used.
_RECORDED_AFTER = ((1, "at once"), (2, "1 min"), (5, "2 min"), (10, "5 min"), (20, "10 min"), (60, "20 min"))
_RECORDED_LATE = "1 h or more"
_MINUTE_S = 60
_LONGEST_DIGITS = len(str(MAX_WHOLE_NUMBER)) - 1


def event_key_of(cells: Mapping[str, str]) -> str:
    """What names one row among all exports: its ticket, when it was updated, and its edit count.

    Args:
        cells: by column name.

    Returns:
        The key; unique over the 101,045 rows of the UCI log.
    """
    return f"{cells['number']}|{cells['sys_updated_at']}|{cells.get('sys_mod_count', '')}"


def zone_of(source: Source) -> tzinfo:
    """The zone the export's times are written in.

    Args:
        source: `settings["zone"]`, an IANA name; UTC when absent.

    Returns:
        The zone.

    Raises:
        RefusedError: the setting is not a zone.
    """
    name = source.settings.get("zone", "UTC")
    zone = find_zone(name) if isinstance(name, str) else None
    if zone is None:
        raise RefusedError(
            RejectReason.UNKNOWN_SOURCE, f"The source's setting zone is {quoted(name)}; give an IANA name such as UTC."
        )
    return zone


def said_at(cells: Mapping[str, str], zone: tzinfo) -> datetime:
    """When the row was written; never before its ticket was opened (5 UCI rows say otherwise).

    Args:
        cells: by column name.
        zone: what its times are written in.

    Returns:
        Aware UTC.

    Raises:
        RefusedError: no such time, or not a usable one.
    """
    updated = cells.get("sys_updated_at", "")
    if updated in _MISSING:
        raise RefusedError(RejectReason.MISSING_FIELD, "The row has no sys_updated_at; export that column filled.")
    updated_at = parse_local(updated, zone)
    opened = cells.get("opened_at", "")
    if opened in _MISSING:
        return updated_at
    return max(updated_at, parse_local(opened, zone))


def map_row(body: bytes, source: Source) -> SourceRecord | RejectedRecord:
    """What one row says, in the product's words.

    Args:
        body: the JSON object of the row's cells, as `read_history` gives it.
        source: whose export it is; `settings["zone"]` as for reading.

    Returns:
        The record, or why it was refused.
    """
    try:
        return _record(_filled(load_cells(body)), source)
    except RefusedError as refusal:
        return refusal.rejected()


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    filled = {name: text for name, text in cells.items() if text not in _MISSING}
    # Nearly every row is plain and short, which one look over all its cells settles.
    if "".join(filled.values()).isprintable() and max(map(len, filled.values()), default=0) <= MAX_REF_CHARS:
        return filled
    return {name: _safe(name, text) for name, text in filled.items() if name in _USED}


def _safe(name: str, text: str) -> str:
    if name in _REFERENCES:
        return check_ref(text, name)
    return check_text(text, name) if name == _TITLE else keep_internal(text, name)


def _record(cells: Mapping[str, str], source: Source) -> SourceRecord:
    get = cells.get
    number = get("number")
    if number is None:
        raise RefusedError(RejectReason.MISSING_FIELD, "The row has no number; export the ticket number column filled.")
    zone = zone_of(source)
    occurred_at = said_at(cells, zone)
    state = _state(get("incident_state", ""))
    location = get("location")
    return SourceRecord(
        source_id=source.source_id,
        kind=RecordKind.TICKET,
        external_id=number,
        event_key=event_key_of(cells),
        occurred_at=occurred_at,
        state=state,
        revision=_count(get("sys_mod_count", "0"), "sys_mod_count"),
        # opened_at is when the desk was told, not when harm began: the onset stays unknown.
        ended_at=_ended_at(cells, zone, occurred_at) if state in _ENDED else None,
        service_ref=get("category", ""),
        region_refs=(location,) if location else (),
        partner_ref=get("vendor", ""),
        symptom_ref=get("u_symptom") or get("subcategory", ""),
        title=get(_TITLE, ""),
        owner_ref=get("assignment_group", ""),
        claimed_priority=_priority(get("priority", "")),
        priority_confirmed=_flag(get("u_priority_confirmation", ""), "u_priority_confirmation"),
        problem_ref=get("problem_id", ""),
        change_ref=get("rfc") or get("caused_by", ""),
        reopened=_count(get("reopen_count", "0"), "reopen_count") > 0,
        internal_texts=_internal(cells, state),
        facets=_facets(cells, zone, occurred_at),
    )


def _facets(cells: Mapping[str, str], zone: tzinfo, occurred_at: datetime) -> dict[str, str]:
    facets = {facet: cells[column] for column, facet in _FACETS.items() if column in cells}
    if "opened_at" in cells:
        minutes = (occurred_at - parse_local(cells["opened_at"], zone)).total_seconds() / _MINUTE_S
        facets["recorded_after"] = next((name for end, name in _RECORDED_AFTER if minutes < end), _RECORDED_LATE)
    return facets


def _state(text: str) -> ReportedState:
    state = _STATES.get(text)
    if state is None:
        if not text:
            raise RefusedError(RejectReason.MISSING_FIELD, "The row has no incident_state; export that column filled.")
        raise RefusedError(
            RejectReason.MALFORMED, f"incident_state is {quoted(text)}, which is not a state of a ServiceNow incident."
        )
    return state


def _ended_at(cells: Mapping[str, str], zone: tzinfo, occurred_at: datetime) -> datetime | None:
    # A ticket resolved twice shows its last resolution on the row of the first: later than the row
    # itself, so the row cannot have known it (524 UCI rows).
    text = cells.get("resolved_at")
    if text is None:
        return None
    resolved_at = parse_local(text, zone)
    return resolved_at if resolved_at <= occurred_at else None


@lru_cache(maxsize=1024)
def _count(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_DIGITS):
        raise RefusedError(RejectReason.BAD_NUMBER, f"{name} is {quoted(text)}; it must be a count from 0 to 10^15.")
    return int(text)


@lru_cache(maxsize=64)
def _priority(text: str) -> int | None:
    if not text:
        return None
    digit, _, label = text.partition(" - ")
    if digit not in {"1", "2", "3", "4", "5"} or (text != digit and not label):
        raise RefusedError(RejectReason.BAD_NUMBER, f"priority is {quoted(text)}; it must read like '2 - High'.")
    return int(digit)


def _flag(text: str, name: str) -> bool:
    flag = _TRUE_FALSE.get(text)
    if flag is None:
        raise RefusedError(RejectReason.MALFORMED, f"{name} is {quoted(text)}; it must be true or false.")
    return flag


def _internal(cells: Mapping[str, str], state: ReportedState) -> dict[str, str]:
    names = _INTERNAL
    if state is ReportedState.RESTORED:
        names += _INTERNAL_RESTORED
    elif state is ReportedState.CLOSED:
        names += _INTERNAL_CLOSED
    return {name: cells[name] for name in names if name in cells}
