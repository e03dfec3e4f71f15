"""What was stated before it was known, and what came of it: the matter every figure is scored by.

Source: issue 3 point 4 (scored at closure, corrected from outcomes only); ADR-0017, ADR-0019.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from intera.model.ids import IncidentId
from intera.model.impact import EvidenceKind


class StatedKind(StrEnum):
    """What was stated of an incident before anybody could know."""

    CLAIM_LOWERED = "claim_lowered"
    IMPACT_CONFIRMED = "impact_confirmed"
    RETURN_IN_30_DAYS = "return_in_30_days"


@dataclass(frozen=True, slots=True)
class StatedRatio:
    """How likely we said it is, and what that rested on.

    `pattern` is what a track record is kept by, `features` what a learner was given, or the sources that
    made the statement. `happened_count` of `like_count` earlier ones like it had come true.
    """

    kind: StatedKind
    ratio: Fraction
    stated_at: datetime
    pattern: str = ""
    features: tuple[tuple[str, str], ...] = ()
    happened_count: int = 0
    like_count: int = 0


@dataclass(frozen=True, slots=True)
class KnownOutcome:
    """What came of one statement, and since when that is known."""

    incident_id: IncidentId
    stated: StatedRatio
    happened: bool
    known_at: datetime


@dataclass(frozen=True, slots=True)
class KindHeard:
    """When a kind of evidence first spoke of harm in an incident, and when it first spoke of none."""

    kind: EvidenceKind
    harm_at: datetime | None = None
    clear_at: datetime | None = None
