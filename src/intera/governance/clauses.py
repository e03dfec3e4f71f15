"""What does each clause of a severity policy say, in words that stand in a contract.

In a policy::

    clauses:
      "2.1":
        title: Seen from more than one side
        text: At least two independent kinds of source report that customers are affected.

A clause is named by its number, in quotes, wherever a rule or severity rests on it. A policy
without `clauses` may still name them, but then there is no text to show.

Source: issue 3, section 5 (clause text); PRODUCT O5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import cast

from intera.governance.policy_reader import PolicyError, mapping_at, refuse_unknown, text_at


@dataclass(frozen=True, slots=True)
class PolicyClause:
    """One clause of the operator's policy: its number, its heading, and the words that bind."""

    clause_id: str
    title: str
    text: str

    @property
    def label(self) -> str:
        """How a verdict names it: "2.1 Seen from more than one side"."""
        return f"{self.clause_id} {self.title}"


Clauses = Mapping[str, PolicyClause]


def parse_clauses(raw: object) -> dict[str, PolicyClause]:
    """The clauses of a policy by number, in the file's order; empty when it has none.

    Args:
        raw: the mapping below `clauses`.

    Returns:
        The clauses.

    Raises:
        PolicyError: a number is not in quotes, or a heading or text is missing.
    """
    numbers = [
        name
        for name in cast("Mapping[object, object]", raw or {})
        if isinstance(name, Real) and not isinstance(name, int)
    ]
    if numbers:
        raise PolicyError(f"clauses.{numbers[0]}", f'is read as a number; write it in quotes, "{numbers[0]}"')
    found: dict[str, PolicyClause] = {}
    for clause_id, entry in mapping_at(raw, "clauses").items():
        key = f"clauses.{clause_id}"
        words = mapping_at(entry, key)
        refuse_unknown(words, ("title", "text"), key)
        text = " ".join(text_at(words, "text", key).split())
        found[clause_id] = PolicyClause(clause_id, text_at(words, "title", key), text)
    return found


def find_clause(clauses: Clauses, named: str) -> PolicyClause | None:
    """The clause a number, or a number with its heading, names; None when there is none.

    Args:
        clauses: the clauses of a policy.
        named: "2.1" or "2.1 Seen from more than one side".

    Returns:
        The clause; the number decides.
    """
    if named in clauses:
        return clauses[named]
    words = named.split(maxsplit=1)
    return clauses.get(words[0]) if words else None


def clause_at(entry: Mapping[str, object], key: str, clauses: Clauses) -> str:
    """The label of the clause an entry rests on.

    Args:
        entry: the rule or severity, with its `clause`.
        key: where it stands in the file.
        clauses: the clauses of the policy; where it has none, any words will do.

    Returns:
        The number with its heading.

    Raises:
        PolicyError: the clause is missing, or is none of the policy's.
    """
    named = text_at(entry, "clause", key)
    if not clauses:
        return named
    found = find_clause(clauses, named)
    if found is None or named not in (found.clause_id, found.label):
        raise PolicyError(f"{key}.clause", f"{named!r} is no clause of this policy; use one of {', '.join(clauses)}")
    return found.label
