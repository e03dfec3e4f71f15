"""Commands about contracts: lint them, try one on facts, settle a month, explain a result, compare two versions."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from intera.cli.output import ERR, OUT, plainly
from intera.settings import read_settings
from intera.workflows.settle_folders import (
    compare_contracts,
    explained,
    explained_lines,
    keep_result,
    settle_folders,
)
from intera.workflows.try_contracts import lint_contracts, read_choices, schema_named, try_on_file

app = typer.Typer(
    name="sla", help="Contracts: lint them, try one on facts, settle, explain, compare.", no_args_is_help=True
)
_P = ParamSpec("_P")

Contract = Annotated[Path, typer.Argument(help="The YAML file of a contract.")]
Readings = Annotated[
    list[str] | None, typer.Option("--reading", help="Take a reading: name=value. May be given several times.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known at this local time: 2026-07-03T09:00.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def _refusing(command: Callable[_P, None]) -> Callable[_P, None]:
    """The command, ending with code 2 and plain lines where what it was given cannot be used."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ValueError as error:
            for line in str(error).splitlines():
                ERR.print(f"intera: {line}", style="bold red", markup=False)
            raise typer.Exit(2) from error

    return run


@app.command()
@plainly
@_refusing
def lint(path: Annotated[Path, typer.Argument(help="A contract file, or a folder of them.")]) -> None:
    """Checks contracts: every word, every table, every worked example.

    Ends with code 0, or 2 with the line of each problem.
    """
    is_refused = False
    for each in lint_contracts(path):
        for problem in each.problems:
            is_refused = True
            ERR.print(str(problem), markup=False, style="red")
        if not each.problems:
            count = each.example_count
            proved = f"{count} worked examples, all met" if count else "no worked example proves it, add some"
            OUT.print(f"{each.ref}: can be settled; {proved}", markup=False)
    if is_refused:
        raise typer.Exit(2)


@app.command("try")
@plainly
@_refusing
def try_contract(
    contract: Contract,
    facts: Annotated[Path, typer.Argument(help="The YAML or JSON file of what happened to one product instance.")],
    period: Annotated[str | None, typer.Option("--period", help="A month, 2026-06, or a day in the period.")] = None,
    as_of: AsOf = None,
    reading: Readings = None,
    as_json: AsJson = False,
) -> None:
    """Settles a contract on facts and explains each step. Nothing is kept.

    Ends with code 0, or 2 when the contract or the facts cannot be used.
    """
    tried = try_on_file(contract, facts, chosen=read_choices(reading or []), period=period, as_of=as_of)
    if as_json:
        OUT.print_json(json.dumps(tried.document))
    else:
        for line in tried.lines:
            OUT.print(line, markup=False)


@app.command()
@plainly
@_refusing
def schema(name: Annotated[str, typer.Argument(help="contract, facts or result.")]) -> None:
    """Prints the JSON Schema of contracts, of facts, or of results."""
    typer.echo(schema_named(name), nl=False)


Contracts = Annotated[Path | None, typer.Option("--contracts", help="Folder of contracts; INTERA_HOME/contracts.")]
Facts = Annotated[
    Path | None, typer.Option("--facts", help="Folder of facts, a file per product instance; INTERA_HOME/facts.")
]
Kept = Annotated[Path | None, typer.Option("--out", help="Folder in which results are kept; INTERA_HOME/settlements.")]


def _at(given: Path | None, name: str) -> Path:
    return given if given is not None else read_settings().home / name


@app.command()
@plainly
@_refusing
def settle(
    period: Annotated[str, typer.Option("--period", help="A month, 2026-10, or a day in the period.")],
    contracts: Contracts = None,
    facts: Facts = None,
    out: Kept = None,
    as_of: AsOf = None,
) -> None:
    """Settles a period for every product instance and keeps each result under its id.

    The same run twice keeps one result; another statement of the same period is kept beside it.
    """
    folder = _at(out, "settlements")
    for each in settle_folders(_at(contracts, "contracts"), _at(facts, "facts"), period=period, as_of=as_of):
        if each.result is None:
            ERR.print(f"{each.instance}: {each.reason}", markup=False, style="red")
            continue
        path = keep_result(folder, each.result)
        credit = each.result.credit
        answer = {True: "violated", False: "not violated", None: "not decided"}[each.result.violated]
        rest = "" if each.result.complete else ", incomplete"
        line = f"{each.instance}: {answer}, due {credit.due}, payable {credit.payable} {credit.currency}{rest}"
        OUT.print(f"{line}  ({path.name.removesuffix('.json')})", markup=False)


@app.command()
@plainly
@_refusing
def explain(
    result: Annotated[str, typer.Argument(help="The id of a kept result, as `settle` printed it.")],
    out: Kept = None,
    as_json: AsJson = False,
) -> None:
    """Explains a kept result, step by step."""
    document = explained(_at(out, "settlements"), result)
    if as_json:
        OUT.print_json(json.dumps(document))
        return
    for line in explained_lines(document):
        OUT.print(line, markup=False)


@app.command()
@plainly
@_refusing
def diff(
    before: Annotated[Path, typer.Argument(help="A contract file.")],
    after: Annotated[Path, typer.Argument(help="The contract it is compared with.")],
    period: Annotated[list[str], typer.Option("--period", help="A month, 2026-10. May be given several times.")],
    facts: Facts = None,
) -> None:
    """Says what another contract would have cost on the same facts, instance by instance."""
    rows, total = compare_contracts(before, after, _at(facts, "facts"), periods=period)
    for row in rows:
        OUT.print(f"{row.instance}: {row.before} -> {row.after} ({row.delta})", markup=False)
    OUT.print(f"Together: {total}", markup=False)
