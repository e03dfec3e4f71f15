"""What share of the eligible time, or of the probe samples, was a product instance available.

Two methods, never mixed in one figure: by the ticket or incident clock, and by probe samples.

Source: PRODUCT E3; notes on SLA engines A2 (algebra, unknown time); cases gt-iv-*, gt-zero-*, gt-rd-3;
TMF657.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from intera.model.interval import Interval
from intera.model.measurement import Measurement
from intera.sla.metric import Delivered, Direction, MetricFacts, MetricMethod
from intera.sla.spans import Span, Spans, clip, length_s, minus, second_of, span_of, union

METRIC = "availability"


def by_ticket_clock(facts: MetricFacts) -> Delivered:
    """Available seconds of the known seconds of the period, by the clock of tickets or incidents.

    Downtime is the union of outages, never a sum of durations. Time without knowledge leaves the
    denominator, except where an outage is known.

    Args:
        facts: outages and unknown spells of one product instance; measurements are not read.

    Returns:
        The figure in seconds.

    Raises:
        OpenIntervalError: the period has no end.

    Source: gt-iv-1 to gt-iv-6; gt-zero-4, reading `unknown_removed`.
    """
    return count_seconds(span_of(facts.period), down=clip(facts.outages, span_of(facts.period)), unknown=facts.unknown)


def count_seconds(period: Span, *, down: Spans, unknown: Iterable[Interval]) -> Delivered:
    """The figure by clock of any span of time, an empty one included.

    Args:
        period: the eligible seconds.
        down: sorted disjoint seconds of harm inside it.
        unknown: spells in which nothing was heard; a known outage wins over them.

    Returns:
        The figure in seconds.
    """
    eligible_s = max(0, period[1] - period[0])
    known_s = eligible_s - length_s(minus(clip(unknown, period), down))
    return Delivered(TICKET_CLOCK.method, known_s - length_s(down), known_s, known_s, eligible_s)


def by_samples(facts: MetricFacts) -> Delivered:
    """Samples answered of samples sent, over the probe windows that start in the period.

    A ratio of sums, never a mean of ratios. A window with no samples says nothing: its time is
    unknown, as is time without any window.

    Args:
        facts: measurements of one product instance; outages and unknown spells are not read.

    Returns:
        The figure in samples; known time is the union of windows that have samples.

    Raises:
        OpenIntervalError: the period has no end.

    Source: case gt-rd-6 (ratio of sums); gt-zero-4 (no data is not available).
    """
    period = span_of(facts.period)
    total = lost = 0
    known: list[Span] = []
    for window in newest_windows(facts.measurements):
        start_s = second_of(window.window_start_at)
        if period[0] <= start_s < period[1] and window.total > 0:
            total += window.total
            lost += window.lost
            known.append((start_s, min(period[1], start_s + window.window_s)))
    return Delivered(SAMPLES.method, total - lost, total, length_s(union(known)), period[1] - period[0])


def newest_windows(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """The one statement that counts for each probe window.

    The one known latest; of those the one with most samples; of those the one with most lost, so
    that a tie is never settled in our own favour. Windows that contradict themselves do not count.

    Args:
        measurements: any order, repeats allowed.

    Returns:
        One per (product instance, start, length), in that order.

    Source: PRODUCT section 4 (any order of delivery ends in the same state); issue 6, restatement.
    """
    newest: dict[tuple[str, int, int, int], Measurement] = {}
    for measurement in measurements:
        if not is_sound(measurement):
            continue
        start_at = measurement.window_start_at
        key = (measurement.product_instance_id, second_of(start_at), start_at.microsecond, measurement.window_s)
        if key not in newest or _rank(measurement) > _rank(newest[key]):
            newest[key] = measurement
    return tuple(newest[key] for key in sorted(newest))


def is_sound(measurement: Measurement) -> bool:
    """Whether a probe window can be true: a length, and no more lost than sent."""
    return measurement.window_s > 0 and 0 <= measurement.lost <= measurement.total


def _rank(measurement: Measurement) -> tuple[bool, datetime, int, int]:
    known_at = measurement.known_at
    return (known_at is not None, known_at or measurement.window_start_at, measurement.total, measurement.lost)


TICKET_CLOCK = MetricMethod(
    metric=METRIC,
    name="ticket_clock",
    version=1,
    unit="s",
    direction=Direction.HIGHER_IS_BETTER,
    reading="Union of outages over the real length of the period; time without knowledge is left out and stated.",
    measure=by_ticket_clock,
)

SAMPLES = MetricMethod(
    metric=METRIC,
    name="samples",
    version=1,
    unit="samples",
    direction=Direction.HIGHER_IS_BETTER,
    reading="Samples answered over samples sent; a window counts in the period it starts in.",
    measure=by_samples,
)


def delivered_availability(facts: MetricFacts, *, method: MetricMethod = TICKET_CLOCK) -> Delivered:
    """The delivered availability of one product instance over one period.

    Args:
        facts: what is known of it.
        method: `TICKET_CLOCK` or `SAMPLES`.

    Returns:
        The figure with its coverage, exact.

    Raises:
        OpenIntervalError: the period has no end.
    """
    return method.measure(facts)
