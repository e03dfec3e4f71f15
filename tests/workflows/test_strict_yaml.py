"""YAML as people wrote it: digits kept, times as text, nothing twice, every place with its line."""

from pathlib import Path

import pytest

from intera.workflows.strict_yaml import UnreadableYamlError, parse_strict_yaml, read_strict_yaml

TEXT = """\
target: 99.9
country: NO
cut_off: 13:00
whole: 42
minus: -7
leading: 007
quoted: "42"
day: 2026-06-01
nothing: null
yes_or_no: [true, yes, off]
rows:
  - {over: 1, pay: 5%}
  - {over: 2, pay: 10%}
"""


def test_nothing_is_read_as_what_it_is_not() -> None:
    assert parse_strict_yaml(TEXT, "c.yaml").data == {
        "target": "99.9",
        "country": "NO",
        "cut_off": "13:00",
        "whole": 42,
        "minus": -7,
        "leading": "007",
        "quoted": "42",
        "day": "2026-06-01",
        "nothing": None,
        "yes_or_no": [True, "yes", "off"],
        "rows": [{"over": 1, "pay": "5%"}, {"over": 2, "pay": "10%"}],
    }


def test_every_place_has_its_line_and_an_unwritten_one_that_above_it() -> None:
    read = parse_strict_yaml(TEXT, "c.yaml")
    assert read.line_of(("rows", 1, "pay")) == 13
    assert read.line_of(("rows", 1, "by", "gold")) == 13
    assert read.line_of(("unknown",)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: 2\na: 3\n", 3), ("- a\n- b\n", None), ("a: [1\n", 2), ("", None), ("a: {b: 1, b: 2}\n", 1)],
)
def test_what_is_no_mapping_is_refused_with_its_line(text: str, line: int | None) -> None:
    with pytest.raises(UnreadableYamlError) as refused:
        parse_strict_yaml(text, "c.yaml")
    assert refused.value.line == line
    assert str(refused.value).startswith("c.yaml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableYamlError):
        read_strict_yaml(tmp_path / "missing.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"a: \xff\xfe")
    with pytest.raises(UnreadableYamlError):
        read_strict_yaml(tmp_path / "latin.yaml")
