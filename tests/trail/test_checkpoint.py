"""Does a checkpoint bind origin, size and root, and is a foreign or altered one refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from intera.trail.checkpoint import (
    MalformedCheckpointError,
    TreeHead,
    WrongOriginError,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from intera.trail.merkle import EMPTY_ROOT
from intera.trail.signed_note import BadSignatureError, KeyNameError, MalformedNoteError, UnsignedNoteError, sign_note

ORIGIN = "northmoor.example/trail"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
ROOT = bytes(range(100, 132))
NOTE = sign_checkpoint(ORIGIN, 12_000, root=ROOT, private_key=PRIVATE)


def test_form_is_five_lines_that_never_change() -> None:
    # Ed25519 is deterministic, so this is a vector for other programs too.
    assert NOTE == (
        "northmoor.example/trail\n12000\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n\n"
        "\N{EM DASH} northmoor.example/trail MIK7rnnxLZCufxiLrx3PG2zYX8RV0eCXBWAdLjicAY8gtui2F9sxfx9lo7mL"
        "pk90XuflUUS59+MxEz2zpjl6LsKTGAM=\n"
    )


def test_a_signed_checkpoint_verifies() -> None:
    assert verify_checkpoint(NOTE, PUBLIC, origin=ORIGIN) == TreeHead(ORIGIN, 12_000, ROOT)
    assert parse_checkpoint(NOTE) == TreeHead(ORIGIN, 12_000, ROOT)


def test_an_empty_trail_has_a_checkpoint() -> None:
    note = sign_checkpoint(ORIGIN, 0, root=EMPTY_ROOT, private_key=PRIVATE)
    assert verify_checkpoint(note, PUBLIC, origin=ORIGIN).size == 0


def test_a_witness_beside_the_trail_is_ignored() -> None:
    text = NOTE.rpartition("\n\n")[0] + "\n"
    witness = sign_note(text, name="witness.example", private_key=OTHER).rpartition("\n\n")[2]
    assert verify_checkpoint(NOTE + witness, PUBLIC, origin=ORIGIN).size == 12_000


def test_another_trails_checkpoint_is_refused() -> None:
    with pytest.raises(WrongOriginError):
        verify_checkpoint(NOTE, PUBLIC, origin="other.example/trail")
    foreign = NOTE.replace(ORIGIN + "\n", "other.example/trail\n", 1)
    with pytest.raises(WrongOriginError):
        verify_checkpoint(foreign, PUBLIC, origin=ORIGIN)


def test_another_key_is_refused() -> None:
    with pytest.raises(UnsignedNoteError):
        verify_checkpoint(NOTE, OTHER.public_key(), origin=ORIGIN)


@pytest.mark.parametrize(("old", "new"), [("12000", "12001"), ("ZGVm", "ZGVn")])
def test_a_changed_size_or_root_is_refused(old: str, new: str) -> None:
    with pytest.raises(BadSignatureError):
        verify_checkpoint(NOTE.replace(old, new), PUBLIC, origin=ORIGIN)


def test_extension_lines_are_signed_and_kept() -> None:
    text = NOTE.rpartition("\n\n")[0] + "\nextra\n"
    note = sign_note(text, name=ORIGIN, private_key=PRIVATE)
    assert verify_checkpoint(note, PUBLIC, origin=ORIGIN).extensions == ("extra",)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n12000\n",
        f"{ORIGIN}\n012\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n-1\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n\u0661\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n9007199254740992\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n12\nAAAA\n",
        f"{ORIGIN}\n12\n!!\n",
        f"{ORIGIN}\n12\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n\nextra\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    note = sign_note(text, name=ORIGIN, private_key=PRIVATE)
    with pytest.raises(MalformedCheckpointError):
        verify_checkpoint(note, PUBLIC, origin=ORIGIN)


def test_what_is_no_note_is_no_checkpoint() -> None:
    with pytest.raises(MalformedNoteError):
        parse_checkpoint("12,000 entries")


@pytest.mark.parametrize(("size", "root"), [(-1, ROOT), (2**53, ROOT), (1, ROOT[1:])])
def test_impossible_heads_are_not_signed(size: int, root: bytes) -> None:
    with pytest.raises(MalformedCheckpointError):
        sign_checkpoint(ORIGIN, size, root=root, private_key=PRIVATE)


def test_an_origin_that_cannot_be_a_key_name_is_not_signed() -> None:
    with pytest.raises(KeyNameError):
        sign_checkpoint("two words", 1, root=ROOT, private_key=PRIVATE)
