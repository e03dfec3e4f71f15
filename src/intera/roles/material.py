"""What is a release made from: the case, whose names apply, and the net under them."""

from dataclasses import dataclass
from datetime import datetime

from intera.model.case import Case
from intera.model.operator import Operator
from intera.roles.screen import Screen


@dataclass(frozen=True, slots=True)
class Material:
    """One incident with all that is known of it, the operator, the screen of hidden words, the instant of release."""

    case: Case
    operator: Operator
    screen: Screen
    at: datetime
