"""Replaying a log: the state at a moment, the same again without effect, and one line for what cannot be used."""

import re
from pathlib import Path

import pytest

from cli.conftest import Command, is_one_line

LOG = Path(__file__).parents[2] / "examples" / "uci_sample" / "incident_events.csv"


def test_log_is_replayed_to_a_moment_and_again_without_effect(intera: Command) -> None:
    arguments = ["replay", str(LOG), "--until", "2016-02-29T09:00"]
    first = intera(*arguments)
    assert first.exit_code == 0, first.output
    said = re.search(r"([\d,]+) events taken in, ([\d,]+) repeats, 0 set aside, ([\d,]+) decisions", first.stdout)
    assert said
    taken, repeats, decisions = (int(number.replace(",", "")) for number in said.groups())
    assert taken > 20
    assert repeats == 0
    assert decisions > 0
    assert "The cockpit now shows Mon 29 Feb 2016, 09:00 UTC; intera serve opens it." in first.stdout
    again = intera(*arguments)
    assert f"0 events taken in, {taken} repeats, 0 set aside, 0 decisions" in again.stdout
    assert intera("trail", "verify").exit_code == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--speed", "0"], "--speed 0"),
        (["--speed", "-3"], "--speed -3"),
        (["--speed", "fast"], "--speed fast: give a number above 0, or max"),
        (["--speed", "inf"], "--speed inf"),
        (["--speed", "nan"], "--speed nan"),
        (["--until", "yesterday"], "--until yesterday: give a date such as 2016-03-14"),
        (["--until", "2016-13-01"], "--until 2016-13-01"),
        (["--source", "nothing"], "source nothing is not declared"),
        (["--mapping", "/no/such/mapping.yaml", "--source", "new"], "there is no file /no/such/mapping.yaml"),
    ],
)
def test_option_that_cannot_be_used_is_named(intera: Command, options: list[str], says: str) -> None:
    result = intera("replay", str(LOG), *options)
    assert is_one_line(result), result.output
    assert says in result.stderr


def test_file_that_is_not_there_is_named_before_anything_is_made(intera: Command, tmp_path: Path) -> None:
    for file in (tmp_path / "none.csv", tmp_path):
        result = intera("replay", str(file), INTERA_HOME=str(tmp_path / "home"))
        assert is_one_line(result)
        assert f"there is no file {file}" in result.stderr
    assert not (tmp_path / "home").exists()
