"""Are notes those other tools sign, and is every doubtful one refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from intera.trail.signed_note import (
    BadSignatureError,
    KeyNameError,
    MalformedKeyError,
    MalformedNoteError,
    UnsignedNoteError,
    VerifierKey,
    open_note,
    parse_verifier_key,
    sign_note,
    split_note,
    strict_base64,
)

# Published notes. Source: Go's x/mod/sumdb/note documentation, and the Go checksum database.
NEUMANN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
    "pRZb6KE6RyyBwJnAM=\n"
)
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_NOTE = (
    "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\N{EM DASH} sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9n"
    "To+zyWE+xeMcTOAYQ8=\n"
)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
NAME = "northmoor.example/trail"
KEY = VerifierKey(NAME, PRIVATE.public_key())
TEXT = "first line\n\nthird line\n"
NOTE = sign_note(TEXT, name=NAME, private_key=PRIVATE)


@pytest.mark.parametrize(("vkey", "note"), [(NEUMANN_KEY, NEUMANN_NOTE), (SUMDB_KEY, SUMDB_NOTE)])
def test_published_notes_open_with_their_published_keys(vkey: str, note: str) -> None:
    key = parse_verifier_key(vkey)
    assert key.text == vkey
    assert open_note(note, key) == note.rpartition("\n\n")[0] + "\n"


def test_a_signed_note_opens_and_its_key_travels_as_text() -> None:
    assert open_note(NOTE, parse_verifier_key(KEY.text)) == TEXT


def test_signatures_by_others_are_ignored() -> None:
    same_name = sign_note(TEXT, name=NAME, private_key=OTHER).rpartition("\n\n")[2]
    witness = sign_note(TEXT, name="witness.example", private_key=OTHER).rpartition("\n\n")[2]
    text, separator, ours = NOTE.rpartition("\n\n")
    assert open_note(f"{text}{separator}{witness}{same_name}{ours}", KEY) == TEXT
    with pytest.raises(UnsignedNoteError):
        open_note(f"{text}{separator}{witness}{same_name}", KEY)


def test_our_key_under_another_name_is_another_key() -> None:
    with pytest.raises(UnsignedNoteError):
        open_note(NOTE.replace(NAME, "other.example"), KEY)


def test_one_false_signature_under_our_key_spoils_the_note() -> None:
    other_text = sign_note("other\n", name=NAME, private_key=PRIVATE).rpartition("\n\n")[2]
    with pytest.raises(BadSignatureError):
        open_note(NOTE + other_text, KEY)


def test_any_changed_character_of_the_text_is_noticed() -> None:
    for at in range(len(TEXT) - 1):
        if TEXT[at] != "\n":
            with pytest.raises(BadSignatureError):
                open_note(NOTE[:at] + "#" + NOTE[at + 1 :], KEY)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("\N{EM DASH} ", "- "),
        NOTE.replace("first", "fi\trst"),
        NOTE.replace("first", "fi\ud800rst"),
        NOTE.replace("=", ""),
        f"{TEXT}\n\N{EM DASH} {NAME} AAAA\n",
        f"{TEXT}\n\N{EM DASH}  AAAAAAAA\n",
        "x" * 1_000_001 + NOTE,
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(MalformedNoteError):
        split_note(note)


@pytest.mark.parametrize("text", ["no newline", "", "tab\t\n", "half \ud800\n"])
def test_what_cannot_be_the_text_of_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(MalformedNoteError):
        sign_note(text, name=NAME, private_key=PRIVATE)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b"])
def test_names_that_would_break_the_line_are_refused(name: str) -> None:
    with pytest.raises(KeyNameError):
        sign_note(TEXT, name=name, private_key=PRIVATE)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name+00000000",
        KEY.text.replace(NAME, "other.example"),
        KEY.text[:-4],
        KEY.text.replace("+AQ", "+AA", 1),
        f"a b+00000000+{KEY.text.rpartition('+')[2]}",
        f"{NAME}+00000000+{KEY.text.split('+', 2)[2]}",
    ],
)
def test_what_is_no_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(MalformedKeyError):
        parse_verifier_key(vkey)


@pytest.mark.parametrize(
    ("text", "raw"), [("AA==", b"\0"), ("AB==", None), ("AA", None), ("A A=", None), ("\u00e9AAA", None)]
)
def test_base64_has_one_spelling(text: str, raw: bytes | None) -> None:
    assert strict_base64(text) == raw
