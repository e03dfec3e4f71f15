"""What a person gives with each command about keeping one's word, after what must have been done before."""

from datetime import datetime, timedelta
from typing import Protocol

from flows.town import after
from intera.model.decision import Plain
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from workflows.asked_words import WordsDesk


class PromisesDesk(WordsDesk, Protocol):
    """A desk with one incident, its worker and its clock."""

    worker: Worker

    def clock(self, minutes: float) -> None:
        """Sets the domain clock."""
        ...


def open_checkpoint(desk: PromisesDesk) -> dict[str, Plain]:
    checkpoints = desk.document()["checkpoints"]
    assert isinstance(checkpoints, list)
    [found] = [one for one in checkpoints if isinstance(one, dict) and one["outcome"] is None]
    return found


_CLOSING: dict[str, Plain] = {"override_reason": "The site was dismantled"}
_FOLLOW_UP: dict[str, Plain] = {
    "title": "Move the night work",
    "owner": "business-desk",
    "due_at": after(9000).isoformat(),
}


def keeping_fields(desk: PromisesDesk, kind: str) -> dict[str, Plain] | None:
    """Fields of a command about keeping one's word, after what must have been done before; None for any other."""
    if kind == "reopen_incident":
        assert desk.give("close_incident", person="M. Hale", **_CLOSING).is_done
    if kind == "finish_follow_up":
        assert desk.give("agree_follow_up", person="M. Hale", **_FOLLOW_UP).is_done
    if kind == "take_on_escalation":
        due_at = datetime.fromisoformat(str(open_checkpoint(desk)["due_at"]))
        assert judge_again(desk.worker.door, desk.worker.world, at=due_at + timedelta(seconds=30))
        desk.clock((due_at - after(0)).total_seconds() / 60 + 1)
    eta = {name: after(100).isoformat() for name in ("earliest_at", "best_at", "latest_at")}
    given: dict[str, dict[str, Plain]] = {
        "agree_follow_up": _FOLLOW_UP,
        "close_incident": _CLOSING,
        "finish_follow_up": {"follow_up_id": f"{desk.incident_id}/fu-1", "outcome": "Moved to Sundays"},
        "hand_over": {"team": "business-desk", "note": "It is the VPN after all"},
        "reopen_incident": {"reason": "It came back at once"},
        "state_eta": eta | {"confidence": "High", "basis": "The crew is on the way"},
        "take_on_escalation": {"number": "1", "answer": "Will call the crew"},
    }
    return given.get(kind)
