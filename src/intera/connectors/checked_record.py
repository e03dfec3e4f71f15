"""Do these values make a statement: each SourceRecord field checked for type, range and safe text.

Used by connectors whose records already speak in the model's field names.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from intera.connectors.instants import parse_iso
from intera.connectors.limits import MAX_KEY_CHARS, MAX_LIST_ITEMS, MAX_WHOLE_NUMBER
from intera.connectors.plain_text import check_ref, check_text, keep_internal
from intera.connectors.refusal import RefusedError, quoted
from intera.model.source import RecordKind, RejectReason, ReportedState, Source, SourceRecord

_REQUIRED = ("external_id", "occurred_at", "state")
_TRUE_FALSE = {"true": True, "false": False}
_LONGEST_INT_CHARS = len(str(-MAX_WHOLE_NUMBER))
_LOWEST_PRIORITY = 5
_MAX_CONTACT_RATIO_PERCENT = 1_000_000
_ETA_ORDER = ("eta_earliest_at", "eta_best_at", "eta_latest_at")


def _ref(name: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise RefusedError(RejectReason.MALFORMED, f"{name} must be text; {quoted(value)} is not.")
    return check_ref(value.strip(), name)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise RefusedError(RejectReason.MALFORMED, f"{name} must be text; {quoted(value)} is not.")
    return check_text(value, name)


def _refs(name: str, value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    if len(items) > MAX_LIST_ITEMS:
        raise RefusedError(
            RejectReason.OVERSIZED, f"{name} lists more than {MAX_LIST_ITEMS:,} entries; send several records."
        )
    return tuple(sorted({ref for item in items if (ref := _ref(name, item))}))


def whole_number(name: str, value: object, *, lowest: int = 0, highest: int = MAX_WHOLE_NUMBER) -> int:
    """A whole number within its range.

    Args:
        name: what it is, for the refusal.
        value: an int, a float without a fraction, or decimal digits.
        lowest: smallest taken.
        highest: largest taken.

    Returns:
        The number.

    Raises:
        RefusedError: not a whole number, or out of range.
    """
    number: int | None = None
    if isinstance(value, bool):
        pass
    elif isinstance(value, int):
        number = value
    elif isinstance(value, float) and value.is_integer():
        number = int(value)
    elif isinstance(value, str) and len(digits := value.strip()) <= _LONGEST_INT_CHARS and digits.isascii():
        number = int(digits) if digits.removeprefix("-").isdigit() else None
    if number is None or not lowest <= number <= highest:
        raise RefusedError(
            RejectReason.BAD_NUMBER,
            f"{name} must be a whole number from {lowest:,} to {highest:,}; {quoted(value)} is not.",
        )
    return number


def _within(lowest: int, highest: int) -> Callable[[str, object], int]:
    def check(name: str, value: object) -> int:
        return whole_number(name, value, lowest=lowest, highest=highest)

    return check


def _true_or_false(name: str, value: object) -> bool:
    found = _TRUE_FALSE.get(value.strip().casefold()) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise RefusedError(RejectReason.MALFORMED, f"{name} must be true or false; {quoted(value)} is neither.")
    return found


def _instant(name: str, value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise RefusedError(RejectReason.BAD_TIME, f"{name} must be an ISO 8601 time; {quoted(value)} is not.")
    return parse_iso(value)


def _state(name: str, value: object) -> ReportedState:
    try:
        return ReportedState(cast("str", value))
    except ValueError:
        words = ", ".join(state.value for state in ReportedState)
        raise RefusedError(RejectReason.MALFORMED, f"{name} must be one of {words}; {quoted(value)} is not.") from None


def _internal(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise RefusedError(RejectReason.MALFORMED, f"{name} must be an object of texts; {quoted(value)} is not.")
    kept: dict[str, str] = {}
    for key, text in cast("dict[str, object]", value).items():
        if not isinstance(text, str):
            raise RefusedError(RejectReason.MALFORMED, f"{name} must hold texts only; {quoted(text)} is not.")
        kept[check_ref(key, "A name in internal_texts")] = keep_internal(text, name)
    return kept


def _facets(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise RefusedError(RejectReason.MALFORMED, f"{name} must be an object of texts; {quoted(value)} is not.")
    items = cast("dict[str, object]", value)
    if len(items) > MAX_LIST_ITEMS:
        raise RefusedError(RejectReason.OVERSIZED, f"{name} holds more than {MAX_LIST_ITEMS:,} entries; send fewer.")
    return {check_ref(key, "A name in facets"): _ref(f"{name}.{key}", text) for key, text in items.items()}


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "account_refs": _refs,
    "change_ref": _ref,
    "claimed_priority": _within(1, _LOWEST_PRIORITY),
    "contact_ratio_percent": _within(0, _MAX_CONTACT_RATIO_PERCENT),
    "customer_count": _within(0, MAX_WHOLE_NUMBER),
    "emergency_affected": _true_or_false,
    "ended_at": _instant,
    "eta_best_at": _instant,
    "eta_earliest_at": _instant,
    "eta_latest_at": _instant,
    "eta_percent": _within(0, 100),
    "external_id": _ref,
    "facets": _facets,
    "failing_percent": _within(0, 100),
    "internal_texts": _internal,
    "lost_sample_count": _within(0, MAX_WHOLE_NUMBER),
    "occurred_at": _instant,
    "onset_at": _instant,
    "owner_ref": _ref,
    "partner_ref": _ref,
    "priority_confirmed": _true_or_false,
    "problem_ref": _ref,
    "product_instance_ref": _ref,
    "region_refs": _refs,
    "reopened": _true_or_false,
    "revision": _within(0, MAX_WHOLE_NUMBER),
    "sample_count": _within(0, MAX_WHOLE_NUMBER),
    "service_ref": _ref,
    "state": _state,
    "symptom_ref": _ref,
    "title": _text,
    "window_s": _within(1, MAX_WHOLE_NUMBER),
    "window_start_at": _instant,
}

FIELD_NAMES = frozenset(_CHECKS)
TIME_FIELDS = frozenset(name for name, check in _CHECKS.items() if check is _instant)


def build_record(values: Mapping[str, object], source: Source, *, event_key: str, kind: RecordKind) -> SourceRecord:
    """The statement a set of named values makes.

    Args:
        values: by SourceRecord field name; JSON values, or instants already read. None is left out.
        source: who says it.
        event_key: names this one statement.
        kind: what kind of statement it is.

    Returns:
        The record; list fields sorted without repeats.

    Raises:
        RefusedError: an unknown name, a missing, ill-typed, unsafe or contradictory value.
    """
    typed: dict[str, Any] = {}
    for name, value in values.items():
        if value is None:
            continue
        check = _CHECKS.get(name)
        if check is None:
            raise RefusedError(
                RejectReason.MALFORMED, f"A record has no field {quoted(name)}; see the field list in the guide."
            )
        typed[name] = check(name, value)
    for name in _REQUIRED:
        if typed.get(name, "") == "":
            raise RefusedError(RejectReason.MISSING_FIELD, f"The record does not say its {name}; send it.")
    _check_order(typed)
    return SourceRecord(
        source_id=source.source_id,
        kind=kind,
        event_key=check_ref(event_key, "event_key", max_chars=MAX_KEY_CHARS),
        **typed,
    )


def _check_order(typed: Mapping[str, Any]) -> None:
    onset_at: datetime | None = typed.get("onset_at")
    ended_at: datetime | None = typed.get("ended_at")
    if onset_at is not None and ended_at is not None and ended_at < onset_at:
        raise RefusedError(RejectReason.BAD_TIME, "The record ends before it begins; correct onset_at or ended_at.")
    known: list[datetime] = [typed[name] for name in _ETA_ORDER if name in typed]
    if known != sorted(known):
        raise RefusedError(
            RejectReason.BAD_TIME,
            "The estimate's best time is outside its earliest to latest range; correct the three.",
        )
