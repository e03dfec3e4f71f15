"""The main user's package may see every group and take every decision of a person."""

from intera.model.decision import DecisionKind
from intera.roles.released import GROUPS
from intera.roles.service_assurance.package import PACKAGE


def test_it_sees_everything_released_and_decides_ten_things() -> None:
    assert PACKAGE.fields == GROUPS
    assert len(PACKAGE.actions) == 10
    assert DecisionKind.SEVERITY_OVERRIDE in PACKAGE.actions


def test_every_action_has_a_label_and_an_introduction() -> None:
    for kind in PACKAGE.actions:
        key = kind.value.replace(".", "_")
        assert {f"action.{key}", f"intro.{key}"} <= set(PACKAGE.phrase_keys)
