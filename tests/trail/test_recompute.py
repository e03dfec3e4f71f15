"""Does the second implementation agree with the first, share nothing with it, and refuse what it refuses."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.decision import Plain
from intera.trail import recompute as recompute_module
from intera.trail import verify as verify_module
from intera.trail.canonical import MAX_INT
from intera.trail.entry import StoredEntry, commit_entry
from intera.trail.recompute import UnreadableBodyError, recompute
from intera.trail.redaction import MalformedBodyError, disclose, parse_body
from trail.samples import ENTRIES, FIELDS, NO_ENTRIES, PARTIAL, SEED, WHOLE


@given(st.integers(0, MAX_INT), ENTRIES, st.binary(min_size=32, max_size=32), st.data())
def test_agrees_with_what_was_written(index: int, fields: dict[str, Plain], seed: bytes, data: st.DataObject) -> None:
    entry = commit_entry(index, fields, seed=seed)
    shown = data.draw(st.sets(st.sampled_from(sorted(fields))))
    for stored, names in ((entry, set(fields)), (disclose(entry, shown), shown)):
        again = recompute(stored.body)
        assert (again.index, again.leaf_hash) == (index, entry.leaf_hash)
        assert again.fields == {name: fields[name] for name in names}
        assert again.redacted_count == len(fields) - len(names)


@pytest.mark.parametrize("body", NO_ENTRIES)
def test_what_is_no_entry_is_refused(body: str) -> None:
    with pytest.raises(UnreadableBodyError):
        recompute(body)


@pytest.mark.parametrize("number", ["1.0", "1e3", "NaN", "Infinity", "9007199254740992", "1" * 5000])
def test_numbers_outside_the_domain_are_refused(number: str) -> None:
    body = f'{{"fields":{{"a":{number}}},"index":0,"seed":"{SEED.hex()}","v":1}}'
    with pytest.raises(UnreadableBodyError):
        recompute(body)


@pytest.mark.parametrize("stored", [WHOLE, PARTIAL])
def test_no_flipped_bit_gives_the_same_entry(stored: StoredEntry) -> None:
    raw = stored.body.encode()
    for at in range(len(raw)):
        for bit in range(8):
            flipped = bytes([*raw[:at], raw[at] ^ (1 << bit), *raw[at + 1 :]])
            text = flipped.decode(errors="surrogateescape")
            try:
                assert recompute(text).leaf_hash != stored.leaf_hash
            except UnreadableBodyError:
                with pytest.raises(MalformedBodyError):
                    parse_body(text)


def test_two_spellings_of_one_character_are_two_entries() -> None:
    with pytest.raises(UnreadableBodyError, match="canonical"):
        recompute(WHOLE.body.replace("\u00f6", "\\u00f6"))
    assert FIELDS["summary"] in recompute(WHOLE.body).fields.values()


@pytest.mark.parametrize("module", [recompute_module, verify_module])
def test_shares_no_hashing_with_the_code_that_writes(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    writers = {f"intera.trail.{name}" for name in ("canonical", "entry", "merkle", "redaction")}
    assert not (imported | plain) & writers
