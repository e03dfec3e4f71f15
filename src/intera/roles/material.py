"""What is a release made from: the case, whose names apply, and the net under them."""

from dataclasses import dataclass
from datetime import datetime

from intera.coordination.playbook import Playbook
from intera.model.case import Case
from intera.model.operator import Operator
from intera.narrative.profiles import WordsPolicy
from intera.roles.screen import Screen


@dataclass(frozen=True, slots=True)
class Material:
    """One incident with all that is known of it, the operator, the screen of hidden words, the instant of release.

    `playbook` says what closing needs, `words` how many must agree to words; None where nobody asks.
    """

    case: Case
    operator: Operator
    screen: Screen
    at: datetime
    playbook: Playbook | None = None
    words: WordsPolicy | None = None
