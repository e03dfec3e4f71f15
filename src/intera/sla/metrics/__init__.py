"""Which metrics can be measured, by which methods: the explicit list.

A new metric is one module here, its worked cases, its set-based twin in `lake/metrics`, and one line below.
"""

from intera.sla.metric import MetricMethod
from intera.sla.metrics import availability

METRICS: tuple[MetricMethod, ...] = (
    availability.TICKET_CLOCK,
    availability.SAMPLES,
)


class UnknownMetricError(ValueError):
    """A target or a request names a metric or method that is not listed."""

    def __init__(self, wanted: str) -> None:
        """Names what was asked for and what there is."""
        known = ", ".join(sorted(f"{each.metric}.{each.name}" for each in METRICS))
        super().__init__(f"metric {wanted!r} is not known; use one of {known}")
        self.wanted = wanted


def method_of(metric: str, *, unit: str | None = None, name: str | None = None) -> MetricMethod:
    """The first listed method of a metric.

    Args:
        metric: the metric's slug, as a target names it.
        unit: only methods that count this unit, "s" or "samples".
        name: only the method of this name.

    Returns:
        The method.

    Raises:
        UnknownMetricError: none fits.
    """
    for each in METRICS:
        if each.metric == metric and unit in (None, each.unit) and name in (None, each.name):
            return each
    raise UnknownMetricError(".".join(part for part in (metric, name, unit) if part))
