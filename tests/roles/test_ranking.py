"""Rank is what customers feel; order of input does not matter."""

from random import Random
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intera.roles.ranking import account_names, ranked

EXPECTED = ["INC-4127", "INC-4129", "INC-4131", "INC-4122", "INC-4130", "INC-4126"]


def test_the_list_is_ranked_as_the_design_shows(docs: dict[str, Any], northmoor: ModuleType) -> None:
    shown, internal = ranked(docs.values(), northmoor.NOW)
    assert [item.incident_id for item in shown] == EXPECTED
    assert sorted(item.incident_id for item in internal) == ["INC-4110", "INC-4111", "INC-4112"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(seed=st.randoms(use_true_random=False))
def test_any_order_of_input_gives_the_same_list(docs: dict[str, Any], northmoor: ModuleType, seed: Random) -> None:
    shuffled = list(docs.values())
    seed.shuffle(shuffled)
    assert [item.incident_id for item in ranked(shuffled, northmoor.NOW)[0]] == EXPECTED


def test_a_closed_incident_is_not_listed(docs: dict[str, Any], northmoor: ModuleType) -> None:
    docs["INC-4127"]["head"]["is_open"] = False
    shown, _ = ranked(docs.values(), northmoor.NOW)
    assert [item.incident_id for item in shown] == EXPECTED[1:]


def test_a_late_promise_is_late_and_the_earliest_open_one_counts(items: dict[str, Any]) -> None:
    assert items["INC-4130"].is_late
    assert not items["INC-4127"].is_late
    assert items["INC-4127"].open_checkpoint["promise"] == "Lakes restored; Coast ETA confirmed or moved"


def test_an_account_in_two_incidents_is_named_once(items: dict[str, Any]) -> None:
    twice = [items["INC-4127"], items["INC-4127"]]
    assert account_names(twice, "vip") == ["Harbour Logistics"]
    assert items["INC-4127"].tier_count("key") == 3
