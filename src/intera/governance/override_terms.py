"""When may a person set another severity, for how long, and when does it take a second person.

In a policy::

    override:
      clauses: ["8.1", "8.2"]
      second_person: [raise_to P1, lower_from P1]
      shortest_min: 5
      longest_min: 240
      answer_within_min: 60

`raise_to P1` asks for a second person when an override shows P1 where less is shown; `lower_from
P1` when it shows less where P1 is shown, given by the rules or being verified. A severity named
includes every worse one. `clauses` are those a person may rely on; without it any words will do.

Source: issue 3, section 5 (override needs clause, reason, expiry, and a second person where policy says so).
"""

import re
from dataclasses import dataclass

from intera.governance.clauses import Clauses, find_clause
from intera.governance.policy_reader import PolicyError, list_at, mapping_at, minutes_at, refuse_unknown
from intera.model.verdict import Severity

_KEYS = ("clauses", "second_person", "shortest_min", "longest_min", "answer_within_min")
_STEP = re.compile(r"(raise_to|lower_from) (P[1-4])")
# What holds where a policy says nothing: no second person, and at most a day.
_SHORTEST_MIN = 5
_LONGEST_MIN = 24 * 60
_ANSWER_WITHIN_MIN = 60


@dataclass(frozen=True, slots=True)
class OverrideTerms:
    """The terms of an override; None means that no step of that direction takes a second person.

    `raise_to` and `lower_from` are the mildest severities that do. `clauses` are labels.
    """

    clauses: tuple[str, ...] = ()
    raise_to: Severity | None = None
    lower_from: Severity | None = None
    shortest_min: int = _SHORTEST_MIN
    longest_min: int = _LONGEST_MIN
    answer_within_min: int = _ANSWER_WITHIN_MIN

    def takes_two(self, *, stood: Severity, wanted: Severity) -> bool:
        """Whether this step takes a second person.

        Args:
            stood: the worse of what is shown and what the rules give or hold.
            wanted: what the override would show.

        Returns:
            True when it does.
        """
        if wanted < stood:
            return self.raise_to is not None and wanted <= self.raise_to
        return wanted > stood and self.lower_from is not None and stood <= self.lower_from


def _minutes(raw: dict[str, object], name: str, usual: int) -> int:
    return minutes_at(raw, name, "override") if name in raw else usual


def parse_override(raw: object, clauses: Clauses) -> OverrideTerms:
    """The terms of an override, checked.

    Args:
        raw: the mapping below `override`.
        clauses: the clauses of the policy.

    Returns:
        The terms.

    Raises:
        PolicyError: names the key and what to write there.
    """
    entry = dict(mapping_at(raw, "override"))
    refuse_unknown(entry, _KEYS, "override")
    relied_on: list[str] = []
    for named in list_at(entry.get("clauses"), "override.clauses"):
        found = find_clause(clauses, str(named))
        if found is None:
            known = ", ".join(clauses) or "none is written under clauses"
            raise PolicyError("override.clauses", f"{named!r} is no clause of this policy; use {known}")
        relied_on.append(found.label)
    steps: dict[str, Severity] = {}
    for step in list_at(entry.get("second_person"), "override.second_person"):
        matched = _STEP.fullmatch(str(step))
        if matched is None:
            raise PolicyError("override.second_person", f"{step!r} is no step; write raise_to P1 or lower_from P1")
        direction, severity = matched[1], Severity[matched[2]]
        steps[direction] = max(steps.get(direction, severity), severity)
    terms = OverrideTerms(
        clauses=tuple(relied_on),
        raise_to=steps.get("raise_to"),
        lower_from=steps.get("lower_from"),
        shortest_min=_minutes(entry, "shortest_min", _SHORTEST_MIN),
        longest_min=_minutes(entry, "longest_min", _LONGEST_MIN),
        answer_within_min=_minutes(entry, "answer_within_min", _ANSWER_WITHIN_MIN),
    )
    if terms.shortest_min > terms.longest_min:
        raise PolicyError("override.longest_min", "is under shortest_min; no override could be given")
    return terms
