"""The commands about contracts, as a person types them."""

import json
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from intera.cli.main import app
from intera.workflows.contract_files import LIBRARY

FACTS = """\
mrc: "2400.00"
period: 2026-06
instance: {id: pi-7, offering: elan, attributes: {class: platinum, repair_class: platinum_us}}
outages: [{from: 2026-06-09T00:00, to: 2026-06-09T05:00}]
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sla", *arguments], env={"COLUMNS": "200"})


def facts_file(folder: Path) -> str:
    path = folder / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return str(path)


def test_a_good_contract_is_told_to_be_one() -> None:
    result = run("lint", str(LIBRARY / "verizon_elan.yaml"))
    assert (result.exit_code, result.stdout) == (0, "verizon-elan/1: can be settled; 3 worked examples, all met\n")


def test_a_defect_is_told_with_its_line_and_rule(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("extends: verizon_elan\n\ncurrency: XAU\n", encoding="utf-8")
    result = run("lint", str(path))
    assert result.exit_code == 2
    assert "c.yaml, line 3: currency:" in result.stderr
    assert "[currency-digits]" in result.stderr


def test_a_contract_is_tried_and_explained(tmp_path: Path) -> None:
    result = run("try", str(LIBRARY / "verizon_elan.yaml"), facts_file(tmp_path))
    assert result.exit_code == 0
    assert "Credit due:  840.00 USD" in result.stdout
    assert "0.25 x 2400 = 600 USD" in result.stdout


def test_the_result_as_json_with_another_reading(tmp_path: Path) -> None:
    arguments = ("--json", "--reading", "minutes_between_rows=rounded_up", "--as-of", "2026-06-09T01:00")
    result = run("try", str(LIBRARY / "verizon_elan.yaml"), facts_file(tmp_path), *arguments)
    document = json.loads(result.stdout)
    assert document["known_at"] == "2026-06-09T01:00:00+00:00"
    assert document["readings"][0]["taken"] == "rounded_up"


def test_what_cannot_be_used_ends_with_code_2_and_a_sentence(tmp_path: Path) -> None:
    good = facts_file(tmp_path)
    for arguments in (
        (str(tmp_path / "none.yaml"), good),
        (str(LIBRARY / "verizon_elan.yaml"), str(tmp_path / "none.yaml")),
        (str(LIBRARY / "verizon_elan.yaml"), good, "--period", "June"),
        (str(LIBRARY / "verizon_elan.yaml"), good, "--reading", "weather=good"),
        (str(LIBRARY / "verizon_elan.yaml"), good, "--reading", "weather"),
    ):
        result = run("try", *arguments)
        assert result.exit_code == 2, arguments
        assert result.stderr.startswith("intera: ")
        assert "Traceback" not in result.stderr


def test_a_schema_is_printed() -> None:
    assert json.loads(run("schema", "facts").stdout)["title"] == "INTERA facts of one product instance"
    assert run("schema", "weather").exit_code == 2


def test_a_month_is_settled_explained_and_compared(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    facts_file(facts)
    (facts / "other.yaml").write_text("instance: {id: pi-8}\n", encoding="utf-8")
    out = str(tmp_path / "out")
    settled = run("settle", "--period", "2026-06", "--contracts", str(LIBRARY), "--facts", str(facts), "--out", out)
    assert settled.exit_code == 0
    assert "pi-7: violated, due 840.00, payable 840.00 USD" in settled.stdout
    assert "no contract is in force for pi-8" in settled.stderr
    told = run("explain", "pi-7/2026-06-01/verizon-elan/1", "--out", out)
    assert "0.1 x 2400 = 240 USD" in told.stdout
    assert (
        json.loads(run("explain", "pi-7/2026-06-01/verizon-elan/1", "--out", out, "--json").stdout)["violated"] is True
    )
    assert run("explain", "pi-9", "--out", out).exit_code == 1
    elan, dia = str(LIBRARY / "verizon_elan.yaml"), str(LIBRARY / "verizon_internet_dedicated.yaml")
    compared = run("diff", elan, dia, "--period", "2026-06", "--facts", str(facts))
    assert "pi-7: 840.00 -> 400.00 (-440.00)" in compared.stdout
    assert "Together: -440.00" in compared.stdout
