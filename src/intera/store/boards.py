"""Where are the pages of figures kept: one row for each audience and board, replaced when made anew."""

from sqlalchemy import Connection, text

from intera.model.board import Board
from intera.store.codec import decode_board, encode

_WRITE = text(
    "insert into published.board (audience, name, at, body) values (:audience, :name, :at, :body)"
    " on conflict (audience, name) do update set at = excluded.at, body = excluded.body"
)


def write_board(connection: Connection, audience: str, board: Board) -> None:
    """Publishes a board for one audience.

    Args:
        connection: the worker's.
        audience: slug of the role package that reads it.
        board: as released for it.
    """
    given = {"audience": audience, "name": board.name, "at": board.as_of_at, "body": encode(board)}
    connection.execute(_WRITE, given)


def read_board(connection: Connection, audience: str, name: str) -> Board | None:
    """The board an audience may read; None before it was first made, or where it may not."""
    body = connection.execute(
        text("select body from published.board where audience = :audience and name = :name"),
        {"audience": audience, "name": name},
    ).scalar_one_or_none()
    return None if body is None else decode_board(body)
