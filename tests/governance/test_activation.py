"""A policy that fails its own worked examples cannot be put in force."""

import copy
from typing import Any

import pytest

from intera.governance.activation import FailedExampleError, check_activation, failed_examples
from intera.governance.policy import Policy, parse_policy


def test_the_shipped_policy_passes_its_own_examples(policy: Policy) -> None:
    assert len(policy.examples) >= 8
    assert failed_examples(policy) == ()
    check_activation(policy)


def test_a_policy_that_fails_its_example_parses_but_is_not_put_in_force(raw_policy: dict[str, Any]) -> None:
    raw = copy.deepcopy(raw_policy)
    raw["rules"]["vip"]["params"]["account_count"] = 2
    broken = parse_policy(raw)
    with pytest.raises(FailedExampleError) as refused:
        check_activation(broken)
    assert str(refused.value) == (
        "severity policy default 8 cannot be put in force: its example "
        '"A VIP account in a small trouble" gave P3, settled, by clause 2.0 Harm to customers; '
        "expected was P2, settled, by clause 3.1 VIP accounts. Correct the rules or the examples"
    )


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("severity", "P2", "expected was P2"),
        ("clause", "3", "by clause 3 Serious for some"),
        ("is_provisional", True, "expected was P1, provisional"),
        ("held", "P1", "gave P1, settled, holding nothing"),
    ],
)
def test_each_thing_an_example_says_is_compared(
    key: str, value: object, expected: str, raw_policy: dict[str, Any]
) -> None:
    raw = copy.deepcopy(raw_policy)
    raw["examples"][0][key] = value
    [failure] = failed_examples(parse_policy(raw))
    assert expected in failure
