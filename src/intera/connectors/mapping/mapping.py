"""What does one record say under its declared mapping."""

from collections.abc import Mapping as Members
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from typing import cast

from intera.connectors.mapping.declaration import (
    PARENT,
    TIME_EPOCH_MS,
    TIME_EPOCH_S,
    TIME_ISO,
    InvalidMappingError,
    Mapping,
    Path,
    Rule,
    parse_mapping,
)
from intera.connectors.mapping.extract import extract_from
from intera.connectors.port import (
    MAX_WHOLE_NUMBER,
    RefusedError,
    build_record,
    digest_key,
    load_object,
    parse_epoch,
    parse_format,
    parse_iso,
    quoted,
)
from intera.model.source import RejectedRecord, RejectReason, Source, SourceRecord

_SETTING = "mapping"
_KEPT_MAPPINGS = 64
_LONGEST_NUMBER_CHARS = 40
_CLOCK = "occurred_at"

# Parsing a declaration costs more than mapping a record, so the last ones are kept. Keeping the raw
# value beside its mapping keeps its identity from being given to another one.
_parsed: dict[int, tuple[object, Mapping]] = {}


def mapping_of(source: Source) -> Mapping:
    """The rules a source declares.

    Args:
        source: `settings["mapping"]` is the parsed YAML.

    Returns:
        Its mapping.

    Raises:
        InvalidMappingError: none is declared, or it cannot be used.
    """
    raw = source.settings.get(_SETTING)
    known = _parsed.get(id(raw))
    if known is not None:
        return known[1]
    mapping = parse_mapping(_declared(raw))
    if len(_parsed) >= _KEPT_MAPPINGS:
        _parsed.clear()
    _parsed[id(raw)] = (raw, mapping)
    return mapping


def _declared(raw: object) -> Members[str, object]:
    if not isinstance(raw, Members):
        raise InvalidMappingError(_SETTING, "the source's settings hold none; declare it")
    return cast("Members[str, object]", raw)


def map_declared(body: bytes, source: Source) -> SourceRecord | RejectedRecord:
    """What one record says, in the product's words.

    Args:
        body: one JSON object, as `read_declared` gives it.
        source: `settings["mapping"]` is the declaration.

    Returns:
        The record, or why it was refused.
    """
    try:
        mapping = mapping_of(source)
        record = load_object(body)
        values = {name: value_of(mapping, rule, record, name) for name, rule in mapping.fields}
        texts = {name: _as_text(value_of(mapping, rule, record, name)) for name, rule in mapping.internal_texts}
        values["internal_texts"] = {name: text for name, text in texts.items() if text}
        facets = {name: _as_text(value_of(mapping, rule, record, name)) for name, rule in mapping.facets}
        values["facets"] = {name: text for name, text in facets.items() if text}
        key = event_key_of(mapping, record, body)
        return build_record(values, source, event_key=key, kind=mapping.kind or source.kind)
    except InvalidMappingError as error:
        return RejectedRecord(RejectReason.UNKNOWN_SOURCE, f"The source's mapping cannot be used: {error}.")
    except RefusedError as refusal:
        return refusal.rejected()


def event_key_of(mapping: Mapping, record: object, body: bytes) -> str:
    """What names one record: the declared parts, or its bytes where a part is missing.

    Args:
        mapping: the declaration.
        record: the parsed record.
        body: its bytes.

    Returns:
        The key.
    """
    parts: list[str] = []
    for rule in mapping.event_key:
        try:
            part = _as_text(value_of(mapping, rule, record, "event_key"))
        except RefusedError:
            part = ""
        if not part:
            return digest_key(body)
        parts.append(part)
    return "|".join(parts) if parts else digest_key(body)


def clock_of(mapping: Mapping, record: object) -> datetime | None:
    """When the record says it happened, None when it gives no usable time.

    Args:
        mapping: the declaration.
        record: the parsed record.

    Returns:
        Aware UTC, or None.
    """
    try:
        value = value_of(mapping, dict(mapping.fields)[_CLOCK], record, _CLOCK)
    except RefusedError:
        return None
    return value if isinstance(value, datetime) else None


def find_value(record: object, path: Path) -> object:
    """What stands at a path; None when nothing does.

    Args:
        record: any JSON value.
        path: names, or places in a list counted from 0; empty for the value itself.

    Returns:
        The value there.
    """
    if path and path[0] == PARENT:
        parent = cast("dict[str, object]", record).get(PARENT) if isinstance(record, dict) else None
        return cast("dict[str, object]", parent).get(path[1]) if isinstance(parent, dict) else None
    for step in path:
        if isinstance(record, dict):
            record = cast("dict[str, object]", record).get(step)
        elif isinstance(record, list) and step.isascii() and step.isdigit():
            items = cast("list[object]", record)
            place = int(step)
            record = items[place] if place < len(items) else None
        else:
            return None
    return record


def value_of(mapping: Mapping, rule: Rule, record: object, name: str) -> object:
    """What a rule makes of a record.

    Args:
        mapping: says what stands for "nothing".
        rule: the steps.
        record: the parsed record.
        name: the field, for a refusal.

    Returns:
        A JSON value, an instant for a time rule, or None.

    Raises:
        RefusedError: a value the rule does not know, or that is no number or time.
    """
    value = _found(mapping, rule, record)
    if value is None:
        # A default is already in the product's words.
        value = rule.default
    else:
        if rule.split and isinstance(value, str):
            value = [part for piece in value.split(rule.split) if (part := piece.strip())]
        if rule.values is not None:
            value = _listed(rule, rule.values, value, name)
        if rule.scale is not None:
            value = _scaled(rule.scale, value, name)
    return _timed(rule, value, name) if rule.time and value is not None else value


def _found(mapping: Mapping, rule: Rule, record: object) -> object:
    value = rule.constant
    for path in rule.paths:
        value = find_value(record, path)
        if value is not None and not (isinstance(value, str) and value in mapping.missing):
            break
        value = None
    if rule.extract is not None and value is not None:
        value = extract_from(_as_text(value), rule.extract)
    return None if value == "" else value


def _listed(rule: Rule, known: Members[str, object], value: object, name: str) -> object:
    if isinstance(value, list):
        return [_listed(rule, known, item, name) for item in cast("list[object]", value)]
    word = _as_text(value).casefold()
    if word in known:
        return known[word]
    if rule.otherwise is not None:
        return rule.otherwise
    raise RefusedError(
        RejectReason.MALFORMED, f"{name} is {quoted(value)}, which the mapping does not list; add it under values."
    )


def _scaled(scale: Decimal, value: object, name: str) -> int:
    text = _as_text(value)
    try:
        number = Decimal(text if len(text) <= _LONGEST_NUMBER_CHARS else "") * scale
        if number.is_finite() and abs(number) <= MAX_WHOLE_NUMBER:
            return int(number.to_integral_value(ROUND_HALF_UP))
    except DecimalException:
        pass
    raise RefusedError(RejectReason.BAD_NUMBER, f"{name} is {quoted(value)}, which is no number up to 10^15.")


def _timed(rule: Rule, value: object, name: str) -> datetime:
    if isinstance(value, str):
        if rule.time == TIME_ISO:
            return parse_iso(value, rule.zone)
        if rule.time not in {TIME_EPOCH_S, TIME_EPOCH_MS}:
            return parse_format(value, rule.time, rule.zone)
        value = _scaled(Decimal(1), value, name)
    if isinstance(value, int | float) and not isinstance(value, bool) and rule.time in {TIME_EPOCH_S, TIME_EPOCH_MS}:
        return parse_epoch(value, units_per_s=1 if rule.time == TIME_EPOCH_S else 1000)
    raise RefusedError(RejectReason.BAD_TIME, f"{name} is {quoted(value)}, which is no time as declared.")


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return ""
