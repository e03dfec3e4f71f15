"""How does the command line speak: one style for progress, results and the one clear line of an error."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

# Lines are never broken here: a key or a token cut in two is of no use, and an error is one line.
OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

_P = ParamSpec("_P")
_R = TypeVar("_R")


def plainly(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """The command, ending in one clear line and exit code 1 where it would end in a stack trace."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return command(*args, **kwargs)
        except typer.Exit:
            raise
        except (RuntimeError, ValueError, LookupError, OSError) as error:
            ERR.print(f"intera: {' '.join(str(error).split())}", style="bold red", markup=False)
            raise typer.Exit(1) from error
        except Exception as error:
            if os.environ.get("INTERA_DEBUG"):
                raise
            said = str(error).split("\n", maxsplit=1)[0]
            ERR.print(
                f"intera: {type(error).__name__}: {said} (INTERA_DEBUG=1 shows where)", style="bold red", markup=False
            )
            raise typer.Exit(1) from error

    return run


@contextmanager
def step(label: str) -> Generator[None]:
    """Says what is being done, with a spinner while it lasts and the time it took."""
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=OUT, transient=True
    ) as progress:
        progress.add_task(label)
        yield
    OUT.print(f"  {label}: done", markup=False)


@contextmanager
def counting(label: str, total: int | None) -> Generator[Callable[[int, str], None]]:
    """A progress bar; call what it yields with the count so far and a few words."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        console=OUT,
    ) as progress:
        task = progress.add_task(label, total=total, note="")

        def tell(done: int, note: str) -> None:
            progress.update(task, completed=done, note=note)

        yield tell
