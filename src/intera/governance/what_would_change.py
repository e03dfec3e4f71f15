"""What would move the severity, and how far away is it: found by judging changed facts again.

Nothing here is a canned sentence: each line is a rule's nearest other facts, put through the
whole policy, and is kept only if the severity shown really moves (or provably does not, where a
region comes back).

Source: PRODUCT section 5.4; issue 3, section 5 (counterfactual, computed).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intera.governance.facts import Facts
from intera.governance.outcome import Flags, Outcome, outcome_of
from intera.governance.policy import Policy
from intera.governance.rules.confidence_gate import ConfidenceGate
from intera.governance.rules.port import Judged, Turn
from intera.governance.wording import names_text, plural
from intera.model.impact import CountRange, HarmLevel, Visibility
from intera.model.verdict import Severity, WhatWouldChange

_LINES_AT_MOST = 6
_REGION_LINES_AT_MOST = 3
_JOINED_AT_MOST = 3
_REGIONS_TRIED_AT_MOST = 8


def flags_of(policy: Policy, facts: Facts, clock_flags: Flags) -> Flags:
    """How every rule stands on these facts; rules that read the clock keep the flag they have.

    Args:
        policy: the policy in force.
        facts: changed facts.
        clock_flags: the flags before the change, in the policy's order.

    Returns:
        The flags after the change.
    """
    return tuple(
        clock_flags[index] if rule.rule.reads_clock else rule.rule.judge(facts)
        for index, rule in enumerate(policy.rules)
    )


def _flipped(flags: Flags, index: int, *, alike: Sequence[int] = ()) -> Flags:
    was_met = flags[index] is Judged.MET
    changed = list(flags)
    for turned in (index, *alike):
        if (flags[turned] is Judged.MET) is was_met:
            changed[turned] = Judged.NOT_MET if was_met else Judged.MET
    return tuple(changed)


def _is_idle(policy: Policy, facts: Facts, flags: Flags, *, index: int, shown: Severity) -> bool:
    """Whether turning a rule, and those that look at the same facts, cannot move what is shown.

    Only a short cut: it spares trying the facts of rules that decide nothing here.
    """
    if facts.visibility is Visibility.INTERNAL_ONLY:
        return False
    return outcome_of(policy, facts.visibility, _flipped(flags, index, alike=policy.alike[index])).shown == shown


def _after(policy: Policy, turn: Turn, flags: Flags, *, index: int) -> tuple[Outcome, Flags]:
    changed = flags_of(policy, turn.facts, flags)
    if policy.rules[index].rule.reads_clock:
        changed = _flipped(changed, index)
    return outcome_of(policy, turn.facts.visibility, changed), changed


def _effect(before: Severity, outcome: Outcome, *, wait: str = "") -> str:
    if outcome.shown == before:
        return f"Stays {before.label}"
    if outcome.shown < before:
        return f"Rises to {outcome.shown.label}"
    held = ", held for verification" if outcome.failed_gate is not None else wait
    return f"Falls to {outcome.shown.label}{held}"


def _joined(turns: Sequence[Turn]) -> tuple[str, str]:
    conditions = [turns[0].condition, *(turn.condition.removeprefix("if ") for turn in turns[1:])]
    return " and ".join(conditions), "; ".join(turn.now for turn in turns)


def _wait(policy: Policy, flags: Flags) -> str:
    hold = policy.hold
    if hold is None or any(flags[index] is not Judged.MET for index in hold.when):
        return ""
    return f" after {plural(hold.wait_min, 'minute')}"


@dataclass(frozen=True, slots=True)
class _Move:
    """One rule turned the other way; `flips` is how many rules that turns, itself counted."""

    slug: str
    turn: Turn
    outcome: Outcome
    flips: int


def _nearest(moves: Sequence[_Move]) -> list[_Move]:
    """Of several moves by one kind of rule only the one that turns the fewest rules."""
    nearest: dict[str, _Move] = {}
    for move in moves:
        if move.slug not in nearest or move.flips < nearest[move.slug].flips:
            nearest[move.slug] = move
    return list(nearest.values())


def _move(policy: Policy, facts: Facts, flags: Flags, *, index: int, is_met: bool) -> _Move | None:
    turn = policy.rules[index].rule.turned(facts, is_met=is_met)
    if turn is None:
        return None
    outcome, changed = _after(policy, turn, flags, index=index)
    flips = sum(1 for old, new in zip(flags, changed, strict=True) if old is not new)
    return _Move(policy.rules[index].rule.slug, turn, outcome, flips)


def _falls(policy: Policy, facts: Facts, flags: Flags, *, shown: Severity) -> list[WhatWouldChange]:
    moves: list[_Move] = []
    blocked: list[int] = []
    for index, rule in enumerate(policy.rules):
        if flags[index] is not Judged.MET or rule.rule.reads_clock:
            continue
        if _is_idle(policy, facts, flags, index=index, shown=shown):
            blocked.append(index)
            continue
        move = _move(policy, facts, flags, index=index, is_met=False)
        if move is not None and move.outcome.shown > shown:
            moves.append(move)
        elif move is not None:
            blocked.append(index)
    if not moves:
        return _falls_together(policy, facts, flags, shown=shown, indexes=blocked)
    wait = _wait(policy, flags)
    return [
        WhatWouldChange(_effect(shown, move.outcome, wait=wait), move.turn.condition, move.turn.now)
        for move in _nearest(moves)
    ]


def _falls_together(
    policy: Policy, facts: Facts, flags: Flags, *, shown: Severity, indexes: Sequence[int]
) -> list[WhatWouldChange]:
    def attempt(chosen: Sequence[int]) -> tuple[list[Turn], Outcome] | None:
        turns: list[Turn] = []
        changed, changed_flags = facts, flags
        outcome: Outcome | None = None
        for index in chosen:
            if changed_flags[index] is not Judged.MET:
                continue
            turn = policy.rules[index].rule.turned(changed, is_met=False)
            if turn is None:
                return None
            turns.append(turn)
            outcome, changed_flags = _after(policy, turn, changed_flags, index=index)
            changed = turn.facts
        return (turns, outcome) if outcome is not None and outcome.shown > shown else None

    wanted = [index for index in indexes if not isinstance(policy.rules[index].rule, ConfidenceGate)]
    if attempt(wanted) is None:
        return []
    for index in tuple(wanted):
        fewer = [other for other in wanted if other != index]
        if fewer and attempt(fewer) is not None:
            wanted = fewer
    found = attempt(wanted)
    if found is None:
        return []
    turns, outcome = found
    condition, now = _joined(turns)
    return [WhatWouldChange(_effect(shown, outcome, wait=_wait(policy, flags)), condition, now)]


def _rises(policy: Policy, facts: Facts, flags: Flags, *, shown: Severity) -> list[WhatWouldChange]:
    moves: list[_Move] = []
    for index in range(len(policy.rules)):
        if flags[index] is Judged.MET or _is_idle(policy, facts, flags, index=index, shown=shown):
            continue
        move = _move(policy, facts, flags, index=index, is_met=True)
        if move is not None and move.outcome.shown < shown:
            moves.append(move)
    lines = [
        WhatWouldChange(_effect(shown, move.outcome), move.turn.condition, move.turn.now, is_lower=False)
        for move in _nearest(moves)
    ]
    return [*_rises_together(policy, facts, flags, shown=shown), *lines]


def _rises_together(policy: Policy, facts: Facts, flags: Flags, *, shown: Severity) -> list[WhatWouldChange]:
    """What the next higher severity still lacks, where it lacks two or three things."""
    level = policy.levels[shown - 2]
    wanted = [index for index in level.all_of if flags[index] is not Judged.MET]
    if not any(flags[index] is Judged.MET for index in level.at_least_one):
        wanted.extend([index for index in level.at_least_one if flags[index] is Judged.TO_VERIFY][:1])
    if level.gate is not None and flags[level.gate] is not Judged.MET:
        wanted.append(level.gate)
    if not 1 < len(wanted) <= _JOINED_AT_MOST:
        return []
    turns: list[Turn] = []
    changed, changed_flags = facts, flags
    outcome: Outcome | None = None
    for index in wanted:
        turn = policy.rules[index].rule.turned(changed, is_met=True)
        if turn is None:
            return []
        turns.append(turn)
        outcome, changed_flags = _after(policy, turn, changed_flags, index=index)
        changed = turn.facts
    if outcome is None or outcome.shown >= shown:
        return []
    condition, now = _joined(turns)
    return [WhatWouldChange(_effect(shown, outcome), condition, now, is_lower=False)]


def _regions_back(policy: Policy, facts: Facts, flags: Flags, *, shown: Severity) -> list[WhatWouldChange]:
    wait = _wait(policy, flags)
    falls: list[WhatWouldChange] = []
    stays: list[WhatWouldChange] = []
    if not 1 < len(facts.regions) <= _REGIONS_TRIED_AT_MOST:
        return []
    for index, region in enumerate(facts.regions):
        left = (*facts.regions[:index], *facts.regions[index + 1 :])
        customers = facts.customers
        if customers is not None:
            if region.customer_count is None:
                continue
            gone = region.customers or CountRange(region.customer_count, region.customer_count, region.customer_count)
            low, best, high = customers.low - gone.low, customers.best - gone.best, customers.high - gone.high
            customers = CountRange(max(0, low), max(0, best), max(0, high))
        changed = replace(facts, regions=left, customers=customers)
        outcome = outcome_of(policy, changed.visibility, flags_of(policy, changed, flags))
        rest = names_text([other.name for other in left])
        now = rest if customers is None else f"{rest} {plural(customers.best, 'customer')}"
        effect, restored = _effect(shown, outcome, wait=wait), f"if only {region.name} is restored"
        if outcome.shown > shown:
            falls.append(WhatWouldChange(effect, restored, now))
        elif outcome.shown == shown:
            alone = f"{rest} alone meets" if len(left) == 1 else f"{rest} still meet"
            stays.append(WhatWouldChange(effect, f"{restored}, because {alone} the rules", now, is_lower=False))
    return [*falls, *stays][:_REGION_LINES_AT_MOST]


def what_would_change(policy: Policy, facts: Facts, flags: Flags, *, outcome: Outcome) -> tuple[WhatWouldChange, ...]:
    """What would move the severity shown, with the distance to go.

    Args:
        policy: the policy in force.
        facts: what is known; its duration is not looked at.
        flags: how each rule stands.
        outcome: what follows from them.

    Returns:
        At most six lines: what lowers it, what does not although one might think so, what
        raises it. Empty once service is verified clear.
    """
    if facts.harm is HarmLevel.CLEAR:
        return ()
    shown = outcome.shown
    # What is shown now is what stands next, and confidence keeps it at a lower figure than it raised it.
    facts = replace(facts, standing=shown)
    lower = _falls(policy, facts, flags, shown=shown) if shown < Severity.P4 else []
    regions = _regions_back(policy, facts, flags, shown=shown) if shown < Severity.P4 else []
    higher = _rises(policy, facts, flags, shown=shown) if shown > Severity.P1 else []
    room_for_higher = min(len(higher), 2)
    lines = [*lower, *regions][: _LINES_AT_MOST - room_for_higher]
    return (*lines, *higher[: _LINES_AT_MOST - len(lines)])
