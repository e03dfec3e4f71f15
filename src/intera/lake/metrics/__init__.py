"""Which metrics can be computed over a whole table at once: one SQL text each.

Every text takes `$period_start_at`, `$period_end_at` (half-open, whole seconds) and `$known_at`, reads
`probe_sample` once, and gives `product_instance_id, good, total, known_s` as whole numbers.
"""

from functools import lru_cache
from importlib.resources import files


class NoSuchMetricSqlError(ValueError):
    """A metric has no set-based text."""

    def __init__(self, metric: str) -> None:
        """Names the metric and the ones there are."""
        super().__init__(f"metric {metric!r} has no SQL; there is one for {', '.join(metrics_with_sql())}")
        self.metric = metric


def metrics_with_sql() -> tuple[str, ...]:
    """The slugs of the metrics that have a text, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".sql") for name in names if name.endswith(".sql")))


@lru_cache(maxsize=64)
def metric_sql(metric: str) -> str:
    """The text of a metric, in DuckDB's dialect.

    Args:
        metric: the metric's slug.

    Returns:
        One statement; its first line is a comment that names the method.

    Raises:
        NoSuchMetricSqlError: the metric has no text.
    """
    if metric not in metrics_with_sql():
        raise NoSuchMetricSqlError(metric)
    return (files(__name__) / f"{metric}.sql").read_text(encoding="utf-8")
