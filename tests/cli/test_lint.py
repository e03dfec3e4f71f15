"""Texts read from the terminal: what must change, what to decide, and what could not be read, by exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from intera.cli.main import app

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"


def lint(given: str | bytes, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["lint", "text", *arguments], input=given)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Data is slow in Coast.", 0),
        ("The network is broken.", 1),
        ("The power company works on its line.", 3),
        ("", 2),
        (b"\xff\xfe", 2),
    ],
)
def test_the_exit_code_says_what_was_found(text: str | bytes, code: int) -> None:
    result = lint(text)
    assert result.exit_code == code, result.output
    assert (code == 2) == result.stderr.startswith("intera: ")


def test_each_mark_is_a_line_with_its_place_and_what_to_say() -> None:
    result = lint("Data is slow.\nThe network is broken.")
    assert "2:5 must change, alarm_word: 'network is broken'." in result.stdout
    assert "Say: service is not working as usual" in result.stdout
    assert "1 must change, 0 to decide" in result.stdout
    assert "shipped rules only" in result.stderr


def test_json_is_one_document() -> None:
    result = lint("Das ist eine Katastrophe.", "--lang", "de", "--json")
    document = json.loads(result.stdout)
    assert (document["language"], document["is_clear"], document["must_change_count"]) == ("de", False, 1)
    assert document["marks"][0]["words"] == "Katastrophe"


def test_an_operators_own_words_count_with_its_folder() -> None:
    assert lint("We looked at Hollin Ridge.").exit_code == 0
    assert lint("We looked at Hollin Ridge.", "--operator", str(NORTHMOOR)).exit_code == 1


@pytest.mark.parametrize("arguments", [("--lang", "xx"), ("--confidence", "101"), ("--operator", "/nowhere")])
def test_what_cannot_be_meant_is_refused_in_one_sentence(arguments: tuple[str, str]) -> None:
    result = lint("Data is slow.", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("intera: ")
    assert result.stderr.count("\n") == 1
