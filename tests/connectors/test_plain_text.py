"""Texts that would break a page, a store or a reader's trust do not get in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.connectors.plain_text import check_ref, check_text, is_key, keep_internal
from intera.connectors.refusal import RefusedError
from intera.model.source import RejectReason


@pytest.mark.parametrize("text", ["", "plain", "a\tb\r\nc", "Zürich \u00a0 \u200f\u05d0", "\U0001f600", "x" * 4_000])
def test_a_safe_text_is_kept_as_it_is(text: str) -> None:
    assert check_text(text, "title") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\x00", RejectReason.HOSTILE_TEXT),
        ("a\x1b[31m", RejectReason.HOSTILE_TEXT),
        ("a\x7f", RejectReason.HOSTILE_TEXT),
        ("a\x9b", RejectReason.HOSTILE_TEXT),
        ("a\u202egpj.exe", RejectReason.HOSTILE_TEXT),
        ("a\ud800", RejectReason.BAD_ENCODING),
        ("x" * 4_001, RejectReason.OVERSIZED),
    ],
)
def test_an_unsafe_text_is_refused(text: str, reason: RejectReason) -> None:
    with pytest.raises(RefusedError) as refusal:
        check_text(text, "title")
    assert refusal.value.reason is reason
    assert refusal.value.detail.startswith("title ")


@pytest.mark.parametrize("text", ["two\nlines", "a\tb", "x" * 257])
def test_a_reference_is_one_short_line(text: str) -> None:
    with pytest.raises(RefusedError):
        check_ref(text, "number")


def test_a_reference_is_kept_as_it_is() -> None:
    assert check_ref("INC 1 \u00a0", "number") == "INC 1 \u00a0"


def test_a_key_is_what_a_reference_of_its_length_would_be() -> None:
    assert is_key("a" * 600)
    assert not is_key("a" * 601)
    assert not is_key("")
    assert not is_key("a\n")


def test_an_internal_text_shows_its_control_characters() -> None:
    assert keep_internal("a\x1b[31m\x7f\x9b\n\tb", "notes") == "a\u241b[31m\u2421\u2421\n\tb"


def test_an_internal_text_is_cut_with_a_mark() -> None:
    kept = keep_internal("x" * 5_000, "notes")
    assert len(kept) == 4_000
    assert kept.endswith("x\u2026")


@pytest.mark.parametrize(("text", "reason"), [("\x00", "HOSTILE_TEXT"), ("\udfff", "BAD_ENCODING")])
def test_an_internal_text_no_store_takes_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        keep_internal(text, "notes")
    assert refusal.value.reason is RejectReason[reason]


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8")))
def test_keeping_an_internal_text_twice_changes_nothing_more(text: str) -> None:
    kept = keep_internal(text, "notes")
    assert keep_internal(kept, "notes") == kept


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "slow <img src=x onerror=alert(1)>",
        "<!--#include file='x'-->",
        "=HYPERLINK(1)",
        "@SUM(1+1)*cmd|/C calc",
        "+cmd|' /C calc'!A0",
        "-cmd|' /C calc'!A0",
    ],
)
def test_what_a_page_or_a_spreadsheet_could_run_is_no_title_and_no_reference(text: str) -> None:
    for check in (check_text, check_ref):
        with pytest.raises(RefusedError) as refused:
            check(text, "title")
        assert refused.value.reason is RejectReason.HOSTILE_TEXT


@pytest.mark.parametrize(
    "text", ["latency < 100 ms", "5 > 3 and 2 <3", "- link slow", "+49 30 1234", "-3 dB", "a=b", "x@y"]
)
def test_ordinary_signs_are_ordinary(text: str) -> None:
    assert check_text(text, "title") == check_ref(text, "title") == text
