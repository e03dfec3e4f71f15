"""May a person set another severity, does it take a second person, and when does that end.

An override takes effect at once, or waits as a request for a second person; which of the two is the
policy's to say. It ends by itself at an instant fixed when it was asked for. It changes what is
shown, never what the rules found, and never the worst severity on record.

Source: issue 3, section 5 (override needs clause, reason, expiry, and a second person where policy says so).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from intera.governance.clauses import find_clause
from intera.governance.policy import Policy
from intera.model.decision import Actor
from intera.model.impact import Impact, Visibility
from intera.model.verdict import Override, OverrideRequest, Severity, Verdict


class OverrideRefusedError(ValueError):
    """An override cannot be given, or not approved; nothing was changed."""

    def __init__(self, code: str, message: str) -> None:
        """Carries a short code and the one sentence the person sees."""
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for: the severity, by which clause, why, and for how many minutes."""

    severity: Severity
    clause: str
    reason: str
    lasts_min: int


def stood_severity(verdict: Verdict) -> Severity:
    """The severity an override would change: the worse of what is shown and what the rules give or hold.

    So a P1 that is being verified, or covered by an override, counts as P1, and two small steps
    down are not easier than one large.
    """
    held = verdict.held_severity
    return verdict.severity if held is None else min(verdict.severity, held)


def _clause(policy: Policy, named: str) -> str:
    terms = policy.override
    if not terms.clauses:
        return named
    found = find_clause(policy.clauses, named)
    if found is None or found.label not in terms.clauses:
        raise OverrideRefusedError(
            "unknown_clause", f"An override rests on one of these clauses: {'; '.join(terms.clauses)}."
        )
    return found.label


def give_override(
    asked: Asked, policy: Policy, *, impact: Impact, verdict: Verdict, by: Actor, at: datetime
) -> Override | OverrideRequest:
    """The override as it takes effect, or as it waits for a second person.

    Args:
        asked: what the person asks for.
        policy: the policy in force for the incident.
        impact: what the incident does to customers now.
        verdict: the verdict now.
        by: the person who asks.
        at: the instant of asking.

    Returns:
        An override in effect from `at`, or a request that shows nothing yet.

    Raises:
        OverrideRefusedError: the clause is none a person may rely on, it lasts too long, it changes
            nothing, or it would raise what customers do not notice.
    """
    terms = policy.override
    clause = _clause(policy, asked.clause)
    if not terms.shortest_min <= asked.lasts_min <= terms.longest_min:
        raise OverrideRefusedError(
            "bad_number", f"An override lasts from {terms.shortest_min} to {terms.longest_min} minutes."
        )
    if asked.severity == verdict.severity and verdict.override is None:
        raise OverrideRefusedError(
            "no_change", f"It is {asked.severity.label} already by the rules; nothing to override."
        )
    stood = stood_severity(verdict)
    if impact.visibility is Visibility.INTERNAL_ONLY and asked.severity < verdict.severity:
        raise OverrideRefusedError(
            "internal_only",
            "Customers do not notice it, so it cannot be raised. Confirm the impact on customers first.",
        )
    expires_at = at + timedelta(minutes=asked.lasts_min)
    if not terms.takes_two(stood=stood, wanted=asked.severity):
        return Override(asked.severity, asked.reason, clause, by.name, by.team_id, at, expires_at)
    return OverrideRequest(
        severity=asked.severity,
        stood=stood,
        reason=asked.reason,
        clause=clause,
        by_person=by.name,
        by_team_id=by.team_id,
        requested_at=at,
        answer_by_at=min(expires_at, at + timedelta(minutes=terms.answer_within_min)),
        expires_at=expires_at,
    )


def waiting_request(request: OverrideRequest | None, *, at: datetime) -> OverrideRequest | None:
    """The request if it still waits; None once its time to be answered has passed.

    Args:
        request: the request of the incident, None when there is none.
        at: the instant asked about.

    Returns:
        The same request, or None.
    """
    return request if request is not None and at < request.answer_by_at else None


def _name(person: str) -> str:
    return " ".join(person.split()).casefold()


def approve_override(request: OverrideRequest | None, *, by: Actor, at: datetime) -> Override:
    """The override a second person puts in effect.

    Args:
        request: the request of the incident, None when there is none.
        by: the second person.
        at: the instant of approving.

    Returns:
        The override, in effect from `at` until the end the first person asked for.

    Raises:
        OverrideRefusedError: nothing waits, its time has passed, or it is the same person.
    """
    if request is None:
        raise OverrideRefusedError("no_request", "No override waits for approval on this incident.")
    if waiting_request(request, at=at) is None:
        raise OverrideRefusedError("expired", "This override was not answered in time. Ask for it again.")
    if _name(by.name) == _name(request.by_person):
        raise OverrideRefusedError("same_person", "A second person must approve it; you asked for it yourself.")
    return Override(
        severity=request.severity,
        reason=request.reason,
        clause=request.clause,
        by_person=request.by_person,
        by_team_id=request.by_team_id,
        set_at=at,
        expires_at=request.expires_at,
        requested_at=request.requested_at,
        approved_by_person=by.name,
        approved_by_team_id=by.team_id,
        approved_at=at,
    )
