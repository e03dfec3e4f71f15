"""What to ask, say, offer and log next: steps chosen from policy data by what is known of an account.

Source: PRODUCT E7 (a rule engine that guides the interaction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from intera.roles.told_view import GuideStep

# What an operator's own steps are kept and published as.
CARE_GUIDE = "care_guide"
PARTS = ("ask", "say", "offer", "log")
_FLAGS = ("in_reach", "words", "seen_before", "told_before")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "standing": ("none", "not_verified", "verified", "working_again"),
    "tier": ("vip", "key", "business", "consumer"),
}
_STEP_KEYS = frozenset({"part", "when", "text", "words"})


class CareGuideError(ValueError):
    """A care guide cannot be used; the sentence names the step and what to do."""

    def __init__(self, where: str, problem: str) -> None:
        """Carries the place in the file."""
        super().__init__(f"care guide, {where}: {problem}")
        self.where = where


@dataclass(frozen=True, slots=True)
class Known:
    """What the steps are chosen by: facts of the account and of what reaches it."""

    in_reach: bool = False
    words: bool = False
    seen_before: bool = False
    told_before: bool = False
    standing: str = "none"
    tier: str = "consumer"


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """One step with the values each fact may have for it to be taken."""

    part: str
    text: str
    has_words: bool
    when: tuple[tuple[str, tuple[str | bool, ...]], ...]


def parse_care_guide(raw: Mapping[str, object]) -> tuple[PolicyStep, ...]:
    """The steps a file describes, each checked.

    Args:
        raw: keys `version` and `steps`; a step has `part`, `when`, `text` and may have `words`.

    Returns:
        The steps in their order.

    Raises:
        CareGuideError: a step is not of its form, or a part has none.
    """
    steps = raw.get("steps")
    if raw.get("version") != 1 or not isinstance(steps, Sequence) or isinstance(steps, str):
        raise CareGuideError("the file", "needs `version: 1` and a list of `steps`")
    found = tuple(_step(one, f"steps[{number}]") for number, one in enumerate(cast("Sequence[object]", steps)))
    for part in PARTS:
        if not any(step.part == part for step in found):
            raise CareGuideError("steps", f"has no step to {part}; add one")
    return found


def _step(raw: object, where: str) -> PolicyStep:
    if not isinstance(raw, Mapping):
        raise CareGuideError(where, "must hold keys and values")
    step = cast("Mapping[str, object]", raw)
    if unknown := sorted(step.keys() - _STEP_KEYS):
        raise CareGuideError(where, f"{unknown[0]} is not known here; use {', '.join(sorted(_STEP_KEYS))}")
    part, text, when = step.get("part"), step.get("text"), step.get("when", {})
    if part not in PARTS:
        raise CareGuideError(where, f"`part` is one of {', '.join(PARTS)}")
    if not isinstance(text, str) or not text.strip():
        raise CareGuideError(where, "`text` is missing; write one sentence")
    if not isinstance(when, Mapping):
        raise CareGuideError(where, "`when` must hold facts and values")
    facts = cast("Mapping[str, object]", when)
    conditions = tuple((fact, _values(fact, value, where)) for fact, value in facts.items())
    return PolicyStep(str(part), text.strip(), step.get("words") is True, conditions)


def _values(fact: str, value: object, where: str) -> tuple[str | bool, ...]:
    given = tuple(cast("Sequence[object]", value)) if isinstance(value, list) else (value,)
    if fact in _FLAGS:
        if not all(isinstance(one, bool) for one in given):
            raise CareGuideError(where, f"`{fact}` is true or false")
    elif fact in _CHOICES:
        if not all(one in _CHOICES[fact] for one in given):
            raise CareGuideError(where, f"`{fact}` is one of {', '.join(_CHOICES[fact])}")
    else:
        raise CareGuideError(where, f"{fact} is no fact; use {', '.join((*_FLAGS, *_CHOICES))}")
    return cast("tuple[str | bool, ...]", given)


def steps_for(guide: Sequence[PolicyStep], known: Known) -> tuple[GuideStep, ...]:
    """The steps to take now, part by part, in the order of the policy.

    Args:
        guide: from `parse_care_guide`.
        known: of the account and of what reaches it.

    Returns:
        The steps; none with words unless words are in force.
    """
    fitting = (step for step in guide if all(getattr(known, fact) in values for fact, values in step.when))
    chosen = [GuideStep(step.part, step.text, step.has_words and known.words) for step in fitting]
    return tuple(sorted(chosen, key=lambda step: PARTS.index(step.kind)))
