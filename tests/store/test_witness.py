"""The copy outside: append-only, in step with the trail, whole again after a crash in the middle of a write."""

import fcntl
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from intera.store.witness import CHECKPOINTS, LEAVES, Witness, WitnessBehindError
from intera.trail.checkpoint import sign_checkpoint

KEY = Ed25519PrivateKey.generate()


def leaf(number: int) -> bytes:
    return bytes([number]) * 32


def note(size: int) -> str:
    return sign_checkpoint("intera.example/trail", size, root=leaf(size), private_key=KEY)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """Holds three leaves under two checkpoints."""
    found = Witness(tmp_path)
    found.push(0, [leaf(0)], note(1))
    found.push(1, [leaf(1), leaf(2)], note(3))
    return found


def test_a_new_folder_holds_nothing(tmp_path: Path) -> None:
    empty = Witness(tmp_path / "new" / "folder")
    assert (empty.size, empty.checkpoints(), list(empty.leaves())) == (0, [], [])


def test_what_was_pushed_is_read_back_in_order_by_anybody(witness: Witness, tmp_path: Path) -> None:
    for one in (witness, Witness(tmp_path)):
        assert one.size == 3
        assert list(one.leaves()) == [leaf(0), leaf(1), leaf(2)]
        assert one.checkpoints() == [note(1), note(3)]


@pytest.mark.parametrize("start", [0, 2, 4])
def test_hashes_that_do_not_go_on_where_it_ends_are_refused(witness: Witness, start: int) -> None:
    with pytest.raises(WitnessBehindError, match=f"holds 3 leaf hashes where the trail goes on from {start}"):
        witness.push(start, [leaf(9)], note(9))
    assert witness.size == 3
    assert witness.checkpoints() == [note(1), note(3)]


@pytest.mark.parametrize("torn_bytes", range(1, 32, 6))
def test_a_torn_leaf_is_not_counted_and_the_next_one_takes_its_place(
    witness: Witness, tmp_path: Path, torn_bytes: int
) -> None:
    with (tmp_path / LEAVES).open("ab") as file:
        file.write(leaf(7)[:torn_bytes])
    assert witness.size == 3
    assert list(witness.leaves()) == [leaf(0), leaf(1), leaf(2)]
    witness.push(3, [leaf(3)], note(4))
    assert list(witness.leaves()) == [leaf(0), leaf(1), leaf(2), leaf(3)]


@pytest.mark.parametrize("kept", [*range(0, len(note(4).encode()), 9), *range(-5, 0)])
def test_a_torn_last_checkpoint_is_left_out_and_spoils_no_later_one(
    witness: Witness, tmp_path: Path, kept: int
) -> None:
    torn = note(4).encode()[:kept]
    with (tmp_path / CHECKPOINTS).open("ab") as file:
        file.write(torn)
    assert witness.checkpoints() == [note(1), note(3)]
    witness.push(3, [leaf(3), leaf(4)], note(5))
    assert witness.checkpoints() == [note(1), note(3), note(5)]


def test_a_checkpoint_that_only_lost_its_separator_is_whole(witness: Witness, tmp_path: Path) -> None:
    with (tmp_path / CHECKPOINTS).open("ab") as file:
        file.write(note(4).encode())
    witness.push(3, [leaf(3), leaf(4)], note(5))
    assert witness.checkpoints() == [note(1), note(3), note(4), note(5)]


def test_the_very_first_checkpoint_torn_leaves_none(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    (tmp_path / CHECKPOINTS).write_bytes(note(1).encode()[:-5])
    assert witness.checkpoints() == []
    witness.push(0, [leaf(0)], note(1))
    assert witness.checkpoints() == [note(1)]


def test_a_long_torn_tail_is_cut_back_to_the_last_whole_checkpoint(witness: Witness, tmp_path: Path) -> None:
    with (tmp_path / CHECKPOINTS).open("ab") as file:
        file.write(b"intera.example/trail\n" + b"x" * 9000)
    witness.push(3, [leaf(3)], note(4))
    assert witness.checkpoints() == [note(1), note(3), note(4)]


def test_bytes_that_are_no_text_make_a_note_to_doubt_and_not_a_crash(witness: Witness, tmp_path: Path) -> None:
    path = tmp_path / CHECKPOINTS
    path.write_bytes(path.read_bytes().replace(b"trail\n3", b"trail\n\xff", 1))
    assert witness.checkpoints()[0] == note(1)
    assert witness.checkpoints()[1] != note(3)
    assert len(witness.checkpoints()) == 2


def test_only_one_at_a_time_may_append(witness: Witness, tmp_path: Path) -> None:
    with witness.alone(), (tmp_path / ".lock").open("w") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / ".lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert witness.size == 3
