"""Where an incident stands, as people would judge it, and never by a forbidden step."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.model.incident import TRANSITIONS, Lifecycle
from intera.model.signal import Signal
from intera.signals.lifecycle import lifecycle_of

Build = Callable[..., Signal]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "signals_lifecycle.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(signal_of: Build, case: dict[str, Any]) -> None:
    current = None if case["from"] == "new" else Lifecycle(case["from"])
    assert lifecycle_of([signal_of(*said) for said in case["said"]], current) is Lifecycle(case["becomes"])


def test_without_a_signal_nothing_moves() -> None:
    assert lifecycle_of((), None) is Lifecycle.SUSPECTED
    assert lifecycle_of((), Lifecycle.RESTORED) is Lifecycle.RESTORED


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["ticket", "probe", "care_contacts", "health", "partner_flag"]),
        st.sampled_from(["open", "degraded", "ok", "restored", "closed", "cancelled"]),
        st.integers(0, 90),
        st.sampled_from("ab"),
    ),
    min_size=1,
    max_size=5,
)


@given(STATEMENTS, st.none() | st.sampled_from(list(Lifecycle)), st.randoms(use_true_random=False))
def test_the_step_is_allowed_and_the_order_plays_no_part(
    signal_of: Build, said: list[tuple[str, str, int, str]], current: Lifecycle | None, random: Random
) -> None:
    signals = [signal_of(*statement) for statement in said]
    outcome = lifecycle_of(signals, current)
    assert current is None or outcome is current or outcome in TRANSITIONS[current]
    random.shuffle(signals)
    assert lifecycle_of(signals, current) is outcome


@given(STATEMENTS)
def test_an_open_ticket_is_never_ended_by_others(signal_of: Build, said: list[tuple[str, str, int, str]]) -> None:
    signals = [signal_of(*statement) for statement in said]
    assert lifecycle_of([*signals, signal_of("ticket", "open", 0, "z")], Lifecycle.ACTIVE) is Lifecycle.ACTIVE
