"""How commands speak: an error is one line and code 1, whatever was raised."""

from collections.abc import Callable

import pytest
import typer

from intera.cli.output import OUT, counting, plainly, step


def raising(error: Exception) -> Callable[[], None]:
    @plainly
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (RuntimeError("no room"), "intera: no room"),
        (ValueError("a\nb\n\n  c"), "intera: a b c"),
        (LookupError("[red]not markup[/red]"), "intera: [red]not markup[/red]"),
        (OSError("x" * 300), "intera: " + "x" * 300),
        (TypeError("odd\nsecond line"), "intera: TypeError: odd (INTERA_DEBUG=1 shows where)"),
    ],
)
def test_error_is_one_line(capsys: pytest.CaptureFixture[str], error: Exception, says: str) -> None:
    with pytest.raises(typer.Exit) as ended:
        raising(error)()
    assert ended.value.exit_code == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", says + "\n")


def test_unforeseen_error_shows_where_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERA_DEBUG", "1")
    with pytest.raises(TypeError):
        raising(TypeError("odd"))()


def test_chosen_end_keeps_its_code() -> None:
    @plainly
    def command() -> None:
        raise typer.Exit(3)

    with pytest.raises(typer.Exit) as ended:
        command()
    assert ended.value.exit_code == 3


def test_long_lines_are_never_broken(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    OUT.print("y" * 200, markup=False)
    assert capsys.readouterr().out == "y" * 200 + "\n"


def test_step_and_count_say_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Reading"):
        pass
    with counting("Replaying", 2) as tell:
        tell(2, "29 Feb")
    said = capsys.readouterr().out
    assert "Reading: done" in said
    assert "2/2" in said
    assert "29 Feb" in said
