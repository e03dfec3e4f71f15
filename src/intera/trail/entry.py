"""What one trail entry is, byte for byte, and how its hash is made. Format version 1, final.

An entry has an index (0, 1, 2, ... without a gap) and named fields. Field names are public and
stay readable in every form of the entry, so no name may carry a secret; values may be withheld.

1. Field name: 1 to 120 of `A-Z a-z 0-9 _ . : / -`, beginning with a letter or digit. Fields
   stand in the order of their names' bytes. An entry has at least one.
2. Value: `Plain`, written by RFC 8785 (see `canonical`).
3. Salt: 16 bytes per field. Entry seed: 32 random bytes, drawn freshly by the caller. The salts
   are the output of SHAKE256(0x03 || index as 8 bytes big-endian || seed), cut into pieces of
   16; the first field in name order takes the first piece.
4. Field commitment: SHA-256(0x02 || salt || canonical([name, value])). The salt has a fixed
   length and the rest is one JSON text, so no two (salt, name, value) share an input.
5. Leaf data: canonical({"fields": {name: commitment as 64 lower-case hex digits, ...},
   "index": index, "v": 1}).
6. Leaf hash: SHA-256(0x00 || leaf data), as RFC 9162, section 2.1.1. The four prefixes 0x00
   (leaf), 0x01 (node, see `merkle`), 0x02 (field) and 0x03 (salts) keep the uses apart.

The stored body is canonical JSON text in one of two shapes:

- whole: {"fields": {name: value, ...}, "index": n, "seed": 64 hex digits, "v": 1}
- partial: {"fields": {name: value, ...}, "index": n, "redacted": {name: commitment, ...},
  "salts": {name: 32 hex digits, ...}, "v": 1}, where `salts` has the names of `fields` and
  `redacted` has at least one name.

Both give the same leaf hash. Why one seed and not one random salt per field: it halves the row,
needs one draw, and one SHAKE256 costs less than a fourteenth of as many HMACs (measured). What
it costs: the seed opens every salt, so withholding one field means that the seed goes and the
salts of the remaining fields are written out. Without seed and salt a commitment says nothing
about its value, even where only a few values are possible. Salts of some fields say nothing
about the others, since each is a separate piece of the output of an extendable-output function.
Binding the index keeps salts apart even if a broken source hands out one seed twice.

A disclosure to an auditor is the partial shape too: chosen fields with their salts, and the
commitments of all others.

Source: RFC 9162 (tree), RFC 8785 (bytes), FIPS 202 (SHAKE256), RFC 9901 (salted disclosure).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256, shake_256

from intera.model.decision import Decision, Plain
from intera.trail.canonical import MAX_INT, canonical_text
from intera.trail.merkle import leaf_hash

FORMAT_VERSION = 1
SEED_BYTES = 32
SALT_BYTES = 16

_FIELD_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,119}", re.ASCII)


class FieldNameError(ValueError):
    """A field name is outside the allowed alphabet or length, or an entry has no field."""


class SeedLengthError(ValueError):
    """An entry seed is not 32 bytes."""


class EntryIndexError(ValueError):
    """An entry index is negative or beyond 2^53-1."""


class NaiveInstantError(ValueError):
    """An instant came without a time zone, so its UTC text is not known."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """What the store keeps of one entry: its index, its 32-byte leaf hash and its body text."""

    index: int
    leaf_hash: bytes
    body: str


def commit_entry(index: int, fields: Mapping[str, Plain], *, seed: bytes) -> StoredEntry:
    """The entry as it is stored: committed, hashed and rendered whole.

    Args:
        index: its place in the trail, from 0.
        fields: values by field name; at least one.
        seed: 32 fresh random bytes, used for this entry only.

    Returns:
        The stored form; equal input gives equal bytes, whatever the order of `fields`.

    Raises:
        EntryIndexError: `index` is no place in a trail.
        FieldNameError: a name is not allowed, or there is none.
        SeedLengthError: `seed` is not 32 bytes.
        NotCanonicalError: a value has no canonical form.

    Source: the format in this module's first lines.
    """
    if len(seed) != SEED_BYTES:
        raise SeedLengthError(f"an entry seed is {SEED_BYTES} bytes, not {len(seed)}")
    if not 0 <= index <= MAX_INT:
        raise EntryIndexError(f"no entry has index {index}")
    names = ordered_names(tuple(fields))
    salts = salt_stream(index, seed, len(names))
    values: list[str] = []
    commitments: list[str] = []
    start = 0
    for name in names:
        end = start + SALT_BYTES
        text = canonical_text(fields[name])
        # Field names need no escaping, so their quoted form is themselves between quotes.
        digest = sha256(b'\x02%b["%b",%b]' % (salts[start:end], name.encode(), text.encode())).hexdigest()
        values.append(f'"{name}":{text}')
        commitments.append(f'"{name}":"{digest}"')
        start = end
    body = f'{{"fields":{{{",".join(values)}}},"index":{index:d},"seed":"{seed.hex()}","v":1}}'
    return StoredEntry(index, leaf_hash(_leaf_data(index, commitments)), body)


def leaf_hash_of_commitments(index: int, commitments: Mapping[str, bytes]) -> bytes:
    """The leaf hash of an entry of which only the field commitments are known.

    Args:
        index: the entry's place in the trail.
        commitments: 32 bytes by field name, every field of the entry.
    """
    names = ordered_names(tuple(commitments))
    return leaf_hash(_leaf_data(index, [f'"{name}":"{commitments[name].hex()}"' for name in names]))


def field_commitment(name: str, value: Plain, *, salt: bytes) -> bytes:
    """The 32 bytes that stand for one field without showing it.

    Args:
        name: the field's name.
        value: its value.
        salt: the field's 16 bytes.

    Source: step 4 of the format in this module's first lines.
    """
    return sha256(b"\x02" + salt + canonical_text([name, value]).encode()).digest()


def salt_stream(index: int, seed: bytes, count: int) -> bytes:
    """The salts of an entry in name order, one after the other, 16 bytes each.

    Args:
        index: the entry's place in the trail.
        seed: the entry's 32 bytes.
        count: how many fields the entry has.

    Source: step 3 of the format in this module's first lines.
    """
    return shake_256(b"\x03" + index.to_bytes(8, "big") + seed).digest(SALT_BYTES * count)


def decision_fields(decision: Decision, *, recorded_at: datetime) -> dict[str, Plain]:
    """The trail fields of a decision: what was decided, when, by whom, on which basis.

    Args:
        decision: the decision; each key of its `detail` becomes the field `detail.<key>`.
        recorded_at: when it was written down, on the recorder's clock (`decision.at` is when it
            was taken, on the domain's clock).

    Returns:
        Values by field name, ready for `commit_entry`.

    Raises:
        NaiveInstantError: one of the two instants has no time zone.
    """
    actor = decision.actor
    fields: dict[str, Plain] = {
        "actor_kind": actor.kind,
        "actor_name": actor.name,
        "actor_role": actor.role,
        "actor_team": actor.team_id,
        "at": instant_text(decision.at),
        "basis": decision.basis,
        "kind": decision.kind.value,
        "recorded_at": instant_text(recorded_at),
        "subject": decision.subject,
        "summary": decision.summary,
    }
    for key, value in decision.detail.items():
        fields[f"detail.{key}"] = value
    return fields


@lru_cache(maxsize=1024)
def instant_text(at: datetime) -> str:
    """An instant as the trail writes it: UTC, six decimals, `Z`; texts sort as instants do.

    Args:
        at: an aware instant.

    Raises:
        NaiveInstantError: `at` has no time zone.

    Source: RFC 3339, section 5.6.
    """
    if at.tzinfo is not UTC:
        if at.utcoffset() is None:
            raise NaiveInstantError(f"{at.isoformat()} has no time zone; the trail needs an aware instant")
        at = at.astimezone(UTC)
    return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


@lru_cache(maxsize=1024)
def ordered_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The field names of an entry, checked and in the order they are committed in.

    Entries of one kind share their names, so the work is done once per kind.

    Args:
        names: the names in any order.

    Raises:
        FieldNameError: a name is not allowed, or there is none.
    """
    if not names:
        raise FieldNameError("an entry needs at least one field")
    for name in names:
        if not _FIELD_NAME.fullmatch(name):
            allowed = "1 to 120 of A-Z a-z 0-9 _ . : / - beginning with a letter or digit"
            raise FieldNameError(f"field name {name!r} is not allowed: {allowed}")
    return tuple(sorted(names))


def _leaf_data(index: int, commitments: list[str]) -> bytes:
    return f'{{"fields":{{{",".join(commitments)}}},"index":{index:d},"v":1}}'.encode()
