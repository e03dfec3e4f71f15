"""For machines: every decision about keeping one's word, done or refused with a code."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from web.served import Served

LIST = "/api/v1/incidents"


def _in(**ahead: int) -> str:
    return (datetime.now(UTC) + timedelta(**ahead)).isoformat()


def _document(machine: httpx.Client, incident_id: str) -> dict[str, Any]:
    return machine.get(f"{LIST}/{incident_id}").json()["incident"]


def test_an_incident_is_handed_over_expected_back_followed_up_closed_and_opened_again(
    served: Served, machine: httpx.Client
) -> None:
    incident_id = served.incident("roaming", "highlands")

    def give(path: str, body: dict[str, Any], status: int = 200) -> Any:  # noqa: ANN401 - JSON
        answer = machine.post(f"{LIST}/{incident_id}{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    give("/owner/hand-over", {"team": "fixed-desk", "note": "The fixed side has it", "person": "L. Virtanen"})
    document = _document(machine, incident_id)
    assert (document["head"]["owner_team_id"], document["head"]["owner_person"]) == ("fixed-desk", "L. Virtanen")
    assert [one["note"] for one in document["hand_overs"]] == ["The fixed side has it"]

    eta = {"earliest_at": _in(hours=1), "best_at": _in(hours=2), "latest_at": _in(hours=3), "basis": "Crew on its way"}
    give("/eta", eta | {"confidence": "High"})
    give("/eta", eta | {"confidence": "40"})
    document = _document(machine, incident_id)
    assert (document["eta"]["version"], document["eta"]["confidence_percent"]) == (2, 40)
    assert [one["version"] for one in document["eta_steps"]] == [1]

    give("/follow-ups", {"title": "Move the work", "owner": "fixed-desk", "due_at": _in(days=9)})
    assert give("/close", {}, status=409)["code"] == "criteria_unmet"
    give("/close", {"override_reason": "The site was dismantled"})
    document = _document(machine, incident_id)
    assert (document["head"]["lifecycle"], document["closure"]["reason"]) == ("closed", "The site was dismantled")
    assert "Stable long enough" in document["closure"]["overridden"]
    # A follow-up stays to do after the incident is over.
    follow_up_id = document["follow_ups"][0]["id"]
    give("/follow-ups/finish", {"follow_up_id": follow_up_id, "outcome": "Moved to Sundays"})
    assert give("/follow-ups/finish", {"follow_up_id": follow_up_id, "outcome": "Again"}, status=409)
    assert give("/owner/hand-over", {"team": "voice-desk", "note": "Too late"}, status=422)["code"] == "not_open"

    give("/reopen", {"reason": "It came back at once"})
    document = _document(machine, incident_id)
    assert (document["head"]["lifecycle"], document["head"]["reopen_count"]) == ("active", 1)
    assert len(document["closure"]["earlier_closed_at"]) == 1
    assert any(one["outcome"] is None for one in document["checkpoints"])


REFUSED = [
    ("/owner/hand-over", {"team": "nobody", "note": "long enough"}, 422),
    ("/eta", {"earliest_at": "2020-01-01T00:00:00Z"}, 422),
    ("/escalations/take-on", {"number": 1, "answer": "Will call"}, 422),
    ("/follow-ups", {"title": "Move it", "owner": "nobody", "due_at": "2030-01-01T00:00:00Z"}, 422),
    ("/follow-ups/finish", {"follow_up_id": "none", "outcome": "long enough"}, 422),
    ("/close", {"override_reason": "no"}, 409),
    ("/reopen", {"reason": "long enough"}, 422),
    ("/reopen", {"reason": "long enough", "surprise": 1}, 422),
]


@pytest.mark.parametrize(("path", "body", "status"), REFUSED)
def test_refusal_gives_a_code_and_a_sentence_and_changes_nothing(
    served: Served, machine: httpx.Client, coast: str, path: str, body: dict[str, Any], status: int
) -> None:
    before = served.state()
    answer = machine.post(f"{LIST}/{coast}{path}", json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message"}
    assert served.state() == before
