"""Are the canonical bytes those of RFC 8785, and is everything outside the domain refused."""

from enum import IntEnum, StrEnum

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from intera.model.decision import Plain
from intera.trail.canonical import MAX_DEPTH, MAX_INT, NotCanonicalError, canonical, canonical_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(PLAIN)
def test_equals_the_reference_library(value: Plain) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(
    st.dictionaries(
        st.text(st.sampled_from("a\ud7ff\ue000\uffff\U00010000\U0010ffff"), max_size=3), st.none(), max_size=8
    )
)
def test_keys_stand_in_utf16_order(value: dict[str, Plain]) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_keys_beyond_the_basic_plane_stand_before_private_use() -> None:
    assert canonical_text({"\ue000": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ue000":1}'


def test_every_control_character_is_escaped_as_the_reference_does() -> None:
    text = "".join(map(chr, range(0x100))) + "\u2028\u2029"
    assert canonical(text) == rfc8785.dumps(text)


def test_published_sorting_example() -> None:
    # Source: RFC 8785, section 3.2.3.
    value: Plain = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(canonical_text(value).split('"')[1::4]) == [
        "\\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


def test_enum_members_are_written_as_their_value() -> None:
    class Word(StrEnum):
        HIGH = "High"

    class Level(IntEnum):
        P1 = 1

    assert canonical_text([Word.HIGH, Level.P1]) == '["High",1]'


@pytest.mark.parametrize(
    ("value", "path", "reason"),
    [
        (1.0, "$", "float"),
        ({"a": [True, {"b": float("nan")}]}, "$.a[1].b", "float"),
        ({"count": MAX_INT + 1}, "$.count", "2^53-1"),
        ([-MAX_INT - 1], "$[0]", "2^53-1"),
        ({"a": "\ud800"}, "$.a", "surrogate"),
        ({"a": {"\udfff": 1}}, "$.a.\udfff", "surrogate"),
        ({"a": (1, 2)}, "$.a", "tuple"),
        ({"a": {1: 2}}, "$.a", "key of type int"),
        ({"a": b"x"}, "$.a", "bytes"),
    ],
)
def test_names_the_path_of_what_it_refuses(value: Plain, path: str, reason: str) -> None:
    with pytest.raises(NotCanonicalError) as caught:
        canonical(value)
    assert caught.value.path == path
    assert reason in caught.value.reason


def test_nesting_is_bounded() -> None:
    value: Plain = []
    for _ in range(MAX_DEPTH - 1):
        value = [value]
    assert canonical(value) == b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    with pytest.raises(NotCanonicalError, match="nested deeper"):
        canonical([value])


def test_limits_of_whole_numbers_are_inside() -> None:
    assert canonical([MAX_INT, -MAX_INT]) == b"[9007199254740991,-9007199254740991]"
