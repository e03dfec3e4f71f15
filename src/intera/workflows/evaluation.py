"""What does an evaluation come to: the data it read, the split, the scores with their intervals, the baselines.

Every task is one module `evaluate_<task>.py` that scores the running code on a labelled log, in
the order of its time: at each instant only what was known then. Each task's own module says what
it states, what counts as having happened, and when that became known.
"""

import csv
import gzip
import hashlib
import json
import random
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from intera.experience.scores import (
    Score,
    ScoreInterval,
    auc,
    average_precision,
    brier,
    expected_calibration_error,
    find_interval,
    tabulate_reliability,
)

# The earlier share of the rows is there to learn and tune on. Source: issue 3 (tune on the earlier
# part, report on the later).
EARLIER_PERCENT = 60
# Enough that the 95 percent bounds of a score stand still to about two digits.
RESAMPLE_COUNT = 200
# So that two runs print the same intervals.
RESAMPLE_SEED = 20_160_501
_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK_BYTES = 1 << 20

FIGURES: Mapping[str, Score] = {
    "auc": auc,
    "average_precision": average_precision,
    "brier": brier,
    "ece": expected_calibration_error,
}


class BadDataError(ValueError):
    """The data cannot be evaluated; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class DataFiles:
    """The files of one data set, oldest name first, and how to name them in a report."""

    paths: tuple[Path, ...]

    @property
    def path(self) -> str:
        """The file, or the folder of several."""
        return str(self.paths[0] if len(self.paths) == 1 else self.paths[0].parent)

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes, or of all files' bytes one after the other in order of name."""
        digest = hashlib.sha256()
        for path in self.paths:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one task scored: `rows` counts the later cases scored, metrics and baselines are plain JSON values."""

    task: str
    path: str
    sha256: str
    split_at: datetime
    rows: int
    metrics: Mapping[str, object] = field(default_factory=dict[str, object])
    baselines: Mapping[str, object] = field(default_factory=dict[str, object])

    def to_document(self) -> dict[str, object]:
        """The evaluation as one JSON document."""
        return {
            "task": self.task,
            "data": {"path": self.path, "sha256": self.sha256},
            "split_at": self.split_at.isoformat(),
            "rows": self.rows,
            "metrics": dict(self.metrics),
            "baselines": dict(self.baselines),
        }


def find_tables(given: Path, columns: Sequence[str]) -> DataFiles:
    """The CSV files that have these columns, plain or gzip: the one given, or all in a folder or the folders in it.

    Files are told by their columns, never by their names. All that lie in the same folder belong together.

    Args:
        given: a file, the data set's own folder, or a folder that holds it.
        columns: what a header must have to count.

    Returns:
        The files, by name.

    Raises:
        BadDataError: nothing there, or nothing with these columns.
    """
    wanted = set(columns)
    return _find(
        given,
        (".csv", ".csv.gz"),
        lambda path: wanted <= set(_header(path)),
        f"no CSV with the columns {', '.join(columns)}",
    )


def find_lines(given: Path, keys: Sequence[str]) -> DataFiles:
    """The JSON lines files whose first object has these keys, found as `find_tables` finds tables.

    Args:
        given: a file, the data set's own folder, or a folder that holds it.
        keys: what the first object must have to count.

    Returns:
        The files, by name.

    Raises:
        BadDataError: nothing there, or nothing with these keys.
    """
    wanted = set(keys)
    return _find(
        given,
        (".jsonl", ".jsonl.gz"),
        lambda path: wanted <= set(next(read_lines(DataFiles((path,))), dict[str, object]())),
        f"no JSON lines with the keys {', '.join(keys)}",
    )


def read_table(files: DataFiles) -> Iterator[dict[str, str]]:
    """Every row of the files, one after the other, by column name.

    Args:
        files: from `find_tables`.

    Yields:
        One row; a missing cell is empty.

    Raises:
        BadDataError: a file cannot be read to its end.
    """
    for path in files.paths:
        with open_text(path) as stream:
            for row in csv.DictReader(stream, restval=""):
                yield {name: text for name, text in row.items() if isinstance(name, str)}


def read_lines(files: DataFiles) -> Iterator[dict[str, object]]:
    """Every object of the JSON lines files, one after the other.

    Args:
        files: from `find_lines`.

    Yields:
        One object.

    Raises:
        BadDataError: a file cannot be read to its end, or a line is no object.
    """
    for path in files.paths:
        with open_text(path) as stream:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                try:
                    value: object = json.loads(line)
                except ValueError:
                    value = None
                if not isinstance(value, dict):
                    raise BadDataError(f"{path.name}: line {number} is no JSON object; export one object a line")
                yield cast("dict[str, object]", value)


def _find(given: Path, endings: tuple[str, ...], is_wanted: Callable[[Path], bool], otherwise: str) -> DataFiles:
    if given.is_file():
        candidates = [[given]]
    elif given.is_dir():
        folders = [given, *sorted(path for path in given.iterdir() if path.is_dir())]
        candidates = [
            sorted(path for path in folder.iterdir() if path.is_file() and path.name.endswith(endings))
            for folder in folders
        ]
    else:
        raise BadDataError(f"there is no file or folder {given}; give --data the folder of the data set")
    unreadable: BadDataError | None = None
    for paths in candidates:
        found: list[Path] = []
        for path in paths:
            try:
                if is_wanted(path):
                    found.append(path)
            except BadDataError as error:
                unreadable = error
        if found:
            return DataFiles(tuple(found))
    if unreadable is not None:
        raise unreadable
    raise BadDataError(f"{given} holds {otherwise}; see docs/evaluation.md for the inputs of each task")


def _header(path: Path) -> list[str]:
    with open_text(path) as stream:
        return next(csv.reader(stream), list[str]())


def check_readable(files: DataFiles) -> None:
    """Reads the files to their ends, so that a damaged one is refused before it is half used.

    Args:
        files: from `find_tables` or `find_lines`.

    Raises:
        BadDataError: one cannot be read to its end.
    """
    for path in files.paths:
        with open_bytes(path) as stream:
            while stream.read(_CHUNK_BYTES):
                pass


@contextmanager
def open_bytes(path: Path) -> Generator[BinaryIO]:
    """The file's bytes, unpacked where it is gzip.

    Args:
        path: the file.

    Yields:
        The stream.

    Raises:
        BadDataError: the file cannot be read, or not to its end.
    """
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == _GZIP_MAGIC
            plain.seek(0)
            if packed:
                with gzip.open(plain, "rb") as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield plain
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadDataError(f"{path.name} is a damaged gzip file; fetch it again") from error
    except UnicodeDecodeError as error:
        raise BadDataError(f"{path.name} is not UTF-8 text; export it as UTF-8") from error
    except csv.Error as error:
        raise BadDataError(f"{path.name} is no readable CSV ({error}); export it again") from error
    except OSError as error:
        raise BadDataError(f"{path} cannot be read; check that it is there and may be read") from error


@contextmanager
def open_text(path: Path) -> Generator[TextIOWrapper]:
    """The file as UTF-8 text, unpacked where it is gzip; refuses as `open_bytes` does."""
    with open_bytes(path) as stream:
        yield TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def split_instant(instants: Sequence[datetime], split_at: datetime | None) -> datetime:
    """Where the later part begins: the instant asked for, else the one that leaves `EARLIER_PERCENT` before it.

    Args:
        instants: of all cases, any order, aware.
        split_at: what was asked for; None for the default.

    Returns:
        The first instant of the later part.

    Raises:
        BadDataError: no case, or none on either side.
    """
    if not instants:
        raise BadDataError("the data holds no case that can be scored; check that it is the right set")
    ordered = sorted(instants)
    chosen = split_at or ordered[min(len(ordered) - 1, len(ordered) * EARLIER_PERCENT // 100)]
    if chosen.tzinfo is None:
        chosen = chosen.replace(tzinfo=UTC)
    if ordered[-1] < chosen:
        raise BadDataError(
            f"no case lies after the split at {chosen.isoformat()}; the last is of {ordered[-1].isoformat()}"
        )
    return chosen


@lru_cache(maxsize=2)
def draw_resamples(count: int) -> tuple[tuple[int, ...], ...]:
    """Places of `count` cases drawn with replacement, `RESAMPLE_COUNT` times, the same at every run."""
    chance = random.Random(RESAMPLE_SEED)  # noqa: S311 - an interval needs repeatable chance, not secrecy
    places = range(count)
    return tuple(tuple(chance.choices(places, k=count)) for _ in range(RESAMPLE_COUNT))


def score_forecasts(
    forecasts: Sequence[float], outcomes: Sequence[bool], *, figures: Sequence[str] = tuple(FIGURES)
) -> dict[str, object]:
    """The scores of a forecaster with their intervals, its reliability table, and how many cases happened.

    Args:
        forecasts: stated ratios, 0 to 1, of the later part.
        outcomes: what happened, in the same order.
        figures: which of `FIGURES`.

    Returns:
        JSON values: {"auc": {"value", "low", "high"}, …, "happened_count", "case_count", "reliability": […]}.
    """
    resamples = draw_resamples(len(forecasts))
    found: dict[str, object] = {
        name: say_interval(find_interval(FIGURES[name], forecasts, outcomes, resamples=resamples)) for name in figures
    }
    found["case_count"] = len(outcomes)
    found["happened_count"] = sum(outcomes)
    found["reliability"] = [
        {
            "count": row.forecast_count,
            "lowest": _rounded(row.lowest_ratio),
            "highest": _rounded(row.highest_ratio),
            "stated": _rounded(row.stated_ratio),
            "happened": _rounded(row.happened_ratio),
        }
        for row in tabulate_reliability(forecasts, outcomes)
    ]
    return found


def say_interval(interval: ScoreInterval) -> dict[str, float | None]:
    """An interval as JSON values, to four digits."""
    return {"value": _rounded(interval.value), "low": _rounded(interval.low), "high": _rounded(interval.high)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
