"""One small operator, its shipped templates, and one incident as the stories of this room need it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from importlib.resources import files

import pytest
import yaml

from intera.model.case import Case
from intera.model.checkpoint import Checkpoint, Eta
from intera.model.confidence import Confidence
from intera.model.ids import CheckpointId, IncidentId, PartnerCode, RegionId, ServiceId, SourceId, TeamId
from intera.model.impact import CountRange, HarmLevel, Impact, RegionHarm, Visibility
from intera.model.incident import Incident, Lifecycle
from intera.model.narrative import Template
from intera.model.operator import Operator
from intera.model.party import Partner, Team
from intera.model.service import Region, Service, Symptom
from intera.model.signal import Scope
from intera.model.source import RecordKind, Source
from intera.narrative.template import parse_template

Day = Callable[[str], datetime]


@pytest.fixture(scope="session")
def operator() -> Operator:
    return Operator(
        name="Northmoor Telecom",
        zone="Europe/Prague",
        services=(
            Service(ServiceId("mobile-data"), "Mobile Data", still_works="Calls and texts work as usual."),
            Service(ServiceId("broadband"), "Fixed Broadband", still_works="Calls and texts", spoken_name="broadband"),
            Service(ServiceId("voice"), "Voice / IMS", still_works="Texts and emergency calls", spoken_name="calls"),
            Service(ServiceId("roaming"), "Roaming"),
        ),
        regions=tuple(
            Region(RegionId(name.lower()), name)
            for name in ("Capital", "Coast", "East", "Highlands", "Islands", "Lakes", "North", "South")
        ),
        symptoms=(
            Symptom("slow", "Slow", "slow or unavailable", "Pages load slowly.", adjective="slow or no"),
            Symptom("drops", "Drops", "drops for minutes", "The connection drops for a few minutes at a time"),
        ),
        partners=(Partner(PartnerCode("P-17"), "Acmecell"),),
        teams=(Team(TeamId("mobile"), "Mobile Desk", lead="K. Adeyemi"),),
        sources=(Source(SourceId("snow"), "ServiceNow", "servicenow", RecordKind.TICKET, settings={}),),
        hidden_words=("Kestrel", "cst-agg", "BlueRidge Optics"),
    )


@pytest.fixture(scope="session")
def templates() -> tuple[Template, ...]:
    folder = files("intera.narrative") / "templates"
    return tuple(
        parse_template(yaml.safe_load(file.read_text(encoding="utf-8")))
        for language in ("de", "en")
        for file in sorted((folder / language).iterdir(), key=lambda file: file.name)
    )


def utc(clock: str, day: int = 18) -> datetime:
    """A moment of Wed 18 Nov 2026 (or another day of that month) by its UTC clock."""
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=UTC)


@pytest.fixture(scope="session")
def moment() -> Callable[..., datetime]:
    return utc


@pytest.fixture
def case() -> Case:
    """Mobile data in Coast and Lakes at 14:32 CET: confirmed, owned, next checkpoint 15:00, ETA Medium."""
    incident_id = IncidentId("INC-4127")
    coast, lakes = RegionId("coast"), RegionId("lakes")
    return Case(
        incident=Incident(
            incident_id,
            Lifecycle.ACTIVE,
            Scope(ServiceId("mobile-data"), (coast, lakes), symptom_class="slow"),
            "Mobile Data slow or unavailable",
            opened_at=utc("12:21"),
            updated_at=utc("13:30"),
            onset_at=utc("12:18"),
            owner_team_id="mobile",
        ),
        signals=(),
        impact=Impact(
            assessed_at=utc("13:31"),
            service_id=ServiceId("mobile-data"),
            service_name="Mobile Data",
            region_ids=(coast, lakes),
            regions=(
                RegionHarm(coast, HarmLevel.FULL, CountRange(27_000, 29_600, 31_000), 58),
                RegionHarm(lakes, HarmLevel.DEGRADED, CountRange(11_000, 11_600, 13_000), 34),
            ),
            partner_code=None,
            harm=HarmLevel.FULL,
            customers=CountRange(38_000, 41_200, 44_000),
            accounts=(),
            visibility=Visibility.CUSTOMER_VISIBLE,
            visibility_reason="failing tests and contacts",
            confidence=Confidence(Fraction(91, 100), "two kinds of evidence"),
            evidence=(),
            onset_at=utc("12:18"),
        ),
        checkpoints=(
            Checkpoint(CheckpointId("c1"), incident_id, "Lakes restored", utc("14:00"), TeamId("mobile"), utc("13:12")),
        ),
        eta=Eta(utc("15:30"), utc("15:00"), utc("16:20"), 60, "way to restore chosen", utc("13:20")),
    )


def _changed(case: Case, **changes: object) -> Case:
    """The case with fields of the case, its incident, impact or ETA replaced, whichever has the name."""
    for name, value in changes.items():
        if name == "percent":
            assert case.impact is not None
            confidence = Confidence(Fraction(int(str(value)), 100), "test")
            case = replace(case, impact=replace(case.impact, confidence=confidence))
        elif name == "eta_percent":
            assert case.eta is not None
            case = replace(case, eta=replace(case.eta, confidence_percent=int(str(value))))
        elif name in Case.__dataclass_fields__:
            case = replace(case, **{name: value})  # pyright: ignore[reportArgumentType]
        elif name in Incident.__dataclass_fields__ and name != "onset_at":
            case = replace(case, incident=replace(case.incident, **{name: value}))  # pyright: ignore[reportArgumentType]
        else:
            assert case.impact is not None
            case = replace(case, impact=replace(case.impact, **{name: value}))  # pyright: ignore[reportArgumentType]
    return case


@pytest.fixture(scope="session")
def changed() -> Callable[..., Case]:
    return _changed
