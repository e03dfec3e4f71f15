"""What does a declared mapping say, and is it one: from a parsed YAML mapping to rules ready to run."""

import re
from collections.abc import Mapping as Members
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal, InvalidOperation
from typing import cast

from intera.connectors.mapping.extract import UnsafePatternError, compile_extract
from intera.connectors.port import FIELD_NAMES, MAX_REF_CHARS, TIME_FIELDS, find_zone
from intera.model.source import RecordKind

FORMATS = ("json", "jsonl", "csv")
PARENT = "^"
TIME_ISO = "iso"
TIME_EPOCH_S = "epoch_s"
TIME_EPOCH_MS = "epoch_ms"

Path = tuple[str, ...]

_MAX_PATH_STEPS = 16
_MAX_SCALE = 1_000_000_000
_TOP_KEYS = frozenset(
    {"format", "records", "delimiter", "each", "missing", "event_key", "kind", "fields", "internal_texts", "facets"}
)
_RULE_KEYS = frozenset(
    {"path", "first", "constant", "extract", "values", "otherwise", "default", "split", "scale", "time", "zone"}
)
_REQUIRED_FIELDS = ("external_id", "occurred_at", "state")
_TEXTS = "internal_texts"
_FACETS = "facets"


class InvalidMappingError(ValueError):
    """A declared mapping cannot be used; the sentence names the key and what to write there."""

    def __init__(self, key: str, problem: str) -> None:
        """Carries the key, dotted from the top of the mapping."""
        super().__init__(f"mapping key {key}: {problem}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Rule:
    """How one value is found and turned: the steps run in the order of these fields.

    `paths` are tried until one holds something; with none, `constant` is the value. `default` is
    used when nothing was found. `values` has case-folded keys; `otherwise` stands for all others,
    and without it an unlisted value refuses the record.
    """

    paths: tuple[Path, ...] = ()
    constant: object = None
    extract: re.Pattern[str] | None = None
    values: Members[str, object] | None = None
    otherwise: object = None
    default: object = None
    split: str = ""
    scale: Decimal | None = None
    time: str = ""
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A declared feed, ready to run.

    `records` leads to the list in a JSON document; `each` names lists inside one record that make
    one statement an item; `parent_paths` is what those items may read of the record around them.
    """

    file_format: str
    records: Path
    delimiter: str
    each: tuple[Path, ...]
    missing: frozenset[str]
    event_key: tuple[Rule, ...]
    kind: RecordKind | None
    fields: tuple[tuple[str, Rule], ...]
    internal_texts: tuple[tuple[str, Rule], ...]
    facets: tuple[tuple[str, Rule], ...]
    parent_paths: tuple[str, ...]


def parse_mapping(raw: Members[str, object]) -> Mapping:
    """The rules a parsed mapping declares.

    Args:
        raw: as loaded from YAML; the keys are listed in this folder's README.

    Returns:
        The mapping, patterns compiled and zones found.

    Raises:
        InvalidMappingError: one key cannot be used; it is named.
    """
    _check_keys(raw, _TOP_KEYS, "")
    file_format = _text(raw, "format", "")
    if file_format not in FORMATS:
        raise InvalidMappingError("format", f"write one of {', '.join(FORMATS)}")
    each = tuple(_path(path, f"each.{number}") for number, path in enumerate(_list(raw.get("each", []), "each")))
    if each and file_format == "csv":
        raise InvalidMappingError("each", "a csv row has no lists; remove it, or use split on a field")
    fields = _rules(raw.get("fields"), "fields")
    for name, _ in fields:
        if name not in FIELD_NAMES - {_TEXTS, _FACETS}:
            raise InvalidMappingError(f"fields.{name}", "no such field; see the list in the guide")
    for name in _REQUIRED_FIELDS:
        if name not in dict(fields):
            raise InvalidMappingError(f"fields.{name}", "every mapping declares it; add it")
    event_key = tuple(
        _rule(rule, f"event_key.{number}") for number, rule in enumerate(_list(raw.get("event_key", []), "event_key"))
    )
    texts = _rules(raw.get(_TEXTS, {}), _TEXTS)
    facets = _rules(raw.get(_FACETS, {}), _FACETS)
    rules = (*event_key, *(rule for _, rule in (*fields, *texts, *facets)))
    return Mapping(
        file_format=file_format,
        records=_path(raw["records"], "records") if "records" in raw else (),
        delimiter=_delimiter(raw.get("delimiter", ",")),
        each=each,
        missing=frozenset({"", *(_plain(item, "missing") for item in _list(raw.get("missing", []), "missing"))}),
        event_key=event_key,
        kind=_kind(raw.get("kind")),
        fields=fields,
        internal_texts=texts,
        facets=facets,
        parent_paths=_parent_paths(rules, has_items=bool(each)),
    )


def _parent_paths(rules: tuple[Rule, ...], *, has_items: bool) -> tuple[str, ...]:
    found = sorted({path[1] for rule in rules for path in rule.paths if path[0] == PARENT})
    if found and not has_items:
        raise InvalidMappingError(f"{PARENT}.{found[0]}", "only a mapping with each has a record around it; drop the ^")
    return tuple(found)


def _check_keys(raw: Members[str, object], known: frozenset[str], where: str) -> None:
    for key in raw:
        if key not in known:
            raise InvalidMappingError(f"{where}{key}", f"not known here; write one of {', '.join(sorted(known))}")


def _text(raw: Members[str, object], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value:
        raise InvalidMappingError(f"{where}{key}", "write a text here")
    return value


def _plain(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise InvalidMappingError(key, "write texts here, in quotes where YAML would read something else")
    return value


def _list(value: object, key: str) -> list[object]:
    if isinstance(value, list):
        return cast("list[object]", value)
    if isinstance(value, str | dict):
        return [cast("object", value)]
    raise InvalidMappingError(key, "write a list, or a single entry")


def _members(value: object, key: str) -> Members[str, object]:
    if not isinstance(value, dict):
        raise InvalidMappingError(key, "write an object of named entries here")
    members = cast("dict[object, object]", value)
    for name in members:
        if not isinstance(name, str):
            raise InvalidMappingError(f"{key}.{name}", "put this name in quotes; YAML reads it as something else")
    return cast("dict[str, object]", members)


def _path(value: object, key: str) -> Path:
    if not isinstance(value, str) or not value:
        raise InvalidMappingError(key, "write a path such as customer.sites.0.name")
    if value.startswith(f"{PARENT}."):
        # What is read of the parent is kept under its whole path, see the client's expansion.
        return (PARENT, value.removeprefix(f"{PARENT}."))
    steps = tuple(value.split("."))
    if "" in steps or len(steps) > _MAX_PATH_STEPS or len(value) > MAX_REF_CHARS:
        raise InvalidMappingError(key, f"a path has 1 to {_MAX_PATH_STEPS} names with single dots between")
    return steps


def _delimiter(value: object) -> str:
    if not isinstance(value, str) or len(value) != 1 or value in '"\r\n\x00':
        raise InvalidMappingError("delimiter", "write the one character between cells")
    return value


def _kind(value: object) -> RecordKind | None:
    if value is None:
        return None
    kinds = [kind.value for kind in RecordKind]
    if value not in kinds:
        raise InvalidMappingError("kind", f"write one of {', '.join(kinds)}")
    return RecordKind(cast("str", value))


def _rules(value: object, key: str) -> tuple[tuple[str, Rule], ...]:
    return tuple((name, _rule(raw, f"{key}.{name}")) for name, raw in sorted(_members(value, key).items()))


def _rule(value: object, key: str) -> Rule:
    if isinstance(value, str):
        return Rule(paths=(_path(value, key),), time=_default_time(key))
    raw = _members(value, key)
    _check_keys(raw, _RULE_KEYS, f"{key}.")
    if sum(name in raw for name in ("path", "first", "constant")) != 1:
        raise InvalidMappingError(key, "write exactly one of path, first, constant")
    if "path" in raw:
        paths = (_path(raw["path"], f"{key}.path"),)
    else:
        paths = tuple(_path(path, f"{key}.first") for path in _list(raw.get("first", []), f"{key}.first"))
    if "first" in raw and not paths:
        raise InvalidMappingError(f"{key}.first", "list at least one path")
    if "otherwise" in raw and "values" not in raw:
        raise InvalidMappingError(f"{key}.otherwise", "it completes values; add them or remove it")
    return Rule(
        paths=paths,
        constant=_value(raw.get("constant"), f"{key}.constant"),
        extract=_extract(raw, key),
        values=_values(raw, key),
        otherwise=_value(raw.get("otherwise"), f"{key}.otherwise"),
        default=_value(raw.get("default"), f"{key}.default"),
        split=_text(raw, "split", f"{key}.") if "split" in raw else "",
        scale=_scale(raw, key),
        time=_text(raw, "time", f"{key}.") if "time" in raw else _default_time(key),
        zone=_zone(raw, key),
    )


def _default_time(key: str) -> str:
    return TIME_ISO if key.removeprefix("fields.") in TIME_FIELDS else ""


def _value(value: object, key: str) -> object:
    if value is None or isinstance(value, str | int | bool):
        return value
    raise InvalidMappingError(key, "write a text, a whole number, true or false (a time in quotes)")


def _values(raw: Members[str, object], key: str) -> Members[str, object] | None:
    if "values" not in raw:
        return None
    named = _members(raw["values"], f"{key}.values")
    return {name.casefold(): _value(value, f"{key}.values.{name}") for name, value in named.items()}


def _extract(raw: Members[str, object], key: str) -> re.Pattern[str] | None:
    if "extract" not in raw:
        return None
    try:
        return compile_extract(_text(raw, "extract", f"{key}."))
    except UnsafePatternError as error:
        raise InvalidMappingError(f"{key}.extract", str(error)) from None


def _scale(raw: Members[str, object], key: str) -> Decimal | None:
    if "scale" not in raw:
        return None
    try:
        scale = Decimal(str(raw["scale"]))
    except InvalidOperation:
        scale = Decimal(0)
    if not scale.is_finite() or not 0 < scale <= _MAX_SCALE:
        raise InvalidMappingError(f"{key}.scale", "write a number above 0, such as 100 or 0.001")
    return scale


def _zone(raw: Members[str, object], key: str) -> tzinfo | None:
    if "zone" not in raw:
        return None
    zone = find_zone(_text(raw, "zone", f"{key}."))
    if zone is None:
        raise InvalidMappingError(f"{key}.zone", "write an IANA zone such as Europe/Lisbon")
    return zone
