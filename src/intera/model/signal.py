"""What do the reports say, made comparable: one normalised statement about one place and service.

Source: PRODUCT section 4 (SourceRecord -> Signal).
"""

from dataclasses import dataclass
from datetime import datetime

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId, SignalId, SourceId
from intera.model.measurement import Measurement
from intera.model.source import RecordKind, ReportedState


@dataclass(frozen=True, slots=True)
class Scope:
    """Which service, where, behind which partner, with which symptom: what two reports share.

    `service_id` and `region_ids` are resolved slugs when `is_resolved`, else the source's own
    names, kept and marked. Regions are sorted.
    """

    service_id: ServiceId
    region_ids: tuple[RegionId, ...] = ()
    partner_code: PartnerCode | None = None
    symptom_class: str = "unspecified"
    is_resolved: bool = True


@dataclass(frozen=True, slots=True)
class Signal:
    """The newest statement of one source about one thing.

    `signal_id` is `<source>/<external id>`. `version` orders statements of one signal: the later
    `(occurred_at, revision, digest)` wins, so any order of delivery ends in the same state.
    `measurement` is the probe window a measurement states, None for every other kind. `facets` is
    what the source files it under, name and value in order of name: never a person, never shown.
    """

    signal_id: SignalId
    source_id: SourceId
    kind: RecordKind
    state: ReportedState
    scope: Scope
    occurred_at: datetime
    revision: int
    digest: str
    onset_at: datetime | None = None
    ended_at: datetime | None = None
    title: str = ""
    owner_team_id: str = ""
    account_ids: tuple[AccountId, ...] = ()
    claimed_priority: int | None = None
    priority_confirmed: bool = False
    customer_count: int | None = None
    failing_percent: int | None = None
    sample_count: int | None = None
    contact_ratio_percent: int | None = None
    emergency_affected: bool | None = None
    eta_best_at: datetime | None = None
    eta_earliest_at: datetime | None = None
    eta_latest_at: datetime | None = None
    eta_percent: int | None = None
    problem_ref: str = ""
    change_ref: str = ""
    reopened: bool = False
    measurement: Measurement | None = None
    facets: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> tuple[datetime, int, str]:
        """What decides which of two statements about the same thing is newer."""
        return (self.occurred_at, self.revision, self.digest)
