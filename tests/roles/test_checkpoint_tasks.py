"""Promises as tasks: every promise of the incidents shown, once, in order of its time."""

from types import ModuleType
from typing import Any

from intera.roles.checkpoint_tasks import TaskState, checkpoint_tasks


def test_every_promise_is_a_task_with_its_state(docs: dict[str, dict[str, Any]], northmoor: ModuleType) -> None:
    tasks = checkpoint_tasks([docs["INC-4127"]])
    assert [(task.task_id, task.state) for task in tasks] == [
        ("cp-4127-a", TaskState.DONE),
        ("cp-4127-b", TaskState.DONE),
        ("cp-4127-c", TaskState.OPEN),
        ("cp-4127-d", TaskState.OPEN),
        ("cp-4127-e", TaskState.OPEN),
    ]
    assert (tasks[0].title, tasks[0].desk) == ("P1 Scope known", "Mobile Desk")
    assert tasks[0].details.endswith("Answered: Coast certain, Lakes likely.")
    assert tasks[0].changed_at == northmoor.at("13:43")


def test_a_replaced_one_names_what_stands_for_it(docs: dict[str, dict[str, Any]]) -> None:
    docs["INC-4127"]["checkpoints"][2] |= {"outcome": "re_promised", "replaced_by": "cp-4127-d"}
    replaced = checkpoint_tasks([docs["INC-4127"]])[2]
    assert (replaced.state, replaced.replaced_by) == (TaskState.REPLACED, "cp-4127-d")


def test_only_the_desk_asked_for_and_only_documents_that_show_promises(docs: dict[str, dict[str, Any]]) -> None:
    everything = checkpoint_tasks(docs.values())
    assert {task.task_id for task in checkpoint_tasks(docs.values(), team_id="mobile")} <= {
        t.task_id for t in everything
    }
    assert checkpoint_tasks(docs.values(), team_id="nobody") == ()
    assert checkpoint_tasks([{"schema": 3, "notice": None}]) == ()
