"""Policies checked and tried from the terminal: code 0, or 2 with one clear sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from intera.workflows.rulebook import DEFAULT_POLICY

Command = Callable[..., Result]
TEXT = DEFAULT_POLICY.read_text(encoding="utf-8")


def _is_refusal(result: Result) -> bool:
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    return result.exit_code == 2 and len(lines) == 1 and lines[0].startswith("intera: ")


def _draft(folder: Path, old: str = "", new: str = "") -> Path:
    assert old in TEXT
    path = folder / "draft.yaml"
    path.write_text(TEXT.replace(old, new, 1) if old else TEXT, encoding="utf-8")
    return path


def test_a_good_policy_can_be_put_in_force(intera: Command) -> None:
    result = intera("policy", "check", str(DEFAULT_POLICY))
    assert result.exit_code == 0
    assert "default 8: can be put in force from 2026-01-01" in result.stdout
    assert "11 examples, all met" in result.stdout


def test_a_policy_without_examples_is_told_so(intera: Command, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(TEXT.split("\nexamples:")[0] + "\n", encoding="utf-8")
    result = intera("policy", "check", str(path))
    assert (result.exit_code, "no example proves it, add some" in " ".join(result.stdout.split())) == (0, True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("duration_min: 30}", "duration: 30}", "has no unit; write it as duration_min"),
        ("rule: tier_affected", "rule: tier_hit", "'tier_hit' is no rule"),
        ("failing_percent: 50}", "failing_percent: 90}", "its example"),
        ("effective_from: 2026-01-01", "effective_from: soon", "must be a date"),
    ],
)
def test_a_bad_policy_is_refused_with_one_sentence(
    old: str, new: str, says: str, intera: Command, tmp_path: Path
) -> None:
    result = intera("policy", "check", str(_draft(tmp_path, old, new)))
    assert _is_refusal(result)
    assert says in result.stderr
    assert "draft.yaml" in result.stderr


@pytest.mark.usefixtures("loaded")
def test_a_draft_is_tried_on_the_history(intera: Command, tmp_path: Path) -> None:
    path = str(_draft(tmp_path, "failing_percent: 50}", "failing_percent: 80}"))
    told = intera("policy", "try", path, "--since", "2026-01-01")
    assert told.exit_code == 0, told.stderr
    assert "Under default 8," in told.stdout
    assert "It cannot be put in force: its example" in told.stdout
    assert "What this leaves out:" in told.stdout
    document = json.loads(intera("policy", "try", path, "--since", "2026-01-01", "--json").stdout)
    assert {"policy", "since", "incidents", "raised", "lowered", "changed", "clauses", "examples", "limits"} <= set(
        document
    )


@pytest.mark.usefixtures("loaded")
def test_what_cannot_be_tried_is_refused_with_one_sentence(intera: Command, tmp_path: Path) -> None:
    path = str(_draft(tmp_path))
    assert _is_refusal(intera("policy", "try", path, "--since", "yesterday"))
    assert _is_refusal(intera("policy", "try", str(tmp_path / "missing.yaml"), "--since", "2026-01-01"))
    nowhere = str(_draft(tmp_path, "id: default\n", "id: tv\nsegment: {services: [television]}\n"))
    assert _is_refusal(intera("policy", "try", nowhere, "--since", "2026-01-01"))
    assert intera("policy", "try", path).exit_code == 2
