"""The sample operator, and small makers for its cases."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from intera.model.agreement import Agreement
from intera.model.checkpoint import Checkpoint
from intera.model.confidence import Confidence
from intera.model.decision import SYSTEM, Actor, Decision, DecisionKind
from intera.model.impact import (
    AffectedAccount,
    Evidence,
    EvidenceKind,
    EvidenceWeight,
    HarmLevel,
    Impact,
    RegionHarm,
    Stance,
    Visibility,
)
from intera.model.incident import Incident, Lifecycle
from intera.model.measurement import DeliveredQos, QosFinality, QosOutcome, QosRisk
from intera.model.narrative import Narrative, NarrativeStatus, SlotFact
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Team, Tier
from intera.model.recurrence import Fingerprint, Occurrence, Recurrence, RecurrenceKind
from intera.model.service import Region, Service, Symptom
from intera.model.signal import Scope
from intera.model.source import RecordKind, SourceHealth
from intera.model.verdict import Severity, Verdict

NOW = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)  # 14:32 CET


def at(clock: str, day: int = 18) -> datetime:
    """An instant of the sample's day, given in CET."""
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=UTC) - timedelta(hours=1)


REGIONS = ("Capital", "Coast", "Lakes", "North", "Highlands", "East", "South", "Islands")
SERVICES = (
    ("mobile_data", "Mobile Data", "customers", "Calls, texts and Wi-Fi work as usual."),
    ("voice", "Voice / IMS", "customers", "mobile data"),
    ("broadband", "Fixed Broadband", "lines", "mobile services"),
    ("vpn", "Enterprise VPN", "sites", "internet access"),
    ("wholesale_voice", "Wholesale Voice", "calls", ""),
    ("roaming", "Roaming", "customers", ""),
)
SYMPTOMS = (
    ("slow", "Slow or unavailable", "slow or unavailable", "Web pages and apps load slowly or not at all."),
    ("latency", "Slow", "slow at many sites", "Applications between sites answer slowly."),
    ("calls", "Calls not completing", "calls not completing", "About 1 in 5 calls does not complete."),
    ("drops", "Drops", "drops for minutes", "The connection drops for a few minutes at a time."),
    ("attach", "Slow to connect", "slow to connect", "Phones abroad may take long to find a network."),
    ("setup", "Set-up delays", "call set-up delays", "Calls take longer than usual to begin."),
)
TEAMS = (
    ("mobile", "Mobile Desk", "K. Adeyemi"),
    ("enterprise", "Enterprise Desk", "S. Moreau"),
    ("wholesale", "Wholesale Desk", "T. Brandt"),
    ("fixed", "Fixed Desk", "L. Virtanen"),
    ("roaming", "Roaming Desk", "J. Ferreira"),
    ("voice", "Voice Desk", "D. Okafor"),
    ("quality", "Service Quality", "R. Novak"),
    ("planning", "Mobile Planning", ""),
)
ACCOUNTS = (
    ("harbour", "Harbour Logistics", Tier.VIP, None),
    ("tidewater", "Tidewater Ports", Tier.KEY, None),
    ("lakeside", "Lakeside Rail", Tier.KEY, None),
    ("brightwell", "Brightwell Energy", Tier.KEY, None),
    ("hospitals", "City Hospitals Trust", Tier.VIP, None),
    ("aldermoor", "Aldermoor Bank", Tier.KEY, None),
    ("stonebridge", "Stonebridge Retail", Tier.KEY, None),
    ("carrier17", "Telenord Carrier", Tier.WHOLESALE, "P-17"),
)


def operator() -> Operator:
    """Northmoor Telecom, as far as pages need it."""
    return Operator(
        name="Northmoor Telecom",
        zone="Europe/Berlin",
        services=tuple(
            Service(slug, name, customer_noun=noun, still_works=works) for slug, name, noun, works in SERVICES
        ),
        regions=tuple(Region(name.lower(), name) for name in REGIONS),
        symptoms=tuple(Symptom(slug, name, headline, experience) for slug, name, headline, experience in SYMPTOMS),
        partners=(
            Partner("P-17", "Telenord Carrier", ("wholesale_voice",)),
            *(Partner(f"P-{n}", f"Carrier Number{n}", ("wholesale_voice",)) for n in range(30, 53)),
            Partner("P-09", "Voyagel", ("roaming",)),
            *(Partner(f"P-{n}", f"Roamer Number{n}", ("roaming",)) for n in range(60, 101)),
        ),
        accounts=tuple(Account(slug, name, tier, code) for slug, name, tier, code in ACCOUNTS),
        teams=tuple(Team(slug, name, lead) for slug, name, lead in TEAMS),
        agreements=(Agreement("AG-1", "harbour", ("pi-1",), ()),),
        hidden_words=("co-cr-02", "kilnmark", "ring 4", "B. Olsen"),
    )


def account(slug: str, *regions: str, confirmed: bool = False) -> AffectedAccount:
    """An account of the sample in reach."""
    name, tier = next((n, t) for s, n, t, _ in ACCOUNTS if s == slug)
    return AffectedAccount(slug, name, tier, tuple(regions), confirmed)


def evidence(
    kind: EvidenceKind, name: str, says: str, minutes: int, weight: EvidenceWeight, **more: object
) -> Evidence:
    """One piece of evidence so many minutes old."""
    stance = more.pop("stance", Stance.FOR)
    return Evidence(kind, name, says, NOW - timedelta(minutes=minutes), minutes * 60, stance, weight, **more)


def impact(service: str, where: tuple[str, ...], **more: object) -> Impact:
    """An impact with everything left out set to the plainest value."""
    name = next((n for s, n, _, _ in SERVICES if s == service), service)
    values: dict[str, object] = {
        "assessed_at": NOW,
        "service_id": service,
        "service_name": name,
        "region_ids": where,
        "regions": tuple(RegionHarm(region, HarmLevel.DEGRADED, None) for region in where),
        "partner_code": None,
        "harm": HarmLevel.DEGRADED,
        "customers": None,
        "accounts": (),
        "visibility": Visibility.CUSTOMER_VISIBLE,
        "visibility_reason": "Seen by two kinds of source",
        "confidence": Confidence(Fraction(84, 100), "2 kinds of source agree"),
        "evidence": (),
    }
    values.update(more)
    return Impact(**values)


def incident(number: int, service: str, symptom: str, regions: tuple[str, ...], **more: object) -> Incident:
    """An incident of the sample."""
    partner = more.pop("partner", None)
    resolved = more.pop("is_resolved", True)
    values: dict[str, object] = {
        "incident_id": f"INC-{number}",
        "lifecycle": Lifecycle.ACTIVE,
        "scope": Scope(service, regions, partner, symptom, resolved),
        "title": "INC0012345 kilnmark co-cr-02 alarm flood",
        "opened_at": at("13:20"),
        "updated_at": NOW,
    }
    values.update(more)
    return Incident(**values)


def verdict(level: int, *, provisional: bool = False, **more: object) -> Verdict:
    """A verdict by policy 7."""
    return Verdict(
        severity=Severity(level),
        is_provisional=provisional,
        clause="7.2",
        reason=more.pop("reason", "Scope, depth and accounts decide"),
        policy_version="7",
        decided_at=more.pop("decided_at", at("13:41")),
        findings=more.pop("findings", ()),
        would_change=more.pop("would_change", ()),
        **more,
    )


def promise(number: int, key: str, due: str, text: str, **more: object) -> Checkpoint:
    """A checkpoint of the sample."""
    return Checkpoint(
        f"cp-{number}-{key}",
        f"INC-{number}",
        text,
        at(due),
        "mobile",
        more.pop("promised_at", at("13:20")),
        **more,
    )


def qos(
    slug: str, risk: QosRisk, breach: datetime | None, used: int, outcome: QosOutcome = QosOutcome.MET
) -> DeliveredQos:
    """Delivered against contracted for one account; `used` percent of the allowance is gone."""
    name = next(n for s, n, _, _ in ACCOUNTS if s == slug)
    return DeliveredQos(
        "AG-1",
        slug,
        name,
        f"pi-{slug}",
        "availability",
        at("00:00", 1),
        at("00:00", 30),
        Fraction(999, 1000),
        Fraction(9985, 10000),
        used * 10,
        1000,
        Fraction(1),
        outcome,
        risk,
        QosFinality.PROVISIONAL,
        breach,
        "windows",
        "4.1",
    )


def narrative(number: int, version: int, status: NarrativeStatus, text: str, **more: object) -> Narrative:
    """A narrative of the sample."""
    return Narrative(
        f"n{version}",
        f"INC-{number}",
        version,
        status,
        "customer",
        "en",
        "first_word",
        1,
        text,
        (SlotFact("service", "mobile data", "service", 91),),
        f"digest-{version}",
        more.pop("findings", ()),
        more.pop("drafted_at", at("14:10")),
        **more,
    )


def recurrence(nth: int, days: int, kind: RecurrenceKind = RecurrenceKind.REPEAT, **more: object) -> Recurrence:
    """A recurrence, the earlier ones spread over the window."""
    earlier = more.pop(
        "earlier",
        tuple(Occurrence(f"INC-{100 + n}", NOW - timedelta(days=days * n // nth), 3000, 20_000) for n in range(1, nth)),
    )
    fingerprint = Fingerprint("mobile_data", "coast", "", "slow")
    return Recurrence(kind, "FP-112", fingerprint, nth, days, earlier, **more)


def sources(*, late_s: int = 660) -> list[SourceHealth]:
    """Six sources, the roaming probes late by so many seconds."""
    made = [
        SourceHealth(slug, name, kind, NOW - timedelta(seconds=age), every)
        for slug, name, kind, age, every in (
            ("tickets", "Ticketing", RecordKind.TICKET, 20, 120),
            ("health", "Service health", RecordKind.HEALTH, 120, 300),
            ("tests", "Service tests", RecordKind.PROBE, 60, 300),
            ("sla", "SLA counters", RecordKind.MEASUREMENT, 360, 900),
            ("crm", "CRM", RecordKind.ACCOUNT_CONFIRMATION, 10_800, 86_400),
        )
    ]
    probes = SourceHealth("roaming", "Roaming probes", RecordKind.PROBE, NOW - timedelta(seconds=300 + late_s), 300)
    return [*made, probes]


def decisions() -> list[Decision]:
    """The mobile incident's trail, oldest first."""
    desk = Actor("person", "R. Novak", "quality", "service_assurance")
    return [
        Decision(
            DecisionKind.INCIDENT_OPEN,
            at("13:20"),
            SYSTEM,
            "INC-4127",
            "Opened as P3, provisional",
            "Two sources agree; confidence 48%, verify first",
        ),
        Decision(
            DecisionKind.SEVERITY_SET,
            at("13:41"),
            SYSTEM,
            "INC-4127",
            "Set to P1",
            "Scope, depth and VIP rules met at 76%",
            {"seen": "co-cr-02"},
        ),
        Decision(
            DecisionKind.IMPACT_ASSESS,
            at("13:58"),
            SYSTEM,
            "INC-4127",
            "Confidence lowered from 76% to 72%",
            "Lakes tests went stale",
        ),
        Decision(
            DecisionKind.NARRATIVE_APPROVE,
            at("14:14"),
            desk,
            "INC-4127",
            "Narrative v3 approved and released",
            "All facts above the gate",
        ),
        Decision(
            DecisionKind.IMPACT_ASSESS,
            at("14:26"),
            SYSTEM,
            "INC-4127",
            "Estimate raised to about 41,200",
            "Lakes tests fresh again",
        ),
    ]
