"""What is one event: outages that touch are one, of several legs only what they share, each second once.

A second counts with the weight of the worst outage that covers it.

Source: cases gt-iv-1, gt-iv-2, gt-rd-8; notes on SLA engines A2 (redundancy, weights).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from intera.sla.spans import Span, Spans, length_s, minus, union

Layer: TypeAlias = tuple[Fraction, Spans]
Layers: TypeAlias = tuple[Layer, ...]

FULL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the outages in it, from when to when it lasted as a whole, and the seconds of it that count.

    `layers` hold disjoint seconds by weight, the heaviest first.
    """

    names: tuple[str, ...]
    start: int
    end: int
    is_open: bool
    layers: Layers
    site: str = ""

    @property
    def length_s(self) -> int:
        """How long it lasted as a whole, gaps of a merger included."""
        return self.end - self.start

    @property
    def spans(self) -> Spans:
        """The seconds that count, whatever their weight."""
        return union(span for _, spans in self.layers for span in spans)

    @property
    def counted_s(self) -> Fraction:
        """How much of it counts, by weight."""
        return sum_layers(self.layers)

    def minus(self, taken: Spans) -> "Event":
        """The event without some seconds."""
        return replace(self, layers=tuple((weight, minus(spans, taken)) for weight, spans in self.layers))

    def within(self, kept: Spans) -> "Event":
        """The event with only some seconds counted."""
        return replace(self, layers=tuple((weight, keep(spans, kept)) for weight, spans in self.layers))

    def after_first(self, seconds: int) -> "Event":
        """The event without its first so many seconds."""
        return self.minus(((self.start, self.start + seconds),))

    def joined(self, other: "Event", gap: Spans) -> "Event":
        """Two events as one; the gap between them counts fully when it is given."""
        layers = union_layers((self, other, replace(self, layers=((FULL, gap),))))
        end = max(self.end, other.end)
        return Event((*self.names, *other.names), self.start, end, self.is_open or other.is_open, layers, self.site)


def keep(spans: Spans, kept: Spans) -> Spans:
    """The seconds two sets share."""
    return minus(spans, minus(spans, kept))


def cut(spans: Spans, within: Span) -> Spans:
    """The seconds of a set inside one span."""
    return keep(spans, (within,))


def sum_layers(layers: Layers) -> Fraction:
    """The weighted length of layers."""
    return sum((weight * length_s(spans) for weight, spans in layers), Fraction(0))


def union_layers(events: Iterable[Event]) -> Layers:
    """Every second of several events once, with the heaviest weight that covers it."""
    by_weight: dict[Fraction, list[Span]] = {}
    for event in events:
        for weight, spans in event.layers:
            by_weight.setdefault(weight, []).extend(spans)
    found: list[Layer] = []
    taken: Spans = ()
    for weight in sorted(by_weight, reverse=True):
        left = minus(union(by_weight[weight]), taken)
        found.append((weight, left))
        taken = union((*taken, *left))
    return tuple(found)


def events_of(started: Sequence[Event], *, sites: Sequence[str], weigh: bool) -> tuple[Event, ...]:
    """Events from single outages: those that touch are one.

    Args:
        started: one event per outage.
        sites: legs that must all be down at once; none when any outage is enough.
        weigh: whether an outage counts by the share it affects.

    Returns:
        Sorted events that neither touch nor overlap; one of no length stands for itself.
    """
    plain = started if weigh else [replace(each, layers=((FULL, each.spans),)) for each in started]
    if sites:
        plain = _all_down(plain, sites)
    merged: list[Event] = []
    for event in sorted(plain, key=lambda each: (each.start, each.end, each.names)):
        if merged and event.start <= merged[-1].end:
            merged[-1] = merged[-1].joined(event, ())
        else:
            merged.append(event)
    return tuple(merged)


def _all_down(events: Sequence[Event], sites: Sequence[str]) -> list[Event]:
    """The times in which every leg is down, each an event of the outages that made it."""
    shared: Spans | None = None
    for site in sites:
        own = union((each.start, each.end) for each in events if each.site == site)
        shared = own if shared is None else keep(shared, own)
    found: list[Event] = []
    for start, end in shared or ():
        inside = [each for each in events if each.start < end and each.end > start]
        names = tuple(name for each in inside for name in each.names)
        is_open = all(any(each.is_open and each.site == site for each in inside) for site in sites)
        weight = max((weight for each in inside for weight, _ in each.layers), default=FULL)
        found.append(Event(names, start, end, is_open, ((weight, ((start, end),)),)))
    return found
