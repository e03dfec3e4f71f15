"""The design mock's incidents as cases."""

from datetime import UTC, datetime
from fractions import Fraction

from intera.model.case import Case
from intera.model.checkpoint import CheckpointOutcome, Eta
from intera.model.confidence import Confidence
from intera.model.impact import (
    CountRange,
    EvidenceKind,
    EvidenceWeight,
    HarmLevel,
    Impact,
    RegionHarm,
    Stance,
    Visibility,
)
from intera.model.incident import Lifecycle
from intera.model.measurement import QosOutcome, QosRisk
from intera.model.narrative import GuardFinding, GuardLevel, HoldBack, NarrativeStatus
from intera.model.recurrence import ChangeIndicator, Fit, Occurrence, RecurrenceKind
from intera.model.signal import Scope, Signal
from intera.model.source import RecordKind, ReportedState
from intera.model.verdict import RuleFinding, WhatWouldChange

from .reference import NOW, account, at, evidence, impact, incident, narrative, promise, qos, recurrence, verdict

TOLD = (
    "Since 13:18 today, some customers in Coast and Lakes have had slow or no mobile data. Calls and texts work as "
    "usual.\n\nWe are restoring service and will give the next update by 15:05. We are sorry for the disruption."
)


_MOBILE_FINDINGS = (
    RuleFinding(
        "r1",
        "Customers can see it",
        "Failing tests in both regions, and contacts at 3.4 times the usual",
        "Seen by 2 kinds of source",
        is_met=True,
        clause="7.1",
    ),
    RuleFinding(
        "r2",
        "Many customers, or more than one region",
        "About 41,200 customers in 2 regions",
        "20,000 customers, or 2 regions",
        is_met=True,
        clause="7.2",
    ),
    RuleFinding(
        "r3",
        "Service unusable for most",
        "Coast 58% of sessions fail, Lakes 34%",
        "More than 50% fail in a region",
        is_met=True,
        clause="7.3",
    ),
    RuleFinding(
        "r4", "VIP account affected", "Harbour Logistics", "1 VIP makes it P2 at least", is_met=True, clause="7.4"
    ),
    RuleFinding(
        "r5",
        "Emergency calling affected",
        "Works as usual",
        "Any effect makes it P1 at once",
        is_met=False,
        clause="7.6",
    ),
    RuleFinding(
        "r6", "Confidence is high enough for P1", "91%", "75% to raise, 60% to keep", is_met=True, clause="7.7"
    ),
)
_MOBILE_SHIFTS = (
    WhatWouldChange(
        "Falls to P2",
        "when fewer than 20,000 customers are affected for 30 minutes and no VIP account is",
        "now 41,200 and 1 VIP",
    ),
    WhatWouldChange("Falls to P2, held for verification", "if confidence drops below 60%", "now 91%"),
    WhatWouldChange(
        "Stays P1", "if only Lakes is restored, because Coast alone meets the rules", "Coast 29,600 customers"
    ),
    WhatWouldChange("Closes", "after 60 stable minutes and no account reporting trouble", "earliest 17:30"),
)
_MOBILE_HELD = (
    HoldBack("Cause", "Not verified. Do not name or hint", "the cause is verified by two sources"),
    HoldBack("A fixed end time", "ETA confidence is Medium; say “later this afternoon”", "ETA reaches High"),
    HoldBack("Customer numbers", "Internal estimate only", ""),
)
_MOBILE_RECURRENCE = recurrence(
    3,
    30,
    problem_id="PRB-302",
    problem_title="Move planned work outside 12:00 to 16:00",
    problem_owner="planning",
    problem_due_at=at("12:00", 13),
    earlier=(
        Occurrence("INC-3990", at("13:05", 2), 49 * 60, 31_000),
        Occurrence("INC-3871", datetime(2026, 10, 22, 11, 10, tzinfo=UTC), 63 * 60, 26_000),
    ),
)
_MOBILE_CHANGES = (
    ChangeIndicator("Planned capacity work in Coast began", "13:05 CET, 13 min before", Fit.FITS, ""),
    ChangeIndicator("Traffic in Coast above the usual for a Wednesday", "+22% since 12:30", Fit.POSSIBLE, ""),
    ChangeIndicator("Partner or interconnect change", "none recorded", Fit.RULED_OUT, ""),
)
_MOBILE_CHECKPOINTS = (
    promise(
        4127,
        "a",
        "13:45",
        "Scope known",
        answered_at=at("13:43"),
        outcome=CheckpointOutcome.KEPT,
        answer="Coast certain, Lakes likely",
    ),
    promise(4127, "b", "14:15", "Way to restore chosen", answered_at=at("14:12"), outcome=CheckpointOutcome.KEPT),
    promise(4127, "c", "15:00", "Lakes restored; Coast ETA confirmed or moved"),
    promise(4127, "d", "16:00", "Coast above 95% of sessions"),
    promise(4127, "e", "17:30", "Stable for 60 min, then close"),
)


def _mobile_impact() -> Impact:
    e, k, w = evidence, EvidenceKind, EvidenceWeight
    proof = (
        e(k.PROBE, "Synthetic tests", "Coast 58% and Lakes 34% of test sessions fail", 1, w.STRONG),
        e(k.HEALTH, "Service health signal", "Mobile Data degraded in both regions", 2, w.STRONG),
        e(k.CARE_CONTACTS, "Customer contacts", "3.4 times the usual for this hour, same two regions", 4, w.MEDIUM),
        e(k.ACCOUNT_CONFIRMATION, "Account confirmations", "Harbour Logistics and Lakeside Rail confirm", 11, w.MEDIUM),
        e(k.TICKET, "Ticketing", "One ticket open on co-cr-02", 6, w.LIGHT),
        e(k.PROBE, "Roaming probes", "", 16, w.NONE, is_late=True, stance=Stance.NOT_COUNTED),
    )
    return impact(
        "mobile_data",
        ("coast", "lakes"),
        regions=(
            RegionHarm("coast", HarmLevel.FULL, CountRange(27_000, 29_600, 31_500), 58),
            RegionHarm("lakes", HarmLevel.DEGRADED, CountRange(11_000, 11_600, 12_500), 34),
        ),
        customers=CountRange(38_000, 41_200, 44_000),
        accounts=(
            account("harbour", "coast", "lakes", confirmed=True),
            account("tidewater", "coast"),
            account("lakeside", "lakes", confirmed=True),
            account("brightwell", "coast"),
        ),
        confidence=Confidence(Fraction(91, 100), "5 sources agree"),
        evidence=proof,
        contact_ratio_percent=340,
        emergency_affected=False,
    )


def _mobile() -> Case:
    return Case(
        incident=incident(
            4127, "mobile_data", "slow", ("coast", "lakes"), onset_at=at("13:18"), owner_team_id="mobile"
        ),
        signals=(hidden_signal(),),
        impact=_mobile_impact(),
        verdict=verdict(
            1,
            findings=_MOBILE_FINDINGS,
            would_change=_MOBILE_SHIFTS,
            reason="P1 needs the first three and enough confidence",
        ),
        recurrence=_MOBILE_RECURRENCE,
        changes=_MOBILE_CHANGES,
        checkpoints=_MOBILE_CHECKPOINTS,
        eta=Eta(at("16:30"), at("16:00"), at("17:30"), 64, "desk", at("14:13")),
        narratives=(
            narrative(
                4127,
                3,
                NarrativeStatus.APPROVED,
                TOLD,
                approved_at=at("14:14"),
                approved_by="R. Novak",
                wait_for=_MOBILE_HELD,
            ),
        ),
        delivered_qos=(
            qos("harbour", QosRisk.JEOPARDY, at("16:05"), 92),
            qos("tidewater", QosRisk.ON_TRACK, None, 34),
            qos("lakeside", QosRisk.ON_TRACK, None, 45),
            qos("brightwell", QosRisk.ON_TRACK, None, 28),
        ),
    )


def hidden_signal() -> Signal:
    """A signal full of what no role may read."""
    return Signal(
        "servicenow/INC0012345",
        "servicenow",
        RecordKind.TICKET,
        ReportedState.OPEN,
        Scope("mobile_data"),
        NOW,
        1,
        "digest",
        title="co-cr-02 kilnmark link flapping, B. Olsen pulled the wrong fibre",
        problem_ref="PRB0099",
        change_ref="CHG0077",
    )


def _vpn() -> Case:
    return Case(
        incident(4129, "vpn", "latency", ("east",), onset_at=at("12:51"), owner_team_id="enterprise"),
        (),
        impact(
            "vpn",
            ("east",),
            customers=CountRange(61, 61, 61),
            accounts=(account("hospitals", "east"), account("aldermoor", "east"), account("stonebridge", "east")),
        ),
        verdict(2),
        recurrence(1, 30, RecurrenceKind.FIRST),
        checkpoints=(promise(4129, "a", "14:45", "All 61 sites under 30 ms"),),
        eta=Eta(at("15:30"), at("15:15"), at("16:00"), 80, "desk", at("14:00")),
        narratives=(
            narrative(
                4129, 2, NarrativeStatus.APPROVED, "Some sites in East have slow connections.", approved_at=at("13:50")
            ),
        ),
        delivered_qos=(qos("aldermoor", QosRisk.JEOPARDY, at("10:00", 21), 71),),
    )


def _wholesale() -> Case:
    draft = narrative(
        4131,
        1,
        NarrativeStatus.DRAFT,
        "Some calls through one partner do not complete. Other routes work as usual.\n\nNext update by 15:35.",
        findings=(
            GuardFinding(
                0, 4, "some calls", "vague", GuardLevel.CHECK, "Say how many if it is verified", "about 1 in 5 calls"
            ),
        ),
    )
    return Case(
        incident(4131, "wholesale_voice", "calls", (), partner="P-17", onset_at=at("13:47"), owner_team_id="wholesale"),
        (),
        impact(
            "wholesale_voice",
            (),
            partner_code="P-17",
            failing_percent=20,
            accounts=(account("carrier17"),),
            confidence=Confidence(Fraction(64, 100), "one kind"),
        ),
        verdict(2),
        recurrence(4, 60),
        checkpoints=(promise(4131, "a", "15:30", "Traffic moved; completion above 96%"),),
        eta=Eta(at("16:00"), at("15:30"), at("18:00"), 40, "desk", at("14:00")),
        narratives=(draft,),
        delivered_qos=(qos("carrier17", QosRisk.CERTAIN, None, 140, QosOutcome.VIOLATED),),
    )


def _broadband() -> Case:
    return Case(
        incident(4122, "broadband", "drops", ("highlands",), onset_at=at("11:20"), owner_team_id="fixed"),
        (),
        impact(
            "broadband",
            ("highlands",),
            customers=CountRange(1_700, 1_850, 2_000),
            confidence=Confidence(Fraction(79, 100), "two kinds"),
        ),
        verdict(3),
        recurrence(9, 30, RecurrenceKind.CHRONIC),
        checkpoints=(promise(4122, "a", "17:00", "Evening plan agreed before peak"),),
        eta=Eta(at("19:00"), at("18:30"), at("20:00"), 80, "desk", at("14:00")),
    )


def _roaming() -> Case:
    return Case(
        incident(
            4130,
            "roaming",
            "attach",
            (),
            partner="P-09",
            onset_at=at("14:06"),
            owner_team_id="roaming",
            lifecycle=Lifecycle.SUSPECTED,
        ),
        (),
        impact(
            "roaming",
            (),
            partner_code="P-09",
            customers=CountRange(0, 2_000, 4_000),
            visibility=Visibility.BEING_VERIFIED,
            visibility_reason="Only one kind of source speaks",
            confidence=Confidence(Fraction(38, 100), "one kind, late"),
            raise_confidence_by=("roaming tests fresh again", "one confirmed customer contact"),
        ),
        verdict(3, provisional=True),
        recurrence(3, 90),
        checkpoints=(promise(4130, "a", "14:28", "Confirm or close: is this customer-visible?"),),
        delivered_qos=(),
    )


def _voice() -> Case:
    return Case(
        incident(
            4126,
            "voice",
            "setup",
            ("capital",),
            onset_at=at("12:34"),
            owner_team_id="voice",
            lifecycle=Lifecycle.RESTORED,
            restored_at=at("13:52"),
        ),
        (),
        impact(
            "voice",
            ("capital",),
            customers=CountRange(12_300, 12_300, 12_300),
            confidence=Confidence(Fraction(95, 100), "all"),
        ),
        verdict(3),
        recurrence(1, 30, RecurrenceKind.FIRST),
        checkpoints=(promise(4126, "a", "15:15", "Stable for 80 min, then close"),),
        peak_customers=CountRange(12_300, 12_300, 12_300),
    )


def _others() -> list[Case]:
    return [_vpn(), _wholesale(), _broadband(), _roaming(), _voice()]


def _internal() -> list[Case]:
    found = []
    for number, service, region, reason in (
        (4110, "voice", "south", "Spare capacity reduced, customers unaffected"),
        (4111, "broadband", "north", "Planned work on schedule, customers unaffected"),
        (4112, "vpn", "capital", "One measuring point silent, customers unaffected"),
    ):
        found.append(
            Case(
                incident(number, service, "slow", (region,), owner_team_id="voice"),
                (),
                impact(service, (region,), visibility=Visibility.INTERNAL_ONLY, visibility_reason=reason),
                verdict(4),
            )
        )
    return found


def cases() -> list[Case]:
    """Every open case of the sample, in no order of importance."""
    return [*_internal(), *reversed(_others()), _mobile()]


def mobile_case() -> Case:
    """The P1."""
    return _mobile()
