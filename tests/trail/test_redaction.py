"""May a field be withheld or shown alone, with the hash still proving the rest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.trail.canonical import canonical_text
from intera.trail.entry import StoredEntry
from intera.trail.redaction import (
    LeafDiffersError,
    MalformedBodyError,
    UnknownFieldError,
    disclose,
    parse_body,
    read_entry,
    redact,
)
from trail.samples import FIELDS, NO_ENTRIES, PARTIAL, SEED, WHOLE


def test_a_whole_entry_reads_back() -> None:
    entry = read_entry(WHOLE)
    assert (entry.index, dict(entry.fields), dict(entry.redacted)) == (7, FIELDS, {})


def test_a_withheld_value_and_its_salt_are_gone_and_the_hash_stays() -> None:
    assert PARTIAL.leaf_hash == WHOLE.leaf_hash
    assert "Lind" not in PARTIAL.body
    assert SEED.hex() not in PARTIAL.body
    assert read_entry(WHOLE).salts["actor_name"].hex() not in PARTIAL.body
    entry = read_entry(PARTIAL)
    assert set(entry.redacted) == {"actor_name"}
    assert dict(entry.fields) == {name: value for name, value in FIELDS.items() if name != "actor_name"}


@given(st.permutations(list(FIELDS)))
def test_fields_can_be_withheld_one_after_the_other_to_the_last(order: list[str]) -> None:
    entry = WHOLE
    for name in order:
        entry = redact(entry, name)
        assert read_entry(entry).leaf_hash() == WHOLE.leaf_hash
        with pytest.raises(UnknownFieldError, match=name):
            redact(entry, name)
    assert not read_entry(entry).fields


@given(st.sets(st.sampled_from(sorted(FIELDS))))
def test_an_auditor_sees_the_chosen_fields_only(chosen: set[str]) -> None:
    shown = disclose(WHOLE, chosen)
    entry = read_entry(shown)
    assert shown.leaf_hash == WHOLE.leaf_hash
    assert dict(entry.fields) == {name: FIELDS[name] for name in chosen}
    assert all(canonical_text(FIELDS[name]) not in shown.body for name in FIELDS.keys() - chosen)


def test_what_is_withheld_stays_withheld_in_a_disclosure() -> None:
    assert set(read_entry(disclose(PARTIAL, ["kind"])).redacted) == FIELDS.keys() - {"kind"}
    with pytest.raises(UnknownFieldError, match="actor_name"):
        disclose(PARTIAL, ["kind", "actor_name"])
    assert disclose(PARTIAL, FIELDS.keys() - {"actor_name"}) == PARTIAL


@pytest.mark.parametrize("stored", [WHOLE, PARTIAL])
def test_altered_entries_are_neither_read_nor_covered_up(stored: StoredEntry) -> None:
    edited = replace(stored, body=stored.body.replace("P1", "P2"))
    for altered in (edited, replace(stored, leaf_hash=bytes(32)), replace(stored, index=8)):
        with pytest.raises(LeafDiffersError):
            read_entry(altered)
        with pytest.raises(LeafDiffersError):
            redact(altered, "kind")
        with pytest.raises(LeafDiffersError):
            disclose(altered, ["kind"])


@pytest.mark.parametrize("body", NO_ENTRIES)
def test_what_is_no_entry_is_refused(body: str) -> None:
    with pytest.raises(MalformedBodyError):
        parse_body(body)
