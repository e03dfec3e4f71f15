"""A command as given: its fields as text, checked as they are read, and how it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from intera.governance.policy_book import PolicyBook
from intera.model.case import Case
from intera.model.decision import Actor, Decision, Plain
from intera.workflows.rulebook import Rulebook

REASON_CHARS_MIN = 5
TEXT_CHARS_MAX = 500
NUMBER_CHARS_MAX = 9
YES = (True, "true", "yes", "on", "1")


class CommandRefusedError(ValueError):
    """A command cannot be carried out; nothing was changed."""

    def __init__(self, code: str, message: str) -> None:
        """Carries a short code and the one sentence the person sees."""
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Given:
    """A command as given: its fields as text, who gave it, when on the domain clock, and under which rules."""

    fields: Mapping[str, Plain]
    actor: Actor
    at: datetime
    policies: PolicyBook
    rules: Rulebook | None = None

    def text(self, name: str, *, chars_min: int = 0) -> str:
        """A field's text, trimmed; refused when too short, too long or holding control characters."""
        value = self.fields.get(name, "")
        text = value.strip() if isinstance(value, str) else ""
        if len(text) < chars_min:
            raise CommandRefusedError("too_short", _too_short(name, chars_min))
        if len(text) > TEXT_CHARS_MAX:
            raise CommandRefusedError("too_long", f"The {_label(name)} may have {TEXT_CHARS_MAX} characters.")
        if any(ord(character) < ord(" ") for character in text):
            raise CommandRefusedError("bad_text", f"The {_label(name)} holds characters that cannot be shown.")
        return text

    def number(self, name: str, *, low: int, high: int) -> int:
        """A field's whole number within bounds, else refused."""
        value = self.fields.get(name, "")
        text = value.strip() if isinstance(value, str) else str(value)
        is_number = text.isascii() and text.isdigit() and len(text) <= NUMBER_CHARS_MAX
        if not is_number or not low <= int(text) <= high:
            raise CommandRefusedError("bad_number", f"Give a whole number from {low} to {high} for the {_label(name)}.")
        return int(text)

    def instant(self, name: str) -> datetime:
        """A field's instant with its zone, else refused."""
        try:
            instant = datetime.fromisoformat(self.text(name))
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None:
            raise CommandRefusedError("bad_time", f"Give the {_label(name)} as a date and time with its zone.")
        return instant


def _too_short(name: str, chars_min: int) -> str:
    if chars_min == 1:
        return f"The {_label(name)} is missing."
    return f"Write at least {chars_min} characters for the {_label(name)}."


def _label(name: str) -> str:
    return name.replace("_", " ").removesuffix(" at")


Changed = tuple[Case, Decision]


def touched(case: Case, given: Given) -> Case:
    """The case as changed at the time of the command."""
    return replace(case, incident=replace(case.incident, updated_at=given.at))
