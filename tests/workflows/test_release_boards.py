"""Boards are made from judgements on record, once for each change, and read by the pages."""

from collections.abc import Callable

from flows.drive import feed_and_take, scalars
from flows.town import HEALTH, TESTS, after, says, town
from intera.model.operator import Operator
from intera.roles.board import BOARD_NAMES
from intera.store.boards import read_board
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.release_boards import BoardKeeper

Load = Callable[[Installation, Operator], None]
DAY_MIN = 24 * 60


def _trouble(day: int, *, is_over: bool = True) -> list[object]:
    start = day * DAY_MIN
    said: list[object] = [
        says(TESTS, f"t{day}", start, external_id="coast", state="degraded", region_refs=["coast"], failing_percent=50),
        says(HEALTH, f"h{day}", start + 1, external_id="coast", state="degraded", region_refs=["coast"]),
    ]
    if is_over:
        said += [
            says(source, f"{source}-ok{day}", start + 61, external_id="coast", state="ok", region_refs=["coast"])
            for source in (TESTS, HEALTH)
        ]
    return said


def test_boards_are_made_once_for_each_change_and_the_pages_read_them(
    installation: Installation, worker: Worker, load: Load
) -> None:
    keeper = BoardKeeper(worker.engine)
    assert keeper.keep(at=after(0)) == 0
    load(installation, town())
    for day in (0, 5, 9):
        feed_and_take(installation, worker, _trouble(day, is_over=day != 9))  # type: ignore[arg-type]
    at = after(9 * DAY_MIN + 30)
    assert keeper.keep(at=at) == len(BOARD_NAMES)
    assert keeper.keep(at=at) == 0
    reader = installation.reader_engine()
    with reader.connect() as connection:
        found = {name: read_board(connection, "service_assurance", name) for name in BOARD_NAMES}
    reader.dispose()
    assert all(board is not None and board.as_of_at == at for board in found.values())
    repeats = found["repeats"]
    assert repeats is not None
    (row,) = repeats.tables[0].rows
    assert row[2].text == "3 in 90 days"
    assert int(row[3].text.replace(",", "")) > 0
    assert scalars(worker.engine, "select count(*) from published.board") == [len(BOARD_NAMES)]


def test_a_change_is_seen_in_the_next_making(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    keeper = BoardKeeper(worker.engine)
    feed_and_take(installation, worker, _trouble(0))  # type: ignore[arg-type]
    keeper.keep(at=after(100))
    feed_and_take(installation, worker, _trouble(3))  # type: ignore[arg-type]
    assert keeper.keep(at=after(3 * DAY_MIN + 100)) == len(BOARD_NAMES)
    with worker.engine.connect() as connection:
        board = read_board(connection, "service_assurance", "repeats")
    assert board is not None
    assert board.figures[0].value == "50%"
