"""The command that reads a text with the language guard."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from intera.cli.output import ERR, OUT, plainly
from intera.workflows.lint_text import Linted, lint_text

EXIT_MUST_CHANGE, EXIT_UNREADABLE, EXIT_DECIDE = 1, 2, 3
# What is read as for a desk that is sure, short of confirmed. Source: design GUIDE section 4.
HIGH_PERCENT = 75


@plainly
def text(
    lang: Annotated[str, typer.Option(help="Two letters.")] = "en",
    audience: Annotated[str, typer.Option(help="Who reads it; our own desks are internal-care.")] = "customer",
    confidence: Annotated[int, typer.Option(help="How sure the least sure thing said is, in percent.")] = HIGH_PERCENT,
    operator: Annotated[Path | None, typer.Option(help="An operator's folder, for its hidden vocabulary.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
) -> None:
    """Read a text from standard input with the language guard.

    Exit code 0: clear. 1: something must change. 3: nothing must change, but a person must decide on something.
    2: the text could not be read, and nothing was checked.
    """
    try:
        if sys.stdin.isatty():
            raise ValueError("the text comes from standard input; pipe it in: intera lint text < draft.txt")  # noqa: TRY301 - said like every other reason
        linted = lint_text(
            sys.stdin.buffer.read(),
            language=lang,
            audience=audience,
            confidence_percent=confidence,
            operator_folder=operator,
        )
    except (ValueError, LookupError, OSError) as error:
        ERR.print(f"intera: {' '.join(str(error).split())}", style="bold red", markup=False)
        raise typer.Exit(EXIT_UNREADABLE) from error
    if as_json:
        told = {"language": lang, "audience": audience, "confidence_percent": confidence}
        typer.echo(json.dumps({**told, **linted.to_document()}, indent=2, ensure_ascii=False))
    else:
        for line in say_linted(linted):
            OUT.print(line, markup=False)
        if operator is None:
            ERR.print("Read with the shipped rules only; --operator FOLDER adds your hidden vocabulary.", markup=False)
    if linted.must_count:
        raise typer.Exit(EXIT_MUST_CHANGE)
    if linted.check_count:
        raise typer.Exit(EXIT_DECIDE)


def say_linted(linted: Linted) -> list[str]:
    """A reading as lines a person can read.

    Args:
        linted: the reading.

    Returns:
        One line a mark with where it stands, what it says and what to do; the counts last.
    """
    lines: list[str] = []
    for mark in linted.marks:
        before = linted.text[: mark["start"]]
        row, column = before.count("\n") + 1, mark["start"] - (before.rfind("\n") + 1) + 1
        words = " ".join(linted.text[mark["start"] : mark["end"]].split())
        level = "must change" if mark["level"] == "must_change" else "decide"
        instead = f" Say: {mark['instead']}" if mark["instead"] else ""
        lines.append(f"{row}:{column} {level}, {mark['rule']}: {words!r}. {mark['reason']}{instead}")
    lines.append(f"{linted.must_count} must change, {linted.check_count} to decide" if linted.marks else "Clear")
    return lines
