"""Commands about contracts: lint them, try one on facts, settle a month, explain a result, compare two versions."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from intera.cli.output import ERR, OUT, plainly
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
