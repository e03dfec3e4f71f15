"""Which severity does an incident have now, given what it had and what a person ruled.

The order of events of one instant does not matter: a judgement starts from what stood before its
instant, never from another judgement of the same instant.

When another policy is in force than at the judgement before (a new version took effect, or the
impact moved into another segment), what stood carries over: the severity shown, the worst ever
shown, and whether it was provisional. From then on only the new policy is asked. More than stood
shows at once; less shows once the new policy's own waiting time has passed, counted anew from its
first judgement, since what the old one asked for says nothing under the new. The figure to keep a
severity is the new one's. The verdict names the policy, so the change is a decision with evidence.

Source: PRODUCT R2, rules A and B; issue 3, section 5; design GUIDE section 5, "When a source fails".
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intera.governance.facts import Facts, facts_of
from intera.governance.judgement import Judgement, judge
from intera.governance.outcome import outcome_of
from intera.governance.policy import Policy
from intera.governance.rules.port import Judged
from intera.governance.what_would_change import flags_of
from intera.governance.wording import plural
from intera.model.impact import CountRange, HarmLevel, Impact, Visibility
from intera.model.verdict import Override, Severity, Standing, Verdict, WhatWouldChange


@dataclass(frozen=True, slots=True)
class _Settled:
    """What the policy shows, overrides left out."""

    severity: Severity
    is_provisional: bool
    held: Severity | None
    clause: str
    reason: str
    would_change: tuple[WhatWouldChange, ...]
    lower_since_at: datetime | None = None


def _before(previous: Verdict | None, at: datetime) -> Standing | None:
    """What stood before the instant; None when nothing did."""
    if previous is None:
        return None
    if previous.standing is None:
        policy_severity = previous.severity
        if previous.override is not None and previous.held_severity is not None:
            policy_severity = previous.held_severity
        return Standing(
            policy_severity=policy_severity,
            shown_severity=previous.severity,
            is_provisional=previous.is_provisional,
            held_severity=previous.held_severity,
            worst_severity=previous.worst_severity or previous.severity,
            decided_at=previous.decided_at,
            since_at=previous.decided_at,
        )
    return previous.stood if previous.standing.since_at == at else previous.standing


def _as_judged(judgement: Judgement) -> _Settled:
    outcome = judgement.outcome
    return _Settled(
        severity=outcome.shown,
        is_provisional=outcome.is_provisional,
        held=outcome.held,
        clause=judgement.clause,
        reason=judgement.reason,
        would_change=judgement.would_change,
    )


def _passes_gate(policy: Policy, judgement: Judgement, severity: Severity) -> bool:
    gate = policy.levels[severity - 1].gate
    return gate is None or judgement.flags[gate] is Judged.MET


def _lower_since(policy: Policy, before: Standing, at: datetime) -> datetime:
    """Since when this policy asks for less; what another one asked for before does not count."""
    is_same = before.policy_ref in ("", policy.ref)
    return before.lower_since_at if before.lower_since_at is not None and is_same else at


def _waits(policy: Policy, judgement: Judgement) -> bool:
    hold = policy.hold
    return hold is not None and all(judgement.flags[index] is Judged.MET for index in hold.when)


def _kept_while_late(policy: Policy, facts: Facts, judgement: Judgement, *, before: Standing) -> _Settled | None:
    """The severity kept because only the silence of a source or region speaks against it."""
    if not facts.late_kinds and not facts.silent_regions:
        return None
    high = None if facts.customers is None else facts.customers.high
    believed = replace(
        facts,
        kinds=tuple(sorted((*facts.kinds, *facts.late_kinds))),
        regions=(*facts.regions, *facts.silent_regions),
        # Without the source that measured, the range is wide: any number within may still be true.
        customers=None if high is None else CountRange(high, high, high),
    )
    kept = before.policy_severity
    if outcome_of(policy, believed.visibility, flags_of(policy, believed, judgement.flags)).reached.severity > kept:
        return None
    asked = judgement.outcome.shown
    return _Settled(
        severity=kept,
        is_provisional=facts.visibility is Visibility.BEING_VERIFIED,
        held=asked,
        clause=judgement.clause,
        reason=f"{kept.label} kept: a source is silent, which does not show that customers are better off.",
        would_change=(
            WhatWouldChange(f"Falls to {asked.label}", "if the silent source reports no harm", "source is silent"),
            *_still_keeping(judgement, kept),
        ),
    )


def _still_keeping(judgement: Judgement, kept: Severity) -> tuple[WhatWouldChange, ...]:
    """What would raise it to the severity kept is what would make it stay."""
    return tuple(
        replace(line, effect=f"Stays {kept.label}")
        for line in judgement.would_change
        if line.effect == f"Rises to {kept.label}"
    )


def _kept_while_waiting(policy: Policy, judgement: Judgement, *, before: Standing, at: datetime) -> _Settled | None:
    """The severity kept until a lower one was asked for long enough."""
    if policy.hold is None or not _waits(policy, judgement):
        return None
    since_at = _lower_since(policy, before, at)
    waited_min = int((at - since_at).total_seconds()) // 60
    if at - since_at >= timedelta(minutes=policy.hold.wait_min):
        return None
    kept, asked = before.policy_severity, judgement.outcome.shown
    wait = plural(policy.hold.wait_min, "minute")
    return _Settled(
        severity=kept,
        is_provisional=before.is_provisional,
        held=asked,
        clause=policy.rules[policy.hold.when[-1]].clause,
        reason=f"{kept.label} kept: the rules give {asked.label} now, and it falls once that has held for {wait}.",
        would_change=(
            WhatWouldChange(f"Falls to {asked.label}", f"once this has held for {wait}", plural(waited_min, "minute")),
            *_still_keeping(judgement, kept),
        ),
        lower_since_at=since_at,
    )


def _settle(policy: Policy, facts: Facts, judgement: Judgement, *, before: Standing | None, at: datetime) -> _Settled:
    """What the policy shows: as judged, or kept at what stood before."""
    if before is None or facts.visibility is Visibility.INTERNAL_ONLY:
        return _as_judged(judgement)
    kept = before.policy_severity
    if facts.harm is HarmLevel.CLEAR:
        reason = f"{kept.label} as it was while customers were affected: service is verified clear."
        return replace(
            _as_judged(judgement),
            severity=kept,
            is_provisional=before.is_provisional,
            held=None,
            reason=reason,
            would_change=(),
        )
    # Only the rules asking for less is waited for; confidence under its keep figure acts at once.
    is_asked_lower = judgement.outcome.reached.severity > kept
    if not is_asked_lower or not _passes_gate(policy, judgement, kept):
        return _as_judged(judgement)
    return (
        _kept_while_late(policy, facts, judgement, before=before)
        or _kept_while_waiting(policy, judgement, before=before, at=at)
        or _as_judged(judgement)
    )


def _overridden(settled: _Settled, override: Override, *, impact: Impact) -> _Settled:
    """What shows while a person's severity stands instead of the policy's.

    What customers do not notice is never raised, by nobody's word (PRODUCT rule A).
    """
    rules_give = settled.severity
    if impact.visibility is Visibility.INTERNAL_ONLY and override.severity < rules_give:
        reason = f"{settled.reason} The override to {override.severity.label} does not apply to that."
        return replace(settled, reason=reason)
    agrees = "the rules agree" if rules_give == override.severity else f"the rules give {rules_give.label}"
    back = WhatWouldChange(
        effect=f"Returns to {rules_give.label}",
        condition="once the override ends",
        now=f"{override.severity.label} by override",
        is_lower=rules_give > override.severity,
    )
    return _Settled(
        severity=override.severity,
        is_provisional=False,
        held=rules_give,
        clause=override.clause,
        reason=f"{override.severity.label} by override, {agrees}: {override.reason}",
        would_change=(back,) if rules_give != override.severity else (),
    )


def _remember(before: Standing | None, policy: Policy, *, settled: _Settled, shown: _Settled, at: datetime) -> Standing:
    """The memory after this judgement: the one before, if nothing moved."""
    is_same_to_people = (
        before is not None
        and before.shown_severity == shown.severity
        and before.is_provisional == settled.is_provisional
        and before.held_severity == shown.held
    )
    if (
        before is not None
        and is_same_to_people
        and before.policy_severity == settled.severity
        and before.lower_since_at == settled.lower_since_at
        and before.policy_ref == policy.ref
    ):
        return before
    return Standing(
        policy_severity=settled.severity,
        shown_severity=shown.severity,
        is_provisional=settled.is_provisional,
        held_severity=shown.held,
        worst_severity=shown.severity if before is None else min(before.worst_severity, shown.severity),
        decided_at=before.decided_at if before is not None and is_same_to_people else at,
        since_at=at,
        lower_since_at=settled.lower_since_at,
        policy_ref=policy.ref,
    )


def govern(
    impact: Impact, policy: Policy, *, previous: Verdict | None, override: Override | None, at: datetime
) -> Verdict:
    """The severity of an incident, by which clause, with every rule and what would change it.

    Args:
        impact: what the incident does to customers, as assessed by `at`.
        policy: the policy in force for this impact at `at` (`PolicyBook.in_force`).
        previous: the verdict before this one; None for a new incident.
        override: a person's severity, wherever it stands in time.
        at: the instant of the judgement, not before that of `previous`.

    Returns:
        The verdict. Equal to `previous` when nothing moved since an earlier instant. An override
        shows from `set_at` until, not including, `expires_at`.
    """
    before = _before(previous, at)
    facts = facts_of(impact, standing=None if before is None else before.policy_severity, at=at)
    judgement = judge(policy, facts)
    settled = _settle(policy, facts, judgement, before=before, at=at)
    active = override if override is not None and override.set_at <= at < override.expires_at else None
    shown = settled if active is None else _overridden(settled, active, impact=impact)
    standing = _remember(before, policy, settled=settled, shown=shown, at=at)
    clause = policy.find_clause(shown.clause)
    return Verdict(
        severity=shown.severity,
        is_provisional=shown.is_provisional,
        clause=shown.clause,
        reason=shown.reason,
        policy_version=policy.version,
        decided_at=standing.decided_at,
        findings=judgement.findings,
        would_change=shown.would_change,
        held_severity=shown.held,
        override=active,
        worst_severity=standing.worst_severity,
        standing=standing,
        stood=None if standing is before else before,
        policy_id=policy.policy_id,
        clause_text="" if clause is None else clause.text,
    )
