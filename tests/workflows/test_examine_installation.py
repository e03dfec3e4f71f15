"""What doctor says of an installation: good where it is good, bad where it is not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from flows.drive import feed_and_take
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.store.database import DatabaseRole
from intera.workflows import examine_installation as module
from intera.workflows.examine_installation import Grade, examine_installation, pdf_state
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation


def findings(installation: Installation) -> dict[str, tuple[Grade, str]]:
    return {finding.what.strip(): (finding.grade, finding.says) for finding in examine_installation(installation)}


def as_owner(installation: Installation, statement: str) -> None:
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with owner.begin() as connection:
        connection.execute(text(statement))
    owner.dispose()


def test_a_working_installation_has_nothing_bad(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town(expected_every_s=60))
    record = says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [record])
    found = findings(installation)
    assert not [what for what, (grade, _) in found.items() if grade is Grade.BAD]
    assert found["Operator"] == (Grade.GOOD, "version 1")
    assert found["Trail"][1].startswith("1 entries, 1 vouched for")
    # The story lies in the past of a clock that runs live.
    assert found["Tests"][0] is Grade.NOTE
    assert "1 taken, 0 set aside" in found["Tests"][1]


def test_an_empty_installation_says_what_is_missing(installation: Installation) -> None:
    assert findings(installation)["Operator"] == (Grade.NOTE, "none yet")


def test_what_is_wrong_is_bad(
    installation: Installation,
    worker: Worker,
    load: Callable[[Installation, Operator], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(installation, town())
    record = says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [record])
    (installation.settings.checkpoints_path / "leaves.sha256").unlink()
    as_owner(installation, "grant select on internal.incident to intera_reader")
    monkeypatch.setattr(module, "DISK_BYTES_MIN", 10**18)
    exposed = replace(installation, settings=replace(installation.settings, host="0.0.0.0"))  # noqa: S104
    found = findings(exposed)
    bad = {what for what, (grade, _) in found.items() if grade is Grade.BAD}
    assert bad == {"Trail", "Rights", "Disk", "Address"}
    assert "intera_reader: select on internal.incident" in found["Rights"][1]


def test_a_database_that_does_not_answer_is_one_line(installation: Installation) -> None:
    nowhere = installation.logins.owner.set(database="no_such_database")
    gone = replace(installation, logins=replace(installation.logins, owner=nowhere))
    grade, said = findings(gone)["Database"]
    assert grade is Grade.BAD
    assert "\n" not in said


def test_pdf_is_off_with_one_line_where_pango_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> object:
        raise OSError("cannot load library")

    monkeypatch.setattr(module, "import_module", missing)
    assert pdf_state().grade is Grade.NOTE
    assert "libpango" in pdf_state().says
