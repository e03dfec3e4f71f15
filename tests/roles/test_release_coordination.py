"""What is released of ownership, escalations, follow-ups and closing names desks and hides what is hidden."""

import json
from dataclasses import replace
from types import ModuleType
from typing import Any

from intera.coordination.playbook import parse_playbook
from intera.model.case import Case
from intera.model.incident import HandOver, Lifecycle
from intera.model.recurrence import FollowUp
from intera.roles.release import release
from intera.workflows.rulebook import DEFAULT_PLAYBOOK, read_yaml

ROLE = "service_assurance"


def _released(northmoor: ModuleType, case: Case, *, with_playbook: bool = True) -> dict[str, Any]:
    playbook = parse_playbook(read_yaml(DEFAULT_PLAYBOOK)) if with_playbook else None
    return dict(release(case, northmoor.operator(), audience=ROLE, at=northmoor.NOW, playbook=playbook))


def test_hidden_words_of_people_do_not_get_through(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    case = replace(
        case,
        incident=replace(
            case.incident, hand_overs=(HandOver("mobile", "fixed", northmoor.NOW, "Look at co-cr-02 first"),)
        ),
        follow_ups=(FollowUp("Replace co-cr-02", owner="fixed", outcome="co-cr-02 gone", follow_up_id="f"),),
    )
    doc = _released(northmoor, case)
    assert "co-cr-02" not in json.dumps(doc)
    assert doc["hand_overs"][0]["to_team"] == doc["follow_ups"][0]["owner"] == "Fixed Desk"


def test_nothing_is_said_of_closing_before_service_is_back_or_without_a_playbook(northmoor: ModuleType) -> None:
    case = northmoor.mobile_case()
    restored = replace(case, incident=replace(case.incident, lifecycle=Lifecycle.RESTORED, restored_at=northmoor.NOW))
    assert _released(northmoor, case)["closure"] is None
    assert _released(northmoor, restored, with_playbook=False)["closure"] is None
    criteria = _released(northmoor, restored)["closure"]["criteria"]
    assert [one["name"] for one in criteria][:2] == ["Stable long enough", "No source shows harm since then"]
