"""A board is shown with the instant it holds at."""

from datetime import UTC, datetime

import pytest

from intera.model.board import Board
from intera.roles.board import BOARD_NAMES, BOARD_TITLES, board_view

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)


@pytest.mark.parametrize("name", BOARD_NAMES)
def test_a_board_says_when_it_was_made(name: str) -> None:
    view = board_view(name, Board(name, AT, "lead", "sub"), zone="Europe/Berlin", at=AT)
    assert (view.title, view.as_of, view.as_of_iso) == (BOARD_TITLES[name], "14:32 CET", "2026-11-18T14:32:00+01:00")


def test_a_board_never_made_is_none_and_not_empty_figures() -> None:
    view = board_view("repeats", None, zone="Europe/Berlin", at=AT)
    assert (view.board, view.as_of) == (None, "")
