"""Reads a labelled ticket log as the product would: through the connector and intake, ticket by ticket."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from intera.connectors.servicenow_csv import ServiceNowCsvConnector
from intera.experience.ticket_features import tell_ticket
from intera.model.ids import SignalId, SourceId
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import RecordKind, RejectedRecord, ReportedState, Source
from intera.signals.normalise import normalise
from intera.workflows.evaluation import BadDataError, DataFiles, check_readable, find_tables, open_bytes

COLUMNS = ("number", "incident_state", "sys_updated_at", "sys_mod_count", "priority", "made_sla")
_SOURCE = Source(SourceId("log"), "Ticket log", "servicenow_csv", RecordKind.TICKET)
_OPERATOR = Operator("Evaluation", "UTC")
_ENDED = frozenset({ReportedState.RESTORED, ReportedState.CLOSED, ReportedState.CANCELLED})


@dataclass(frozen=True, slots=True)
class TicketCase:
    """One ticket: what it told first, and what came of it, which nobody knew before `closed_at`.

    `heard` says at which instants it was heard of, in order, and whether as resolved.
    """

    first: Signal
    features: dict[str, str]
    closed_at: datetime
    final_priority: int
    missed_target: bool
    heard: tuple[tuple[datetime, bool], ...]

    @property
    def stated_at(self) -> datetime:
        """When it was first heard of, which is when a forecast is stated."""
        return self.first.occurred_at

    def is_ended(self, at: datetime) -> bool:
        """Whether the last that was heard of it up to an instant is that it was resolved."""
        ended = False
        for heard_at, is_ended in self.heard:
            if heard_at > at:
                break
            ended = is_ended
        return ended

    def is_open_after(self, wait: timedelta) -> bool:
        """Whether it was still unresolved so long after it was first heard of."""
        return not self.is_ended(self.stated_at + wait)


@dataclass(frozen=True, slots=True)
class TicketLog:
    """The files read, and their closed tickets in the order they were first heard of."""

    files: DataFiles
    cases: tuple[TicketCase, ...]


def read_ticket_log(given: Path) -> TicketLog:
    """The closed tickets of a ServiceNow incident history, with what came of each.

    Each row goes through the connector and intake, as in the running product. `made_sla`, which no
    connector hands on because it is an outcome, is read beside them and only from the closing row.

    Args:
        given: the file, its folder, or a folder that holds it.

    Returns:
        The log.

    Raises:
        BadDataError: missing, unreadable, or without a closed ticket.
    """
    files = find_tables(given, COLUMNS)
    check_readable(files)
    statements: defaultdict[SignalId, list[tuple[Signal, bool]]] = defaultdict(list)
    for signal, missed in _statements(files):
        statements[signal.signal_id].append((signal, missed))
    found = (_case(rows) for rows in statements.values())
    cases = sorted((case for case in found if case is not None), key=lambda case: case.first.version)
    if not cases:
        raise BadDataError(f"{files.path} holds no ticket that was closed; outcomes are needed to score anything")
    return TicketLog(files, tuple(cases))


def _statements(files: DataFiles) -> list[tuple[Signal, bool]]:
    connector = ServiceNowCsvConnector()
    found: list[tuple[Signal, bool]] = []
    for path in files.paths:
        with open_bytes(path) as stream:
            for raw in connector.read(stream, _SOURCE):
                if isinstance(raw, RejectedRecord):
                    continue
                record = connector.map(raw.body, _SOURCE)
                if isinstance(record, RejectedRecord):
                    continue
                signal = normalise(record, _OPERATOR, digest=hashlib.sha256(raw.body).hexdigest())
                if isinstance(signal, Signal):
                    found.append((signal, json.loads(raw.body).get("made_sla", "").casefold() == "false"))
    return found


def _case(rows: list[tuple[Signal, bool]]) -> TicketCase | None:
    """The ticket, None when it was never closed or never claimed a priority."""
    rows.sort(key=lambda row: row[0].version)
    closing = [(signal, missed) for signal, missed in rows if signal.state is ReportedState.CLOSED]
    if not closing or closing[-1][0].claimed_priority is None:
        return None
    last, missed = closing[-1]
    first = rows[0][0]
    return TicketCase(
        first=first,
        features=tell_ticket(first),
        closed_at=last.occurred_at,
        final_priority=last.claimed_priority or 0,
        missed_target=missed,
        heard=tuple((signal.occurred_at, signal.state in _ENDED) for signal, _ in rows),
    )
