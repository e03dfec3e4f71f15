"""The figures of the board of success as CSV, the same cells as on the page."""

import csv
from collections.abc import Iterator
from io import StringIO

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from intera.roles.board import BoardView
from intera.web.gate import check_page, doors_of, signed_in, visitor_of
from intera.web.render import load_role
from intera.workflows.read_pages import read_board_page

ROUTES = APIRouter()
# A spreadsheet would run a cell that begins with one of these.
_RUNNABLE = ("=", "+", "-", "@")


@ROUTES.get("/success.csv")
async def success_csv(request: Request) -> Response:
    """The board of success as CSV, one section for each table."""
    who, doors = await signed_in(request), doors_of(request)
    check_page(who, "board")

    def text() -> str:
        page = read_board_page(doors.reader, load_role(who.person.role), visitor_of(request, who), "success")
        return board_csv(page.view)  # type: ignore[arg-type]

    return Response(
        await run_in_threadpool(text),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="success.csv"', "Cache-Control": "private, no-cache"},
    )


def board_csv(view: BoardView) -> str:
    """A board as CSV: table, column heads, then each cell and the line under it.

    Args:
        view: the board; one not made yet gives the heads alone.

    Returns:
        RFC 4180 text with a head row; every row has the same columns.
    """
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(("as_of", "table", "row", "column", "value", "note"))
    writer.writerows([_safe(cell) for cell in row] for row in _rows(view))
    return stream.getvalue()


def _rows(view: BoardView) -> Iterator[tuple[str, ...]]:
    for table in view.board.tables if view.board else ():
        for row in table.rows:
            for column, cell in zip(table.columns[1:], row[1:], strict=True):
                yield (view.as_of_iso, table.key, row[0].text, column, cell.text, cell.sub)


def _safe(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_RUNNABLE) else line
