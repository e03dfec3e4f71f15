"""The board of success says figures with what they rest on, and blanks with what they wait for."""

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from intera.coordination.escalation_noise import ContactRate, EscalationNoise, PromiseState
from intera.coordination.success import EarlyFinds, MetricState, RateMetric, ShareMetric
from intera.model.board import Board
from intera.model.contact import AskedBy
from intera.model.share import wilson
from intera.roles import PACKAGES
from intera.roles.release_success import RoleReads, Success, release_success

NONE = wilson(0, 0)
HOUR_S = 3600
NOISE = EscalationNoise(
    inside=ContactRate(9, 20 * HOUR_S),
    everybody=ContactRate(12, 20 * HOUR_S),
    by_promise={
        PromiseState.NONE_YET: ContactRate(8, 4 * HOUR_S),
        PromiseState.IN_TIME: ContactRate(4, 16 * HOUR_S),
        PromiseState.OVERDUE: ContactRate(0, 0),
    },
    by_side={side: ContactRate(9 if side is AskedBy.CARE else 0, 20 * HOUR_S) for side in AskedBy},
    unplaced_count=2,
    invalid_count=0,
)


def _success(northmoor: ModuleType) -> Success:
    return Success(
        asking=RateMetric(MetricState.RECORDED, NOISE.inside, ContactRate(30, 20 * HOUR_S)),
        telling=ShareMetric(MetricState.RECORDED, wilson(24, 30), wilson(10, 25), pending_count=2),
        repeating=ShareMetric(MetricState.RECORDED, wilson(3, 10), None),
        owned=wilson(2, 3),
        finding=EarlyFinds(ShareMetric(MetricState.PENDING, NONE, None, 1, "1 not over yet"), (600,)),
        noise=NOISE,
        reads=(RoleReads("care", "/", 7), RoleReads("service_assurance", "/", 41)),
        agreement=wilson(12, 12),
        since_at=northmoor.NOW - timedelta(days=90),
    )


def _board(northmoor: ModuleType, success: Success) -> Board:
    return release_success(success, northmoor.operator(), PACKAGES, at=northmoor.NOW)


def _texts(board: Board, key: str) -> list[list[str]]:
    (table,) = (one for one in board.tables if one.key == key)
    return [[cell.text for cell in row] for row in table.rows]


def test_figures_stand_with_what_they_rest_on(northmoor: ModuleType) -> None:
    board = _board(northmoor, _success(northmoor))
    assert board.lead == "4 of 5 success metrics are on record, 1 pending."
    asking, telling, repeating, finding, reading = board.figures
    assert (asking.value, asking.sub, telling.value, telling.sub) == ("0.45", "1.5 before", "80%", "24 of 30")
    assert (repeating.value, finding.value, finding.sub) == ("30%", "No figure", "pending")
    assert reading.value == f"2 of {len(PACKAGES)} roles"


def test_a_row_says_what_its_figure_rests_on(northmoor: ModuleType) -> None:
    (table,) = (one for one in _board(northmoor, _success(northmoor)).tables if one.key == "metrics")
    assert [row[1].sub for row in table.rows] == [
        "9 asks in 20 hours, 0.24 to 0.86 per hour",
        "24 of 30 incidents customers felt, 62 to 91%; 2 not over and not counted",
        "3 of 10 events, too few to say more; 2 of 3 patterns owned",
        "",
        "12 of 12 open incidents are the same for all",
    ]
    assert [row[2].text for row in table.rows] == [
        "1.5 per hour",
        "40%, 10 of 25",
        "no figure",
        "no figure",
        "no figure",
    ]
    assert table.rows[3][3].sub == "1 not over yet"


@pytest.mark.parametrize("state", [state for state in MetricState if state is not MetricState.RECORDED])
def test_a_blank_is_never_a_nought(northmoor: ModuleType, state: MetricState) -> None:
    blank = RateMetric(state, ContactRate(0, 0), None, "it waits")
    board = _board(northmoor, replace(_success(northmoor), asking=blank))
    row = _texts(board, "metrics")[0]
    assert row[1:3] == ["no figure", "no figure"]
    assert row[3].lower().replace(" ", "_") == state.value
    assert board.figures[0].value == "No figure"
    # Nor does the table before and after a checkpoint count the silence of those who record nothing.
    assert bool(_texts(board, "noise")) == (state is not MetricState.PENDING)


def test_noise_is_told_by_what_was_promised(northmoor: ModuleType) -> None:
    board = _board(northmoor, _success(northmoor))
    assert _texts(board, "noise") == [
        ["Before the first promise", "4", "8", "2", "1 to 3.9"],
        ["A promise stands, none is overdue", "16", "4", "0.25", "0.10 to 0.64"],
        ["A promise is overdue", "0", "0", "no figure", ""],
    ]
    assert "2 outside the impact of an incident" in next(one.note for one in board.tables if one.key == "noise")
    assert _texts(board, "sides") == [["Customer Care", "20", "9", "0.45", "0.24 to 0.86"]]


def test_reads_are_by_role_and_page(northmoor: ModuleType) -> None:
    (row,) = _texts(_board(northmoor, _success(northmoor)), "reads")
    by_role = dict(zip((package.slug for package in PACKAGES), row[1:], strict=True))
    assert (row[0], by_role["care"], by_role["service_assurance"]) == ("First page", "7", "41")


def test_nothing_read_is_pending_and_not_nobody(northmoor: ModuleType) -> None:
    board = _board(northmoor, replace(_success(northmoor), reads=(), agreement=NONE))
    assert board.figures[4].value == "No figure"
    (table,) = (one for one in board.tables if one.key == "metrics")
    assert table.rows[4][3].sub == "no page has been read since reads are counted"
