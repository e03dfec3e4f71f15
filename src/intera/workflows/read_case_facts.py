"""What the boards need of each incident, kept from one making to the next so that only changed ones are read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from intera.model.case import Case
from intera.model.ids import FingerprintId, IncidentId
from intera.model.incident import Lifecycle
from intera.model.recurrence import Exclusion, Occurrence, Recurrence, RecurrenceKind
from intera.model.service_minutes import HarmSpell
from intera.store.codec import decode_case

_READ_AT_ONCE = 500
_EXCLUDED_KINDS = {
    RecurrenceKind.DUPLICATE: Exclusion.DUPLICATE,
    RecurrenceKind.CHILD: Exclusion.CHILD,
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One incident as the boards count it."""

    version: int
    case: Case
    occurrence: Occurrence

    @property
    def recurrence(self) -> Recurrence | None:
        """How it relates to earlier ones."""
        return self.case.recurrence

    @property
    def spells(self) -> tuple[HarmSpell, ...]:
        """What its harm adds up from."""
        return self.case.spells


class CaseFactsReader:
    """Reads the incidents opened since an instant; an unchanged one is not read again."""

    def __init__(self) -> None:
        """Starts knowing nothing."""
        self._known: dict[IncidentId, CaseFacts] = {}

    def read(self, connection: Connection, *, since: datetime) -> list[CaseFacts]:
        """Every incident opened since an instant, oldest first.

        Args:
            connection: the worker's.
            since: the earliest opening that counts.

        Returns:
            The facts as they stand now.
        """
        rows = connection.execute(
            text(
                "select incident_id, version from internal.incident where opened_at >= :since"
                " order by opened_at, incident_id"
            ),
            {"since": since},
        ).all()
        wanted = [IncidentId(row.incident_id) for row in rows]
        versions = {IncidentId(row.incident_id): int(row.version) for row in rows}
        self._known = {one: self._known[one] for one in wanted if one in self._known}
        changed = [one for one in wanted if one not in self._known or self._known[one].version != versions[one]]
        for start in range(0, len(changed), _READ_AT_ONCE):
            self._read_some(connection, changed[start : start + _READ_AT_ONCE])
        return [self._known[one] for one in wanted if one in self._known]

    def _read_some(self, connection: Connection, incident_ids: list[IncidentId]) -> None:
        rows = connection.execute(
            text("select fingerprint_id, version, body from internal.incident where incident_id = any(:ids)"),
            {"ids": incident_ids},
        )
        for row in rows:
            case = decode_case(row.body)
            occurrence = occurrence_of(case, FingerprintId(row.fingerprint_id))
            self._known[case.incident.incident_id] = CaseFacts(int(row.version), case, occurrence)


def occurrence_of(case: Case, fingerprint_id: FingerprintId) -> Occurrence:
    """An incident as one time its pattern came, with why it does not count as one where it does not.

    Args:
        case: the incident as judged.
        fingerprint_id: what it is found by.

    Returns:
        The occurrence; a duration below 0 means that it is not over.
    """
    incident, recurrence, customers = case.incident, case.recurrence, case.peak_customers
    exclusion = Exclusion.FALSE_EVENT if incident.lifecycle is Lifecycle.CANCELLED else None
    if exclusion is None and recurrence is not None:
        exclusion = _EXCLUDED_KINDS.get(recurrence.kind)
    ended_at = incident.restored_at or incident.closed_at
    return Occurrence(
        incident_id=incident.incident_id,
        onset_at=incident.opened_at,
        duration_s=int((ended_at - incident.opened_at).total_seconds()) if ended_at else -1,
        customer_count=customers.best if customers else None,
        fingerprint_id=fingerprint_id,
        exclusion=exclusion,
        cause_class=recurrence.fingerprint.cause_class if recurrence else "",
        problem_ref=incident.problem_ref,
        change_ref=incident.change_ref,
    )
