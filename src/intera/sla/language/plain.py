"""How does a value of frozen classes become plain data, fit for JSON."""

import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import cast

from intera.sla.language.reader import key_of


def plain_of(value: object) -> object:
    """Mappings, lists, text, whole numbers, truth values and None; anything else by its text.

    Args:
        value: a frozen class of the language or of a document, or what its fields hold.

    Returns:
        Plain data in the order of the fields.
    """
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key_of(each.name): plain_of(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        entries = cast("Mapping[object, object]", value)
        return {str(key): plain_of(each) for key, each in entries.items()}
    if isinstance(value, list | tuple):
        return [plain_of(each) for each in cast("Sequence[object]", value)]
    return str(value)
