"""Reads YAML as people wrote it: numbers keep their digits, times stay text, nothing may be said twice.

Plain YAML reads 99.9 as a binary float, 13:00 as 780 and NO as false; a contract is no place for that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

Place: TypeAlias = tuple[str | int, ...]

_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MOST_DIGITS = 15


class UnreadableYamlError(ValueError):
    """A file is not the YAML it should be; the message names the file and the line."""

    def __init__(self, name: str, line: int | None, why: str) -> None:
        """Names the file, the line and what to do."""
        super().__init__(f"{name}, line {line}: {why}" if line else f"{name}: {why}")
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class StrictYaml:
    """A file's mapping, and the line each place of it stands on, from 1."""

    name: str
    data: dict[str, object]
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest one above it that is written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_strict_yaml(path: Path) -> StrictYaml:
    """The mapping a YAML file holds.

    Args:
        path: the file.

    Returns:
        The mapping with the lines of its places.

    Raises:
        UnreadableYamlError: it cannot be read, says a thing twice, or is not a mapping.
    """
    try:
        return parse_strict_yaml(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableYamlError(path.name, None, f"cannot be read: {error}") from None


def parse_strict_yaml(text: str, name: str) -> StrictYaml:
    """The mapping a YAML text holds.

    Raises:
        UnreadableYamlError: as for a file.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        raise UnreadableYamlError(name, mark.line + 1 if mark else None, f"is no YAML: {why}") from None
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableYamlError(name, None, "must hold a mapping of keys to values")
    lines: dict[Place, int] = {}
    data = _value(node, (), lines, name)
    return StrictYaml(name, data if isinstance(data, dict) else {}, lines)  # type: ignore[arg-type]


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], name: str) -> object:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in found:
                raise UnreadableYamlError(name, line, f"says {key!r} twice; keep one of them")
            lines[(*place, key)] = line
            found[key] = _value(value_node, (*place, key), lines, name)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, (*place, number), lines, name) for number, each in enumerate(node.value)]
    text = str(node.value)
    is_quoted = isinstance(node, yaml.ScalarNode) and node.style is not None
    return text if is_quoted else _plain(text)


def _plain(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    digits = text.removeprefix("-")
    is_whole = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(text) if is_whole and (digits == "0" or not digits.startswith("0")) else text
