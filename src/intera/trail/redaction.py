"""What may be withheld from an entry, or shown to an auditor, without breaking its hash.

The formats are those of `entry`. Reading is strict: a body that is not in its one canonical
spelling is refused, so two different rows never pass for the same entry.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from intera.model.decision import Plain
from intera.trail.canonical import canonical_text
from intera.trail.entry import (
    FORMAT_VERSION,
    SALT_BYTES,
    SEED_BYTES,
    FieldNameError,
    StoredEntry,
    field_commitment,
    leaf_hash_of_commitments,
    ordered_names,
    salt_stream,
)
from intera.trail.merkle import HASH_BYTES

_WHOLE = {"fields", "index", "seed", "v"}
_PARTIAL = {"fields", "index", "redacted", "salts", "v"}


class MalformedBodyError(ValueError):
    """A body is not the text of an entry in format version 1."""


class LeafDiffersError(ValueError):
    """An entry's content does not give the leaf hash stored beside it."""


class UnknownFieldError(LookupError):
    """An entry shows no field of that name: it never had one, or it is withheld already."""

    def __init__(self, index: int, field_name: str) -> None:
        """Carries the entry and the name asked for."""
        super().__init__(f"entry {index} shows no field {field_name!r}; it may be withheld already")


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """One entry, read: shown values with their salts, and bare commitments of withheld fields."""

    index: int
    fields: Mapping[str, Plain]
    salts: Mapping[str, bytes]
    redacted: Mapping[str, bytes]

    def leaf_hash(self) -> bytes:
        """The leaf hash this content gives."""
        commitments = dict(self.redacted)
        for name, value in self.fields.items():
            commitments[name] = field_commitment(name, value, salt=self.salts[name])
        return leaf_hash_of_commitments(self.index, commitments)


def read_entry(stored: StoredEntry) -> OpenEntry:
    """The content of a stored or disclosed entry, after checking it against its leaf hash.

    Args:
        stored: index, leaf hash and body as kept or handed over.

    Returns:
        The content.

    Raises:
        MalformedBodyError: the body is no entry.
        LeafDiffersError: body, index and leaf hash do not belong together.
    """
    entry = parse_body(stored.body)
    if entry.index != stored.index:
        raise LeafDiffersError(f"entry {stored.index}: its content says it is entry {entry.index}")
    if entry.leaf_hash() != stored.leaf_hash:
        raise LeafDiffersError(f"entry {stored.index}: its content does not give its leaf hash")
    return entry


def parse_body(body: str) -> OpenEntry:
    """The content of a body, not checked against any hash; for showing, not for proving.

    Args:
        body: the stored text.

    Returns:
        The content.

    Raises:
        MalformedBodyError: the body is no entry, or not in its canonical spelling.
    """
    try:
        raw: Plain = json.loads(body)
        text = canonical_text(raw)
    except (ValueError, RecursionError) as error:
        raise MalformedBodyError(f"the body cannot be an entry: {error}") from error
    if text != body or not isinstance(raw, dict):
        raise MalformedBodyError("the body is not a JSON object in its canonical form")
    entry = _opened(raw)
    try:
        ordered_names((*entry.fields, *entry.redacted))
    except FieldNameError as error:
        raise MalformedBodyError(f"the body: {error}") from error
    return entry


def redact(stored: StoredEntry, field_name: str) -> StoredEntry:
    """The entry without one field's value and salt; its leaf hash stays the same.

    The seed goes with it, since it would give the salt back. Copies made earlier (backups,
    disclosures) still hold both.

    Args:
        stored: the entry as kept.
        field_name: the field to withhold for good.

    Returns:
        The entry in the partial shape.

    Raises:
        UnknownFieldError: no such field is shown.
        MalformedBodyError: the body is no entry.
        LeafDiffersError: the entry was altered; redaction must not cover that up.
    """
    entry = read_entry(stored)
    if field_name not in entry.fields:
        raise UnknownFieldError(entry.index, field_name)
    return _partial(stored, entry, entry.fields.keys() - {field_name})


def disclose(stored: StoredEntry, field_names: Collection[str]) -> StoredEntry:
    """The entry as an auditor gets it: the chosen fields, and commitments of all others.

    Args:
        stored: the entry as kept.
        field_names: which fields to show.

    Returns:
        An entry that `read_entry` checks against the same leaf hash. Whole entries stay whole
        only if every field is chosen.

    Raises:
        UnknownFieldError: a chosen field is not shown by the stored entry.
        MalformedBodyError: the body is no entry.
        LeafDiffersError: the entry was altered.
    """
    entry = read_entry(stored)
    for name in field_names:
        if name not in entry.fields:
            raise UnknownFieldError(entry.index, name)
    shown = set(field_names)
    return stored if shown == set(entry.fields) else _partial(stored, entry, shown)


def _partial(stored: StoredEntry, entry: OpenEntry, shown: Collection[str]) -> StoredEntry:
    redacted: dict[str, Plain] = {name: one.hex() for name, one in entry.redacted.items()}
    for name in entry.fields.keys() - shown:
        redacted[name] = field_commitment(name, entry.fields[name], salt=entry.salts[name]).hex()
    body = canonical_text(
        {
            "fields": {name: entry.fields[name] for name in shown},
            "index": entry.index,
            "redacted": redacted,
            "salts": {name: entry.salts[name].hex() for name in shown},
            "v": FORMAT_VERSION,
        }
    )
    return StoredEntry(stored.index, stored.leaf_hash, body)


def _opened(raw: Mapping[str, Plain]) -> OpenEntry:
    index, fields, version = raw.get("index"), raw.get("fields"), raw.get("v")
    if isinstance(version, bool) or version != FORMAT_VERSION:
        raise MalformedBodyError(f"the body is of format {version!r}, not {FORMAT_VERSION}")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0 or not isinstance(fields, dict):
        raise MalformedBodyError("the body has no index or no fields")
    if set(raw) == _WHOLE and fields:
        stream = salt_stream(index, _bytes_of(raw["seed"], SEED_BYTES), len(fields))
        pieces = [stream[start : start + SALT_BYTES] for start in range(0, len(stream), SALT_BYTES)]
        entry = OpenEntry(index, fields, dict(zip(sorted(fields), pieces, strict=True)), {})
    elif set(raw) == _PARTIAL:
        salts = _bytes_by_name(raw["salts"], SALT_BYTES)
        redacted = _bytes_by_name(raw["redacted"], HASH_BYTES)
        if salts.keys() != fields.keys() or not redacted or redacted.keys() & fields.keys():
            raise MalformedBodyError("the body's salts, fields and withheld fields do not fit together")
        entry = OpenEntry(index, fields, salts, redacted)
    else:
        raise MalformedBodyError("the body has neither the parts of a whole entry nor those of a partial one")
    return entry


def _bytes_by_name(raw: Plain, length: int) -> dict[str, bytes]:
    if not isinstance(raw, dict):
        raise MalformedBodyError("the body lists salts or commitments wrongly")
    return {name: _bytes_of(text, length) for name, text in raw.items()}


def _bytes_of(raw: Plain, length: int) -> bytes:
    try:
        value = bytes.fromhex(raw) if isinstance(raw, str) else b""
    except ValueError:
        value = b""
    if len(value) != length or value.hex() != raw:
        raise MalformedBodyError(f"the body has a value that is not {2 * length} lower-case hex digits")
    return value
