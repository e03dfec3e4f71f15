"""What does a severity policy say: its rules, what each severity needs, and what keeps one from falling.

A policy is data. `parse_policy` turns the mapping of a YAML file into a checked value, or says
which key is wrong and what to do about it.

Source: PRODUCT R2, rules A and B; issue 3, section 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any, cast

from intera.governance.clauses import Clauses, PolicyClause, clause_at, find_clause, parse_clauses
from intera.governance.override_terms import OverrideTerms, parse_override
from intera.governance.policy_example import PolicyExample, parse_examples
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
from intera.governance.rules import RULES
from intera.governance.rules.confidence_gate import ConfidenceGate
from intera.governance.rules.port import ParameterKind, Rule, UnreadableParameterError
from intera.governance.segment import Segment, parse_segment
from intera.model.ids import RuleId
from intera.model.verdict import Severity

__all__ = ["Floor", "Hold", "Level", "Policy", "PolicyError", "PolicyRule", "parse_policy", "parse_rule"]

_RULES_BY_SLUG = {rule.slug: rule for rule in RULES}
_TOP_KEYS = (
    "id",
    "name",
    "version",
    "effective_from",
    "effective_until",
    "segment",
    "precedence",
    "clauses",
    "rules",
    "severities",
    "floors",
    "hold",
    "internal_only",
    "override",
    "examples",
)
# What the end of a number's name says it is measured in. Source: GLOSSARY, "Units".
UNIT_ENDINGS = ("_count", "_percent", "_min", "_s", "_days", "_minor")
_RULE_KEYS = ("rule", "name", "because", "needs", "clause", "params")
_LEVEL_KEYS = ("clause", "all", "at_least_one", "any_alone", "gate")


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One rule of a policy: the plugin with its figures, and the words it is shown in.

    `because` completes "P1 because ..."; `needs` is what the rule asks for; `clause` is the
    paragraph of the operator's own policy.
    """

    rule_id: RuleId
    name: str
    because: str
    needs: str
    clause: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Level:
    """What one severity needs; rules are given by their index in `Policy.rules`.

    Met when any of `any_alone` is met, or all of `all_of` and, if there are any, one of
    `at_least_one`. `gate` is the confidence rule that must pass before it may be shown.
    """

    severity: Severity
    clause: str
    all_of: tuple[int, ...]
    at_least_one: tuple[int, ...]
    any_alone: tuple[int, ...]
    gate: int | None


@dataclass(frozen=True, slots=True)
class Floor:
    """Rules that, all met, make a severity at least this bad; the last one listed names the clause."""

    when: tuple[int, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Hold:
    """Rules that, all met, let a severity fall only after a lower one was asked for `wait_min` minutes."""

    when: tuple[int, ...]
    wait_min: int


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """One version of a severity policy.

    In force from `effective_from_at` until, not including, `effective_until_at` (None: without
    end), for the impacts of its segment. Two policies are the same only if they are the same value
    in memory, so that judgements remembered for one are never given for another. `clock_rules` are
    the indexes of the rules that look at the duration; `alike` gives for each rule those of the
    same plugin, itself too.
    """

    policy_id: str
    name: str
    version: str
    effective_from_at: datetime
    effective_until_at: datetime | None
    segment: Segment
    precedence: int
    clauses: Clauses
    rules: tuple[PolicyRule, ...]
    levels: tuple[Level, ...]
    floors: tuple[Floor, ...]
    hold: Hold | None
    internal_only_clause: str
    override: OverrideTerms
    examples: tuple[PolicyExample, ...]
    clock_rules: tuple[int, ...]
    alike: tuple[tuple[int, ...], ...]

    @property
    def ref(self) -> str:
        """What a verdict names it by: id and version."""
        return f"{self.policy_id} {self.version}"

    def is_in_force(self, at: datetime) -> bool:
        """Whether an instant lies within its dates."""
        return self.effective_from_at <= at and (self.effective_until_at is None or at < self.effective_until_at)

    def find_clause(self, label: str) -> PolicyClause | None:
        """The clause a verdict or finding names, with its text; None when the policy has no text for it."""
        return find_clause(self.clauses, label)


def _parse_needs(needs: str, rule: Rule, key: str) -> str:
    for parameter in fields(cast("Any", rule)):
        kind = cast("ParameterKind", parameter.metadata["kind"])
        needs = needs.replace("{" + parameter.name + "}", kind.say(getattr(rule, parameter.name)))
    if "{" in needs or "}" in needs:
        known = ", ".join(f"{{{parameter.name}}}" for parameter in fields(cast("Any", rule)))
        raise PolicyError(key, f"has a slot this rule does not fill; use {known or 'no slot'}")
    return needs


def _refuse_unitless(kind: type[Rule], raw: Mapping[str, object], key: str) -> None:
    """Refuses a figure of which nobody can tell what it is measured in."""
    parameters = {parameter.name: cast("ParameterKind", parameter.metadata["kind"]) for parameter in _fields(kind)}
    for name in sorted(raw):
        meant = next((known for known in parameters if known.rsplit("_", 1)[0] == name.rsplit("_", 1)[0]), None)
        if name not in parameters and meant is not None:
            problem = "is in another unit" if name.endswith(UNIT_ENDINGS) else "has no unit"
            raise PolicyError(f"{key}.{name}", f"{problem}; write it as {meant}")
    for name, parameter in parameters.items():
        if not parameter.unit and not name.endswith(UNIT_ENDINGS):
            raise PolicyError(f"{key}.{name}", f"has no unit; the rule {kind.slug} must declare one")


def _fields(rule: object) -> Sequence[Any]:
    return fields(cast("Any", rule))


def _parse_params(kind: type[Rule], raw: Mapping[str, object], key: str) -> Rule:
    parameters = _fields(kind)
    _refuse_unitless(kind, raw, key)
    refuse_unknown(raw, [parameter.name for parameter in parameters], key)
    values: dict[str, object] = {}
    for parameter in parameters:
        if parameter.name not in raw:
            if parameter.default is not MISSING:
                continue
            raise PolicyError(f"{key}.{parameter.name}", f"is missing; the rule {kind.slug} needs it")
        try:
            values[parameter.name] = cast("ParameterKind", parameter.metadata["kind"]).read(raw[parameter.name])
        except UnreadableParameterError as error:
            raise PolicyError(f"{key}.{parameter.name}", str(error)) from None
    return kind(**values)


def parse_rule(raw: object, *, rule_id: str, clauses: Clauses | None = None) -> PolicyRule:
    """One rule of a policy, checked.

    Args:
        raw: the mapping below `rules.<rule_id>`.
        rule_id: the policy's own key for the rule.
        clauses: the policy's clauses by number; without them any words will do.

    Returns:
        The rule with its figures and words.

    Raises:
        PolicyError: names the key and what to write there.
    """
    key = f"rules.{rule_id}"
    entry = mapping_at(raw, key)
    refuse_unknown(entry, _RULE_KEYS, key)
    slug = text_at(entry, "rule", key)
    if slug not in _RULES_BY_SLUG:
        raise PolicyError(f"{key}.rule", f"{slug!r} is no rule; use one of {', '.join(_RULES_BY_SLUG)}")
    rule = _parse_params(_RULES_BY_SLUG[slug], mapping_at(entry.get("params"), f"{key}.params"), f"{key}.params")
    if isinstance(rule, ConfidenceGate) and rule.keep_percent > rule.raise_percent:
        raise PolicyError(
            f"{key}.params.keep_percent", "is above raise_percent; keeping must not be harder than raising"
        )
    return PolicyRule(
        rule_id=RuleId(rule_id),
        name=text_at(entry, "name", key),
        because=text_at(entry, "because", key),
        needs=_parse_needs(text_at(entry, "needs", key), rule, f"{key}.needs"),
        clause=clause_at(entry, key, clauses or {}),
        rule=rule,
    )


def _indexes(raw: object, order: Mapping[str, int], key: str) -> tuple[int, ...]:
    found: list[int] = []
    for name in list_at(raw, key):
        if name not in order:
            raise PolicyError(key, f"{name!r} is not one of the policy's rules: {', '.join(order)}")
        if order[str(name)] in found:
            raise PolicyError(key, f"{name!r} is listed twice; delete one")
        found.append(order[str(name)])
    return tuple(found)


def _parse_gate(
    raw: object, order: Mapping[str, int], *, rules: Sequence[PolicyRule], severity: Severity
) -> int | None:
    if raw is None:
        return None
    key = f"severities.{severity.label}.gate"
    index = _indexes([raw], order, key)[0]
    rule = rules[index].rule
    if not isinstance(rule, ConfidenceGate) or rule.severity is not severity:
        raise PolicyError(key, f"{raw!r} must be a confidence_gate rule whose severity is {severity.label}")
    return index


def _parse_level(raw: object, severity: Severity, *, parts: "_Parts") -> Level:
    order, rules = parts.order, parts.rules
    key = f"severities.{severity.label}"
    if raw is None:
        raise PolicyError(key, "is missing; a policy says what each of P1, P2, P3 and P4 needs")
    entry = mapping_at(raw, key)
    refuse_unknown(entry, _LEVEL_KEYS, key)
    level = Level(
        severity=severity,
        clause=clause_at(entry, key, parts.clauses),
        all_of=_indexes(entry.get("all"), order, f"{key}.all"),
        at_least_one=_indexes(entry.get("at_least_one"), order, f"{key}.at_least_one"),
        any_alone=_indexes(entry.get("any_alone"), order, f"{key}.any_alone"),
        gate=_parse_gate(entry.get("gate"), order, rules=rules, severity=severity),
    )
    has_needs = bool(level.all_of or level.at_least_one or level.any_alone)
    if severity is Severity.P4 and (has_needs or level.gate is not None):
        raise PolicyError(key, "must need nothing, or some incidents would have no severity; delete its conditions")
    if severity is not Severity.P4 and not has_needs:
        raise PolicyError(key, "needs nothing, so every incident would get it; list rules under all or any_alone")
    return level


def _parse_floors(raw: object, order: Mapping[str, int]) -> tuple[Floor, ...]:
    floors: list[Floor] = []
    for number, entry_raw in enumerate(list_at(raw, "floors")):
        key = f"floors[{number}]"
        entry = mapping_at(entry_raw, key)
        refuse_unknown(entry, ("when", "at_least"), key)
        when = _indexes(entry.get("when"), order, f"{key}.when")
        if not when:
            raise PolicyError(f"{key}.when", "is empty; list the rules that must be met")
        floors.append(Floor(when, severity_at(entry.get("at_least"), f"{key}.at_least")))
    return tuple(floors)


def _parse_hold(raw: object, order: Mapping[str, int]) -> Hold | None:
    if raw is None:
        return None
    entry = mapping_at(raw, "hold")
    refuse_unknown(entry, ("when", "wait_min"), "hold")
    when = _indexes(entry.get("when"), order, "hold.when")
    if not when:
        raise PolicyError("hold.when", "is empty; list the rules that must be met")
    return Hold(when, minutes_at(entry, "wait_min", "hold"))


def _refuse_idle_rules(policy: Policy) -> None:
    used: set[int] = set(policy.hold.when) if policy.hold else set()
    for level in policy.levels:
        used.update(level.all_of, level.at_least_one, level.any_alone, () if level.gate is None else (level.gate,))
    for floor in policy.floors:
        used.update(floor.when)
    for index, rule in enumerate(policy.rules):
        if index not in used:
            raise PolicyError(
                f"rules.{rule.rule_id}", "decides nothing; list it under a severity or floor, or delete it"
            )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the rest of a policy refers to."""

    clauses: Clauses
    rules: tuple[PolicyRule, ...]
    order: Mapping[str, int]


def _parse_dates(raw: Mapping[str, object]) -> tuple[datetime, datetime | None]:
    from_at, until_at = instant_at(raw, "effective_from"), instant_at(raw, "effective_until")
    if from_at is None:
        raise PolicyError("effective_from", "is missing; write the date it takes effect, such as 2026-01-01")
    if until_at is not None and until_at <= from_at:
        raise PolicyError("effective_until", "is not after effective_from; the policy would never be in force")
    return from_at, until_at


def _parse_precedence(raw: Mapping[str, object], segment: Segment) -> int:
    value = raw.get("precedence", 0 if segment.is_everything else 1)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise PolicyError("precedence", "must be a whole number; the policy of the higher one goes first")
    if segment.is_everything and value != 0:
        raise PolicyError("precedence", "belongs to a policy with a segment; one without a segment comes last")
    if not segment.is_everything and value == 0:
        raise PolicyError("precedence", "must be 1 or more for a policy with a segment, which goes before the default")
    return value


def parse_policy(raw: Mapping[str, object]) -> Policy:
    """A severity policy, checked; whether it passes its own examples is asked by `activation`.

    Args:
        raw: the mapping of a policy file.

    Returns:
        The policy, its rules in the file's order.

    Raises:
        PolicyError: names the policy, the key and what to write there.
    """
    try:
        return _parse(raw)
    except PolicyError as error:
        raise PolicyError(error.key, error.problem, policy_id=str(raw.get("id") or "")) from None


def _parse(raw: Mapping[str, object]) -> Policy:
    refuse_unknown(raw, _TOP_KEYS, "")
    clauses = parse_clauses(raw.get("clauses"))
    named = mapping_at(raw.get("rules"), "rules").items()
    rules = tuple(parse_rule(entry, rule_id=name, clauses=clauses) for name, entry in named)
    parts = _Parts(clauses, rules, {str(rule.rule_id): index for index, rule in enumerate(rules)})
    severities = mapping_at(raw.get("severities"), "severities")
    refuse_unknown(severities, [severity.label for severity in Severity], "severities")
    segment = parse_segment(raw.get("segment"))
    from_at, until_at = _parse_dates(raw)
    policy = Policy(
        policy_id=text_at(raw, "id", "") if "id" in raw else "policy",
        name=text_at(raw, "name", ""),
        version=text_at(raw, "version", ""),
        effective_from_at=from_at,
        effective_until_at=until_at,
        segment=segment,
        precedence=_parse_precedence(raw, segment),
        clauses=clauses,
        rules=rules,
        levels=tuple(_parse_level(severities.get(severity.label), severity, parts=parts) for severity in Severity),
        floors=_parse_floors(raw.get("floors"), parts.order),
        hold=_parse_hold(raw.get("hold"), parts.order),
        internal_only_clause=clause_at(mapping_at(raw.get("internal_only"), "internal_only"), "internal_only", clauses),
        override=parse_override(raw.get("override"), clauses),
        examples=parse_examples(raw.get("examples"), clauses),
        clock_rules=tuple(index for index, rule in enumerate(rules) if rule.rule.reads_clock),
        alike=tuple(
            tuple(index for index, other in enumerate(rules) if other.rule.slug == rule.rule.slug) for rule in rules
        ),
    )
    _refuse_idle_rules(policy)
    return policy
