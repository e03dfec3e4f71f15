"""Which duties to report does an outage open, and by when: by thresholds of duration, users and what was hit.

"Potentially affected" and "confirmed affected" are different numbers; a duty is asked with the one it names.

Source: standards section 4.8; vectors fcc_nors, enisa_relative.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from intera.sla.language.problem import Problem, UnusableContractError
from intera.sla.language.quantities import Length, LengthUnit, Seconds, Share, plain, spoken_time
from intera.sla.language.reader import Reader

_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 24 * _HOUR_S


class Population(StrEnum):
    """Whose number a threshold is about."""

    CONFIRMED = "confirmed"
    POTENTIAL = "potential"


@dataclass(frozen=True, slots=True)
class ThresholdTerms:
    """One way to be reportable: everything that is written in it holds."""

    name: str
    lasts_at_least: Seconds | None = None
    lasts_over: Seconds | None = None
    lasts_under: Seconds | None = None
    users_at_least: int | None = None
    user_minutes_at_least: int | None = None
    user_minutes_over: int | None = None
    oc3_minutes_at_least: int | None = None
    share_over: Share | None = None
    hits: str = ""


@dataclass(frozen=True, slots=True)
class ReportTerms:
    """One report that is due: how long after the outage was discovered."""

    name: str
    within: Length


@dataclass(frozen=True, slots=True)
class DutyTerms:
    """A duty to report: any threshold opens it. `verified` is false where its figures were not read at their source."""

    id: str
    version: int
    authority: str
    effective: date
    source: str
    any_of: tuple[ThresholdTerms, ...]
    reports: tuple[ReportTerms, ...] = ()
    users: Population = Population.POTENTIAL
    verified: bool = True


@dataclass(frozen=True, slots=True)
class OutageScale:
    """An outage as a duty looks at it: how long, how many users, which share of them, and what it hit.

    `oc3` counts high-capacity circuits lost; `hits` are slugs such as facility_911 or emergency_calls.
    """

    discovered_at: int
    lasted_s: int
    potential_users: int | None = None
    confirmed_users: int | None = None
    share: Fraction | None = None
    oc3: int | None = None
    hits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """Whether a duty is open, by which thresholds, until when each report is due, and what could not be asked."""

    duty: str
    is_open: bool
    by: tuple[str, ...] = ()
    due_at: Mapping[str, int] = field(default_factory=dict[str, int])
    unknown: tuple[str, ...] = ()
    says: str = ""


def read_duty(raw: Mapping[str, object]) -> DutyTerms:
    """A rule pack from plain data.

    Raises:
        UnusableContractError: something in it cannot be read; carries every problem.
    """
    reader = Reader()
    terms = reader.read(DutyTerms, raw)
    if terms is None:
        raise UnusableContractError(tuple(reader.problems) or (Problem("unreadable", (), "is no duty"),))
    return terms


def asked(terms: DutyTerms, scale: OutageScale) -> OpenDuty:
    """Whether an outage has to be reported, and by when.

    Args:
        terms: the duty.
        scale: the outage.

    Returns:
        The duty with the thresholds that open it. A threshold that asks for a number nobody knows is named
        in `unknown` and neither opens nor closes the duty.
    """
    opened: list[str] = []
    unknown: list[str] = []
    for threshold in terms.any_of:
        answers = _answers(threshold, scale, _users(terms, scale))
        if any(answer is False for answer in answers.values()):
            continue
        missing = [name for name, answer in answers.items() if answer is None]
        unknown += [f"{threshold.name}: {name} is not known" for name in missing]
        if not missing:
            opened.append(threshold.name)
    due_at = {each.name: scale.discovered_at + _length_s(each.within) for each in terms.reports} if opened else {}
    return OpenDuty(terms.id, bool(opened), tuple(opened), due_at, tuple(unknown), _says(terms, scale))


def _users(terms: DutyTerms, scale: OutageScale) -> int | None:
    return scale.potential_users if terms.users is Population.POTENTIAL else scale.confirmed_users


def _answers(threshold: ThresholdTerms, scale: OutageScale, users: int | None) -> dict[str, bool | None]:
    """What each written condition says of the outage; None where its number is not known."""
    minutes = Fraction(scale.lasted_s, _MINUTE_S)
    user_minutes = None if users is None else users * minutes
    oc3_minutes = None if scale.oc3 is None else scale.oc3 * minutes
    lower = {
        "how long it lasted": (threshold.lasts_at_least, Fraction(scale.lasted_s)),
        "the number of users": (threshold.users_at_least, None if users is None else Fraction(users)),
        "the user minutes": (threshold.user_minutes_at_least, user_minutes),
        "the OC3 minutes": (threshold.oc3_minutes_at_least, oc3_minutes),
    }
    found: dict[str, bool | None] = {
        name: None if value is None else value >= bound for name, (bound, value) in lower.items() if bound is not None
    }
    over = {
        "the length": (threshold.lasts_over, Fraction(scale.lasted_s)),
        "the users' minutes": (threshold.user_minutes_over, user_minutes),
        "the share of users": (threshold.share_over, scale.share),
    }
    found |= {
        name: None if value is None else value > bound for name, (bound, value) in over.items() if bound is not None
    }
    if threshold.lasts_under is not None:
        found["its end"] = scale.lasted_s < threshold.lasts_under
    if threshold.hits:
        found["what it hit"] = threshold.hits in scale.hits
    return found


def _length_s(length: Length) -> int:
    each = {LengthUnit.HOURS: _HOUR_S, LengthUnit.DAYS: _DAY_S}.get(length.unit, 30 * _DAY_S)
    return length.count * each


def _says(terms: DutyTerms, scale: OutageScale) -> str:
    users = _users(terms, scale)
    minutes = Fraction(scale.lasted_s, _MINUTE_S)
    if users is None:
        return f"{spoken_time(scale.lasted_s)}, users not known"
    return f"{spoken_time(scale.lasted_s)} x {users:,} users = {plain(minutes * users)} user minutes"
