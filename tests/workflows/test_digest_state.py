"""One digest tells whether two runs judged alike."""

from collections.abc import Callable

from sqlalchemy import text

from flows.drive import feed_and_take, new_worker
from flows.state_digest import wipe
from flows.town import HEALTH, TESTS, says, town
from intera.model.operator import Operator
from intera.workflows.digest_state import digest_state
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation


def test_the_digest_is_of_what_is_believed_and_not_of_how_it_was_written(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    about = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"]}
    first, second = says(TESTS, "e1", 0, **about), says(HEALTH, "e2", 1, **about)
    found: list[str] = []
    for records in ([first, second], [first, first, second], [first]):
        wipe(installation)
        load(installation, town())
        feed_and_take(installation, new_worker(installation, worker.engine), records)
        found.append(digest_state(worker.engine))
    assert found[0] == found[1] != found[2]
    assert len(found[0]) == 64


def test_what_was_learned_is_part_of_the_state(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    found = [digest_state(worker.engine)]
    learned = (
        "insert into internal.change_strength values ('work', 1, 2, 3, 4)",
        "insert into internal.outcome values (default, 'INC-1', 'claim_lowered', now(), true, '{}')",
    )
    for statement in learned:
        with worker.engine.begin() as connection:
            connection.execute(text(statement))
        found.append(digest_state(worker.engine))
    assert len(set(found)) == 3
