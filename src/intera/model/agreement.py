"""What was promised by contract: targets per product instance, at the thin depth settlement will deepen.

Source: TM Forum SID, Agreement; TMF651; eTOM 1.3.8.
"""

from dataclasses import dataclass
from fractions import Fraction

from intera.model.ids import AccountId, AgreementId


@dataclass(frozen=True, slots=True)
class QosTarget:
    """One contracted parameter: which metric, over which period, and the target ratio."""

    metric: str
    target_ratio: Fraction
    period: str = "calendar_month"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A contract of one account over product instances; `zone` is the contract's own time zone."""

    agreement_id: AgreementId
    account_id: AccountId
    product_instance_ids: tuple[str, ...]
    targets: tuple[QosTarget, ...]
    zone: str = "UTC"
