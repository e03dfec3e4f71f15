"""Which rules may a severity policy use: one plugin each, in the order people read them.

A new rule is one module in this folder and one line here.
"""

from intera.governance.rules.claim_needs_evidence import ClaimNeedsEvidence
from intera.governance.rules.confidence_gate import ConfidenceGate
from intera.governance.rules.customers_can_see_it import CustomersCanSeeIt
from intera.governance.rules.emergency_calling import EmergencyCalling
from intera.governance.rules.lasts_long_enough import LastsLongEnough
from intera.governance.rules.many_customers_or_regions import ManyCustomersOrRegions
from intera.governance.rules.port import Rule
from intera.governance.rules.tier_affected import TierAffected
from intera.governance.rules.unusable_for_most import UnusableForMost
from intera.governance.rules.wholesale_partner import WholesalePartner

RULES: tuple[type[Rule], ...] = (
    CustomersCanSeeIt,
    ManyCustomersOrRegions,
    UnusableForMost,
    TierAffected,
    WholesalePartner,
    LastsLongEnough,
    EmergencyCalling,
    ClaimNeedsEvidence,
    ConfidenceGate,
)
