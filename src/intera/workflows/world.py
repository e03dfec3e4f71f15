"""What does the worker remember between batches, and is it still true.

The size of the trail is the version of the world: every judgement adds an entry, so a worker whose
memory ends at another size than the database's forgets what it knew and loads it again.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from intera.model.case import Case
from intera.model.ids import FingerprintId, IncidentId, SourceId
from intera.model.impact import Impact
from intera.model.incident import Incident
from intera.model.interval import Interval
from intera.model.measurement import Downtime
from intera.model.recurrence import ChangeKind, ChangeStrength, Occurrence, PlannedWork
from intera.model.signal import Signal
from intera.model.source import ReportedState, SourceHealth
from intera.model.stated import KnownOutcome, StatedKind
from intera.recurrence.expected import BaseRate
from intera.recurrence.learn_strength import learn_strengths
from intera.signals.resolve import UNSPECIFIED
from intera.store import loading
from intera.store.reference import reference_version
from intera.workflows.experience import Experience, outcome_order
from intera.workflows.pattern_pace import PatternPace
from intera.workflows.read_case_facts import occurrence_of
from intera.workflows.rulebook import Rulebook, rulebook_of
from intera.workflows.stock_operator import load_stocked_reference
from intera.workflows.waiting_returns import WaitingReturns

# The longest recurrence window, and the year before it in which a pattern's pace is counted and a fix must hold.
# Source: design GUIDE section 3 (90-day strip); recurrence.fix.PACE_FROM_DAYS.
_LOOKED_BACK = timedelta(days=90 + 365)
# An incident opened again is classified as of its opening; so long afterwards its pace is still asked for.
_OPENED_AGAIN_WITHIN = timedelta(days=90)
REMEMBERED = _LOOKED_BACK + _OPENED_AGAIN_WITHIN
CASES_MAX = 20_000
_CHANGE_KINDS = frozenset(ChangeKind)


class NoReferenceError(RuntimeError):
    """Records arrived before any operator was loaded."""

    def __init__(self) -> None:
        """Says what to run."""
        super().__init__("no operator is loaded yet; run intera load FOLDER first")


class World:
    """The worker's memory: rules, cases touched lately, earlier occurrences, counted downtime."""

    def __init__(self) -> None:
        """Starts knowing nothing."""
        self._size = -1
        self._version = 0
        self._rules: Rulebook | None = None
        self._cases: OrderedDict[IncidentId, loading.LoadedCase] = OrderedDict()
        self._occurrences: dict[FingerprintId, dict[IncidentId, Occurrence]] = {}
        self._fingerprints: dict[IncidentId, FingerprintId] = {}
        self._by_reference: dict[str, dict[IncidentId, Occurrence]] = {}
        self._references: dict[IncidentId, tuple[str, ...]] = {}
        self._downtime: dict[str, dict[IncidentId, tuple[datetime, datetime | None]]] = {}
        self._experience = Experience()
        self._outcomes: list[KnownOutcome] = []
        self._pace, self._returns = PatternPace(), WaitingReturns()
        self.works: tuple[PlannedWork, ...] = ()
        self.strengths: tuple[ChangeStrength, ...] = ()
        self.health: dict[SourceId, SourceHealth] = {}
        self.numbers: set[str] = set()

    @property
    def rules(self) -> Rulebook:
        """The rules in force; raises NoReferenceError before an operator was loaded."""
        if self._rules is None:
            raise NoReferenceError
        return self._rules

    def refresh(self, connection: Connection, *, size: int, at: datetime) -> None:
        """Makes sure that what is remembered is what the database holds.

        Args:
            connection: inside the unit of work.
            size: the trail's size now.
            at: the instant judged at; what is older than `REMEMBERED` before it is not needed.

        Raises:
            NoReferenceError: no operator was ever loaded.
        """
        version = reference_version(connection)
        if version != self._version or self._rules is None:
            reference = load_stocked_reference(connection)
            if reference is None:
                raise NoReferenceError
            self._rules, self._version = rulebook_of(reference), version
            self._size = -1
        self._load_health(connection)
        if size == self._size:
            return
        self._cases.clear()
        self._load_past(connection, at)
        self._size = size

    def _load_health(self, connection: Connection) -> None:
        states = loading.load_source_states(connection)
        self.health = {
            source.source_id: SourceHealth(
                source.source_id,
                source.name,
                source.kind,
                state.last_heard_at if (state := states.get(source.source_id)) else None,
                source.expected_every_s,
            )
            for source in self.rules.operator.sources
        }

    def _load_past(self, connection: Connection, at: datetime) -> None:
        self._occurrences, self._fingerprints, self._downtime = {}, {}, {}
        self._by_reference, self._references = {}, {}
        # Of every incident ever, or a new one could be given the number of one that is not remembered.
        self.numbers = loading.incident_numbers(connection)
        self._experience, self._outcomes = Experience(), loading.load_outcomes(connection)
        self._pace, self._returns = PatternPace(loading.first_opened_at(connection)), WaitingReturns()
        known = {one.incident_id for one in self._outcomes if one.stated.kind is StatedKind.RETURN_IN_30_DAYS}
        self.strengths = tuple(loading.load_strengths(connection))
        for fingerprint_id, case in loading.load_past_cases(connection, at - REMEMBERED):
            self._remember(occurrence_of(case, FingerprintId(fingerprint_id)), case.incident.scope.service_id)
            if case.incident.incident_id not in known:
                self._returns.wait_for(case)
        for product_instance_id, incident_id, start_at, end_at in loading.load_downtime(connection, at - REMEMBERED):
            self._downtime.setdefault(product_instance_id, {})[IncidentId(incident_id)] = (start_at, end_at)
        reported = [work for signal in loading.load_works(connection) if (work := work_of(signal))]
        self.works = (*self.rules.operator.planned_works, *reported)

    def _remember(self, occurrence: Occurrence, service_id: str) -> None:
        incident_id, fingerprint_id = occurrence.incident_id, occurrence.fingerprint_id
        known = self._fingerprints.get(incident_id)
        if known is not None and known != fingerprint_id:
            self._occurrences[known].pop(incident_id, None)
        self._fingerprints[incident_id] = fingerprint_id
        self._occurrences.setdefault(fingerprint_id, {})[incident_id] = occurrence
        for reference in self._references.pop(incident_id, ()):
            self._by_reference[reference].pop(incident_id, None)
        self._references[incident_id] = tuple(one for one in (occurrence.problem_ref, occurrence.change_ref) if one)
        for reference in self._references[incident_id]:
            self._by_reference.setdefault(reference, {})[incident_id] = occurrence
        self._pace.note(service_id, occurrence)

    def sharing_cause(self, incident: Incident) -> Sequence[Occurrence]:
        """The remembered incidents whose sources name the same problem or change, in order of their number."""
        found: dict[IncidentId, Occurrence] = {}
        for reference in (incident.problem_ref, incident.change_ref):
            found.update(self._by_reference.get(reference, {}) if reference else {})
        return [found[incident_id] for incident_id in sorted(found) if incident_id != incident.incident_id]

    def base_before(self, service_id: str, at: datetime, *, now_at: datetime) -> BaseRate | None:
        """How often patterns of a service came before the longest window that ends at an instant.

        None too for an instant so long before `now_at` that a memory loaded anew would not reach back far enough.
        """
        return self._pace.before(service_id, at) if at >= now_at - _OPENED_AGAIN_WITHIN else None

    def note_work(self, signal: Signal) -> None:
        """Remembers what a source says newest of a work; one it took back, or left without a span, is forgotten."""
        others = tuple(one for one in self.works if one.work_id != signal.signal_id)
        work = work_of(signal)
        self.works = (*others, work) if work is not None else others

    def learn_changes(self, impact: Impact) -> tuple[ChangeStrength, ...]:
        """Counts one start whose instant is known against its placebo instants."""
        heard_since: dict[ChangeKind, datetime] = {}
        for work in self.works:
            heard_since[work.kind] = min(heard_since.get(work.kind, work.start_at), work.start_at)
        self.strengths = learn_strengths(self.strengths, impact, self.works, heard_since=heard_since)
        return self.strengths

    def earlier(self, fingerprint_id: FingerprintId, *, now_at: datetime) -> Sequence[Occurrence]:
        """The occurrences of a fingerprint a memory loaded anew would hold, oldest first."""
        since_at = now_at - REMEMBERED
        found = [one for one in self._occurrences.get(fingerprint_id, {}).values() if one.onset_at >= since_at]
        return sorted(found, key=lambda one: (one.onset_at, one.incident_id))

    def experience_before(self, at: datetime) -> Experience:
        """What came of earlier statements, as far as it was known before an instant.

        Outcomes of the instant itself wait, so that the order of incidents within it changes nothing.
        """
        known = [one for one in self._outcomes if one.known_at < at]
        if known:
            self._outcomes = [one for one in self._outcomes if one.known_at >= at]
            for outcome in sorted(known, key=outcome_order):
                self._experience.learn(outcome)
        return self._experience

    def returns_known(self, before: Case, after: Case, *, at: datetime) -> tuple[KnownOutcome, ...]:
        """Which earlier incidents are now known to have come back, or not to, with this one judged.

        Args:
            before: the incident as it stood; without impact when it is new.
            after: as judged.
            at: the instant judged at.

        Returns:
            The outcomes, which count from the next instant on.
        """
        found = self._returns.known_with(after, is_new=before.impact is None, at=at)
        if before.impact is None:
            self._returns.wait_for(after)
        return found

    def keep_outcomes(self, outcomes: Iterable[KnownOutcome]) -> None:
        """Remembers what came of statements; they count from the next instant on."""
        self._outcomes.extend(outcomes)

    def downtime_but(self, incident_id: IncidentId, product_instance_id: str) -> Sequence[Interval]:
        """The spells of harm counted for a product instance by other incidents than this one."""
        spells = self._downtime.get(product_instance_id, {})
        return [
            Interval(start_at, end_at)
            for other, (start_at, end_at) in sorted(spells.items())
            if other != incident_id and (end_at is None or end_at > start_at)
        ]

    def cases(self, connection: Connection, incident_ids: Iterable[IncidentId]) -> dict[IncidentId, loading.LoadedCase]:
        """The cases asked for, from memory where they are there."""
        wanted = list(dict.fromkeys(incident_ids))
        missing = [incident_id for incident_id in wanted if incident_id not in self._cases]
        if missing:
            self._cases.update(loading.load_cases(connection, missing))
        found: dict[IncidentId, loading.LoadedCase] = {}
        for incident_id in wanted:
            if incident_id in self._cases:
                self._cases.move_to_end(incident_id)
                found[incident_id] = self._cases[incident_id]
        return found

    def keep(
        self,
        case: Case,
        signals: tuple[Signal, ...],
        correlation_key: str,
        *,
        fingerprint_id: FingerprintId,
        last_heard_at: datetime,
    ) -> None:
        """Remembers a case as it was just judged, with its signals."""
        incident = case.incident
        incident_id = incident.incident_id
        self._cases[incident_id] = loading.LoadedCase(case, signals, correlation_key, fingerprint_id, last_heard_at)
        if len(self._cases) > CASES_MAX:
            self._cases.popitem(last=False)
        self._remember(occurrence_of(case, fingerprint_id), incident.scope.service_id)

    def keep_downtime(self, incident_id: IncidentId, spells: Sequence[Downtime]) -> None:
        """Remembers the spells an incident counts against product instances."""
        counted = {spell.product_instance_id for spell in spells}
        for product_instance_id, by_incident in self._downtime.items():
            if product_instance_id not in counted:
                by_incident.pop(incident_id, None)
        for spell in spells:
            self._downtime.setdefault(spell.product_instance_id, {})[incident_id] = (spell.start_at, spell.end_at)

    def settle(self, size: int) -> None:
        """Notes the size of the trail this memory now belongs to, once committed."""
        self._size = size

    def forget(self) -> None:
        """Drops everything, after a transaction that did not commit."""
        self._size = -1
        self._cases.clear()


def work_of(signal: Signal) -> PlannedWork | None:
    """The planned work, or event of an outside feed, a source told us of; None without its span, or taken back.

    A feed files what sort of thing it tells under the facet `change_kind` ("power", "weather"); what it names no
    service for touches every service of its place.
    """
    if signal.state is ReportedState.CANCELLED:
        return None
    if signal.onset_at is None or signal.ended_at is None or signal.ended_at <= signal.onset_at:
        return None
    scope = signal.scope
    return PlannedWork(
        work_id=signal.signal_id,
        title=signal.title,
        service_ids=() if scope.service_id == UNSPECIFIED else (scope.service_id,),
        region_ids=tuple(scope.region_ids),
        start_at=signal.onset_at,
        end_at=signal.ended_at,
        partner_code=scope.partner_code or "",
        kind=_change_kind(signal),
    )


def _change_kind(signal: Signal) -> ChangeKind:
    told = dict(signal.facets).get("change_kind", "")
    if told in _CHANGE_KINDS:
        return ChangeKind(told)
    return ChangeKind.PARTNER_MAINTENANCE if signal.scope.partner_code else ChangeKind.WORK
