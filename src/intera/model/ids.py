"""What are things called: one type per kind of name, so that they cannot be mixed up.

A stored id is a stable slug or an opaque key, never a class path.
"""

from typing import NewType

AccountId = NewType("AccountId", str)
AgreementId = NewType("AgreementId", str)
CheckpointId = NewType("CheckpointId", str)
EscalationId = NewType("EscalationId", str)
FingerprintId = NewType("FingerprintId", str)
IncidentId = NewType("IncidentId", str)
NarrativeId = NewType("NarrativeId", str)
PartnerCode = NewType("PartnerCode", str)
ProblemId = NewType("ProblemId", str)
PublicationId = NewType("PublicationId", str)
RegionId = NewType("RegionId", str)
RuleId = NewType("RuleId", str)
ServiceId = NewType("ServiceId", str)
SignalId = NewType("SignalId", str)
SourceId = NewType("SourceId", str)
TeamId = NewType("TeamId", str)
