"""What is a release made from: the case, whose names apply, and the net under them."""

from dataclasses import dataclass

from intera.model.case import Case
from intera.model.operator import Operator
from intera.roles.screen import Screen


@dataclass(frozen=True, slots=True)
class Material:
    """One incident with everything known of it, the operator, and its screen of hidden words."""

    case: Case
    operator: Operator
    screen: Screen
