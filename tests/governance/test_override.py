"""Who may set another severity, and when it takes two."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.governance.govern import govern
from intera.governance.override import (
    Asked,
    OverrideRefusedError,
    approve_override,
    give_override,
    stood_severity,
    waiting_request,
)
from intera.governance.policy import Policy
from intera.model.decision import Actor
from intera.model.impact import Impact
from intera.model.verdict import Override, OverrideRequest, Severity, Verdict

NOVAK = Actor("person", "R. Novak", "mobile-desk", "service_assurance")
HALE = Actor("person", "M. Hale", "quality", "service_assurance")
Make = Callable[..., Impact]


def _asked(severity: str, **other: Any) -> Asked:  # noqa: ANN401 - any field of what is asked
    return replace(Asked(Severity[severity], "8.1", "Told by the regulator", 60), **other)


def _verdict(impact: Impact, policy: Policy, at: datetime) -> Verdict:
    return govern(impact, policy, previous=None, override=None, at=at)


def _give(asked: Asked, impact: Impact, policy: Policy, at: datetime) -> Override | OverrideRequest:
    return give_override(asked, policy, impact=impact, verdict=_verdict(impact, policy, at), by=NOVAK, at=at)


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(OverrideRefusedError) as refused:
        act()
    assert refused.value.message.endswith(".")
    return refused.value.code


CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "governance_override.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_shipped_policy_asks_for_as_many_people_as_the_worked_case_says(
    case: dict[str, Any], policy: Policy, make_impact: Make, at: datetime
) -> None:
    def act() -> Override | OverrideRequest:
        wanted = case["wanted"]
        asked = _asked(wanted["severity"], clause=wanted["clause"], lasts_min=wanted["minutes"])
        return _give(asked, make_impact(**case["now"]), policy, at)

    then = case["then"]
    if "refused" in then:
        assert _code(act) == then["refused"]
        return
    assert (1 if isinstance(act(), Override) else 2) == then["people"]


SMALL = {"seen_by": ["ticket", "probe"], "confidence": 82, "customers": (9, 9, 9)}


def test_a_step_between_mild_severities_takes_one_person(policy: Policy, make_impact: Make, at: datetime) -> None:
    found = _give(_asked("P2"), make_impact(**SMALL), policy, at)
    assert isinstance(found, Override)
    assert (found.severity, found.clause, found.by_person) == (
        Severity.P2,
        "8.1 Known to people, not to sources",
        "R. Novak",
    )
    assert (found.set_at, found.expires_at) == (at, at + timedelta(minutes=60))
    assert (found.approved_by_person, found.requested_at) == ("", None)


@pytest.mark.parametrize("wanted", ["P2", "P3", "P4"])
def test_lowering_a_p1_waits_for_a_second_person(wanted: str, policy: Policy, mobile_data: Make, at: datetime) -> None:
    found = _give(_asked(wanted, lasts_min=30), mobile_data(), policy, at)
    assert isinstance(found, OverrideRequest)
    assert (found.stood, found.severity.label, found.requested_at) == (Severity.P1, wanted, at)
    # Nobody can approve what would be over already.
    assert found.answer_by_at == found.expires_at == at + timedelta(minutes=30)


def test_raising_to_p1_waits_for_a_second_person(policy: Policy, make_impact: Make, at: datetime) -> None:
    found = _give(_asked("P1", lasts_min=240), make_impact(**SMALL), policy, at)
    assert isinstance(found, OverrideRequest)
    assert (found.answer_by_at, found.expires_at) == (at + timedelta(minutes=60), at + timedelta(minutes=240))


def test_a_p1_being_verified_or_covered_is_not_easier_to_lower(policy: Policy, mobile_data: Make, at: datetime) -> None:
    unsure = mobile_data(confidence=65)
    assert stood_severity(_verdict(unsure, policy, at)) is Severity.P1
    assert isinstance(_give(_asked("P3"), unsure, policy, at), OverrideRequest)
    covering = Override(Severity.P2, "r", "8.1", "a", "b", at, at + timedelta(hours=1))
    covered = govern(mobile_data(), policy, previous=None, override=covering, at=at)
    assert (covered.severity, stood_severity(covered)) == (Severity.P2, Severity.P1)
    found = give_override(_asked("P3"), policy, impact=mobile_data(), verdict=covered, by=NOVAK, at=at)
    assert isinstance(found, OverrideRequest)


@pytest.mark.parametrize(
    ("asked", "told", "code"),
    [
        (_asked("P2", clause="2.1"), {}, "unknown_clause"),
        (_asked("P2", clause="whatever"), {}, "unknown_clause"),
        (_asked("P2", lasts_min=4), {}, "bad_number"),
        (_asked("P2", lasts_min=481), {}, "bad_number"),
        (_asked("P3"), {}, "no_change"),
        (_asked("P2"), {"visibility": "internal_only"}, "internal_only"),
        (_asked("P1"), {"visibility": "internal_only"}, "internal_only"),
    ],
)
def test_what_the_policy_does_not_allow_is_refused(
    asked: Asked, told: dict[str, Any], code: str, policy: Policy, make_impact: Make, at: datetime
) -> None:
    assert _code(lambda: _give(asked, make_impact(**SMALL, **told), policy, at)) == code


@pytest.fixture
def request_(policy: Policy, mobile_data: Make, at: datetime) -> OverrideRequest:
    """A request to lower a P1 to P3 for an hour."""
    found = _give(_asked("P3"), mobile_data(), policy, at)
    assert isinstance(found, OverrideRequest)
    return found


def test_a_second_person_puts_it_in_effect_until_the_end_first_asked_for(
    request_: OverrideRequest, at: datetime
) -> None:
    later = at + timedelta(minutes=20)
    found = approve_override(request_, by=HALE, at=later)
    assert (found.set_at, found.expires_at) == (later, at + timedelta(minutes=60))
    assert (found.by_person, found.approved_by_person, found.approved_by_team_id) == ("R. Novak", "M. Hale", "quality")
    assert (found.requested_at, found.approved_at) == (at, later)


@pytest.mark.parametrize("name", ["R. Novak", "r. novak", "  R.  NOVAK "])
def test_the_same_person_is_no_second_person(name: str, request_: OverrideRequest, at: datetime) -> None:
    assert _code(lambda: approve_override(request_, by=replace(NOVAK, name=name), at=at)) == "same_person"


def test_past_its_time_a_request_lapses_and_cannot_be_approved(request_: OverrideRequest, at: datetime) -> None:
    last = request_.answer_by_at - timedelta(seconds=1)
    assert waiting_request(request_, at=last) is request_
    assert approve_override(request_, by=HALE, at=last).severity is Severity.P3
    assert waiting_request(request_, at=request_.answer_by_at) is None
    assert waiting_request(None, at=at) is None
    assert _code(lambda: approve_override(request_, by=HALE, at=request_.answer_by_at)) == "expired"
    assert _code(lambda: approve_override(None, by=HALE, at=at)) == "no_request"


@given(wanted=st.sampled_from(Severity), minutes=st.integers(1, 120), confidence=st.integers(0, 100))
def test_no_override_erases_the_worst_or_outlives_its_end(
    wanted: Severity, minutes: int, confidence: int, policy: Policy, mobile_data: Make, at: datetime
) -> None:
    first = _verdict(mobile_data(), policy, at)
    override = Override(wanted, "r", "8.1", "a", "b", at, at + timedelta(minutes=60))
    now_at = at + timedelta(minutes=minutes)
    impact = mobile_data(now_at, confidence=confidence, minutes=74 + minutes)
    verdict = govern(impact, policy, previous=first, override=override, at=now_at)
    assert verdict.worst_severity is Severity.P1
    assert (verdict.override is override) is (minutes < 60)
    if minutes < 60:
        assert verdict.severity is wanted
