"""What was measured, and how does delivered quality stand against the contract.

Source: PRODUCT section 6 (three axes of delivered QoS); eTOM 1.3.8.1; TMF657.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from intera.model.ids import AccountId, AgreementId


class QosOutcome(StrEnum):
    """Whether the target was met."""

    MET = "met"
    VIOLATED = "violated"
    NOT_MEASURABLE = "not_measurable"


class QosRisk(StrEnum):
    """Where the open period is heading."""

    ON_TRACK = "on_track"
    WATCH = "watch"
    JEOPARDY = "jeopardy"
    CERTAIN = "certain"


class QosFinality(StrEnum):
    """Whether the period can still move."""

    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One probe window of one product instance: how many samples, how many lost; window in seconds.

    `known_at` is when we learnt it: a later statement about the same window replaces an earlier one.
    None where the source does not say; the lake then takes the instant of its batch.
    """

    product_instance_id: str
    window_start_at: datetime
    window_s: int
    total: int
    lost: int
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Downtime:
    """A spell of harm an incident counts against a product instance; open while it has no end."""

    product_instance_id: str
    start_at: datetime
    end_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliveredQos:
    """Delivered against contracted for one product instance, metric and period.

    `downtime_s` counted so far; `allowance_s` what the target leaves for the whole period;
    `coverage_ratio` is known time over eligible time; `breach_at` is when the allowance runs
    out if the present harm goes on, None when it does not.
    """

    agreement_id: AgreementId
    account_id: AccountId
    account_name: str
    product_instance_id: str
    metric: str
    period_start_at: datetime
    period_end_at: datetime
    target_ratio: Fraction
    delivered_ratio: Fraction | None
    downtime_s: int
    allowance_s: int
    coverage_ratio: Fraction
    outcome: QosOutcome
    risk: QosRisk
    finality: QosFinality
    breach_at: datetime | None
    method: str
    clause: str
