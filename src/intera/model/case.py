"""What is known of one incident right now, in one value: what rules are given and hand back."""

from dataclasses import dataclass

from intera.model.checkpoint import Checkpoint, Eta
from intera.model.escalation import Escalation
from intera.model.impact import CountRange, Impact, ImpactRuling, Placement
from intera.model.incident import Incident
from intera.model.measurement import DeliveredQos, Downtime
from intera.model.narrative import ApprovalRequest, Narrative
from intera.model.publication import Publication
from intera.model.recurrence import ChangeIndicator, FollowUp, Recurrence
from intera.model.service_minutes import HarmSpell
from intera.model.signal import Signal
from intera.model.stated import KindHeard, StatedRatio
from intera.model.verdict import Override, OverrideRequest, Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """One incident with its signals and every judgement on it.

    `checkpoints` are in order of `promised_at`; `narratives` newest first; `downtime` in order of
    product instance. `peak_customers` is the largest reach so far, which stays when service is
    back. `spells` are what the impact number adds up, by place and start; `stated` the ratios stated that
    nothing has come of yet, `heard` when each kind of source first spoke; `placement` whether it
    stands on the first screen. Judgements are None only
    before the first assessment. `eta_stated` is the ETA a desk of ours gave, `eta_history` what `eta` was
    before, oldest first; `escalations`, `follow_ups`
    and `requests` (words that wait for approval) are oldest first, `publications` newest first.
    """

    incident: Incident
    signals: tuple[Signal, ...]
    impact: Impact | None = None
    verdict: Verdict | None = None
    recurrence: Recurrence | None = None
    changes: tuple[ChangeIndicator, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    eta: Eta | None = None
    narratives: tuple[Narrative, ...] = ()
    delivered_qos: tuple[DeliveredQos, ...] = ()
    downtime: tuple[Downtime, ...] = ()
    peak_customers: CountRange | None = None
    spells: tuple[HarmSpell, ...] = ()
    stated: tuple[StatedRatio, ...] = ()
    heard: tuple[KindHeard, ...] = ()
    placement: Placement | None = None
    ruling: ImpactRuling | None = None
    override: Override | None = None
    override_request: OverrideRequest | None = None
    eta_stated: Eta | None = None
    escalations: tuple[Escalation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    publications: tuple[Publication, ...] = ()
    requests: tuple[ApprovalRequest, ...] = ()
    eta_history: tuple[Eta, ...] = ()
