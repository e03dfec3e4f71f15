"""Strategies that make any noun of the model: every field filled with what its type allows."""

from collections.abc import Mapping
from dataclasses import fields
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
    if get_origin(kind) is None and isinstance(kind, type):
        return _make_noun(kind)
    return _make_of_parts(kind, get_origin(kind), get_args(kind))


def _make_noun(kind: type[Any]) -> st.SearchStrategy[Any]:
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    hints = get_type_hints(kind)
    return st.builds(kind, **{one.name: nouns(hints[one.name]) for one in fields(kind)})


def _make_of_parts(kind: Any, origin: Any, parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:  # noqa: ANN401
    if origin in (Union, UnionType):
        return st.one_of(*(nouns(one) for one in reversed(parts)))
    if origin is tuple and parts[-1] is not Ellipsis:
        return st.tuples(*(nouns(part) for part in parts))
    if origin is tuple:
        return st.lists(nouns(parts[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(nouns(parts[0]), nouns(parts[1]), max_size=2)
    return nouns(kind.__supertype__)
