"""Who vouches for this text: signed notes with Ed25519, readable by every transparency-log tool.

Source: C2SP signed-note v1.0.0 (the text, a blank line, one "em dash, name, base64" line per signature).
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# Source: C2SP signed-note, "Signature types".
_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_VKEY_PARTS = 3
_SIGNATURE_MARK = "\N{EM DASH} "

# A note is a few hundred bytes; C2SP asks readers to bound it and to allow 16 signatures.
MAX_NOTE_CHARACTERS = 1_000_000


class KeyNameError(ValueError):
    """A key name is empty or holds a space, a plus sign or a control character."""


class MalformedKeyError(ValueError):
    """A verifier key is not `name+key id+base64` of an Ed25519 public key."""


class MalformedNoteError(ValueError):
    """A text is not a signed note."""


class UnsignedNoteError(ValueError):
    """A note carries no signature by the key asked for."""


class BadSignatureError(ValueError):
    """A note names the key asked for, but the signature is not that key's over this text."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under the name it signs as."""

    name: str
    public_key: Ed25519PublicKey

    def __post_init__(self) -> None:
        """Refuses a name that could not stand in a signature line."""
        if not self.name or "+" in self.name or any(c.isspace() or not c.isprintable() for c in self.name):
            raise KeyNameError(f"key name {self.name!r}: no spaces, plus signs or control characters")

    @property
    def key_id(self) -> bytes:
        """The four bytes that point at this key. Source: C2SP signed-note, "Signatures"."""
        raw = self.public_key.public_bytes_raw()
        return sha256(self.name.encode() + b"\n" + _ED25519 + raw).digest()[:_KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """The one line that hands this key to a verifier (a "vkey")."""
        raw = _ED25519 + self.public_key.public_bytes_raw()
        return f"{self.name}+{self.key_id.hex()}+{b64encode(raw).decode()}"


def parse_verifier_key(text: str) -> VerifierKey:
    """The public key a vkey line hands over.

    Args:
        text: `name+8 hex digits+base64`, as `VerifierKey.text` gives it.

    Raises:
        MalformedKeyError: it is none, of another algorithm, or its key id does not fit.
    """
    parts = text.strip().split("+", _VKEY_PARTS - 1)
    if len(parts) != _VKEY_PARTS:
        raise MalformedKeyError("a verifier key reads name+key id+base64")
    raw = strict_base64(parts[2])
    if raw is None or raw[:1] != _ED25519:
        raise MalformedKeyError("the verifier key is not base64 of an Ed25519 key")
    try:
        key = VerifierKey(parts[0], Ed25519PublicKey.from_public_bytes(raw[1:]))
    except ValueError as error:
        raise MalformedKeyError(f"the verifier key: {error}") from error
    if key.key_id.hex() != parts[1]:
        raise MalformedKeyError(f"the verifier key names id {parts[1]}, its content gives {key.key_id.hex()}")
    return key


def sign_note(text: str, *, name: str, private_key: Ed25519PrivateKey) -> str:
    """The text with one signature line.

    Args:
        text: ends in a newline; no other control characters.
        name: what the key signs as.
        private_key: the signing key.

    Raises:
        MalformedNoteError: the text cannot be the text of a note.
        KeyNameError: the name cannot stand in a signature line.
    """
    if not text.endswith("\n") or not _is_plain(text):
        raise MalformedNoteError("the text of a note ends in a newline and has no other control characters")
    key = VerifierKey(name, private_key.public_key())
    signature = b64encode(key.key_id + private_key.sign(text.encode())).decode()
    return f"{text}\n{_SIGNATURE_MARK}{name} {signature}\n"


def split_note(note: str) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """The text of a note and its signatures as (name, key id and signature), nothing verified.

    Args:
        note: the whole note.

    Raises:
        MalformedNoteError: the form is not that of a signed note.
    """
    if len(note) > MAX_NOTE_CHARACTERS or not note.endswith("\n") or not _is_plain(note):
        raise MalformedNoteError("not a signed note: too long, no newline at its end, or control characters")
    text, separator, tail = note.rpartition("\n\n")
    if not separator or not tail:
        raise MalformedNoteError("not a signed note: no blank line before the signatures")
    signatures: list[tuple[str, bytes]] = []
    for line in tail[:-1].split("\n"):
        mark, name, encoded = line[:2], *line[2:].rpartition(" ")[::2]
        raw = strict_base64(encoded)
        if mark != _SIGNATURE_MARK or not name or " " in name or raw is None or len(raw) <= _KEY_ID_BYTES:
            raise MalformedNoteError("not a signed note: a signature line is not `\N{EM DASH} name base64`")
        signatures.append((name, raw))
    return f"{text}\n", tuple(signatures)


def open_note(note: str, key: VerifierKey) -> str:
    """The text of a note, once the key's signature on it has been verified.

    Signatures by other keys are ignored, even under the same name or key id.

    Args:
        note: the whole note.
        key: whose signature is required.

    Raises:
        MalformedNoteError: the form is not that of a signed note.
        UnsignedNoteError: this key did not sign it.
        BadSignatureError: a line claims to be this key's and is not.

    Source: C2SP signed-note, "Signatures".
    """
    text, signatures = split_note(note)
    ours = [raw[_KEY_ID_BYTES:] for name, raw in signatures if name == key.name and raw[:_KEY_ID_BYTES] == key.key_id]
    if not ours:
        raise UnsignedNoteError(f"no signature by {key.name} with key id {key.key_id.hex()}")
    for signature in ours:
        try:
            key.public_key.verify(signature, text.encode())
        except InvalidSignature:
            raise BadSignatureError(f"the signature under the name {key.name} does not fit the text") from None
    return text


def strict_base64(text: str) -> bytes | None:
    """The bytes behind standard base64 in its one canonical spelling, else None.

    Source: RFC 4648, section 4 and 3.5 (spare bits are zero).
    """
    try:
        raw = b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if b64encode(raw).decode() == text else None


def _is_plain(text: str) -> bool:
    if any(character < " " and character != "\n" for character in text):
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
