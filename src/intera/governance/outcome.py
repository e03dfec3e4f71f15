"""Which severity do judged rules give: what is reached, what confidence lets show, what is held.

Source: PRODUCT R2, rules A and B; design GUIDE section 5 (low confidence shows a dashed severity).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from intera.governance.policy import Policy
from intera.governance.rules.port import Judged
from intera.model.impact import Visibility
from intera.model.verdict import Severity

# A policy of a dozen rules meets a few hundred combinations of flags.
_REMEMBERED = 4096

Flags = tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """The severity the rules reach, confidence apart; `deciding` are the rules that carry it.

    The first of `deciding` names the clause; empty means the severity's own clause does.
    `is_alone` marks one rule that is enough at once, whatever the confidence.
    """

    severity: Severity
    deciding: tuple[int, ...]
    is_alone: bool = False
    is_whole_level: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown, and what is held back: `failed_gate` is the confidence rule that holds it.

    `to_verify` are the rules that hold it because what they rest on is not verified.
    """

    reached: Reached
    shown: Severity
    held: Severity | None
    is_provisional: bool
    failed_gate: int | None = None
    to_verify: tuple[int, ...] = ()


def reach(policy: Policy, flags: Sequence[Judged], *, least: Judged) -> Reached:
    """The severity the rules reach, confidence apart.

    Args:
        policy: the policy in force.
        flags: how each of its rules stands, in the policy's order.
        least: how firmly a rule must stand to count as met.

    Returns:
        The first severity whose needs are met, or a floor's if that is worse.
    """
    found = Reached(Severity.P4, ())
    for level in policy.levels:
        alone = next((index for index in level.any_alone if flags[index] >= least), None)
        if alone is not None:
            found = Reached(level.severity, (alone,), is_alone=True)
            break
        if not (level.all_of or level.at_least_one) or any(flags[index] < least for index in level.all_of):
            continue
        one_of = tuple(index for index in level.at_least_one if flags[index] >= least)
        if one_of or not level.at_least_one:
            found = Reached(level.severity, one_of or level.all_of, is_whole_level=not one_of)
            break
    for floor in policy.floors:
        if floor.severity < found.severity and all(flags[index] >= least for index in floor.when):
            found = Reached(floor.severity, (floor.when[-1],))
    return found


@lru_cache(maxsize=_REMEMBERED)
def outcome_of(policy: Policy, visibility: Visibility, flags: Flags) -> Outcome:
    """What the policy shows for judged rules, and what it holds back.

    Where confidence is under a severity's gate, the next lower one whose gate passes is shown as
    provisional, and the reached one is held "being verified". One rule that is enough alone
    shows at once, provisional. A claim nobody confirmed, or a count nobody verified, holds what it
    would give.

    Args:
        policy: the policy in force.
        visibility: whether customers can notice it.
        flags: how each rule stands, in the policy's order.

    Returns:
        The outcome; never above P4 for an impact that customers do not notice (PRODUCT rule A).
    """
    reached = reach(policy, flags, least=Judged.MET)
    if visibility is Visibility.INTERNAL_ONLY:
        return Outcome(reached=Reached(Severity.P4, ()), shown=Severity.P4, held=None, is_provisional=False)
    is_unverified = visibility is Visibility.BEING_VERIFIED
    claimed, to_verify = reached.severity, ()
    if Judged.TO_VERIFY in flags:
        claimed = reach(policy, flags, least=Judged.TO_VERIFY).severity
        to_verify = _to_verify(policy, flags, claimed)
    failed_gate: int | None = None
    shown = reached.severity
    for level in policy.levels[reached.severity - 1 :]:
        shown = level.severity
        if level.gate is None or flags[level.gate] is Judged.MET:
            break
        failed_gate = level.gate if failed_gate is None else failed_gate
        if reached.is_alone:
            return Outcome(reached, shown, None, is_provisional=True, failed_gate=failed_gate)
    held = min(reached.severity, claimed)
    if held < shown:
        return Outcome(reached, shown, held, is_provisional=True, failed_gate=failed_gate, to_verify=to_verify)
    return Outcome(reached, shown, None, is_provisional=is_unverified)


def met_severity(policy: Policy, outcome: Outcome, flags: Flags) -> Severity:
    """The severity whose rules are met and whose confidence is enough, whatever is shown meanwhile.

    Args:
        policy: the policy in force.
        outcome: what follows from the flags.
        flags: how each rule stands, in the policy's order.

    Returns:
        The severity shown, but for one rule that is enough at once while confidence is not: then
        the next lower severity whose confidence is.
    """
    if outcome.failed_gate is None or not outcome.reached.is_alone:
        return outcome.shown
    lower = policy.levels[outcome.reached.severity :]
    return next(level.severity for level in lower if level.gate is None or flags[level.gate] is Judged.MET)


def _to_verify(policy: Policy, flags: Flags, claimed: Severity) -> tuple[int, ...]:
    """The rules a claimed severity rests on that are still to be verified."""
    level = policy.levels[claimed - 1]
    floors = (index for floor in policy.floors if floor.severity == claimed for index in floor.when)
    asked = (*level.all_of, *level.at_least_one, *level.any_alone, *floors)
    return tuple(dict.fromkeys(index for index in asked if flags[index] is Judged.TO_VERIFY))
