"""Commands about severity policies: check one, and try a draft on the recorded history."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from intera.cli.output import ERR, OUT, plainly, step
from intera.settings import read_settings
from intera.workflows.open_installation import open_installation
from intera.workflows.policy_files import PolicyFileError
from intera.workflows.try_policy import (
    BadSinceError,
    TriedPolicy,
    UnusableDraftError,
    check_policies,
    read_draft,
    read_since,
    try_on_installation,
)

INCIDENTS_SHOWN = 20
HEADINGS = ("Incident", "Opened", "Worst now", "Under the draft", "Now by", "By the draft")
_P = ParamSpec("_P")


def _refusing(command: Callable[_P, None]) -> Callable[_P, None]:
    """The command, ending with code 2 and one clear line where what it was given cannot be used."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (PolicyFileError, BadSinceError, UnusableDraftError) as error:
            ERR.print(f"intera: {' '.join(str(error).split())}", style="bold red", markup=False)
            raise typer.Exit(2) from error

    return run


@plainly
@_refusing
def check(
    policy: Annotated[Path, typer.Argument(help="A policy file, or a folder with policy.yaml or policies/.")],
) -> None:
    """Checks severity policies: every key, gaps and overlaps between several, and their own examples.

    Ends with code 0 when they can be put in force, 2 with one sentence when not.
    """
    for found in check_policies(policy):
        until = f" until {found.effective_until_at:%Y-%m-%d}" if found.effective_until_at else ""
        examples = f"{len(found.examples)} examples, all met" if found.examples else "no example proves it, add some"
        OUT.print(
            f"{found.ref}: can be put in force from {found.effective_from_at:%Y-%m-%d}{until};"
            f" {len(found.rules)} rules, {len(found.clauses)} clauses, {examples}",
            markup=False,
        )


@plainly
@_refusing
def try_draft(
    policy: Annotated[Path, typer.Argument(help="The YAML file of a draft policy.")],
    since: Annotated[str, typer.Option("--since", help="From when on: 2026-11-01, or a time with its zone.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Judges the recorded history again under a draft policy and shows what would have differed.

    Nothing is written. Ends with code 0, or 2 with one sentence when the draft or the date cannot be used.
    """
    draft, since_at = read_draft(policy), read_since(since)
    with open_installation(read_settings()) as installation:
        if as_json:
            tried = try_on_installation(installation, draft, since_at=since_at)
        else:
            with step("  History: judged again"):
                tried = try_on_installation(installation, draft, since_at=since_at)
    if as_json:
        OUT.print_json(json.dumps(tried.to_document()))
    else:
        _print(tried)


def _print(tried: TriedPolicy) -> None:
    if tried.incidents:
        _print_table(tried)
    left = len(tried.incidents) - INCIDENTS_SHOWN
    if left > 0:
        OUT.print(f"and {left:,} more; --json lists all", markup=False)
    for sentence in _closing(tried):
        OUT.print(sentence, markup=False)


def _print_table(tried: TriedPolicy) -> None:
    lines = [
        HEADINGS,
        *(
            (
                one.incident_id,
                f"{one.opened_at:%Y-%m-%d %H:%M}",
                one.now.worst.label,
                one.draft.worst.label,
                one.now.worst_clause,
                one.draft.worst_clause,
            )
            for one in tried.incidents[:INCIDENTS_SHOWN]
        ),
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    for number, line in enumerate(lines):
        text = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        OUT.print(text.rstrip(), markup=False, style="" if number else "bold")


def _closing(tried: TriedPolicy) -> list[str]:
    draft, agreement = tried.draft, tried.agreement
    outcome = (
        f"Under {draft.ref}, {len(tried.incidents):,} of {tried.incident_count:,} incidents since"
        f" {tried.since_at:%Y-%m-%d %H:%M} UTC would have been shown otherwise:"
        f" {tried.raised_count:,} worse, {tried.lowered_count:,} milder at their worst."
    )
    said = [outcome, *(f"  {count:,} by {then} instead of {now}" for now, then, count in tried.clauses)]
    said += [f"It cannot be put in force: {failure}." for failure in tried.failed_examples]
    if not tried.failed_examples:
        said.append(f"It gives what its own {len(draft.examples)} examples say.")
    said.append(
        f"Judged again under the policies in force, {agreement.count:,} of {agreement.total_count:,}"
        " incidents end with the worst severity on record."
    )
    return [*said, "What this leaves out:", *(f"  {limit}" for limit in tried.limits)]
