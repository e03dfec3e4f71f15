"""What does a measure hand back: one exact figure, what it rests on, and how it was come by.

Source: issue 6, sections 3 and 4; TMF657 (a figure names its method).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from intera.sla.language.quantities import Unit
from intera.sla.language.terms import MetricTerms
from intera.sla.settlement.clock import Clocked
from intera.sla.settlement.exclusions import JudgedExclusion
from intera.sla.settlement.frame import Frame, Step
from intera.sla.spans import Span


class Better(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Item:
    """One event or record behind a figure: its own value, when it was, and the days it counts."""

    name: str
    value: Fraction
    span: Span | None = None
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """The time behind a figure, in seconds; `whole_s` is the eligible time of the whole period, `total_s` so far."""

    clocked: Clocked
    total_s: Fraction
    whole_s: Fraction
    excluded_s: int
    unknown_s: int
    known_ratio: Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `value` is None with a `reason` where nothing can be measured.

    `count` is how many events, records or samples it rests on; `parts` are figures on the way, as text;
    `is_open` says that an event or record behind it has not ended; `known_ratio` which share of the period is
    measured, where that can be said.
    """

    unit: Unit
    value: Fraction | None
    reason: str = ""
    count: int = 0
    items: tuple[Item, ...] = ()
    clock: Clock | None = None
    parts: Mapping[str, str] = field(default_factory=dict[str, str])
    steps: tuple[Step, ...] = ()
    is_open: bool = False
    known_ratio: Fraction | None = None

    @property
    def coverage(self) -> Fraction | None:
        """Which share of the time is known; None where nothing can be said of it."""
        return self.clock.known_ratio if self.clock is not None else self.known_ratio


@dataclass(frozen=True, slots=True)
class Ask:
    """What a measure is asked: its name and terms in the contract, the frame, and the clocks of the contract."""

    name: str
    terms: MetricTerms
    frame: Frame
    judged: Sequence[JudgedExclusion]
    clock: Callable[[str], Clocked]

    def parameter(self, name: str, default: Fraction | int) -> Fraction:
        """A parameter of the metric, or the default of its method."""
        found = self.terms.parameters.get(name)
        return Fraction(default) if found is None else found.value

    def step(self, text: str) -> Step:
        """A step of the explanation of this metric."""
        return Step(f"metric {self.name}", text, self.terms.clause)


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to measure, by name and version; `reading` says in words what it rules on."""

    name: str
    version: int
    better: Better
    reading: str
    run: Callable[[Ask], Figure]

    @property
    def method(self) -> str:
        """The name printed beside every figure, `name/version`."""
        return f"{self.name}/{self.version}"


def nothing(unit: Unit, reason: str, *steps: Step, clock: Clock | None = None) -> Figure:
    """A figure that cannot be measured: neither met nor missed.

    Source: cases gt-zero-1 to gt-zero-3.
    """
    return Figure(unit, None, reason, steps=steps, clock=clock)
