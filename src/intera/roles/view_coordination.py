"""What does a role see of who has an incident, what climbed the ladder, what is still to do, and may it be closed.

See `view` for the rule these follow.
"""

from dataclasses import dataclass

from intera.roles.view import Badge
from intera.roles.view_form import ActionForm, RuleRow


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One escalation note in a line: the rung it reached, what it is about; `href` is the note itself."""

    number: int
    headline: str
    text: str
    href: str
    is_open: bool
    actions: tuple[ActionForm, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteView:
    """One escalation note, whole, for the screen and for paper."""

    incident_id: str
    number: int
    title: str
    badge: Badge
    about: str
    promise: str
    facts: tuple[tuple[str, str], ...]
    stakes: tuple[str, ...]
    evidence: tuple[str, ...]
    next_rung: str
    answer: str
    is_open: bool
    actions: tuple[ActionForm, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """One follow-up; `state` is "open", "late" or "done"."""

    title: str
    owner: str
    when: str
    state: str
    outcome: str = ""
    actions: tuple[ActionForm, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What closing needs, and how a person closed or opened it again before."""

    title: str
    note: str
    rules: tuple[RuleRow, ...]
    past: tuple[str, ...]
    actions: tuple[ActionForm, ...]


@dataclass(frozen=True, slots=True)
class CoordinationView:
    """Everything of an incident that is about people keeping their word to each other."""

    notes: tuple[NoteRow, ...] = ()
    hand_overs: tuple[str, ...] = ()
    eta_steps: tuple[str, ...] = ()
    eta_actions: tuple[ActionForm, ...] = ()
    follow_ups: tuple[AgreedRow, ...] = ()
    follow_up_actions: tuple[ActionForm, ...] = ()
    closing: ClosingView | None = None
