"""A page of figures over many incidents, in the words of one role, as of one instant."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Spark:
    """A short run of values, oldest first, each 0 to 100 of the field's height, with its usual range.

    `beyond_numbers` are the places (from 0) of values outside the usual range. None in `height_percents` is a
    time without data.
    """

    height_percents: tuple[int | None, ...]
    usual_low_percent: int | None = None
    usual_high_percent: int | None = None
    beyond_numbers: tuple[int, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One cell: what it says, a line under it, and how it is to be read.

    `kind` is "", "num", "quiet", "risk", "late", "rec" or "ok". `href` leads to the proof.
    """

    text: str
    sub: str = ""
    kind: str = ""
    href: str = ""
    spark: Spark | None = None


@dataclass(frozen=True, slots=True)
class BoardTable:
    """One table of a board; `empty` is what stands there when it has no row."""

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[BoardCell, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class BoardFigure:
    """One figure at the head of a board; `kind` as in a cell."""

    label: str
    value: str
    sub: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """One board: its answer in one sentence, its figures, its tables."""

    name: str
    as_of_at: datetime
    lead: str
    lead_sub: str
    figures: tuple[BoardFigure, ...] = ()
    tables: tuple[BoardTable, ...] = ()
