"""What do an operator's public outage notices say: when each was first seen, where, and until when.

Only what a notice said when it was first seen is read of its place; titles are edited afterwards.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from intera.workflows.evaluation import BadDataError, DataFiles, find_lines, read_lines

NOTICE_KEYS = ("id", "first_seen", "regions", "title_history", "affected_area")

# "Oct 9 - Fort Langley (Walnut Grove) | All Services - Outage (Fix in Progress)": the date goes, and
# what stands behind the bar, which some notices write as a lone letter l.
_DASH = "-\u2013\u2014:"
_DATE = re.compile(
    r"^\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s*[{_DASH}]*|[{_DASH}]+)\s*",
    re.IGNORECASE,
)
_BAR = re.compile(r"\||\sl\s")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SEVERAL = re.compile(r",|&|/|\band\b", re.IGNORECASE)
_REAL_REFERENCE = re.compile(r"INC\d+")


@dataclass(frozen=True, slots=True)
class OutageNotice:
    """One notice: `area` and `town` are names in small letters, empty where the notice names none."""

    notice_id: str
    first_seen_at: datetime
    ended_at: datetime | None
    area: str
    town: str
    place_kind: str
    regions: tuple[str, ...]
    reference: str


def find_notices(folder: Path) -> DataFiles:
    """The files of outage notices in a folder, told by their keys; raises BadDataError when there are none."""
    return find_lines(folder, NOTICE_KEYS)


def read_notices(files: DataFiles) -> tuple[OutageNotice, ...]:
    """Every notice of the files once, in order of first sight.

    Args:
        files: from `find_notices`.

    Returns:
        The notices; of one that stands in two files the first.

    Raises:
        BadDataError: a notice has no id or no readable instant.
    """
    by_id: dict[str, OutageNotice] = {}
    for notice in _read(files):
        by_id.setdefault(notice.notice_id, notice)
    return tuple(sorted(by_id.values(), key=lambda one: (one.first_seen_at, one.notice_id)))


def _read(files: DataFiles) -> Iterator[OutageNotice]:
    for number, row in enumerate(read_lines(files), start=1):
        first_seen_at = _instant(row.get("first_seen"))
        if first_seen_at is None or not row.get("id"):
            raise BadDataError(
                f"notice {number} has no id or no readable first_seen; export both, as 2021-03-01T12:00:00Z"
            )
        ended_at = next(
            (at for key in ("resolved_seen", "gone_at", "last_seen") if (at := _instant(row.get(key)))), None
        )
        written = _place_of(row)
        reference = _text(row.get("reference_number"))
        yield OutageNotice(
            notice_id=_text(row["id"]),
            first_seen_at=first_seen_at,
            ended_at=ended_at,
            area=plain_name(written),
            town=plain_name(re.split(r"[(,&]", written)[0]),
            place_kind=_place_kind(written),
            regions=tuple(sorted(_text(one) for one in _list(row.get("regions")))),
            reference=reference if _REAL_REFERENCE.fullmatch(reference) else "",
        )


def plain_name(text: str) -> str:
    """A name in small letters and digits, single spaces, without "and"; two spellings of a place often agree so."""
    return " ".join(word for word in _NOT_A_WORD.sub(" ", text.lower()).split() if word != "and")


def _place_of(row: Mapping[str, object]) -> str:
    """The place in the title as first seen; where that holds none, the area the notice names."""
    titles = _list(row.get("title_history"))
    first = cast("Mapping[str, object]", titles[0]) if titles and isinstance(titles[0], Mapping) else None
    place = _BAR.split(_DATE.sub("", _text(first.get("title"))))[0].strip() if first else ""
    return place if plain_name(place) else _text(row.get("affected_area"))


def _place_kind(written: str) -> str:
    """Whether a place is a whole town, one part of it, or several parts."""
    if "(" not in written:
        return "town"
    return "several parts" if _SEVERAL.search(written.split("(", 1)[1]) else "one part"


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _list(value: object) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else []
