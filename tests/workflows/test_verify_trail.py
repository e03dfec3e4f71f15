"""A row changed behind our back is found and named, even by the owner of the database."""

from collections.abc import Callable

from sqlalchemy import text

from flows.drive import feed_and_take
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.store.database import DatabaseRole
from intera.trail.signed_note import parse_verifier_key
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.verify_trail import public_key_text, verify_whole_trail

Load = Callable[[Installation, Operator], None]


def fill(installation: Installation, worker: Worker, load: Load, count: int) -> int:
    load(installation, town())
    records = [
        says(TESTS, f"e{n}", n, external_id="coast", state="degraded", region_refs=["coast"]) for n in range(count)
    ]
    feed_and_take(installation, worker, records)
    report = verify_whole_trail(worker.engine, installation)
    assert report.is_intact
    return report.entry_count


def as_owner(installation: Installation, statement: str) -> None:
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with owner.begin() as connection:
        # The owner can switch off what keeps everybody else from changing the trail.
        connection.execute(text("set session_replication_role = replica"))
        assert connection.execute(text(statement)).rowcount == 1
        connection.execute(text("set session_replication_role = default"))
    owner.dispose()


def test_a_changed_body_is_named(installation: Installation, worker: Worker, load: Load) -> None:
    count = fill(installation, worker, load, 9)
    as_owner(
        installation,
        "update internal.trail_entry set body = replace(body, 'unchanged', 'unchangeD') where entry_index = 5",
    )
    report = verify_whole_trail(worker.engine, installation)
    assert not report.is_intact
    assert report.first_bad_index == 5
    assert count >= 9


def test_a_removed_last_entry_is_missed_because_of_the_copy_outside(
    installation: Installation, worker: Worker, load: Load
) -> None:
    fill(installation, worker, load, 4)
    as_owner(
        installation,
        "delete from internal.trail_entry where entry_index = (select size - 1 from internal.trail_head)",
    )
    report = verify_whole_trail(worker.engine, installation)
    assert not report.is_intact


def test_the_public_key_is_told_in_the_form_other_verifiers_take(installation: Installation) -> None:
    said = public_key_text(installation)
    assert parse_verifier_key(said).text == said
