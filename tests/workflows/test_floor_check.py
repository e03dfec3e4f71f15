"""Nobody may be paid less than the statute gives."""

from pathlib import Path

from intera.workflows.contract_files import read_contract_file
from intera.workflows.floor_check import below_floors, probes

GENEROUS = """\
extends: germany_tkg58
id: generous
statutory_floor: [germany_tkg58]
"""
MEAN = """\
extends: germany_tkg58
id: mean
statutory_floor: [germany_tkg58]
remedies:
  fault: {table: {rows: [{up_to: 2 days, pay: 5.00 EUR}, {over: 2 days, pay: 10.00 EUR}]}}
"""


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "c.yaml"
    path.write_text(text, encoding="utf-8")
    return [f"{each.rule} {each.line} {each.says}" for each in below_floors(read_contract_file(path))]


def test_what_gives_as_much_is_in_order(tmp_path: Path) -> None:
    assert problems(tmp_path, GENEROUS) == []


def test_what_gives_less_is_refused_with_the_facts_on_which_it_does(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, MEAN)
    assert said.startswith("below-floor 3 germany_tkg58 gives")
    assert "a line at 79.90 a month" in said


def test_another_currency_and_an_unknown_statute_are_refused(tmp_path: Path) -> None:
    assert "there is no rule pack" in problems(tmp_path, GENEROUS.replace("[germany_tkg58]", "[atlantis]"))[0]
    assert "is in EUR" in problems(tmp_path, GENEROUS.replace("[germany_tkg58]", "[uk_ofcom_compensation]"))[0]


def test_every_fee_and_length_is_asked() -> None:
    assert len(list(probes())) == 24
