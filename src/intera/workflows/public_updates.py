"""What have operators told the public, and what did their routers say: texts with their instants, source by source.

Files are told by their keys, never by their names: outage notices, posts of status pages of three
makes, and messages of devices. A source is named by its site where its rows say so, else by its folder.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from intera.workflows.evaluation import BadDataError, DataFiles, find_lines, read_lines


@dataclass(frozen=True, slots=True)
class FoundText:
    """One text as it was told: `is_public` False for a device's own message, which has no instant of use."""

    source: str
    at: datetime
    text: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class FoundTexts:
    """Every text of every set found, and the files they stand in."""

    files: DataFiles
    texts: tuple[FoundText, ...]


_Row = Mapping[str, object]
_Read = Callable[[str, _Row], Iterator[FoundText]]
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def read_public_updates(given: Path) -> FoundTexts:
    """Every public update and device message in a folder, or in the folders within it.

    Args:
        given: a file, a data set's own folder, or a folder that holds several.

    Returns:
        The texts, in order of source and instant.

    Raises:
        BadDataError: nothing there, nothing of a kind we know, or a file that cannot be read.
    """
    if not given.exists():
        raise BadDataError(f"there is no file or folder {given}; give --data the folder of the data set")
    folders = [given, *sorted(path for path in given.iterdir() if path.is_dir())] if given.is_dir() else [given]
    texts: list[FoundText] = []
    paths: dict[Path, None] = {}
    for folder in folders:
        for keys, read in _KINDS:
            files = _found(folder, keys)
            for row in read_lines(files) if files else ():
                texts += (one for one in read(folder.name, row) if one.text.strip())
            paths.update(dict.fromkeys(files.paths if files else ()))
    if not texts:
        # Says in the usual words what is missing.
        find_lines(given, _KINDS[0][0])
        raise BadDataError(f"{given} holds no public update; see docs/evaluation.md for the inputs of each task")
    texts.sort(key=lambda one: (one.source, one.at, one.text))
    return FoundTexts(DataFiles(tuple(paths)), tuple(texts))


def _found(folder: Path, keys: Sequence[str]) -> DataFiles | None:
    here = [folder] if folder.is_file() else sorted(path for path in folder.iterdir() if path.is_file())
    fitting: list[Path] = []
    for path in here:
        if not path.name.endswith((".jsonl", ".jsonl.gz")):
            continue
        try:
            fitting += find_lines(path, keys).paths
        except BadDataError:
            # Another kind of file; one that is damaged is refused when it is read for its own kind.
            continue
    return DataFiles(tuple(fitting)) if fitting else None


def _of_notices(folder: str, row: _Row) -> Iterator[FoundText]:
    at = _instant(row.get("first_seen"))
    if at is None:
        return
    yield FoundText(folder, at, _text(row.get("summary")))
    for update in _rows(row.get("updates")):
        yield FoundText(folder, _instant(update.get("first_seen")) or at, _text(update.get("text")))


def _of_cloud(folder: str, row: _Row) -> Iterator[FoundText]:
    for update in _rows(row.get("updates")):
        at = _instant(update.get("when")) or _instant(row.get("begin"))
        if at is not None:
            yield FoundText(folder, at, _text(update.get("text")))


def _of_status_page(folder: str, row: _Row) -> Iterator[FoundText]:
    for update in _rows(row.get("updates")):
        at = _instant(update.get("display_at")) or _instant(row.get("created_at"))
        if at is not None:
            yield FoundText(folder, at, _text(update.get("body")))


def _of_posts(folder: str, row: _Row) -> Iterator[FoundText]:
    at = _instant(row.get("date"))
    if at is not None:
        # A comment of the source file is never shown.
        yield FoundText(_text(row.get("site")) or folder, at, _COMMENT.sub("", _text(row.get("body"))))


def _of_devices(folder: str, row: _Row) -> Iterator[FoundText]:
    yield FoundText(folder, _BEFORE_ALL, _text(row.get("message")), is_public=False)


_KINDS: tuple[tuple[tuple[str, ...], _Read], ...] = (
    (("id", "first_seen", "affected_area", "updates", "summary"), _of_notices),
    (("id", "begin", "external_desc", "updates"), _of_cloud),
    (("id", "created_at", "shortlink", "updates"), _of_status_page),
    (("site", "body", "date"), _of_posts),
    (("os", "event", "message"), _of_devices),
)


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def _text(value: object) -> str:
    """Text without the mark some programs put at the start of a file."""
    return value.removeprefix("\ufeff") if isinstance(value, str) else ""


def _rows(value: object) -> list[_Row]:
    rows = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("_Row", row) for row in rows if isinstance(row, Mapping)]
