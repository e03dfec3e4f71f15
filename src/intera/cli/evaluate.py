"""The commands that score the running code on a labelled log."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

import typer

from intera.cli.output import ERR, OUT, plainly
from intera.workflows.evaluate_changes import evaluate_changes
from intera.workflows.evaluate_checkpoints import evaluate_checkpoints
from intera.workflows.evaluate_confidence import evaluate_confidence
from intera.workflows.evaluate_curation import evaluate_curation
from intera.workflows.evaluate_guard import evaluate_guard
from intera.workflows.evaluate_recurrence import evaluate_recurrence
from intera.workflows.evaluate_reputation import evaluate_reputation
from intera.workflows.evaluate_severity import evaluate_severity
from intera.workflows.evaluation import BadDataError, Evaluation

DATA_VARIABLE = "INTERA_EVAL_DATA"
EXIT_BAD_DATA = 2

Task = Callable[[Path, datetime | None], Evaluation]

TASKS: Mapping[str, tuple[Task, str]] = {
    "severity": (
        lambda data, split_at: evaluate_severity(data, split_at=split_at),
        "Will a ticket end as P1 or P2, and will its claim be lowered, told from its first record.",
    ),
    "confidence": (
        lambda data, split_at: evaluate_confidence(data, split_at=split_at),
        "How honest stated confidences stay while the desk changes: target misses and standing claims.",
    ),
    "recurrence": (
        lambda data, split_at: evaluate_recurrence(data, split_at=split_at),
        "Will the same area be hit again within 30 days.",
    ),
    "changes": (
        lambda data, split_at: evaluate_changes(data, split_at=split_at),
        "How often what changed near the start stands out against placebo dates.",
    ),
    "curation": (
        lambda data, split_at: evaluate_curation(data, split_at=split_at),
        "How much of an alarm wall is shown, and how much of that was real.",
    ),
    "reputation": (
        lambda data, split_at: evaluate_reputation(data, split_at=split_at),
        "Is a rise in complaints noticed.",
    ),
    "guard": (
        lambda data, split_at: evaluate_guard(data, split_at=split_at),
        "Does the language guard let public updates pass and stop what routers say.",
    ),
    "checkpoints": (
        lambda data, split_at: evaluate_checkpoints(data, split_at=split_at),
        "Are promised times read right from public updates, and were they kept.",
    ),
}

app = typer.Typer(help="Score the running code on a labelled log; docs/evaluation.md has the inputs.")


def _command(task: Task) -> Callable[..., None]:
    @plainly
    def run(
        data: Annotated[
            Path | None,
            typer.Option(help="The data set's folder, or a folder that holds it.", envvar=DATA_VARIABLE),
        ] = None,
        split_at: Annotated[
            str | None,
            typer.Option(help="First instant of the later part, ISO 8601. Default: after 60 % of the cases."),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
    ) -> None:
        try:
            evaluation = task(_given(data), _instant(split_at))
        except BadDataError as error:
            ERR.print(f"intera: {' '.join(str(error).split())}", style="bold red", markup=False)
            raise typer.Exit(EXIT_BAD_DATA) from error
        if as_json:
            typer.echo(json.dumps(evaluation.to_document(), indent=2, allow_nan=False, ensure_ascii=False))
        else:
            for line in say_evaluation(evaluation.to_document()):
                OUT.print(line, markup=False)

    return run


for _name, (_task, _help) in TASKS.items():
    app.command(_name, help=_help)(_command(_task))


def say_evaluation(document: Mapping[str, object]) -> list[str]:
    """An evaluation as lines a person can read.

    Args:
        document: from `Evaluation.to_document`.

    Returns:
        The lines: what was read, then each metric and baseline, reliability tables last.
    """
    data = cast("Mapping[str, str]", document["data"])
    lines = [
        f"{document['task']}: {document['rows']} rows scored from {document['split_at']}",
        f"{data['path']} (sha256 {data['sha256'][:12]})",
    ]
    tables: list[str] = []
    for part in ("metrics", "baselines"):
        lines += ["", part.capitalize()]
        _say(cast("Mapping[str, object]", document[part]), (), lines, tables)
    return lines + tables


def _given(data: Path | None) -> Path:
    if data is None:
        raise BadDataError(f"no data was named; give --data FOLDER or set {DATA_VARIABLE}")
    return data


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise BadDataError(f"--split-at is {text!r}; give an ISO 8601 instant such as 2016-04-05T00:00:00Z") from error


def _say(values: Mapping[str, object], above: tuple[str, ...], lines: list[str], tables: list[str]) -> None:
    for name, value in values.items():
        path = (*above, name)
        if isinstance(value, Mapping):
            nested = cast("Mapping[str, object]", value)
            if set(nested) == {"value", "low", "high"}:
                lines.append(f"  {_label(path)}{_number(nested['value'])}{_bounds(nested)}")
            else:
                _say(nested, path, lines, tables)
        elif isinstance(value, list):
            rows = cast("Sequence[object]", value)
            if rows:
                tables += ["", " ".join(path), *_table(rows)]
        else:
            lines.append(f"  {_label(path)}{_number(value)}")


def _label(path: tuple[str, ...]) -> str:
    return " ".join(path).ljust(60) + " "


def _number(value: object) -> str:
    if value is None:
        return "not defined"
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _bounds(interval: Mapping[str, object]) -> str:
    if interval["low"] is None:
        return ""
    return f"  ({_number(interval['low'])} to {_number(interval['high'])})"


def _table(rows: Sequence[object]) -> list[str]:
    cells: list[Sequence[str]] = []
    for row in rows:
        if not isinstance(row, Mapping):
            return [f"  {one}" for one in rows]
        named = cast("Mapping[str, object]", row)
        if not cells:
            cells.append(list(named))
        cells.append([_number(value) for value in named.values()])
    widths = [max(len(line[place]) for line in cells if place < len(line)) for place in range(len(cells[0]))]
    return ["  " + "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=False)) for line in cells]
