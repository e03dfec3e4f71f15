"""A board of figures as a role reads it: made by the worker, shown with the instant it holds at."""

from dataclasses import dataclass
from datetime import datetime

from intera.model.board import Board
from intera.roles.relative import LocalClock

BOARD_TITLES = {
    "promises": "Promises",
    "repeats": "Repeats",
    "quality": "Service quality",
    "severity": "Severity and confidence, measured",
    "success": "Success",
}
BOARD_NAMES = tuple(BOARD_TITLES)


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board with its title and when it was made; `board` None before that."""

    title: str
    board: Board | None
    as_of: str
    as_of_iso: str


def board_view(name: str, board: Board | None, *, zone: str, at: datetime) -> BoardView:
    """The view of a board.

    Args:
        name: one of `BOARD_NAMES`.
        board: as published for the reader's role, None before it was first made.
        zone: the operator's IANA zone.
        at: now, on the domain clock.

    Returns:
        The view.
    """
    clock = LocalClock(zone, at)
    if board is None:
        return BoardView(BOARD_TITLES[name], None, "", "")
    return BoardView(BOARD_TITLES[name], board, clock.zoned(board.as_of_at), clock.iso(board.as_of_at))
