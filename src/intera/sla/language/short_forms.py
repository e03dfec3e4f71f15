"""How may facts be written in one word where they are few: a whole trial fits into a few lines.

Source: the worked cases (their `given` layout).
"""

from collections.abc import Mapping, Sequence
from typing import cast

_TIME = {"type": "string"}
_TIMES: Mapping[str, object] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

# Keys that say in one word what the facts say at length, with their schema.
SHORT_FORMS: Mapping[str, object] = {
    "given": {"type": "object", "description": "the facts, where the file holds more than them"},
    "now": {**_TIME, "description": "as_of"},
    "month": {**_TIME, "description": "period"},
    "active_from": {**_TIME, "description": "instance.active_from"},
    "turned_up": {**_TIME, "description": "instance.active_from"},
    "accepted": {**_TIME, "description": "instance.anniversary"},
    "open_outage": {"type": "object", "description": "one more outage, without an end"},
    "ticket_opened": {**_TIME, "description": "ticket_opened_at of every outage that does not say it"},
    "reported": {**_TIMES, "description": "one ticket for each time"},
    "restored": {**_TIME, "description": "restored of those tickets"},
    "level": {"type": ["string", "integer"], "description": "level of those tickets"},
    "promised": {**_TIME, "description": "one order"},
    "started": {**_TIME, "description": "started of that order"},
    "completed": {**_TIME, "description": "completed of that order"},
    "slot_start": {**_TIME, "description": "one appointment for each time it was called off"},
    "cancelled": {**_TIMES, "description": "cancelled of those appointments"},
}
_PLACES: Mapping[str, tuple[str, str]] = {
    "active_from": ("instance", "active_from"),
    "turned_up": ("instance", "active_from"),
    "accepted": ("instance", "anniversary"),
}


def spelled_out(raw: Mapping[str, object]) -> dict[str, object]:
    """Facts with their short forms written at length; what is null is not written.

    Args:
        raw: plain data, which may use the keys of `SHORT_FORMS`.

    Returns:
        The same facts without them.
    """
    inner = raw.get("given")
    facts = _without_nothing(cast("Mapping[str, object]", inner) if isinstance(inner, Mapping) else raw)
    for short, long in (("now", "as_of"), ("month", "period")):
        if short in facts:
            facts.setdefault(long, facts.pop(short))
    for short, (key, field) in _PLACES.items():
        if short in facts:
            told = facts.get(key)
            before = dict(cast("Mapping[str, object]", told)) if isinstance(told, Mapping) else {}
            facts[key] = {field: facts.pop(short), **before}
    _records(facts)
    _outages(facts)
    _lists(facts)
    return facts


def _without_nothing(raw: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in raw.items():
        if isinstance(value, list | tuple):
            listed = cast("Sequence[object]", value)
            found[key] = [
                {name: each for name, each in cast("Mapping[str, object]", one).items() if each is not None}
                if isinstance(one, Mapping)
                else one
                for one in listed
            ]
        elif value is not None:
            found[key] = value
    return found


def _several(value: object) -> list[object]:
    return list(cast("Sequence[object]", value)) if isinstance(value, list | tuple) else [value]


def _records(facts: dict[str, object]) -> None:
    """Tickets, an order or appointments told by their moments alone."""
    if "reported" in facts:
        level = facts.pop("level", None)
        more = {"level": str(level)} if level is not None else {}
        if "restored" in facts:
            more["restored"] = cast("str", facts.pop("restored"))
        facts.setdefault("tickets", [{"reported": each, **more} for each in _several(facts.pop("reported"))])
    if "promised" in facts:
        keys = ("promised", "started", "completed")
        facts.setdefault("orders", [{key: facts[key] for key in keys if key in facts}])
        for key in keys:
            facts.pop(key, None)
    if "slot_start" in facts:
        start, off = facts.pop("slot_start"), _several(facts.pop("cancelled", None))
        called_off = [{"slot_start": start, "cancelled": each} for each in off if each is not None]
        facts.setdefault("appointments", called_off or [{"slot_start": start}])


def _outages(facts: dict[str, object]) -> None:
    listed = facts.get("outages")
    outages = list(cast("Sequence[object]", listed)) if isinstance(listed, list | tuple) else []
    if "open_outage" in facts:
        outages.append(facts.pop("open_outage"))
    if "ticket_opened" in facts:
        opened = facts.pop("ticket_opened")
        outages = [
            {"ticket_opened_at": opened, **cast("Mapping[str, object]", each)} if isinstance(each, Mapping) else each
            for each in outages
        ]
    if outages:
        facts["outages"] = outages


def _lists(facts: dict[str, object]) -> None:
    """Claims told by their days, and prices by the name of their charge."""
    claims = facts.get("claims")
    if isinstance(claims, list | tuple):
        listed = cast("Sequence[object]", claims)
        facts["claims"] = [each if isinstance(each, Mapping) else {"at": each} for each in listed]
    prices = facts.get("prices")
    if isinstance(prices, list | tuple):
        facts["prices"] = [_price(each) for each in cast("Sequence[object]", prices)]


def _price(raw: object) -> object:
    if not isinstance(raw, Mapping):
        return raw
    price = dict(cast("Mapping[str, object]", raw))
    if "mrc" in price and "amount" not in price:
        price["amount"] = price.pop("mrc")
    return price
