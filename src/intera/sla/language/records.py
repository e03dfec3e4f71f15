"""Which record of an outage starts or ends a clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intera.sla.language.problem import UnreadableTermError


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """One record, or the earliest or latest of several (those that are not there are left out)."""

    names: tuple[str, ...]
    is_latest: bool = False

    def choose(self, moments: Mapping[str, int]) -> int | None:
        """The second the clock starts or ends at; None when no such record is there."""
        found = [moments[name] for name in self.names if name in moments]
        if not found:
            return None
        return max(found) if self.is_latest else min(found)

    def __str__(self) -> str:
        """As it is written."""
        if len(self.names) == 1:
            return self.names[0]
        return f"{'latest' if self.is_latest else 'earliest'}({', '.join(self.names)})"


def parse_record_choice(raw: object) -> RecordChoice:
    """A choice of records: "from", "earliest(alarm_at, reported_at)", "latest(reported_at, released_at)".

    Raises:
        UnreadableTermError: it is written otherwise.
    """
    text = raw.strip() if isinstance(raw, str) else ""
    if match := re.fullmatch(r"(earliest|latest)\(([a-z_, ]+)\)", text):
        names = tuple(name.strip() for name in match.group(2).split(","))
        return RecordChoice(names, is_latest=match.group(1) == "latest")
    if re.fullmatch(r"[a-z_]+", text):
        return RecordChoice((text,))
    raise UnreadableTermError(
        f"{raw!r} is no record; write one such as reported_at, or earliest(alarm_at, reported_at)"
    )
