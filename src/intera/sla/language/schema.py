"""What may be written, as a JSON Schema: made from the frozen classes, so that it cannot differ from the reader.

Source: JSON Schema draft 2020-12; issue 6, section 1 (editor completion).
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from intera.sla.language.reader import SCALARS, Scalar, key_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_READING = "Reading"


class SchemaMaker:
    """Makes the schema of classes; every class stands once, under its name."""

    def __init__(
        self, scalars: Mapping[object, Scalar] = SCALARS, *, readings: bool = False, partial: bool = False
    ) -> None:
        """Takes the scalars by type; with `readings` every value may be `$name` instead.

        With `partial` no key has to be there, and the definitions are called Partial.
        """
        self._scalars = scalars
        self._has_readings = readings
        self._is_partial = partial
        self.defs: dict[str, object] = {}

    def schema(self, kind: type[Any], *, title: str) -> dict[str, object]:
        """The whole schema of one class.

        Args:
            kind: a frozen class.
            title: what people call it.

        Returns:
            The schema with its definitions, as plain data.
        """
        whole = self._object(kind)
        if self._has_readings:
            about = "the name of a reading, settled under readings"
            self.defs[_READING] = {"type": "string", "pattern": r"^\$[\w-]+$", "description": about}
        return {"$schema": DIALECT, "title": title, **whole, "$defs": dict(sorted(self.defs.items()))}

    def of(self, kind: object) -> dict[str, object]:
        """The schema of one value."""
        found = self._plain(kind)
        if not self._has_readings:
            return found
        return {"anyOf": [*cast("list[object]", found.get("anyOf", [found])), {"$ref": f"#/$defs/{_READING}"}]}

    def _plain(self, kind: object) -> dict[str, object]:
        if (scalar := self._scalars.get(kind)) is not None:
            return _scalar(kind, scalar)
        origin: Any = get_origin(kind)
        if origin is Union or origin is UnionType:
            return self._one_of(get_args(kind))
        if origin is tuple:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if origin is not None:
            return {"type": "object", "additionalProperties": self.of(get_args(kind)[1])}
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return {"type": "string", "enum": [each.value for each in kind]}
        return self._reference(cast("type[Any]", kind))

    def _one_of(self, kinds: tuple[object, ...]) -> dict[str, object]:
        named = [self._plain(each) for each in kinds if each is not NoneType]
        if NoneType in kinds:
            named.append({"type": "null"})
        return named[0] if len(named) == 1 else {"anyOf": named}

    def _reference(self, kind: type[Any]) -> dict[str, object]:
        name = f"Partial{kind.__name__}" if self._is_partial else kind.__name__
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self._object(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, kind: type[Any]) -> dict[str, object]:
        hints = get_type_hints(kind)
        fields = dataclasses.fields(kind)
        required = [
            key_of(each.name)
            for each in fields
            if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        ]
        found: dict[str, object] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {key_of(each.name): self.of(hints[each.name]) for each in fields},
            "additionalProperties": False,
        }
        return {**found, "required": required} if required and not self._is_partial else found


def _scalar(kind: object, scalar: Scalar) -> dict[str, object]:
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer", "minimum": 0}
    text: dict[str, object] = {"type": "string", "description": scalar.about}
    if scalar.pattern:
        text["pattern"] = scalar.pattern
    whole: list[object] = [{"type": "integer"}] if scalar.also_whole else []
    mapping: list[object] = [{"type": "object"}] if scalar.also_mapping else []
    return {"anyOf": [text, *whole, *mapping]} if whole or mapping else text
