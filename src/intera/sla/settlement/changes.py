"""What does a period come to in which the instance was moved, changed, added, disconnected or rolled back.

Each part of the period is settled by what was in force in it, and the whole is capped and rounded once.

Source: PRODUCT E8; issue 6, section 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from intera.sla.language.clock_terms import FirstPeriod
from intera.sla.language.facts import ChangeFacts, ChangeKind, ContractFacts, Instant
from intera.sla.language.local_time import written_local
from intera.sla.language.problem import Problem
from intera.sla.language.terms import ChangeRule
from intera.sla.settlement.claims import ClaimState
from intera.sla.settlement.credit import combine, conditioned
from intera.sla.settlement.frame import Contract, Step
from intera.sla.settlement.known import known_facts
from intera.sla.settlement.remedies import Computed
from intera.sla.settlement.settle import Part, Settled, period_of, settle
from intera.sla.spans import Span

# Whether the instance is in service, and its attributes.
_State: TypeAlias = tuple[bool, dict[str, str]]


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force in a part of a period: from when to when, in service or not, and the attributes."""

    span: Span
    is_active: bool
    attributes: Mapping[str, str]


def settle_period(
    contract: Contract,
    facts: ContractFacts,
    *,
    period: Span | None = None,
    as_of: int | None = None,
    set_aside: Sequence[Problem] = (),
) -> Settled:
    """What a contract comes to over a period, whatever changed inside it.

    Args:
        contract: the terms; `changes` says how a change inside a period is settled.
        facts: everything on record, changes included.
        period: as for `settle`.
        as_of: as for `settle`.
        set_aside: as for `settle`.

    Returns:
        The settlement; with parts where the contract splits the period.

    Raises:
        UnreadableTermError: as for `settle`.
    """
    known_at = facts.as_of if as_of is None else as_of
    known = known_facts(facts, known_at)
    span = period_of(contract, known) if period is None else period
    states = in_force(known, span)
    rule = contract.terms.changes
    if not known.changes or (len(states) == 1 and states[0].is_active):
        only = _with_state(facts, states[0], split=False) if states else facts
        return settle(contract, only, period=span, as_of=as_of, set_aside=set_aside)
    if rule is ChangeRule.SPLIT:
        return _split(contract, facts, span, states, as_of, set_aside)
    first_or_last = states[0] if rule is ChangeRule.PERIOD_START else states[-1]
    told = [*set_aside]
    if rule is None:
        sentence = "the contract does not say how a change inside a period is settled; write changes: split"
        told.append(Problem("changes-unsaid", ("changes",), sentence))
    active = [each for each in states if each.is_active]
    whole = replace(first_or_last, span=(active[0].span[0], active[-1].span[1])) if active else first_or_last
    return settle(contract, _with_state(facts, whole, split=True), period=span, as_of=as_of, set_aside=told)


def in_force(facts: ContractFacts, period: Span) -> list[InForce]:
    """The states of an instance over a period, oldest first, each different from the one before.

    Args:
        facts: the instance with its changes.
        period: in UTC seconds.

    Returns:
        At least one state; they follow each other without a gap.
    """
    ordered = sorted(facts.changes, key=lambda each: (each.at, each.id))
    is_active = not (ordered and ordered[0].kind is ChangeKind.ADD)
    attributes = dict(facts.instance.attributes)
    before: dict[str, _State] = {}
    turns: list[tuple[int, bool, dict[str, str]]] = [(period[0], is_active, attributes)]
    for change in ordered:
        before[change.id] = (is_active, attributes)
        is_active, attributes = _after(change, (is_active, attributes), before)
        at = max(period[0], int(change.at))
        if at < period[1]:
            turns = [each for each in turns if each[0] < at] if at > period[0] else []
            turns.append((at, is_active, attributes))
    ends = [*(turn[0] for turn in turns), period[1]]
    states = [InForce((a, b), turn[1], turn[2]) for (a, b), turn in zip(pairwise(ends), turns, strict=True) if a < b]
    return _joined(states)


def _after(change: ChangeFacts, now: _State, before: Mapping[str, _State]) -> _State:
    """What is in force after a change. A rollback restores what was in force before the change it takes back."""
    if change.kind is ChangeKind.ROLLBACK and change.rolls_back in before:
        return before[change.rolls_back]
    is_active, attributes = now
    if change.kind is ChangeKind.DISCONNECT:
        return False, attributes
    return (True if change.kind is ChangeKind.ADD else is_active), {**attributes, **change.attributes}


def _joined(states: Sequence[InForce]) -> list[InForce]:
    joined: list[InForce] = []
    for state in states:
        last = joined[-1] if joined else None
        if last is not None and (last.is_active, last.attributes) == (state.is_active, state.attributes):
            joined[-1] = replace(last, span=(last.span[0], state.span[1]))
        else:
            joined.append(state)
    return joined


def _with_state(facts: ContractFacts, state: InForce, *, split: bool) -> ContractFacts:
    """The facts of an instance that is only ever in one state."""
    instance = replace(facts.instance, attributes=state.attributes)
    if split:
        low, high = state.span
        if not state.is_active:
            high = low
        start = max(low, facts.instance.active_from or low)
        end = high if facts.instance.active_to is None else min(high, facts.instance.active_to)
        instance = replace(instance, active_from=Instant(start), active_to=Instant(end))
    return replace(facts, instance=instance, changes=())


def _split(
    contract: Contract,
    facts: ContractFacts,
    period: Span,
    states: Sequence[InForce],
    as_of: int | None,
    set_aside: Sequence[Problem],
) -> Settled:
    """Every part by itself, then one credit for the whole."""
    parts: list[Part] = []
    for state in states:
        if not state.is_active:
            continue
        # Only a first activation is a first period; a part after a change is not.
        terms = contract.terms
        is_first = facts.instance.active_from is not None and state.span[0] <= facts.instance.active_from
        if not is_first:
            terms = replace(terms, period=replace(terms.period, first=FirstPeriod.PRORATE))
        one = settle(replace(contract, terms=terms), _with_state(facts, state, split=True), period=period, as_of=as_of)
        parts.append(Part(state.span, dict(state.attributes), one))
    if not parts:
        return settle(
            contract, _with_state(facts, states[-1], split=True), period=period, as_of=as_of, set_aside=set_aside
        )
    last = parts[-1].settled
    whole = replace(last.frame, facts=replace(last.frame.facts, instance=facts.instance))
    remedies = _together(parts)
    due = conditioned(whole, combine(whole, [each for each in remedies if not each.error]))
    is_forfeited = last.claim.state in (ClaimState.GATE_FAILED, ClaimState.LAPSED, ClaimState.LATE)
    promises = tuple(
        replace(promise, name=f"{promise.name}@{_start_day(part)}")
        for part in parts
        for promise in part.settled.promises
    )
    return replace(
        last,
        frame=whole,
        promises=promises,
        remedies=remedies,
        due=due,
        payable=due.amount * (not is_forfeited),
        set_aside=tuple(set_aside),
        errors=tuple(dict.fromkeys(error for part in parts for error in part.settled.errors)),
        parts=tuple(parts),
        told=tuple(step for part in parts for step in (_heading(part), *part.settled.rule_steps)),
    )


def _start_day(part: Part) -> str:
    return written_local(part.span[0], part.settled.frame.zone)[:10]


def _heading(part: Part) -> Step:
    zone = part.settled.frame.zone
    said = ", ".join(f"{name} {value}" for name, value in part.attributes.items()) or "unchanged"
    return Step("part", f"from {written_local(part.span[0], zone)} to {written_local(part.span[1], zone)}: {said}")


def _together(parts: Sequence[Part]) -> tuple[Computed, ...]:
    """The remedies of all parts, each under its name once."""
    found: dict[str, Computed] = {}
    for part in parts:
        for each in part.settled.remedies:
            known = found.get(each.name)
            if known is None:
                found[each.name] = each
                continue
            found[each.name] = replace(
                known,
                portions=(*known.portions, *each.portions),
                quantity=None,
                row="; ".join(row for row in (known.row, each.row) if row),
                steps=(*known.steps, *each.steps),
                error=known.error or each.error,
                sentence=known.sentence or each.sentence,
            )
    return tuple(found.values())
