"""Keys of a policy file."""

from collections.abc import Callable

import pytest

from intera.governance.policy_reader import (
    PolicyError,
    list_at,
    mapping_at,
    minutes_at,
    refuse_unknown,
    severity_at,
    text_at,
)
from intera.model.verdict import Severity


def test_what_is_written_is_read() -> None:
    assert mapping_at(None, "a") == {}
    assert mapping_at({1: 2}, "a") == {"1": 2}
    assert list_at(None, "a") == ()
    assert text_at({"version": 7}, "version", "") == "7"
    assert minutes_at({"wait_min": 30}, "wait_min", "hold") == 30
    assert severity_at("P2", "a") is Severity.P2


@pytest.mark.parametrize(
    "read",
    [
        lambda: mapping_at([1], "hold"),
        lambda: list_at("visible", "hold"),
        lambda: text_at({"name": "  "}, "hold", ""),
        lambda: text_at({"hold": True}, "hold", ""),
        lambda: minutes_at({"hold": 0}, "hold", "hold"),
        lambda: minutes_at({"hold": "30"}, "hold", "hold"),
        lambda: refuse_unknown({"hold": 1}, ["rules"], ""),
        lambda: severity_at("P5", "hold"),
        lambda: severity_at(1, "hold"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_key(read: Callable[[], object]) -> None:
    with pytest.raises(PolicyError, match="hold") as refused:
        read()
    assert refused.value.key.startswith("hold")
