"""What can be written at the write door: the shapes a use case hands over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intera.model.case import Case
from intera.model.decision import Decision
from intera.model.ids import SourceId
from intera.model.publication import ChannelText, Publication, PublicationReach
from intera.model.signal import Signal
from intera.model.source import RejectReason
from intera.model.stated import KnownOutcome


@dataclass(frozen=True, slots=True)
class TakenRecord:
    """A record taken in: the signal it became (None where it changes no signal) and who it belongs to."""

    record_id: int
    source_id: SourceId
    event_key: str
    digest: bytes
    received_at: datetime
    signal: Signal | None = None


@dataclass(frozen=True, slots=True)
class ParkedRecord:
    """A record set aside with its reason; `is_quarantined` when the same id came with another body."""

    record_id: int
    source_id: str
    event_key: str
    reason: RejectReason
    detail: str
    at: datetime
    is_quarantined: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """What the declassifier released of a case for one audience: the short card and the whole document."""

    card: str
    body: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """What the declassifier released of a decision."""

    summary: str
    basis: str
    actor: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision with the line of it that pages may show."""

    decision: Decision
    line: TrailLine


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many customers we believed to be hit from an instant on."""

    at: datetime
    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What a batch adds to a source's counts."""

    source_id: str
    name: str
    kind: str
    expected_every_s: int
    heard_at: datetime | None
    taken_count: int = 0
    duplicate_count: int = 0
    parked_count: int = 0


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication to be kept with whom it may concern; `outward` are its texts that outsiders may read."""

    publication: Publication
    reach: PublicationReach
    outward: tuple[ChannelText, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case to be kept with what it is looked up by and what was released of it, per audience."""

    case: Case
    correlation_key: str
    fingerprint_id: str
    last_heard_at: datetime
    released: Mapping[str, Released]
    estimates: tuple[Estimate, ...] = ()
    counts_downtime: bool = False
    outcomes: tuple[KnownOutcome, ...] = ()
    publications: tuple[PublicationRow, ...] = ()
