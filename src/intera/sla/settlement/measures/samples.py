"""What do measurements come to: latency, jitter and loss, by mean, percentile, worst pair and runs.

A mean is weighted by samples and a loss ratio is a ratio of sums, never a mean of means.

Source: cases gt-rd-5 to gt-rd-7, gt-zero-4; notes on SLA engines C1 (latency, loss).
"""

from collections.abc import Sequence
from fractions import Fraction

from intera.sla.language.facts import SampleFacts
from intera.sla.language.quantities import Unit, plain, spoken_time
from intera.sla.language.terms import PercentileMethod
from intera.sla.settlement.figure import Ask, Better, Figure, Item, Measure, nothing
from intera.sla.settlement.statistics import percentile, weighted_mean
from intera.sla.spans import Span, length_s, minus, union


def samples_of(ask: Ask) -> list[SampleFacts]:
    """The windows of the metric's series in the period, without those while unavailable where the contract says so."""
    low, high = ask.frame.period
    left_out = ask.clock(ask.terms.clock).counted_spans if ask.terms.leave_out_unavailable else ()
    return [
        each
        for each in ask.frame.facts.measurements
        if (not ask.terms.series or each.series == ask.terms.series)
        and (each.at is None or low <= each.at < high)
        and not (each.at is not None and any(start <= each.at < end for start, end in left_out))
    ]


def _values(samples: Sequence[SampleFacts]) -> list[tuple[Fraction, int]]:
    return [(each.value, each.samples) for each in samples if each.value is not None and each.samples]


def coverage_of(ask: Ask, samples: Sequence[SampleFacts]) -> Fraction | None:
    """Which share of the period windows with samples cover; None where no window says when it was."""
    low, high = ask.frame.period
    dated = [each for each in samples if each.at is not None and each.window_s and each.samples]
    if not dated or high <= low:
        return None
    known = union((int(each.at or low), min(high, (each.at or low) + each.window_s)) for each in dated)
    return Fraction(length_s(known), high - low)


def _figure(ask: Ask, unit: Unit, value: Fraction | None, windows: int, words: str) -> Figure:
    if value is None:
        return nothing(unit, "no_samples", ask.step("nothing was measured"))
    known = coverage_of(ask, samples_of(ask))
    shown = f"{plain(value * 100)}%" if unit is Unit.RATIO else f"{plain(value)} ms"
    says = ask.step(f"{words} of {windows} windows: {shown}")
    return Figure(unit, value, count=windows, steps=(says,), known_ratio=known)


def mean_value(ask: Ask) -> Figure:
    """The mean of all samples: window means weighted by their samples."""
    values = _values(samples_of(ask))
    return _figure(ask, Unit.MILLISECONDS, weighted_mean(values), len(values), "the mean by samples")


def percentile_value(ask: Ask) -> Figure:
    """The metric's percentile of the single values, by its declared method."""
    values = [value for value, _ in _values(samples_of(ask))]
    share = Fraction(ask.terms.percentile or 1)
    method = ask.terms.percentile_method or PercentileMethod.NEAREST_RANK
    value = percentile(values, share, method)
    return _figure(ask, Unit.MILLISECONDS, value, len(values), f"the {plain(share * 100)}% point ({method})")


def worst_pair(ask: Ask) -> Figure:
    """The worst of the means of each pair of places."""
    by_pair: dict[str, list[SampleFacts]] = {}
    for each in samples_of(ask):
        by_pair.setdefault(each.pair, []).append(each)
    means = {pair: weighted_mean(_values(samples)) for pair, samples in sorted(by_pair.items())}
    items = tuple(Item(pair, value) for pair, value in means.items() if value is not None)
    worst = max(items, key=lambda item: item.value, default=None)
    if worst is None:
        return nothing(Unit.MILLISECONDS, "no_samples", ask.step("nothing was measured"))
    says = ask.step(f"the worst of {len(items)} pairs is {worst.name}: {plain(worst.value)} ms")
    known = coverage_of(ask, samples_of(ask))
    return Figure(Unit.MILLISECONDS, worst.value, count=len(items), items=items, steps=(says,), known_ratio=known)


def loss(ask: Ask) -> Figure:
    """Samples lost over samples sent."""
    samples = samples_of(ask)
    sent, lost = sum(each.samples for each in samples), sum(each.lost for each in samples)
    value = Fraction(lost, sent) if sent else None
    return _figure(ask, Unit.RATIO, value, len(samples), f"{lost} lost of {sent}")


def answered(ask: Ask) -> Figure:
    """Samples answered over samples sent; its coverage is the measured time over the period."""
    samples = samples_of(ask)
    sent, lost = sum(each.samples for each in samples), sum(each.lost for each in samples)
    if not sent:
        return nothing(Unit.RATIO, "no_samples", ask.step("nothing was measured"))
    value = 1 - Fraction(lost, sent)
    says = ask.step(f"{sent - lost} of {sent} samples answered = {plain(value * 100)}%")
    return Figure(Unit.RATIO, value, count=len(samples), steps=(says,), known_ratio=coverage_of(ask, samples))


def longest_run(ask: Ask) -> Figure:
    """The longest unbroken time in which every window was over the metric's threshold.

    A window counts as over by its loss ratio, or by its value where it has one.
    """
    threshold = ask.parameter("threshold", 0)
    over: list[Span] = []
    under: list[Span] = []
    for each in samples_of(ask):
        if each.at is None:
            continue
        level = each.value if each.value is not None else Fraction(each.lost, max(1, each.samples))
        (over if level > threshold else under).append((int(each.at), each.at + each.window_s))
    runs = minus(union(over), union(under))
    value = Fraction(max((end - start for start, end in runs), default=0))
    says = ask.step(f"the longest run over {plain(threshold)} lasted {spoken_time(value)}")
    return Figure(Unit.SECONDS, value, count=len(runs), steps=(says,))


MEASURES = (
    Measure("samples.mean", 1, Better.LOWER, "mean of all samples, window means weighted by samples", mean_value),
    Measure("samples.percentile", 1, Better.LOWER, "percentile of the values by the declared method", percentile_value),
    Measure("samples.worst_pair", 1, Better.LOWER, "worst mean of any pair of places", worst_pair),
    Measure("samples.loss", 1, Better.LOWER, "lost over sent, a ratio of sums", loss),
    Measure("availability.samples", 1, Better.HIGHER, "answered over sent, a ratio of sums", answered),
    Measure("samples.longest_run", 1, Better.LOWER, "longest unbroken time over a threshold", longest_run),
)
