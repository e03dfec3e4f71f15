"""What did a house check find: one value per breach, and the walk over the files every check shares."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "intera"
TESTS = ROOT / "tests"

BELOW_THE_LINE = (
    "model",
    "trail",
    "experience",
    "signals",
    "impact",
    "recurrence",
    "sla",
    "governance",
    "coordination",
    "narrative",
    "roles",
)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One breach: where it is and what to do about it."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """One line, in the form editors jump to."""
        return f"{self.path}:{self.line}: {self.message}"


def report(findings: list[Finding]) -> str:
    """All findings as one message, one a line."""
    return "\n" + "\n".join(str(finding) for finding in sorted(findings))


def python_files(*folders: Path) -> Iterator[tuple[str, str]]:
    """Path (from the project's root) and text of every Python file in the folders, sorted."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def room_files(*rooms: str) -> Iterator[tuple[str, str]]:
    """Path and text of every Python file in the rooms."""
    yield from python_files(*(SOURCE / room for room in rooms))


def project_files() -> list[Path]:
    """Every file that belongs to the project: what git tracks, and what is new and not ignored.

    Without git (an unpacked archive) every file outside hidden and environment folders.
    """
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        names = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:
        names = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    return sorted(path for path in names if path.is_file())


def text_of(path: Path) -> str | None:
    """The file as text; None when it is not text."""
    raw = path.read_bytes()
    if b"\0" in raw[:8192]:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
