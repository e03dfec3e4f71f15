"""May a severity policy be put in force: does it give what its own worked examples say.

Source: issue 3, section 5, bad input (a policy that fails its own worked examples cannot be activated).
"""

from intera.governance.judgement import judge
from intera.governance.policy import Policy
from intera.governance.policy_example import PolicyExample


class FailedExampleError(ValueError):
    """A policy cannot be put in force: an example of its own comes out otherwise."""

    def __init__(self, policy: Policy, failures: tuple[str, ...]) -> None:
        """Names the policy and its failing examples."""
        super().__init__(
            f"severity policy {policy.ref} cannot be put in force: {'; '.join(failures)}."
            " Correct the rules or the examples"
        )
        self.failures = failures


def _failure(policy: Policy, example: PolicyExample) -> str | None:
    judgement = judge(policy, example.facts)
    outcome = judgement.outcome
    expected, given = [example.severity.label], [outcome.shown.label]
    if example.is_provisional is not None:
        expected.append("provisional" if example.is_provisional else "settled")
        given.append("provisional" if outcome.is_provisional else "settled")
    if example.held is not None:
        expected.append(f"holding {example.held.label}")
        given.append("holding nothing" if outcome.held is None else f"holding {outcome.held.label}")
    expected.append(f"by clause {example.clause}")
    given.append(f"by clause {judgement.clause}")
    if expected == given:
        return None
    return f'its example "{example.name}" gave {", ".join(given)}; expected was {", ".join(expected)}'


def failed_examples(policy: Policy) -> tuple[str, ...]:
    """What each failing example gave and what was expected; empty when the policy passes them all.

    Args:
        policy: the policy, in force or a draft.

    Returns:
        One phrase per failing example, in the policy's order.
    """
    failures = (_failure(policy, example) for example in policy.examples)
    return tuple(failure for failure in failures if failure is not None)


def check_activation(policy: Policy) -> None:
    """Raises when a policy may not be put in force.

    Args:
        policy: the policy.

    Raises:
        FailedExampleError: names the example, what it gave and what was expected.
    """
    failures = failed_examples(policy)
    if failures:
        raise FailedExampleError(policy, failures)
