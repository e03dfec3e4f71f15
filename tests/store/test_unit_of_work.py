"""The write door: nothing changes without a decision, everything or nothing, and the outside copy follows."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from intera.model.decision import SYSTEM, Decision, DecisionKind
from intera.store.changes import Ruled, TrailLine
from intera.workflows.open_installation import Installation
from intera.workflows.verify_trail import verify_whole_trail

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)


def ruled(summary: str) -> Ruled:
    decision = Decision(DecisionKind.OWNER_ASSIGN, AT, SYSTEM, "INC-0000001", summary)
    return Ruled(decision, TrailLine(summary, "", "System"))


def test_decisions_land_on_the_trail_and_outside_in_order(installation: Installation) -> None:
    writer = installation.writer_engine()
    door = installation.write_door(writer)
    for batch in range(3):
        with door.open() as work:
            assert [work.decide(ruled(f"{batch}/{n}")) for n in range(4)] == [batch * 4 + n for n in range(4)]
    report = verify_whole_trail(writer, installation)
    assert report.is_intact
    assert report.entry_count == installation.witness.size == 12
    writer.dispose()


def test_a_failed_unit_of_work_leaves_nothing(installation: Installation) -> None:
    writer = installation.writer_engine()
    door = installation.write_door(writer)
    with pytest.raises(RuntimeError, match="stop"), door.open() as work:
        work.decide(ruled("never"))
        raise RuntimeError("stop")
    with writer.connect() as connection:
        assert connection.execute(text("select size from internal.trail_head")).scalar_one() == 0
    assert installation.witness.size == 0
    writer.dispose()
