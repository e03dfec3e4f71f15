"""How does each rule stand, which severity follows, and what would change it, for facts seen or new.

Everything that does not depend on the clock is remembered by the facts it was judged on, so a
stream of events about unchanged facts costs a look-up each.
"""

from dataclasses import dataclass
from functools import lru_cache

from intera.governance.facts import Facts
from intera.governance.outcome import Flags, Outcome, outcome_of
from intera.governance.policy import Policy, PolicyRule
from intera.governance.reason import clause_of, reason_of
from intera.governance.rules.port import Judged
from intera.governance.what_would_change import what_would_change
from intera.model.verdict import RuleFinding, WhatWouldChange

# About 6 kB each: at most some 12 MB.
_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every rule as judged, the outcome with its clause and reason, and what would change it."""

    findings: tuple[RuleFinding, ...]
    flags: Flags
    outcome: Outcome
    clause: str
    reason: str
    would_change: tuple[WhatWouldChange, ...]


@dataclass(frozen=True, slots=True)
class _Ruled:
    findings: tuple[RuleFinding, ...]
    flags: Flags


@dataclass(frozen=True, slots=True)
class _Concluded:
    outcome: Outcome
    clause: str
    reason: str
    would_change: tuple[WhatWouldChange, ...]


def _judge_one(rule: PolicyRule, facts: Facts) -> tuple[RuleFinding, Judged]:
    flag = rule.rule.judge(facts)
    finding = RuleFinding(
        rule_id=rule.rule_id,
        name=rule.name,
        sees=rule.rule.sees(facts),
        needs=rule.needs,
        is_met=flag is Judged.MET,
        clause=rule.clause,
    )
    return finding, flag


@lru_cache(maxsize=_REMEMBERED)
def _ruled(policy: Policy, facts: Facts) -> _Ruled:
    # Rules that read the clock are judged here too, only to keep their place; `judge` replaces
    # what they say, because two facts that differ in duration alone are one key.
    judged = [_judge_one(rule, facts) for rule in policy.rules]
    return _Ruled(tuple(finding for finding, _ in judged), tuple(flag for _, flag in judged))


@lru_cache(maxsize=_REMEMBERED)
def _concluded(policy: Policy, facts: Facts, flags: Flags) -> _Concluded:
    outcome = outcome_of(policy, facts.visibility, flags)
    return _Concluded(
        outcome=outcome,
        clause=clause_of(policy, facts, outcome),
        reason=reason_of(policy, facts, outcome),
        would_change=what_would_change(policy, facts, flags, outcome=outcome),
    )


def judge(policy: Policy, facts: Facts) -> Judgement:
    """How every rule of a policy stands on these facts, and what follows.

    Args:
        policy: the policy in force.
        facts: what is known.

    Returns:
        The judgement; equal facts and equal duration give an equal one.
    """
    ruled = _ruled(policy, facts)
    findings, flags = ruled.findings, ruled.flags
    if policy.clock_rules:
        findings_now, flags_now = list(findings), list(flags)
        for index in policy.clock_rules:
            findings_now[index], flags_now[index] = _judge_one(policy.rules[index], facts)
        findings, flags = tuple(findings_now), tuple(flags_now)
    found = _concluded(policy, facts, flags)
    return Judgement(findings, flags, found.outcome, found.clause, found.reason, found.would_change)
