"""Every command is its own decision; what each does is in tests/workflows/commands."""

from intera.workflows.commands import COMMANDS


def test_every_command_decides_a_kind_of_its_own() -> None:
    assert len({command.decides for command in COMMANDS.values()}) == len(COMMANDS)
