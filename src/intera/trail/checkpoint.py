"""How large was the trail, and what was its root, when somebody signed for it.

A checkpoint taken outside the database is what makes a later change or a rollback visible.

Source: C2SP tlog-checkpoint v1.0.0 (origin line, size line, base64 root line, as a signed note).
"""

import re
from base64 import b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from intera.trail.canonical import MAX_INT
from intera.trail.merkle import HASH_BYTES
from intera.trail.signed_note import VerifierKey, open_note, sign_note, split_note, strict_base64

_SIZE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)
_LINES = 3


class MalformedCheckpointError(ValueError):
    """A note's text is not that of a checkpoint, or a tree head cannot be written as one."""


class WrongOriginError(ValueError):
    """A checkpoint speaks of another trail than the one asked about."""


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint states: of which trail, how many entries, which 32-byte root.

    Not to be confused with the product's checkpoint, the promise of news by a time.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


def sign_checkpoint(origin: str, size: int, *, root: bytes, private_key: Ed25519PrivateKey) -> str:
    """The signed checkpoint of a trail at a size, as text to be kept outside the database.

    Never sign a head that does not extend every head signed before: the caller proves that
    first (`merkle.verify_consistency`, or by appending to the signed frontier).

    Args:
        origin: the trail's identity, like `northmoor.example/trail`; also the key's name.
        size: how many entries.
        root: the Merkle root over them, 32 bytes.
        private_key: the trail's signing key.

    Returns:
        The note, five lines.

    Raises:
        KeyNameError: the origin is empty or holds spaces, plus signs or control characters.
        MalformedCheckpointError: size or root are impossible.
    """
    if not 0 <= size <= MAX_INT or len(root) != HASH_BYTES:
        raise MalformedCheckpointError(f"a checkpoint of size {size} with a root of {len(root)} bytes")
    text = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    return sign_note(text, name=origin, private_key=private_key)


def parse_checkpoint(note: str) -> TreeHead:
    """What a checkpoint states, with no signature verified: for showing, not for trusting.

    Args:
        note: the whole signed note.

    Raises:
        MalformedNoteError: the form is not that of a signed note.
        MalformedCheckpointError: its text is not that of a checkpoint.
    """
    return _tree_head(split_note(note)[0])


def verify_checkpoint(note: str, public_key: Ed25519PublicKey, *, origin: str) -> TreeHead:
    """What a checkpoint states, once it is known to be this trail's and signed by its key.

    Args:
        note: the whole signed note; further signatures (witnesses, older keys) are ignored.
        public_key: the trail's key, from outside the database.
        origin: the trail's identity.

    Raises:
        MalformedNoteError, MalformedCheckpointError: it is no checkpoint.
        WrongOriginError: it is another trail's.
        UnsignedNoteError, BadSignatureError: the trail's key did not sign it.
    """
    head = parse_checkpoint(note)
    if head.origin != origin:
        raise WrongOriginError(f"a checkpoint of {head.origin!r}, not of {origin!r}")
    open_note(note, VerifierKey(origin, public_key))
    return head


def _tree_head(text: str) -> TreeHead:
    lines = text[:-1].split("\n")
    if len(lines) < _LINES or not all(lines):
        raise MalformedCheckpointError("a checkpoint has an origin, a size and a root, each on its own line")
    root = strict_base64(lines[2])
    if not _SIZE.fullmatch(lines[1]) or int(lines[1]) > MAX_INT or root is None or len(root) != HASH_BYTES:
        raise MalformedCheckpointError("a checkpoint's size is a plain number and its root base64 of 32 bytes")
    return TreeHead(lines[0], int(lines[1]), root, tuple(lines[_LINES:]))
