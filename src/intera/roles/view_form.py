"""What is a decision form on a page, and one rule as judged; see `view` for the rule these follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a decision form; `kind` is "hidden", "text", "area", "select", "check", "date" or "time".

    `notes` are read before one of the `options` is taken: its name and what it says.
    """

    kind: str
    name: str
    label: str = ""
    value: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    is_required: bool = True
    max_length: int = 500


@dataclass(frozen=True, slots=True)
class ActionForm:
    """One decision a person may take here; `closed` says why it cannot be taken, then there is no form."""

    key: str
    label: str
    button: str
    href: str
    intro: str
    fields: tuple[FormField, ...]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as judged."""

    name: str
    sees: str
    needs: str
    is_met: bool
