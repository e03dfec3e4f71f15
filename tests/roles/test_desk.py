"""Pages get names and places, not partner names or hidden words."""

import json
from types import ModuleType

from intera.roles.desk import read_desk, release_operator


def test_the_released_operator_holds_no_partner_name_account_or_hidden_word(northmoor: ModuleType) -> None:
    text = json.dumps(release_operator(northmoor.operator()))
    for word in ("Telenord", "Voyagel", "kilnmark", "Harbour", "Adeyemi"):
        assert word not in text


def test_a_desk_reads_back_what_was_released(northmoor: ModuleType) -> None:
    desk = read_desk(release_operator(northmoor.operator()), open_count=3)
    assert desk.team_name("mobile") == "Mobile Desk"
    assert desk.team_name("unknown") == "unknown"
    assert desk.route_counts["wholesale_voice"] == 24
    assert desk.agreement_count == 1
    assert desk.open_count == 3
