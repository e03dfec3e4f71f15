"""Strategies that make any noun of the model: every field filled with what its type allows."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

# Lone surrogates are no text: the connectors refuse them at the door.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Fraction: st.fractions(min_value=0, max_value=1),
    object: st.one_of(TEXTS, st.booleans(), st.none(), st.lists(TEXTS, max_size=2)),
    type(None): st.none(),
}
_MADE: dict[object, st.SearchStrategy[Any]] = {}


def nouns(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any type a field of the model may have
    """A strategy for a type: a dataclass, an enum, a new type, or a union, tuple or mapping of these."""
    if kind not in _MADE:
        _MADE[kind] = _make(kind)
    return _MADE[kind]


def _make(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*(nouns(one) for one in reversed(get_args(kind))))
    if get_origin(kind) is tuple:
        return st.lists(nouns(get_args(kind)[0]), max_size=2).map(tuple)
    if get_origin(kind) is Mapping:
        key, value = get_args(kind)
        return st.dictionaries(nouns(key), nouns(value), max_size=2)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: nouns(hints[one.name]) for one in fields(kind)})
    return nouns(kind.__supertype__)
