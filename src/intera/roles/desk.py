"""Which names, places and zone does a page need of the operator.

The operator's reference data holds hidden words and partner names; pages get this instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict, cast

from intera.model.decision import Plain
from intera.model.operator import Operator


class _Named(TypedDict):
    id: str
    name: str


class ReleasedOperator(TypedDict):
    """The operator as pages may know it."""

    name: str
    zone: str
    services: list[_Named]
    regions: list[_Named]
    teams: list[_Named]
    route_counts: dict[str, int]
    agreement_count: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The operator's name, zone, services, places and desks.

    `route_counts` is how many partner routes a service has; `open_count` and `parked_count` are
    what the navigation shows, None when not asked for.
    """

    name: str
    zone: str
    services: tuple[tuple[str, str], ...] = ()
    regions: tuple[tuple[str, str], ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict[str, str])
    route_counts: Mapping[str, int] = field(default_factory=dict[str, int])
    agreement_count: int = 0
    open_count: int | None = None
    parked_count: int | None = None

    def team_name(self, team_id: str) -> str:
        """What a desk is called; an unknown one keeps its id."""
        return self.teams.get(team_id, team_id)


def release_operator(operator: Operator) -> dict[str, Plain]:
    """The operator as pages may know it: no partner names, no hidden words, no accounts.

    Args:
        operator: the reference data in force.

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
    }
    return cast("dict[str, Plain]", document)


def read_desk(released: Mapping[str, Plain], *, open_count: int | None = None, parked_count: int | None = None) -> Desk:
    """The desk from a released operator.

    Args:
        released: of the shape `ReleasedOperator`.
        open_count: open incidents, for the navigation.
        parked_count: parked records, for the navigation.

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
        open_count=open_count,
        parked_count=parked_count,
    )
