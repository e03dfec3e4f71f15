"""Where is the open period of a contract heading: how much is used, and when does it run out.

A figure to date is never compared with a period's target: what counts is the allowance the target
leaves for the whole period, and whether it outlasts the harm.

Source: PRODUCT Q7, E6 (soft threshold apart from violation, escalate on jeopardy) and section 6;
notes on SLA engines A2 (jeopardy); cases gt-je-1, gt-je-2.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from intera.model.agreement import Agreement, QosTarget
from intera.model.interval import Interval
from intera.model.measurement import DeliveredQos, QosFinality, QosOutcome, QosRisk
from intera.sla.metrics.availability import METRIC, TICKET_CLOCK, count_seconds
from intera.sla.period import period_at
from intera.sla.spans import Span, Spans, clip, instant_of, instant_reached, length_s, second_of, span_of, union

# From this share of the allowance on, people should watch it. Source: the soft threshold of eTOM 1.3.8.2;
# half is the house default until a contract names its own.
WATCH_SHARE = Fraction(1, 2)

# Without an ETA, harm that would break the contract within a day is treated as if it will last.
# Source: house default, as above.
JEOPARDY_HORIZON_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Exposure:
    """What has happened to one product instance, and what is happening to it now.

    `downtime` are spells of harm, any order, overlaps and other periods allowed; one without an end
    goes on, as harm open since `open_since_at` does. `eta_latest_at` is when it should be over at the
    latest. `unknown` are spells in which nothing was heard. `period` None means the one `at` falls in.
    """

    downtime: tuple[Interval, ...] = ()
    unknown: tuple[Interval, ...] = ()
    open_since_at: datetime | None = None
    eta_latest_at: datetime | None = None
    period: Interval | None = None


class NotForecastableError(ValueError):
    """A target's metric has no allowance of seconds to run out of."""

    def __init__(self, metric: str) -> None:
        """Names the metric."""
        super().__init__(f"metric {metric!r} cannot be forecast; only {METRIC!r} has an allowance of seconds")
        self.metric = metric


def forecast(
    agreement: Agreement,
    target: QosTarget,
    *,
    product_instance_id: str,
    account_name: str,
    exposure: Exposure,
    at: datetime,
) -> DeliveredQos:
    """How one product instance stands against one target, and whether the period can still be kept.

    Args:
        agreement: the contract; its zone cuts the period.
        target: the contracted parameter, judged by the ticket clock.
        product_instance_id: whose delivery.
        account_name: how the account is called.
        exposure: its harm so far and now.
        at: the instant of the judgement; harm counts up to it, or to the period's end.

    Returns:
        Delivered to date, allowance, risk, and the instant the allowance runs out if present harm
        goes on (or ran out). Final when the period has ended and no harm from before is still open.

    Raises:
        NotForecastableError: the target's metric is not availability.
        UnknownPeriodError, UnknownZoneError, OpenIntervalError: the contract or period cannot be used.

    Source: cases gt-iv-6, gt-je-1, gt-je-2, gt-rd-3.
    """
    if target.metric != METRIC:
        raise NotForecastableError(target.metric)
    whole = span_of(exposure.period or period_at(target.period, at, zone=agreement.zone))
    now_s = min(max(second_of(at), whole[0]), whole[1])
    open_s = _open_since(exposure, whole, at=at)
    down = union((*clip(exposure.downtime, (whole[0], now_s)), *(((open_s, now_s),) if open_s is not None else ())))
    delivered = count_seconds((whole[0], now_s), down=down, unknown=exposure.unknown)
    used_s = delivered.total - delivered.good
    allowance_s = _allowance_s(whole[1] - whole[0] - delivered.unknown_s, target.target_ratio)
    breach_s = _breach_s(whole, now_s, down=down, allowance_s=allowance_s, goes_on=open_s is not None)
    return DeliveredQos(
        agreement_id=agreement.agreement_id,
        account_id=agreement.account_id,
        account_name=account_name,
        product_instance_id=product_instance_id,
        metric=METRIC,
        period_start_at=instant_of(whole[0]),
        period_end_at=instant_of(whole[1]),
        target_ratio=target.target_ratio,
        delivered_ratio=delivered.ratio,
        downtime_s=used_s,
        allowance_s=allowance_s,
        coverage_ratio=delivered.coverage_ratio,
        outcome=_outcome(delivered.ratio, used_s=used_s, allowance_s=allowance_s),
        risk=_risk(exposure, used_s=used_s, allowance_s=allowance_s, now_s=now_s, breach_s=breach_s),
        finality=QosFinality.FINAL if now_s == whole[1] and open_s is None else QosFinality.PROVISIONAL,
        breach_at=None if breach_s is None else instant_of(breach_s),
        method=TICKET_CLOCK.method,
        clause=target.clause,
    )


def _open_since(exposure: Exposure, whole: Span, *, at: datetime) -> int | None:
    """From which second of the period on harm is still open; None when none of it is in the period yet."""
    starts = [spell.start_at for spell in exposure.downtime if spell.end_at is None]
    if exposure.open_since_at is not None:
        starts.append(exposure.open_since_at)
    if not starts:
        return None
    open_s = second_of(min(starts))
    return max(open_s, whole[0]) if open_s <= second_of(at) and open_s < whole[1] else None


def _allowance_s(counted_s: int, target_ratio: Fraction) -> int:
    """Whole seconds the target leaves of the counted ones; rounding down changes no verdict on whole seconds."""
    return counted_s * (target_ratio.denominator - target_ratio.numerator) // target_ratio.denominator


def _breach_s(whole: Span, now_s: int, *, down: Spans, allowance_s: int, goes_on: bool) -> int | None:
    """The second the allowance ran out at, or will if the harm goes on; None when it lasts the period.

    At that second the target is still exactly met; any later one misses it (case gt-je-2).
    """
    ran_out_s = instant_reached(down, allowance_s)
    if ran_out_s is not None or not goes_on:
        return ran_out_s
    runs_out_s = now_s + allowance_s - length_s(down)
    return runs_out_s if runs_out_s < whole[1] else None


def _outcome(ratio: Fraction | None, *, used_s: int, allowance_s: int) -> QosOutcome:
    if ratio is None:
        return QosOutcome.NOT_MEASURABLE
    return QosOutcome.VIOLATED if used_s > allowance_s else QosOutcome.MET


def _risk(exposure: Exposure, *, used_s: int, allowance_s: int, now_s: int, breach_s: int | None) -> QosRisk:
    if used_s > allowance_s:
        return QosRisk.CERTAIN
    if breach_s is not None and _outlasts(exposure, now_s=now_s, breach_s=breach_s):
        return QosRisk.JEOPARDY
    return QosRisk.WATCH if used_s > 0 and used_s >= WATCH_SHARE * allowance_s else QosRisk.ON_TRACK


def _outlasts(exposure: Exposure, *, now_s: int, breach_s: int) -> bool:
    """Whether the present harm may well outlast the allowance; an ETA already past promises nothing."""
    eta_s = None if exposure.eta_latest_at is None else second_of(exposure.eta_latest_at)
    if eta_s is None or eta_s <= now_s:
        return breach_s - now_s <= JEOPARDY_HORIZON_S
    return breach_s < eta_s
