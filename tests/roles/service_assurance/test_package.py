"""The main user's package may see every group and take every decision of a person."""

from intera.roles.released import GROUPS
from intera.roles.service_assurance.package import PACKAGE
from intera.workflows.commands import COMMANDS


def test_it_sees_everything_released_and_decides_whatever_a_command_decides() -> None:
    assert PACKAGE.fields == GROUPS
    assert {command.decides for command in COMMANDS.values()} <= PACKAGE.actions


def test_every_action_has_a_label_and_an_introduction() -> None:
    for kind in PACKAGE.actions:
        key = kind.value.replace(".", "_")
        assert {f"action.{key}", f"intro.{key}"} <= set(PACKAGE.phrase_keys)
