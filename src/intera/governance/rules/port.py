"""What is a rule of a severity policy: the four things every plugin in this folder offers.

A rule is a frozen dataclass whose fields are its parameters, so a rule of a policy is one value:
the plugin with the figures the policy gave it. A parameter's name ends in its unit, or its kind
says what it is measured in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, ClassVar, Protocol

from intera.governance.facts import Facts
from intera.model.party import Tier
from intera.model.verdict import Severity

MAX_COUNT = 1_000_000_000


class Judged(IntEnum):
    """How a rule stands, firmest last: not met, met only if what is claimed proves true, met."""

    NOT_MET = 0
    TO_VERIFY = 1
    MET = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """The nearest facts on which a rule would be judged the other way.

    `condition` is a clause that begins with "if" or "once"; `now` says how things stand.
    """

    facts: Facts
    condition: str
    now: str


class Rule(Protocol):
    """One rule with its parameters.

    `reads_clock` marks a rule that looks at `Facts.duration_min`. `unverified` completes "P1 is being
    verified, because ..." for a rule that can be to verify, and is empty for one that cannot.
    `grows_with` names the facts of which more never turns the rule from met to not met.
    """

    slug: ClassVar[str]
    reads_clock: ClassVar[bool]
    unverified: ClassVar[str]
    grows_with: ClassVar[tuple[str, ...]]

    def judge(self, facts: Facts) -> Judged:
        """Whether the rule is met on these facts."""
        ...

    def sees(self, facts: Facts) -> str:
        """What we see, as a short phrase for the page."""
        ...

    def turned(self, facts: Facts, *, is_met: bool) -> Turn | None:
        """The nearest facts on which it would be met (or not); None when there are none to hope for."""
        ...


class UnreadableParameterError(ValueError):
    """A parameter's value is not what the rule needs; the message says what is."""


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """How a parameter is read from a policy, how its value is said, and its unit where the name has none."""

    read: Callable[[object], object]
    say: Callable[[Any], str]
    unit: str = ""


class CountFrom(StrEnum):
    """Which end of a count a threshold is compared with."""

    LOW = "low"
    BEST = "best"


def _whole_number(low: int, high: int) -> Callable[[object], int]:
    def read(raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
            raise UnreadableParameterError(f"{raw!r} is not a whole number from {low:,} to {high:,}")
        return raw

    return read


def _read_tier(raw: object) -> Tier:
    try:
        return Tier(str(raw))
    except ValueError:
        raise UnreadableParameterError(f"{raw!r} is no tier; use one of {', '.join(Tier)}") from None


def _read_severity(raw: object) -> Severity:
    for severity in Severity:
        if raw == severity.label:
            return severity
    raise UnreadableParameterError(f"{raw!r} is no severity; use P1, P2, P3 or P4")


def _read_count_from(raw: object) -> CountFrom:
    try:
        return CountFrom(str(raw))
    except ValueError:
        raise UnreadableParameterError(f"{raw!r} is no end of a count; use low or best") from None


def _say_number(value: int) -> str:
    return f"{value:,}"


def tier_word(value: Tier) -> str:
    """What an account of a tier is called in a sentence."""
    return "VIP" if value is Tier.VIP else value.value


def counted(least: int = 1, *, unit: str = "") -> dict[str, ParameterKind]:
    """What marks a parameter that counts something, from `least` up; `unit` where its name has none."""
    return {"kind": ParameterKind(_whole_number(least, MAX_COUNT), _say_number, unit)}


PERCENT = {"kind": ParameterKind(_whole_number(0, 100), _say_number)}
TIER = {"kind": ParameterKind(_read_tier, tier_word, unit="an account tier")}
SEVERITY = {"kind": ParameterKind(_read_severity, lambda severity: severity.label, unit="a severity")}
COUNT_FROM = {"kind": ParameterKind(_read_count_from, str, unit="an end of a count")}
