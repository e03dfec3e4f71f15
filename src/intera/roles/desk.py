"""Which names, places and zone does a page need of the operator.

The operator's reference data holds hidden words and partner names; pages get this instead, with
what each severity policy asks of an override.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict, cast

from intera.governance.policy_words import PolicyWords
from intera.model.decision import Plain
from intera.model.operator import Operator
from intera.roles.screen import Screen, screen_for


class _Named(TypedDict):
    id: str
    name: str


class _Clause(TypedDict):
    label: str
    text: str


class ReleasedPolicy(TypedDict):
    """A severity policy as far as a page needs it: its name, and the terms of an override."""

    policy_id: str
    version: str
    name: str
    override_clauses: list[_Clause]
    override_shortest_min: int
    override_longest_min: int
    override_terms: list[str]


class ReleasedOperator(TypedDict):
    """The operator as pages may know it."""

    name: str
    zone: str
    services: list[_Named]
    regions: list[_Named]
    teams: list[_Named]
    route_counts: dict[str, int]
    agreement_count: int
    policies: NotRequired[list[ReleasedPolicy]]


@dataclass(frozen=True, slots=True)
class SeverityTerms:
    """What a severity policy asks of an override: the clauses with their texts, the minutes, the terms in words.

    Without clauses any words will do.
    """

    policy_name: str
    clauses: tuple[tuple[str, str], ...]
    shortest_min: int
    longest_min: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The operator's name, zone, services, places and desks.

    `route_counts` is how many partner routes a service has; `severity_terms` are by a policy's id and
    version; `open_count`, `parked_count` and `asked_count` (words that wait for a second person) are
    what the navigation shows, None when not asked for.
    """

    name: str
    zone: str
    services: tuple[tuple[str, str], ...] = ()
    regions: tuple[tuple[str, str], ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict[str, str])
    route_counts: Mapping[str, int] = field(default_factory=dict[str, int])
    agreement_count: int = 0
    severity_terms: Mapping[tuple[str, str], SeverityTerms] = field(
        default_factory=dict[tuple[str, str], SeverityTerms]
    )
    open_count: int | None = None
    parked_count: int | None = None
    asked_count: int | None = None

    def team_name(self, team_id: str) -> str:
        """What a desk is called; an unknown one keeps its id."""
        return self.teams.get(team_id, team_id)


def release_operator(operator: Operator, policies: Sequence[PolicyWords] = ()) -> dict[str, Plain]:
    """The operator as pages may know it: no partner names, no hidden words, no accounts.

    Args:
        operator: the reference data in force.
        policies: its severity policies in words, any order.

    Returns:
        Plain JSON of the shape `ReleasedOperator`.
    """
    routes: dict[str, int] = {}
    for partner in operator.partners:
        for service_id in partner.service_ids:
            routes[service_id] = routes.get(service_id, 0) + 1
    document: ReleasedOperator = {
        "name": operator.name,
        "zone": operator.zone,
        "services": [{"id": service.service_id, "name": service.name} for service in operator.services],
        "regions": [{"id": region.region_id, "name": region.name} for region in operator.regions],
        "teams": [{"id": team.team_id, "name": team.name} for team in operator.teams],
        "route_counts": dict(sorted(routes.items())),
        "agreement_count": len(operator.agreements),
        "policies": [_release_policy(policy, screen_for(operator.hidden_vocabulary)) for policy in policies],
    }
    return cast("dict[str, Plain]", document)


def _release_policy(policy: PolicyWords, screen: Screen) -> ReleasedPolicy:
    return {
        "policy_id": policy.policy_id,
        "version": policy.version,
        "name": screen.text(policy.name),
        "override_clauses": [
            {"label": screen.text(label), "text": screen.text(policy.clause_text(label))}
            for label in policy.override_clauses
        ],
        "override_shortest_min": policy.override_shortest_min,
        "override_longest_min": policy.override_longest_min,
        "override_terms": list(policy.override_terms),
    }


def read_desk(
    released: Mapping[str, Plain],
    *,
    open_count: int | None = None,
    parked_count: int | None = None,
    asked_count: int | None = None,
) -> Desk:
    """The desk from a released operator.

    Args:
        released: of the shape `ReleasedOperator`.
        open_count: open incidents, for the navigation.
        parked_count: parked records, for the navigation.
        asked_count: words that wait for a second person, for the navigation.

    Returns:
        The desk.
    """
    operator = cast("ReleasedOperator", released)
    return Desk(
        name=operator["name"],
        zone=operator["zone"],
        services=tuple((service["id"], service["name"]) for service in operator["services"]),
        regions=tuple((region["id"], region["name"]) for region in operator["regions"]),
        teams={team["id"]: team["name"] for team in operator["teams"]},
        route_counts=operator["route_counts"],
        agreement_count=operator["agreement_count"],
        severity_terms={
            (policy["policy_id"], policy["version"]): SeverityTerms(
                policy_name=policy["name"],
                clauses=tuple((clause["label"], clause["text"]) for clause in policy["override_clauses"]),
                shortest_min=policy["override_shortest_min"],
                longest_min=policy["override_longest_min"],
                terms=tuple(policy["override_terms"]),
            )
            for policy in operator.get("policies", [])
        },
        open_count=open_count,
        parked_count=parked_count,
        asked_count=asked_count,
    )
