"""How often do patterns of a service come at all: counted as incidents come in, read when one is classified."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intera.model.ids import FingerprintId, IncidentId
from intera.model.recurrence import Occurrence
from intera.recurrence.classify import WINDOWS_DAYS
from intera.recurrence.expected import BaseRate

_WINDOW = timedelta(days=WINDOWS_DAYS[-1])
_COUNTED_DAYS = 365


@dataclass(slots=True)
class _Service:
    starts: list[tuple[datetime, IncidentId]] = field(default_factory=list[tuple[datetime, IncidentId]])
    # The starts of each pattern, oldest first.
    patterns: dict[FingerprintId, list[datetime]] = field(default_factory=dict[FingerprintId, list[datetime]])


class PatternPace:
    """Starts by service and the patterns they belong to, each incident as it is known now.

    What is counted depends on the newest word of each incident alone, not on the way there, so a
    memory loaded anew counts the same.
    """

    def __init__(self, first_at: datetime | None = None) -> None:
        """Starts without any; `first_at` is when the first incident ever was opened, None before there was one."""
        self._first_at = first_at
        self._services: dict[str, _Service] = {}
        self._counted: dict[IncidentId, tuple[str, Occurrence]] = {}

    def note(self, service_id: str, occurrence: Occurrence) -> None:
        """Counts one occurrence as it is known now; one that is no event of its pattern is taken out."""
        if self._first_at is None or occurrence.onset_at < self._first_at:
            self._first_at = occurrence.onset_at
        known = self._counted.pop(occurrence.incident_id, None)
        if known is not None:
            self._take_out(*known)
        if occurrence.exclusion is not None:
            return
        self._counted[occurrence.incident_id] = (service_id, occurrence)
        service = self._services.setdefault(service_id, _Service())
        insort(service.starts, (occurrence.onset_at, occurrence.incident_id))
        insort(service.patterns.setdefault(occurrence.fingerprint_id, []), occurrence.onset_at)

    def _take_out(self, service_id: str, occurrence: Occurrence) -> None:
        service = self._services[service_id]
        del service.starts[bisect_left(service.starts, (occurrence.onset_at, occurrence.incident_id))]
        own = service.patterns[occurrence.fingerprint_id]
        del own[bisect_left(own, occurrence.onset_at)]
        if not own:
            del service.patterns[occurrence.fingerprint_id]

    def before(self, service_id: str, at: datetime) -> BaseRate | None:
        """The pace of a service before the longest window that ends at an instant.

        Args:
            service_id: the service.
            at: the end of the window judged.

        Returns:
            The rate over at most a year before the window; None where nothing reaches back so far.
        """
        service, until = self._services.get(service_id), at - _WINDOW
        if service is None or self._first_at is None or self._first_at >= until:
            return None
        since = max(self._first_at, until - timedelta(days=_COUNTED_DAYS))
        days = (until - since).days
        if days < 1:
            return None
        first, last = (bisect_left(service.starts, (edge, IncidentId(""))) for edge in (since, until))
        # A pattern last seen before all of it is not known to a memory loaded anew, and counts for neither.
        patterns = sum(1 for own in service.patterns.values() if own[-1] >= since)
        return BaseRate(last - first, patterns, days) if patterns else None
