"""After an update pages read the shape of this version, whatever was released by the one before."""

from collections.abc import Callable

from sqlalchemy import text

from flows.drive import feed_and_take, scalars
from flows.town import DESK, HEALTH, TESTS, says, town
from intera.model.operator import Operator
from intera.roles.release import RELEASE_SCHEMA
from intera.roles.service_assurance.package import PACKAGE
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_pages import find_document, list_cards
from intera.workflows.release_anew import release_anew

Load = Callable[[Installation, Operator], None]


def test_an_older_shape_is_released_anew_once(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    about = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"], "failing_percent": 58}
    ticket = says(DESK, "e3", 2, external_id="T1", state="closed", region_refs=["lakes"])
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **about), says(HEALTH, "e2", 1, **about), ticket])
    ids = [str(one) for one in scalars(worker.engine, "select incident_id from internal.incident order by 1")]
    reader = installation.reader_engine()
    before = [find_document(reader, PACKAGE.slug, one) for one in ids]
    cards = list_cards(reader, PACKAGE.slug)[1]
    trail = scalars(worker.engine, "select size from internal.trail_head")
    with worker.engine.begin() as connection:
        connection.execute(text("update published.incident set card = '{\"schema\": 1}', body = '{\"schema\": 1}'"))
        connection.execute(text("delete from published.setting where name = 'release'"))
    assert release_anew(worker.engine) == len(ids) == 2
    assert [find_document(reader, PACKAGE.slug, one) for one in ids] == before
    assert list_cards(reader, PACKAGE.slug)[1] == cards
    assert before[0] is not None
    assert before[0]["schema"] == RELEASE_SCHEMA
    # Nothing was decided by it, and it is not done twice.
    assert scalars(worker.engine, "select size from internal.trail_head") == trail
    assert release_anew(worker.engine) == 0
    reader.dispose()


def test_a_new_installation_has_nothing_to_release(installation: Installation, worker: Worker) -> None:
    del installation
    assert release_anew(worker.engine) == 0
    assert scalars(worker.engine, "select body from published.setting where name = 'release'") == [
        f'{{"schema": {RELEASE_SCHEMA}}}'
    ]
