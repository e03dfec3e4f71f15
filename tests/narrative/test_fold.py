"""Disguises are found where they stand, and what is left is plain letters traced to their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.narrative.fold import INVISIBLE, LOOK_ALIKE, SPACED, disguises, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Out\u200bage", "outage"),
        ("out\u00adage", "outage"),
        ("\uff4f\uff55\uff54age", "outage"),
        ("\u043eut\u0430ge", "outage"),
        ("o\u0336u\u0336tage", "outage"),
        ("\u24d1roken", "broken"),
        ("\U0001f171roken", "broken"),
        ("\U0001d41b" + "roken", "broken"),
        ("Łódź", "lodz"),
        ("café", "cafe"),
        ("\ufb01bre", "fibre"),
        ("it\u2019s \u2013 ok", "it's - ok"),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_folding_takes_the_disguise_off(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("out\u200bage", [(3, 4, INVISIBLE)]),
        ("\u202eegatuo\u202c", [(0, 1, INVISIBLE), (7, 8, INVISIBLE)]),
        ("out\u00adage", [(3, 4, INVISIBLE)]),
        ("o\x08k", [(1, 2, INVISIBLE)]),
        ("o\u0336k", [(1, 2, INVISIBLE)]),
        ("\u043eut\u0430g\u0435", [(0, 1, LOOK_ALIKE), (3, 4, LOOK_ALIKE), (5, 6, LOOK_ALIKE)]),
        ("\uff4f\uff55t", [(0, 2, LOOK_ALIKE)]),
        ("\u24d1r", [(0, 1, LOOK_ALIKE)]),
        ("b r o k e n", [(0, 11, SPACED)]),
        ("b.r.o.k", [(0, 7, SPACED)]),
        ("b\nr\no\nk", [(0, 7, SPACED)]),
    ],
)
def test_disguises_are_found_where_they_stand(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(d.start, d.end, d.kind) for d in disguises(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Łódź, Görlitz and café",
        "cafe\u0301",
        "\u201cYou\u2019ll see\u201d \u2013 by 15:05\u2026",
        "20 m², 1½ hours, 5 °C, €20, № 5",
        "Areas A, B, C, D and E",
        "U.S.A. and a b c",
        "⚠️ Slow data",
        "line\r\n\r\nline\tand\u00a0more",
    ],
)
def test_ordinary_spelling_is_no_disguise(text: str) -> None:
    assert disguises(text) == ()


@given(st.text())
def test_every_folded_letter_is_traced_into_the_text(text: str) -> None:
    folded = fold(text)
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32)))
def test_plain_text_folds_to_its_small_letters(text: str) -> None:
    assert fold(text).text == text.lower()


def test_a_run_of_invisible_signs_takes_time_in_proportion_to_its_length() -> None:
    (found,) = disguises("a" + "\u200b" * 100_000 + "b")
    assert (found.start, found.end, found.kind) == (1, 100_001, INVISIBLE)
