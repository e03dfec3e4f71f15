"""Is every way of tampering noticed and named, and does an honest trail never raise an alarm."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from intera.trail.checkpoint import sign_checkpoint
from intera.trail.entry import StoredEntry, commit_entry
from intera.trail.merkle import EMPTY_ROOT
from intera.trail.redaction import parse_body, redact
from intera.trail.report import FindingKind, TrailReport
from intera.trail.verify import StoredRow, verify_trail
from trail.samples import ORIGIN, PRIVATE, row_of, signed

SIZE = 200
ROWS = [row_of(index) for index in range(SIZE)]
LEAVES = [row.leaf_hash for row in ROWS]
CHECKPOINTS = [signed(ROWS, size) for size in (0, 1, 50, 100, 150, SIZE)]
WHERE = (0, 1, 49, 50, 99, 117, 198, 199)

Tamper = Callable[[list[StoredRow], int], list[StoredRow]]


def verified(
    rows: list[StoredRow], *, outside: list[bytes] | None = None, checkpoints: list[str] | None = None
) -> TrailReport:
    return verify_trail(
        iter(rows),
        checkpoints=CHECKPOINTS if checkpoints is None else checkpoints,
        public_key=PRIVATE.public_key(),
        origin=ORIGIN,
        outside_leaves=outside,
    )


def rehashed(row: StoredRow, index: int) -> StoredRow:
    """The row with its index set everywhere and its hash made to fit, as a skilled insider would."""
    entry = parse_body(row.body)
    again = commit_entry(index, entry.fields, seed=bytes(32))
    return replace(row, index=index, leaf_hash=again.leaf_hash, body=again.body)


def edit(rows: list[StoredRow], at: int) -> list[StoredRow]:
    rows[at] = replace(rows[at], body=rows[at].body.replace("Decision", "decision"))
    return rows


def edit_and_rehash(rows: list[StoredRow], at: int) -> list[StoredRow]:
    rows[at] = row_of(at, summary="Nothing happened")
    return rows


def delete(rows: list[StoredRow], at: int) -> list[StoredRow]:
    return rows[:at] + rows[at + 1 :]


def delete_and_renumber(rows: list[StoredRow], at: int) -> list[StoredRow]:
    kept = rows[:at] + rows[at + 1 :]
    return kept[:at] + [rehashed(row, index) for index, row in enumerate(kept[at:], at)]


def swap(rows: list[StoredRow], at: int) -> list[StoredRow]:
    other = (at + 7) % SIZE
    rows[at], rows[other] = replace(rows[other], index=at), replace(rows[at], index=other)
    return rows


def insert(rows: list[StoredRow], at: int) -> list[StoredRow]:
    new = row_of(at, summary="Backdated")
    return [*rows[:at], new, *(rehashed(row, index) for index, row in enumerate(rows[at:], at + 1))]


def truncate(rows: list[StoredRow], at: int) -> list[StoredRow]:
    return rows[:at]


def duplicate(rows: list[StoredRow], at: int) -> list[StoredRow]:
    return [*rows[: at + 1], *rows[at:]]


def flip_bit(rows: list[StoredRow], at: int) -> list[StoredRow]:
    leaf = rows[at].leaf_hash
    rows[at] = replace(rows[at], leaf_hash=bytes([*leaf[:31], leaf[31] ^ 1]))
    return rows


def swap_bodies(rows: list[StoredRow], at: int) -> list[StoredRow]:
    other = (at + 7) % SIZE
    rows[at], rows[other] = replace(rows[at], body=rows[other].body), replace(rows[other], body=rows[at].body)
    return rows


def rewrite_all(rows: list[StoredRow], at: int) -> list[StoredRow]:
    return rows[:at] + [row_of(index, summary=f"Rewritten {index}") for index in range(at, SIZE)]


def restore_older(rows: list[StoredRow], at: int) -> list[StoredRow]:
    """A backup from entry `at` on, then other decisions than those that were really taken."""
    return rows[:at] + [row_of(index, summary=f"After restore {index}") for index in range(at, min(at + 20, SIZE))]


# Per operation: what it is called with outside leaf hashes, and whether rows alone betray it.
OPERATIONS: list[tuple[Tamper, set[FindingKind], bool]] = [
    (edit, {FindingKind.EDITED_FIELD}, True),
    (edit_and_rehash, {FindingKind.REWRITTEN}, False),
    (delete, {FindingKind.GAP, FindingKind.TRUNCATED}, True),
    (delete_and_renumber, {FindingKind.REWRITTEN, FindingKind.TRUNCATED}, False),
    (swap, {FindingKind.REWRITTEN, FindingKind.COLUMN_MISMATCH}, True),
    (insert, {FindingKind.REWRITTEN}, False),
    (truncate, {FindingKind.TRUNCATED}, False),
    (duplicate, {FindingKind.DUPLICATE}, True),
    (flip_bit, {FindingKind.LEAF_MISMATCH}, True),
    (swap_bodies, {FindingKind.EDITED_FIELD, FindingKind.COLUMN_MISMATCH}, True),
    (rewrite_all, {FindingKind.REWRITTEN}, False),
    (restore_older, {FindingKind.REWRITTEN, FindingKind.TRUNCATED}, False),
]


@pytest.mark.parametrize(("tamper", "kinds", "rows_alone"), OPERATIONS, ids=lambda one: getattr(one, "__name__", ""))
@pytest.mark.parametrize("at", WHERE)
def test_tampering_is_noticed(tamper: Tamper, kinds: set[FindingKind], rows_alone: bool, at: int) -> None:  # noqa: FBT001 - a case's column
    rows = tamper(list(ROWS), at)
    first = min(at, (at + 7) % SIZE) if tamper in (swap, swap_bodies) else at

    with_leaves = verified(rows, outside=LEAVES)
    assert with_leaves.first_bad_index == first
    assert {one.kind for one in with_leaves.findings} <= kinds
    assert kinds & {one.kind for one in with_leaves.findings if one.index == first}

    with_checkpoints = verified(rows)
    named = [one for one in with_checkpoints.findings if one.index is not None]
    # Past the newest matching checkpoint of a shortened trail, nothing speaks of single entries.
    is_shortened = FindingKind.TRUNCATED in {one.kind for one in named}
    assert is_shortened or any((one.index or 0) <= first <= (one.last_index or one.index or 0) for one in named)

    # The last entry deleted is a shortened trail: rows alone cannot know there was one more.
    is_hidden = not rows_alone or (tamper is delete and at == SIZE - 1)
    assert verified(rows, checkpoints=[]).is_intact == is_hidden


@pytest.mark.parametrize("at", [1, 49, 117])
def test_checkpoints_alone_name_the_span(at: int) -> None:
    found = verified(edit_and_rehash(list(ROWS), at)).findings
    start, end = next((low, high) for low, high in ((1, 50), (50, 100), (100, 150)) if low <= at < high)
    assert [(one.kind, one.index, one.last_index) for one in found] == [(FindingKind.ROOT_MISMATCH, start, end - 1)]


def test_a_checkpoint_over_the_stored_hash_shows_that_the_content_changed() -> None:
    rows = edit(list(ROWS), 117)
    assert [one.kind for one in verified(rows).findings] == [FindingKind.EDITED_FIELD]
    assert [one.kind for one in verified(rows, checkpoints=CHECKPOINTS[:3]).findings] == [FindingKind.LEAF_MISMATCH]


def test_with_outside_leaves_one_bad_row_is_one_finding_and_later_checkpoints_still_count() -> None:
    for tamper in (edit, edit_and_rehash, delete, duplicate, flip_bit):
        report = verified(tamper(list(ROWS), 117), outside=LEAVES)
        assert [one.index for one in report.findings] == [117]
        assert report.confirmed_size == SIZE


def test_all_findings_are_reported_in_order() -> None:
    rows = edit(edit_and_rehash(flip_bit(list(ROWS), 150), 20), 99)
    assert [(one.index, one.kind) for one in verified(delete(rows, 120), outside=LEAVES).findings] == [
        (20, FindingKind.REWRITTEN),
        (99, FindingKind.EDITED_FIELD),
        (120, FindingKind.GAP),
        (150, FindingKind.LEAF_MISMATCH),
    ]


@given(st.integers(0, SIZE), st.sets(st.integers(0, SIZE)), st.integers(0, SIZE) | st.none())
def test_an_honest_trail_is_intact(size: int, sizes: set[int], outside: int | None) -> None:
    rows = ROWS[:size]
    report = verified(
        rows,
        checkpoints=[signed(rows, one) for one in sizes if one <= size],
        outside=None if outside is None else LEAVES[: min(outside, size)],
    )
    assert report.is_intact
    assert report.entry_count == size
    assert report.confirmed_size == max((one for one in sizes if one <= size), default=None)


def test_a_withheld_field_is_no_tampering_if_its_column_is_withheld_too() -> None:
    rows = list(ROWS)
    entry = redact(StoredEntry(60, rows[60].leaf_hash, rows[60].body), "subject")
    for kept in (None, ""):
        rows[60] = replace(rows[60], body=entry.body, subject=kept)
        report = verified(rows, outside=LEAVES)
        assert report.is_intact
        assert report.redacted_field_count == 1
    rows[60] = replace(rows[60], subject=ROWS[60].subject)
    assert [one.kind for one in verified(rows).findings] == [FindingKind.COLUMN_MISMATCH]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", ROWS[60].at),
        ("at", None),
        ("at", ROWS[61].at.replace(tzinfo=None) if ROWS[61].at else None),
        ("kind", ROWS[62].kind),
        ("kind", None),
        ("subject", "INC-1"),
        ("subject", None),
    ],
)
def test_each_plain_column_must_repeat_its_field(column: str, value: object) -> None:
    rows = list(ROWS)
    rows[61] = replace(rows[61], **{column: value})  # type: ignore[arg-type]
    findings = verified(rows).findings
    assert [(one.kind, one.index) for one in findings] == [(FindingKind.COLUMN_MISMATCH, 61)]
    assert f"column {column} " in findings[0].sentence


def test_a_committed_text_that_is_no_instant_does_not_fit_its_column() -> None:
    entry = commit_entry(0, {"at": "soon", "kind": "a", "subject": "b"}, seed=bytes(32))
    row = StoredRow(0, entry.leaf_hash, entry.body, ROWS[0].at, "a", "b")
    assert [one.kind for one in verified([row], checkpoints=[]).findings] == [FindingKind.COLUMN_MISMATCH]


def test_a_body_that_cannot_be_read_is_named() -> None:
    rows = list(ROWS)
    rows[61] = replace(rows[61], body="{}")
    assert [(one.kind, one.index) for one in verified(rows).findings] == [(FindingKind.UNREADABLE_BODY, 61)]


def test_rows_out_of_order_are_named() -> None:
    rows = [*ROWS[:60], *ROWS[62:], *ROWS[60:62]]
    found = [(one.kind, one.index, one.last_index) for one in verified(rows, outside=LEAVES).findings]
    assert found == [
        (FindingKind.GAP, 60, 61),
        (FindingKind.OUT_OF_ORDER, 60, None),
        (FindingKind.OUT_OF_ORDER, 61, None),
    ]


def test_a_far_gap_costs_nothing() -> None:
    far = replace(ROWS[5], index=10**15)
    found = verified([*ROWS[:5], far], checkpoints=[]).findings
    assert [one.kind for one in found] == [FindingKind.GAP, FindingKind.COLUMN_MISMATCH]


def test_an_outside_copy_beyond_the_trail_shows_a_rollback() -> None:
    found = verified(ROWS[:190], checkpoints=CHECKPOINTS[:3], outside=LEAVES).findings
    assert [(one.kind, one.index, one.last_index) for one in found] == [(FindingKind.TRUNCATED, 190, 199)]


def test_a_restored_copy_says_which_entries_nobody_vouches_for() -> None:
    (found,) = verified(restore_older(list(ROWS), 117)).findings
    assert (found.kind, found.index, found.last_index) == (FindingKind.TRUNCATED, 137, 199)
    assert found.sentence.endswith("No witness vouches for entries 100 to 136.")


def test_an_emptied_trail_is_a_rollback() -> None:
    found = verified([]).findings
    assert [(one.kind, one.index, one.last_index) for one in found] == [(FindingKind.TRUNCATED, 0, 199)]


def test_two_roots_signed_for_one_size_cannot_both_be_true() -> None:
    forked = sign_checkpoint(ORIGIN, 100, root=EMPTY_ROOT, private_key=PRIVATE)
    report = verified(list(ROWS), checkpoints=[*CHECKPOINTS, forked])
    assert [one.kind for one in report.findings] == [FindingKind.ROOT_MISMATCH]
    assert report.confirmed_size == SIZE


def test_checkpoints_nobody_should_trust_are_findings_and_prove_nothing() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    root = bytes(32)
    bad = [
        sign_checkpoint(ORIGIN, 100, root=root, private_key=stranger),
        sign_checkpoint("other.example/trail", 100, root=root, private_key=PRIVATE),
        CHECKPOINTS[3].replace("\n100\n", "\n101\n"),
        "no note at all",
    ]
    report = verified(list(ROWS), checkpoints=bad)
    assert [(one.kind, one.sentence[:13]) for one in report.findings] == [
        (FindingKind.BAD_CHECKPOINT, "Checkpoint 2:"),
        (FindingKind.BAD_CHECKPOINT, "Checkpoint 4:"),
        (FindingKind.BAD_SIGNATURE, "Checkpoint 1:"),
        (FindingKind.BAD_SIGNATURE, "Checkpoint 3:"),
    ]
    assert report.confirmed_size is None
    assert report.first_bad_index is None
