"""Which reading of each ambiguous clause is taken: named, declared, printed with every result.

Wherever a text allows more than one answer the contract writes `$name`, and declares under `readings` what
the name may stand for and which one is taken. A trial may take another one.

Source: notes on SLA engines section 0, point 6 (every ambiguity is a declared parameter).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from intera.sla.language.problem import Path, Problem

READINGS_KEY = "readings"


@dataclass(frozen=True, slots=True)
class Reading:
    """One ambiguity settled: which choice is taken of which, and why."""

    name: str
    taken: str
    choices: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class ReadContract:
    """A contract's plain data with every reading put in place."""

    data: Mapping[str, object]
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]


def apply_readings(raw: Mapping[str, object], *, chosen: Mapping[str, str] | None = None) -> ReadContract:
    """The contract with each `$name` replaced by the reading taken.

    Args:
        raw: the contract's plain data; `readings` holds, per name, `take`, `choices` (a list of values, or a
            mapping of names to values) and `because`.
        chosen: readings to take instead of the declared ones, by name.

    Returns:
        The data without its `readings`, the readings taken, and what is wrong with them.
    """
    problems: list[Problem] = []
    values: dict[str, object] = {}
    taken: list[Reading] = []
    declared = raw.get(READINGS_KEY, {})
    if not isinstance(declared, Mapping):
        problems.append(Problem("reading", (READINGS_KEY,), "must be a mapping of names to readings"))
        declared = dict[str, object]()
    for name, written in cast("Mapping[str, object]", declared).items():
        reading = _reading(str(name), written, (chosen or {}).get(str(name)), values, problems)
        if reading is not None:
            taken.append(reading)
    problems += [
        Problem("reading", (READINGS_KEY,), f"no reading is called {name!r}; declare it or leave it out")
        for name in sorted(set(chosen or {}) - {each.name for each in taken})
    ]
    used: set[str] = set()
    data = {key: _put(value, (key,), values, used, problems) for key, value in raw.items() if key != READINGS_KEY}
    problems += [
        Problem("reading", (READINGS_KEY, name), f"is used nowhere; write ${name} where it decides")
        for name in sorted(set(values) - used)
    ]
    return ReadContract(data, tuple(taken), tuple(problems))


def _reading(
    name: str, written: object, chosen: str | None, values: dict[str, object], problems: list[Problem]
) -> Reading | None:
    path: Path = (READINGS_KEY, name)
    if not isinstance(written, Mapping):
        problems.append(Problem("reading", path, "must say take and choices"))
        return None
    said = cast("Mapping[str, object]", written)
    listed = said.get("choices")
    choices: dict[str, object] = {}
    if isinstance(listed, Mapping):
        choices = {str(key): value for key, value in cast("Mapping[object, object]", listed).items()}
    elif isinstance(listed, list | tuple):
        choices = {str(each): each for each in cast("Sequence[object]", listed)}
    take = chosen if chosen is not None else str(said.get("take", ""))
    unknown = sorted(set(said) - {"take", "choices", "because"})
    if unknown:
        problems.append(
            Problem("unknown-key", (*path, unknown[0]), "is not known here; the keys are take, choices, because")
        )
    if take not in choices:
        known = ", ".join(choices) or "none, so list some"
        problems.append(Problem("reading", path, f"takes {take!r}, which is not among its choices: {known}"))
        return None
    values[name] = choices[take]
    return Reading(name, take, tuple(choices), str(said.get("because", "")))


def _put(value: object, path: Path, values: Mapping[str, object], used: set[str], problems: list[Problem]) -> object:
    if isinstance(value, str) and value.startswith("$"):
        name = value[1:]
        if name not in values:
            problems.append(Problem("reading", path, f"asks for the reading {name!r}, which is not declared"))
            return value
        used.add(name)
        return _put(values[name], path, values, used, problems)
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value)
        return {key: _put(each, (*path, str(key)), values, used, problems) for key, each in entries.items()}
    if isinstance(value, list | tuple):
        listed = cast("Sequence[object]", value)
        return [_put(each, (*path, place), values, used, problems) for place, each in enumerate(listed)]
    return value
