"""Promises as tasks: what a calendar or a task list shows of a checkpoint, in a role's words.

Source: issue 4, section 2 (checkpoint tasks go out as an iCalendar feed).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from intera.model.checkpoint import CheckpointOutcome
from intera.model.decision import Plain
from intera.roles.cells import place_words
from intera.roles.relative import instant
from intera.roles.released import Released, ReleasedCheckpoint


class TaskState(StrEnum):
    """Where a task stands: to do, done, or replaced by another promise."""

    OPEN = "open"
    DONE = "done"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class TaskView:
    """One promise as a task; `changed_at` is when it last moved, `replaced_by` the task that stands for it now."""

    task_id: str
    incident_id: str
    title: str
    details: str
    desk: str
    due_at: datetime
    promised_at: datetime
    changed_at: datetime
    state: TaskState
    replaced_by: str = ""


def checkpoint_tasks(documents: Iterable[Mapping[str, Plain]], *, team_id: str = "") -> tuple[TaskView, ...]:
    """The promises of open incidents as tasks, first due first.

    Args:
        documents: released cards or documents; one that shows no promises adds none.
        team_id: only this desk's; empty for all.

    Returns:
        The tasks.
    """
    found: list[TaskView] = []
    for document in documents:
        if "checkpoints" not in document or "head" not in document:
            continue
        doc = cast("Released", document)
        found += [_task(doc, one) for one in doc["checkpoints"] if team_id in ("", one["team_id"])]
    return tuple(sorted(found, key=lambda task: (task.due_at, task.task_id)))


def _task(doc: Released, promise: ReleasedCheckpoint) -> TaskView:
    severity, where = doc["severity"], place_words(doc)
    level = f"P{severity['level']} " if severity else ""
    about = doc["head"]["title"] + (f" in {where}" if where else "")
    promised_at = datetime.fromisoformat(promise["promised_at"])
    said = [f"{doc['incident_id']}: {level}{about}."]
    if promise["answer"]:
        said.append(f"Answered: {promise['answer'].rstrip('.')}.")
    return TaskView(
        task_id=promise["id"],
        incident_id=doc["incident_id"],
        title=f"{level}{promise['promise']}",
        details=" ".join(said),
        desk=promise["team"],
        due_at=datetime.fromisoformat(promise["due_at"]),
        promised_at=promised_at,
        changed_at=instant(promise["answered_at"]) or promised_at,
        state=_state(promise["outcome"]),
        replaced_by=promise["replaced_by"] or "",
    )


def _state(outcome: str | None) -> TaskState:
    if outcome is None:
        return TaskState.OPEN
    return TaskState.REPLACED if outcome == CheckpointOutcome.RE_PROMISED.value else TaskState.DONE
