"""Which severity policy is in force for this impact at this instant.

Every instant has exactly one policy for every impact: the one of highest precedence whose segment
holds the impact, else the default, which has no segment. Dates without a gap, and segments without
a tie, are checked when the book is made, so that a judgement never has to choose. An instant before
the first default took effect is judged by that one, for want of another; its verdict names it.

Source: issue 3, section 5 (effective dates, versions, several policies by segment) and bad input.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, pairwise

from intera.governance.policy import Policy
from intera.model.impact import Impact
from intera.model.operator import Operator


class PolicyBookError(ValueError):
    """Policies do not fit together; the message names them and says what to do."""


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """Every policy of an operator, those of highest precedence first; made by `build_policy_book`."""

    policies: tuple[Policy, ...]

    def in_force(self, impact: Impact, *, at: datetime) -> Policy:
        """The policy in force for an impact.

        Args:
            impact: what the incident does to customers.
            at: the instant of the judgement.

        Returns:
            The policy; before the first default took effect, that one.
        """
        if len(self.policies) == 1:
            return self.policies[0]
        for policy in self.policies:
            if policy.is_in_force(at) and policy.segment.holds(impact):
                return policy
        return self.default_at(at)

    def default_at(self, at: datetime) -> Policy:
        """The policy of every impact no segment holds; before the first one took effect, that one."""
        defaults = [policy for policy in self.policies if policy.segment.is_everything]
        return next((policy for policy in defaults if policy.is_in_force(at)), defaults[0])

    def with_draft(self, draft: Policy) -> "DraftBook":
        """This book as if a draft had always been in force for its segment, instead of what has its id."""
        others = (
            policy for policy in self.policies if policy.policy_id != draft.policy_id or policy.segment.is_everything
        )
        return DraftBook(PolicyBook(tuple(others)), draft)


@dataclass(frozen=True, slots=True)
class DraftBook:
    """A book with a draft before every policy of its precedence or lower, whatever its dates say."""

    book: PolicyBook
    draft: Policy

    def in_force(self, impact: Impact, *, at: datetime) -> Policy:
        """The policy this impact would be judged by: the draft, unless one of higher precedence holds it."""
        found = self.book.in_force(impact, at=at)
        if found.precedence > self.draft.precedence or not self.draft.segment.holds(impact):
            return found
        return self.draft


def build_policy_book(policies: Sequence[Policy]) -> PolicyBook:
    """The policies of an operator as a book, checked to leave nothing open.

    Args:
        policies: at least one, any order.

    Returns:
        The book.

    Raises:
        PolicyBookError: a gap, an overlap, or an id and version given twice; names the policies.
    """
    refs = [policy.ref for policy in policies]
    twice = next((ref for ref in refs if refs.count(ref) > 1), None)
    if twice is not None:
        raise PolicyBookError(f"severity policy {twice} is given twice; raise the version of one")
    defaults = sorted(
        (policy for policy in policies if policy.segment.is_everything), key=lambda policy: policy.effective_from_at
    )
    if not defaults:
        named = ", ".join(refs) or "none"
        raise PolicyBookError(
            f"severity policies ({named}) leave some impacts without one; add a default, a policy without a segment"
        )
    for earlier, later in pairwise(defaults):
        _refuse_gap(earlier, later)
    last = defaults[-1]
    if last.effective_until_at is not None:
        raise PolicyBookError(
            f"severity policy {last.ref} ends at {_day(last.effective_until_at)} and no default follows it;"
            " delete effective_until or add the next one"
        )
    special = sorted(
        (policy for policy in policies if not policy.segment.is_everything),
        key=lambda policy: (-policy.precedence, policy.effective_from_at, policy.ref),
    )
    for one, other in combinations(special, 2):
        _refuse_overlap(one, other)
    return PolicyBook((*special, *defaults))


def check_segments(policies: Sequence[Policy], operator: Operator) -> None:
    """Raises when a segment names a service, region or partner the operator does not have.

    Args:
        policies: any.
        operator: the reference data they are for.

    Raises:
        PolicyBookError: names the policy and the name that leads nowhere.
    """
    known = {
        "services": {str(service.service_id) for service in operator.services},
        "regions": {str(region.region_id) for region in operator.regions},
        "partners": {str(partner.partner_code) for partner in operator.partners},
    }
    for policy in policies:
        segment = policy.segment
        asked = {"services": segment.service_ids, "regions": segment.region_ids, "partners": segment.partner_codes}
        for what, names in asked.items():
            lost = next((name for name in names if name not in known[what]), None)
            if lost is not None:
                raise PolicyBookError(
                    f"severity policy {policy.ref}, segment.{what}: {lost!r} is not in the operator's data;"
                    " correct the name or delete it"
                )


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d") if (at.hour, at.minute, at.second) == (0, 0, 0) else at.isoformat()


def _refuse_gap(earlier: Policy, later: Policy) -> None:
    until_at, from_at = earlier.effective_until_at, later.effective_from_at
    if until_at is None or until_at > from_at:
        raise PolicyBookError(
            f"severity policies {earlier.ref} and {later.ref} are both in force from {_day(from_at)};"
            f" end {earlier.ref} with effective_until: {_day(from_at)}"
        )
    if until_at < from_at:
        raise PolicyBookError(
            f"no default severity policy is in force from {_day(until_at)} until {_day(from_at)},"
            f" between {earlier.ref} and {later.ref}; close the gap with effective_until or effective_from"
        )


def _refuse_overlap(one: Policy, other: Policy) -> None:
    starts_before_end = other.effective_until_at is None or one.effective_from_at < other.effective_until_at
    ends_after_start = one.effective_until_at is None or other.effective_from_at < one.effective_until_at
    if not (starts_before_end and ends_after_start and one.precedence == other.precedence):
        return
    if one.segment.can_meet(other.segment):
        from_at = max(one.effective_from_at, other.effective_from_at)
        raise PolicyBookError(
            f"severity policies {one.ref} and {other.ref} could both hold for one impact from {_day(from_at)};"
            " give one a higher precedence, or segments that cannot meet"
        )
