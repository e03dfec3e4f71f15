"""How does a writer see the guard's reading: the words cut at its marks, a numbered list, one summary.

The list is the accessible version; the marks in the words only repeat it. Words that were not read
are never shown as clear. Source: design GUIDE sections 3 (Guard) and 4 (guard levels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intera.model.narrative import GuardLevel
from intera.roles.release_marks import ReadingState, ReleasedMark, ReleasedMarks

# What a mark without a safe form asks for.
_NO_FORM = {GuardLevel.MUST_CHANGE.value: "Remove or say it another way.", GuardLevel.CHECK.value: "Decide."}
_WHY_UNREAD = {
    ReadingState.UNKNOWN_INCIDENT.value: "There is no such incident.",
    ReadingState.NOT_TOLD.value: "Nobody is told in this language or of this audience. Choose another.",
    ReadingState.NO_OPERATOR.value: "No operator is loaded yet. Run intera load FOLDER first.",
    ReadingState.FAILED.value: "The guard failed on these words. Nothing was checked; change them and try again.",
}
_NO_FACTS = "Nothing may be said of this incident now. The marks are read as for confidence Low."


@dataclass(frozen=True, slots=True)
class MarkView:
    """One mark: its number, the words, why, and the safe form.

    `start` and `end` count UTF-16 units of the words as put, which is how browsers count.
    """

    number: int
    words: str
    rule: str
    level: str
    reason: str
    instead: str
    advice: str
    start: int
    end: int

    @property
    def is_must(self) -> bool:
        """Whether it blocks."""
        return self.level == GuardLevel.MUST_CHANGE.value


@dataclass(frozen=True, slots=True)
class StretchView:
    """A stretch of the words; `level` is empty where nothing is marked."""

    words: str
    level: str


@dataclass(frozen=True, slots=True)
class MarksView:
    """The guard's reading: `is_read` False says why in `summary`; only `is_clear` opens the way on."""

    is_read: bool
    code: str
    summary: str
    note: str
    marks: tuple[MarkView, ...]
    stretches: tuple[StretchView, ...]
    missing: tuple[str, ...]
    must_count: int
    check_count: int
    confidence_percent: int

    @property
    def is_clear(self) -> bool:
        """Whether the words were read, nothing must change and no required part is missing."""
        return self.is_read and not self.must_count and not self.missing


def view_marks(released: ReleasedMarks, words: str) -> MarksView:
    """The reading as its writer sees it.

    Args:
        released: from `release_marks` or `release_unread`.
        words: as they were put.

    Returns:
        The view; a reading that does not fit the words counts as none.
    """
    state = released["state"]
    if state != ReadingState.READ.value:
        return view_unread(state, _WHY_UNREAD.get(state, _WHY_UNREAD[ReadingState.FAILED.value]), words)
    marks = sorted(released["marks"], key=lambda mark: (mark["start"], mark["end"]))
    if any(not 0 <= mark["start"] < mark["end"] <= len(words) for mark in marks):
        return view_unread(ReadingState.FAILED.value, _WHY_UNREAD[ReadingState.FAILED.value], words)
    seen = [_mark_view(number, mark, words) for number, mark in enumerate(marks, start=1)]
    must_count = sum(mark.is_must for mark in seen)
    missing = tuple(released["missing"])
    return MarksView(
        is_read=True,
        code=state,
        summary=_summary(must_count, len(seen) - must_count, missing),
        note="" if released["has_facts"] else _NO_FACTS,
        marks=tuple(seen),
        stretches=_stretches(marks, words),
        missing=missing,
        must_count=must_count,
        check_count=len(seen) - must_count,
        confidence_percent=released["confidence_percent"],
    )


def view_unread(code: str, why: str, words: str) -> MarksView:
    """Words that were not read, as their writer sees them: unmarked, and never clear.

    Args:
        code: a short word for the reason.
        why: the sentence shown.
        words: as they were put.

    Returns:
        The view.
    """
    stretches = (StretchView(words, ""),) if words else ()
    return MarksView(
        is_read=False,
        code=code,
        summary=why,
        note="",
        marks=(),
        stretches=stretches,
        missing=(),
        must_count=0,
        check_count=0,
        confidence_percent=0,
    )


def _mark_view(number: int, mark: ReleasedMark, words: str) -> MarkView:
    start = _units(words[: mark["start"]])
    marked = words[mark["start"] : mark["end"]]
    return MarkView(
        number=number,
        words=marked,
        rule=mark["rule"],
        level=mark["level"],
        reason=mark["reason"],
        instead=mark["instead"],
        advice="" if mark["instead"] else _NO_FORM.get(mark["level"], ""),
        start=start,
        end=start + _units(marked),
    )


def _units(words: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _summary(must_count: int, check_count: int, missing: Sequence[str]) -> str:
    said: list[str] = []
    if must_count:
        said.append(f"{must_count} must change")
    if check_count:
        said.append(f"{check_count} to decide")
    if missing:
        said.append(f"missing: {', '.join(missing).lower()}")
    return ", ".join(said) if said else "Clear"


def _stretches(marks: Sequence[ReleasedMark], words: str) -> tuple[StretchView, ...]:
    """The words cut where marks begin and end; of two that overlap the stricter one counts."""
    edges = sorted({0, len(words), *(mark["start"] for mark in marks), *(mark["end"] for mark in marks)})
    found: list[StretchView] = []
    for start, end in pairwise(edges):
        over = {mark["level"] for mark in marks if mark["start"] <= start and end <= mark["end"]}
        level = next((one for one in (GuardLevel.MUST_CHANGE.value, GuardLevel.CHECK.value) if one in over), "")
        if found and found[-1].level == level:
            found[-1] = StretchView(found[-1].words + words[start:end], level)
        else:
            found.append(StretchView(words[start:end], level))
    return tuple(found)
