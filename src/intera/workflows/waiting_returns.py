"""Which incidents' patterns are still watched for a return, and what became known of those with a new judgement."""

from collections import deque
from datetime import datetime, timedelta

from intera.model.case import Case
from intera.model.ids import IncidentId
from intera.model.recurrence import RecurrenceKind
from intera.model.stated import KnownOutcome, StatedKind, StatedRatio
from intera.recurrence.return_odds import RETURN_WITHIN_DAYS

_WATCHED = timedelta(days=RETURN_WITHIN_DAYS)
_NOT_A_TIME = frozenset({RecurrenceKind.DUPLICATE, RecurrenceKind.CHILD})


class WaitingReturns:
    """Statements that a pattern comes back within 30 days, until one of it begins or the days are over."""

    def __init__(self) -> None:
        """Watches nothing yet."""
        self._by_pattern: dict[str, dict[IncidentId, StatedRatio]] = {}
        self._in_order: deque[tuple[IncidentId, StatedRatio]] = deque()

    def wait_for(self, case: Case) -> None:
        """Watches what an incident stated, if it stated a return."""
        stated = next((one for one in case.stated if one.kind is StatedKind.RETURN_IN_30_DAYS), None)
        if stated is None:
            return
        incident_id = case.incident.incident_id
        self._by_pattern.setdefault(stated.pattern, {})[incident_id] = stated
        self._in_order.append((incident_id, stated))

    def known_with(self, case: Case, *, is_new: bool, at: datetime) -> tuple[KnownOutcome, ...]:
        """What is known with one incident judged: its own pattern came back, and whose days are over.

        Args:
            case: the incident as judged.
            is_new: whether this is its first judgement.
            at: the instant judged at.

        Returns:
            The outcomes, each told once, by the instant they were stated.
        """
        found = [KnownOutcome(one, stated, happened=False, known_at=at) for one, stated in self._over(at)]
        recurrence = case.recurrence
        if is_new and recurrence is not None and recurrence.kind not in _NOT_A_TIME:
            waiting = self._by_pattern.pop(recurrence.fingerprint_id, {})
            found += [KnownOutcome(one, stated, happened=True, known_at=at) for one, stated in sorted(waiting.items())]
        return tuple(found)

    def _over(self, at: datetime) -> list[tuple[IncidentId, StatedRatio]]:
        over: list[tuple[IncidentId, StatedRatio]] = []
        while self._in_order and self._in_order[0][1].stated_at + _WATCHED < at:
            incident_id, stated = self._in_order.popleft()
            if self._by_pattern.get(stated.pattern, {}).pop(incident_id, None) is not None:
                over.append((incident_id, stated))
        return over
