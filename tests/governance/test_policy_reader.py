"""Keys of a policy file."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from intera.governance.policy_reader import (
    PolicyError,
    instant_at,
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
        lambda: text_at({"hold": 2.1}, "hold", ""),
        lambda: instant_at({"hold": "2026-01-01T00:00"}, "hold"),
        lambda: instant_at({"hold": "next year"}, "hold"),
        lambda: severity_at("P5", "hold"),
        lambda: severity_at(1, "hold"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_key(read: Callable[[], object]) -> None:
    with pytest.raises(PolicyError, match="hold") as refused:
        read()
    assert refused.value.key.startswith("hold")


def test_a_date_is_its_midnight_in_utc_and_a_time_keeps_its_instant() -> None:
    midnight = datetime(2026, 1, 1, tzinfo=UTC)
    assert instant_at({}, "effective_until") is None
    for written in (date(2026, 1, 1), "2026-01-01", "2026-01-01T01:00:00+01:00", "2026-01-01 00:00:00+00:00"):
        assert instant_at({"effective_from": written}, "effective_from") == midnight


def test_an_error_names_the_policy_it_is_in() -> None:
    assert str(PolicyError("hold", "is empty", policy_id="gold")) == "severity policy gold, hold: is empty"
