"""Which impacts a policy is for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.governance.policy_reader import PolicyError
from intera.governance.segment import Segment, parse_segment
from intera.model.impact import Impact
from intera.model.party import Tier


@pytest.mark.parametrize(
    ("raw", "told", "holds"),
    [
        ({"services": ["mobile-data", "vpn"]}, {}, True),
        ({"services": ["vpn"]}, {}, False),
        ({"regions": ["coast"]}, {"regions": {"Coast": {}, "Lakes": {}}}, True),
        ({"regions": ["coast"]}, {"regions": {"Lakes": {}}}, False),
        ({"tiers": ["vip", "key"]}, {"vip": ["A"]}, True),
        ({"tiers": ["vip"]}, {"key": ["A"]}, False),
        ({"partners": ["P-17"]}, {"partner": "P-17"}, True),
        ({"partners": ["P-17"]}, {}, False),
        ({"wholesale": True}, {"partner": "P-17"}, True),
        ({"wholesale": True}, {"wholesale": ["A"]}, True),
        ({"wholesale": True}, {}, False),
        ({"wholesale": False}, {}, True),
        ({"services": ["mobile-data"], "tiers": ["vip"]}, {}, False),
    ],
)
def test_every_line_must_hold_and_of_a_list_one_is_enough(
    raw: dict[str, Any], told: dict[str, Any], *, holds: bool, make_impact: Callable[..., Impact]
) -> None:
    assert parse_segment(raw).holds(make_impact(**told)) is holds


def test_no_segment_is_every_impact(make_impact: Callable[..., Impact]) -> None:
    assert parse_segment(None).is_everything
    assert parse_segment(None).holds(make_impact())


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ({}, "segment"),
        ({"service": ["x"]}, "segment.service"),
        ({"services": []}, "segment.services"),
        ({"tiers": ["gold"]}, "segment.tiers"),
        ({"wholesale": "yes"}, "segment.wholesale"),
    ],
)
def test_a_segment_that_says_nothing_or_nonsense_is_refused(raw: object, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_segment(raw)
    assert refused.value.key == key


SEGMENTS = st.builds(
    Segment,
    service_ids=st.sampled_from([(), ("mobile-data",), ("vpn",)]),
    region_ids=st.sampled_from([(), ("coast",), ("lakes",)]),
    tiers=st.sampled_from([(), (Tier.VIP,), (Tier.WHOLESALE,), (Tier.VIP, Tier.WHOLESALE)]),
    partner_codes=st.sampled_from([(), ("P-17",), ("P-09",)]),
    is_wholesale=st.sampled_from([None, True, False]),
)


@given(
    one=SEGMENTS,
    other=SEGMENTS,
    service=st.sampled_from(["mobile-data", "vpn"]),
    told=st.fixed_dictionaries(
        {
            "regions": st.sampled_from([{}, {"Coast": {}}, {"Coast": {}, "Lakes": {}}]),
            "vip": st.sampled_from([[], ["A"]]),
            "wholesale": st.sampled_from([[], ["B"]]),
            "partner": st.sampled_from([None, "P-17", "P-09"]),
        }
    ),
)
def test_segments_said_never_to_meet_never_hold_one_impact(
    one: Segment, other: Segment, service: str, told: dict[str, Any], make_impact: Callable[..., Impact]
) -> None:
    impact = replace(make_impact(**told), service_id=service)
    assert one.can_meet(other) is other.can_meet(one)
    if one.holds(impact) and other.holds(impact):
        assert one.can_meet(other)
