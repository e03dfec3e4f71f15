"""Boards are kept one for each audience and read back as they were made."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from intera.model.board import Board, BoardCell, BoardFigure, BoardTable, Spark
from intera.store.boards import read_board, write_board
from store.samples import AT, ODD

SPARK = Spark((10, None, 100), 5, 40, (2,), "high today")
TABLE = BoardTable("t", ODD, "n", ("a", "b"), ((BoardCell(ODD, spark=SPARK), BoardCell("1", "s", "num", "/x")),))
BOARD = Board("repeats", AT, ODD, "sub", (BoardFigure("f", "1", "s", "late"),), (TABLE,))


def test_a_board_comes_back_as_it_was_made_and_is_replaced(writer: Connection) -> None:
    write_board(writer, "service_assurance", BOARD)
    assert read_board(writer, "service_assurance", "repeats") == BOARD
    newer = replace(BOARD, as_of_at=AT + timedelta(minutes=1), lead="newer")
    write_board(writer, "service_assurance", newer)
    assert read_board(writer, "service_assurance", "repeats") == newer


def test_another_audience_reads_nothing(writer: Connection) -> None:
    write_board(writer, "service_assurance", BOARD)
    assert read_board(writer, "care", "repeats") is None
    assert read_board(writer, "service_assurance", "quality") is None
