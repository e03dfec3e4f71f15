"""What is the coverage of an incident on a page; see `view` for the rule these follow."""

from dataclasses import dataclass

from intera.model.board import Board
from intera.roles.view_form import ActionForm


@dataclass(frozen=True, slots=True)
class CoverageCard:
    """What an incident's own page says of it; `kind` is "late" where somebody has to look."""

    text: str
    sub: str
    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The page: figures and tables, and what can be sent again."""

    incident_id: str
    title: str
    board: Board
    as_of: str
    as_of_iso: str
    actions: tuple[ActionForm, ...] = ()
