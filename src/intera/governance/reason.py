"""Why this severity: one plain sentence, and the clause of the policy that decided."""

from intera.governance.facts import Facts
from intera.governance.outcome import Outcome
from intera.governance.policy import Policy
from intera.governance.wording import names_text
from intera.model.impact import Visibility
from intera.model.verdict import Severity


def clause_of(policy: Policy, facts: Facts, outcome: Outcome) -> str:
    """The clause that decided.

    Args:
        policy: the policy in force.
        facts: what was judged.
        outcome: what followed.

    Returns:
        The gate's clause while a severity is held, else that of the rule that carries it, else
        the severity's own.
    """
    if facts.visibility is Visibility.INTERNAL_ONLY:
        return policy.internal_only_clause
    if outcome.failed_gate is not None and not outcome.reached.is_alone:
        return policy.rules[outcome.failed_gate].clause
    reached = outcome.reached
    if reached.is_whole_level or not reached.deciding:
        return policy.levels[reached.severity - 1].clause
    return policy.rules[reached.deciding[0]].clause


def _because(policy: Policy, facts: Facts, outcome: Outcome) -> str:
    label = outcome.shown.label
    if facts.visibility is Visibility.INTERNAL_ONLY:
        return f"{label} because customers do not notice it."
    if not outcome.reached.deciding:
        return f"{label} because nothing shows harm to customers."
    reasons = [policy.rules[index].because for index in outcome.reached.deciding]
    return f"{label} because {names_text(reasons)}."


def reason_of(policy: Policy, facts: Facts, outcome: Outcome) -> str:
    """Why this severity shows, in one plain sentence.

    Args:
        policy: the policy in force.
        facts: what was judged.
        outcome: what followed.

    Returns:
        The sentence; a severity that is held is named with what it waits for.
    """
    label, held = outcome.shown.label, outcome.held
    if held is not None and outcome.failed_gate is not None:
        needs = policy.rules[outcome.failed_gate].needs
        return f"{label} for now: {held.label} is being verified, confidence is {facts.confidence_percent}% ({needs})."
    if held is not None:
        open_points = [policy.rules[index].rule.unverified for index in outcome.to_verify]
        return f"{label} for now: {held.label} is being verified, because {names_text(open_points)}."
    sentence = _because(policy, facts, outcome)
    if not outcome.is_provisional or outcome.shown is Severity.P4:
        return sentence
    return f"{sentence[:-1]}; it is still being verified."
