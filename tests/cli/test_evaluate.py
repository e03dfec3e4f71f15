"""`intera eval` prints one document or a readable table, and ends with 2 on data it cannot score."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from intera.cli.evaluate import TASKS, say_evaluation
from intera.cli.main import app

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample"


def evaluate(*arguments: str, data: str | None = None) -> Result:
    """The command, as if typed."""
    return CliRunner().invoke(app, ["eval", *arguments], env={"INTERA_EVAL_DATA": data, "COLUMNS": "80"})


@pytest.mark.parametrize("task", ["severity", "confidence"])
def test_json_is_one_document_and_nothing_else(task: str) -> None:
    result = evaluate(task, "--data", str(SAMPLE), "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert list(document) == ["task", "data", "split_at", "rows", "metrics", "baselines"]
    assert (document["task"], set(document["data"])) == (task, {"path", "sha256"})
    assert document == json.loads(evaluate(task, "--json", data=str(SAMPLE)).stdout)


def test_without_json_it_is_a_table_a_person_can_read() -> None:
    result = evaluate("severity", "--data", str(SAMPLE), "--split-at", "2016-02-29T15:00:00Z")
    assert result.exit_code == 0
    assert result.stdout.startswith("severity: ")
    assert "final_severe auc" in result.stdout
    assert "stated  happened" in result.stdout


@pytest.mark.parametrize("task", list(TASKS))
def test_every_task_ends_with_2_and_one_sentence_on_data_it_cannot_score(task: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.jsonl").write_text('{"x": 1}\n')
    for folder in (tmp_path, tmp_path / "gone"):
        result = evaluate(task, "--data", str(folder), "--json")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("intera: ")
        assert result.stderr.count("\n") == 1


def test_no_data_and_no_instant_are_said() -> None:
    assert "INTERA_EVAL_DATA" in evaluate("severity").stderr
    wrong = evaluate("severity", "--data", str(SAMPLE), "--split-at", "soon")
    assert (wrong.exit_code, "ISO 8601" in wrong.stderr) == (2, True)


def test_lines_hold_intervals_plain_values_lists_and_what_is_not_defined() -> None:
    lines = say_evaluation(
        {
            "task": "t",
            "data": {"path": "p", "sha256": "0123456789abcdef"},
            "split_at": "2026-01-01T00:00:00+00:00",
            "rows": 5,
            "metrics": {
                "a": {"value": 0.5, "low": 0.25, "high": 0.75},
                "b": {"c": None, "d": ["one", "two"], "e": [{"count": 3, "stated": 0.5}]},
            },
            "baselines": {"f": "words"},
        }
    )
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert "p (sha256 0123456789ab)" in text
    assert "a 0.5000 (0.2500 to 0.7500)" in text
    assert "b c not defined" in text
    assert "b d\none\ntwo" in text
    assert "b e\ncount stated\n3 0.5000" in text
    assert "f words" in text
