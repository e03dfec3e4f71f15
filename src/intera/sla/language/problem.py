"""What is wrong with a contract or a fact, and where in the file it stands."""

from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]


def dotted(path: Path) -> str:
    """A place in a file as people write it, `remedies.uptime.rows[2]`; "the file" for its top."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text or "the file"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the rule it breaks (a slug), where it stands, and a sentence that says what to do."""

    rule: str
    path: Path
    sentence: str

    @property
    def place(self) -> str:
        """The place in the file."""
        return dotted(self.path)


class UnreadableTermError(ValueError):
    """A value is written in a way the contract language does not know."""

    def __init__(self, sentence: str, *, rule: str = "unreadable") -> None:
        """Carries the sentence and the rule broken."""
        super().__init__(sentence)
        self.rule = rule


class UnusableContractError(ValueError):
    """A contract cannot be settled; it carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Names the first problem and counts the others."""
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{first.place}: {first.sentence}{more}")
        self.problems = problems
