"""The board of success is a page and a CSV of the same cells, for roles with boards only."""

import csv
from datetime import UTC, datetime
from io import StringIO

import httpx
from hypothesis import given
from hypothesis import strategies as st

from intera.model.board import Board, BoardCell, BoardTable
from intera.roles.board import BoardView
from intera.web.success import board_csv
from web.served import Served, until

AT = datetime(2026, 11, 18, tzinfo=UTC)


def _view(*cells: str) -> BoardView:
    table = BoardTable("t", "T", "", ("a", "b"), tuple((BoardCell(one), BoardCell(one, one)) for one in cells))
    return BoardView("Success", Board("success", AT, "", "", (), (table,)), "now", AT.isoformat())


@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_cell_of_the_csv_can_run_in_a_spreadsheet(cells: list[str]) -> None:
    rows = list(csv.reader(StringIO(board_csv(_view(*cells)), newline="")))
    assert len(rows) == 1 + len(cells)
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_page_and_csv_are_there_for_who_has_boards(mara: httpx.Client) -> None:
    page, figures = mara.get("/success"), mara.get("/success.csv")
    assert (page.status_code, figures.status_code) == (200, 200)
    assert figures.headers["content-type"].startswith("text/csv")
    assert figures.text.splitlines()[0] == "as_of,table,row,column,value,note"


def test_nobody_reads_it_without_a_session(served: Served) -> None:
    with served.client() as nobody:
        assert nobody.get("/success.csv").status_code == 303


def test_a_page_opened_is_counted_by_role_and_address_alone(served: Served, mara: httpx.Client, coast: str) -> None:
    mara.get(f"/incidents/{coast}")
    mara.get("/", headers={"X-Fragment": "main"})
    noted = (
        "select page from (select role, page from inbox.page_read union all"
        " select role, page from internal.page_read_count) as r where role = 'service_assurance'"
    )
    pages = until(lambda: {row.page for row in served.ask(noted)})
    assert "/incidents/{incident_id}" in pages
    assert not any(coast in page for page in pages)
