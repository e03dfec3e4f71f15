"""Commands that prove something: verify the trail, examine the installation."""

import json
from importlib.metadata import version
from typing import Annotated

import typer

from intera.cli.output import OUT, plainly
from intera.settings import read_settings
from intera.workflows.examine_installation import Grade, examine_installation
from intera.workflows.open_installation import open_installation
from intera.workflows.verify_trail import public_key_text, verify_whole_trail

_MARKS = {Grade.GOOD: ("ok", "green"), Grade.NOTE: ("note", "yellow"), Grade.BAD: ("bad", "bold red")}
FINDINGS_SHOWN = 20


def print_version() -> None:
    """Prints the product's version."""
    OUT.print(f"INTERA Service Assurance {version('intera')}")


@plainly
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Recomputes every entry of the trail and names the first bad row.

    Ends with code 0 when the trail is intact, 1 when it is not.
    """
    with open_installation(read_settings()) as installation:
        writer = installation.writer_engine()
        try:
            report = verify_whole_trail(writer, installation)
        finally:
            writer.dispose()
    if as_json:
        found = [{"kind": item.kind.value, "index": item.index, "says": item.sentence} for item in report.findings]
        document = {
            "is_intact": report.is_intact,
            "entry_count": report.entry_count,
            "first_bad_index": report.first_bad_index,
            "findings": found,
        }
        OUT.print_json(json.dumps(document))
    else:
        OUT.print(report.sentence, markup=False, style="green" if report.is_intact else "bold red")
        for item in report.findings[:FINDINGS_SHOWN]:
            OUT.print(f"  {item.sentence}", markup=False)
        if len(report.findings) > FINDINGS_SHOWN:
            OUT.print(f"  and {len(report.findings) - FINDINGS_SHOWN} more; --json lists all")
    if not report.is_intact:
        raise typer.Exit(1)


@plainly
def key() -> None:
    """Prints the public key the trail's checkpoints are verified with."""
    with open_installation(read_settings()) as installation:
        OUT.print(public_key_text(installation), markup=False)


@plainly
def doctor() -> None:
    """Examines settings, database durability, rights, sources and versions.

    Ends with code 1 when something is bad.
    """
    with open_installation(read_settings()) as installation:
        findings = examine_installation(installation)
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        word, style = _MARKS[finding.grade]
        OUT.print(f"{word:>4}  ", style=style, end="", markup=False)
        OUT.print(f"{finding.what:<{width}}  {finding.says}", markup=False, soft_wrap=True)
    if any(finding.grade is Grade.BAD for finding in findings):
        raise typer.Exit(1)
