"""Is an entry's hash the frozen format's, and does every bit of an entry count in it."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.decision import SYSTEM, Actor, Decision, DecisionKind, Plain
from intera.trail.canonical import MAX_INT, NotCanonicalError, canonical
from intera.trail.entry import (
    EntryIndexError,
    FieldNameError,
    NaiveInstantError,
    SeedLengthError,
    commit_entry,
    decision_fields,
    field_commitment,
    instant_text,
    leaf_hash_of_commitments,
    salt_stream,
)
from trail.samples import ENTRIES

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "trail_leaf_format.yaml").read_text(encoding="utf-8"))
SEED = bytes(range(32))
FIELDS: dict[str, Plain] = {"kind": "severity.set", "summary": "Severity set to P1", "detail.percent": 87}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_format_is_frozen(case: dict[str, object]) -> None:
    entry = commit_entry(case["index"], case["fields"], seed=bytes.fromhex(str(case["seed"])))  # type: ignore[arg-type]
    assert entry.body == case["body"]
    assert entry.leaf_hash.hex() == case["leaf_hash"]


@given(st.integers(0, MAX_INT), ENTRIES, st.binary(min_size=32, max_size=32))
def test_body_and_leaf_are_what_the_format_says(index: int, fields: dict[str, Plain], seed: bytes) -> None:
    entry = commit_entry(index, fields, seed=seed)
    salts = salt_stream(index, seed, len(fields))
    commitments = {
        name: field_commitment(name, fields[name], salt=salts[16 * at : 16 * at + 16])
        for at, name in enumerate(sorted(fields))
    }
    leaf_data = {"v": 1, "index": index, "fields": {name: one.hex() for name, one in commitments.items()}}
    assert entry.body.encode() == canonical({"v": 1, "index": index, "fields": dict(fields), "seed": seed.hex()})
    assert entry.leaf_hash == sha256(b"\x00" + rfc8785.dumps(leaf_data)).digest()
    assert entry.leaf_hash == leaf_hash_of_commitments(index, commitments)


def test_a_commitment_hashes_prefix_salt_and_pair() -> None:
    salt = b"0123456789abcdef"
    expected = sha256(b"\x02" + salt + b'["kind","severity.set"]').digest()
    assert field_commitment("kind", "severity.set", salt=salt) == expected


def test_order_of_fields_does_not_matter() -> None:
    backwards = dict(reversed(FIELDS.items()))
    assert commit_entry(7, FIELDS, seed=SEED) == commit_entry(7, backwards, seed=SEED)


def test_everything_counts() -> None:
    base = commit_entry(7, FIELDS, seed=SEED).leaf_hash
    others = [
        commit_entry(8, FIELDS, seed=SEED),
        commit_entry(7, FIELDS, seed=SEED[::-1]),
        commit_entry(7, FIELDS | {"kind": "severity.expire"}, seed=SEED),
        commit_entry(7, FIELDS | {"detail.percent": "87"}, seed=SEED),
        commit_entry(7, FIELDS | {"more": None}, seed=SEED),
        commit_entry(7, {"Kind" if name == "kind" else name: value for name, value in FIELDS.items()}, seed=SEED),
    ]
    assert len({base, *(one.leaf_hash for one in others)}) == len(others) + 1


def test_salts_differ_by_entry_even_under_one_seed() -> None:
    pieces = [salt_stream(index, SEED, 4)[at : at + 16] for index in range(3) for at in range(0, 64, 16)]
    assert len(set(pieces)) == len(pieces)


@pytest.mark.parametrize("name", ["", "_x", "a b", 'a"b', "a\\b", "a\n", "\u00e9", "a" * 121])
def test_names_outside_the_alphabet_are_refused(name: str) -> None:
    with pytest.raises(FieldNameError, match="not allowed"):
        commit_entry(0, {name: 1}, seed=SEED)


def test_an_entry_has_a_field() -> None:
    with pytest.raises(FieldNameError, match="at least one"):
        commit_entry(0, {}, seed=SEED)


@pytest.mark.parametrize("index", [-1, MAX_INT + 1])
def test_an_impossible_index_is_refused(index: int) -> None:
    with pytest.raises(EntryIndexError):
        commit_entry(index, FIELDS, seed=SEED)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_is_32_bytes(length: int) -> None:
    with pytest.raises(SeedLengthError):
        commit_entry(0, FIELDS, seed=bytes(length))


def test_a_value_without_canonical_form_is_refused() -> None:
    with pytest.raises(NotCanonicalError, match="float"):
        commit_entry(0, {"ratio": 0.5}, seed=SEED)  # type: ignore[dict-item]


def test_a_decision_becomes_fields() -> None:
    decision = Decision(
        kind=DecisionKind.SEVERITY_OVERRIDE,
        at=datetime(2026, 11, 21, 15, 32, tzinfo=timezone(timedelta(hours=1))),
        actor=Actor(kind="person", name="A. Lind", team_id="nmt-sq", role="service_assurance"),
        subject="INC-2291",
        summary="Severity lowered to P2",
        basis="Traffic moved away",
        detail={"expires_at": "2026-11-21T18:00:00.000000Z", "rejected": ["P1", "P3"]},
    )
    assert decision_fields(decision, recorded_at=datetime(2026, 11, 21, 14, 32, 1, 5, tzinfo=UTC)) == {
        "actor_kind": "person",
        "actor_name": "A. Lind",
        "actor_role": "service_assurance",
        "actor_team": "nmt-sq",
        "at": "2026-11-21T14:32:00.000000Z",
        "basis": "Traffic moved away",
        "detail.expires_at": "2026-11-21T18:00:00.000000Z",
        "detail.rejected": ["P1", "P3"],
        "kind": "severity.override",
        "recorded_at": "2026-11-21T14:32:01.000005Z",
        "subject": "INC-2291",
        "summary": "Severity lowered to P2",
    }


def test_a_decision_without_time_zone_is_refused() -> None:
    naive = datetime(2026, 11, 21, 14, 32)  # noqa: DTZ001 - the case under test
    decision = Decision(DecisionKind.SOURCE_STALE, naive, SYSTEM, "probes", "Probes are late")
    with pytest.raises(NaiveInstantError):
        decision_fields(decision, recorded_at=datetime(2026, 11, 21, tzinfo=UTC))


@given(st.lists(st.datetimes(timezones=st.timezones(), min_value=datetime(1000, 1, 2)), min_size=2))  # noqa: DTZ001 - drawn naive, zone added
def test_instants_sort_as_text(instants: list[datetime]) -> None:
    in_time = sorted(one.astimezone(UTC) for one in instants)
    assert sorted(map(instant_text, instants)) == [instant_text(one) for one in in_time]
    assert [datetime.fromisoformat(instant_text(one)) for one in in_time] == in_time
