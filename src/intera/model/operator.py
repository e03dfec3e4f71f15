"""What does this operator have: its services, places, accounts, contracts, desks and sources.

Loaded once per reference version and handed to the rules as one value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from intera.model.agreement import Agreement
from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId, SourceId, TeamId
from intera.model.party import Account, Partner, Team
from intera.model.recurrence import PlannedWork, ProblemRecord
from intera.model.service import Footprint, Inventory, ProductInstance, Region, Service, Symptom
from intera.model.source import Source


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def aliases(self) -> tuple[str, ...]: ...


_N = TypeVar("_N", bound=_Named)


def _by_reference(things: Iterable[tuple[str, _N]]) -> dict[str, _N]:
    found: dict[str, _N] = {}
    for slug, thing in things:
        for reference in (slug, thing.name, *thing.aliases):
            found.setdefault(reference.casefold(), thing)
    return found


@dataclass(frozen=True)
class Operator:
    """One operator's reference data; `zone` is the IANA zone its desks work in.

    `hidden_words` are the operator's own words that may never reach a customer (devices, sites,
    vendors, partner names, staff), fed to the language guard.
    """

    name: str
    zone: str
    services: tuple[Service, ...] = ()
    regions: tuple[Region, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    partners: tuple[Partner, ...] = ()
    accounts: tuple[Account, ...] = ()
    product_instances: tuple[ProductInstance, ...] = ()
    footprints: tuple[Footprint, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    teams: tuple[Team, ...] = ()
    planned_works: tuple[PlannedWork, ...] = ()
    problems: tuple[ProblemRecord, ...] = ()
    sources: tuple[Source, ...] = ()
    hidden_words: tuple[str, ...] = ()

    @property
    def inventory(self) -> Inventory | None:
        """The inventory at hand beside this document; None when there is none, or it was not loaded."""
        return self.__dict__.get("_inventory")

    def stocked(self, inventory: Inventory | None) -> "Operator":
        """The same reference data with an inventory at hand.

        It is no field: a million rows neither belong into the stored document nor take part in
        comparing two of them. `dataclasses.replace` leaves it behind.
        """
        carrying = replace(self)
        carrying.__dict__["_inventory"] = inventory
        return carrying

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return _by_reference((s.service_id, s) for s in self.services)

    @cached_property
    def _regions(self) -> Mapping[str, Region]:
        return _by_reference((r.region_id, r) for r in self.regions)

    @cached_property
    def _symptoms(self) -> Mapping[str, Symptom]:
        return _by_reference((s.symptom_class, s) for s in self.symptoms)

    @cached_property
    def _teams(self) -> Mapping[str, Team]:
        return _by_reference((t.team_id, t) for t in self.teams)

    @cached_property
    def partners_by_code(self) -> Mapping[PartnerCode, Partner]:
        """Partners by their code."""
        return {partner.partner_code: partner for partner in self.partners}

    @cached_property
    def _partners(self) -> Mapping[str, Partner]:
        found = {partner.partner_code.casefold(): partner for partner in self.partners}
        for partner in self.partners:
            found.setdefault(partner.name.casefold(), partner)
        return found

    @cached_property
    def _accounts(self) -> Mapping[str, Account]:
        found = {account.account_id.casefold(): account for account in self.accounts}
        for account in self.accounts:
            found.setdefault(account.name.casefold(), account)
        return found

    @cached_property
    def accounts_by_id(self) -> Mapping[AccountId, Account]:
        """Accounts by their id."""
        return {account.account_id: account for account in self.accounts}

    @cached_property
    def sources_by_id(self) -> Mapping[SourceId, Source]:
        """Sources by their id."""
        return {source.source_id: source for source in self.sources}

    @cached_property
    def _instances(self) -> Mapping[str, ProductInstance]:
        found: dict[str, ProductInstance] = {}
        for instance in self.product_instances:
            found.setdefault(instance.product_instance_id.casefold(), instance)
        return found

    @cached_property
    def instances_by_service(self) -> Mapping[ServiceId, tuple[ProductInstance, ...]]:
        """Product instances by the service they use."""
        found: dict[ServiceId, list[ProductInstance]] = {}
        for instance in self.product_instances:
            found.setdefault(instance.service_id, []).append(instance)
        return {service_id: tuple(instances) for service_id, instances in found.items()}

    @cached_property
    def footprints_by_service(self) -> Mapping[ServiceId, tuple[Footprint, ...]]:
        """Footprints by service."""
        found: dict[ServiceId, list[Footprint]] = {}
        for footprint in self.footprints:
            found.setdefault(footprint.service_id, []).append(footprint)
        return {service_id: tuple(footprints) for service_id, footprints in found.items()}

    @cached_property
    def hidden_vocabulary(self) -> tuple[str, ...]:
        """Every word of this operator no role may read: hidden words and partner names, case-folded, sorted."""
        words = {word.casefold() for word in self.hidden_words} | {partner.name.casefold() for partner in self.partners}
        return tuple(sorted(word for word in words if word))

    def find_service(self, reference: str) -> Service | None:
        """The service another system means by a slug, name or alias, any case."""
        return self._services.get(reference.casefold())

    def find_region(self, reference: str) -> Region | None:
        """The region another system means by a slug, name or alias, any case."""
        return self._regions.get(reference.casefold())

    def find_symptom(self, reference: str) -> Symptom | None:
        """The symptom class another system means by a slug, name or alias, any case."""
        return self._symptoms.get(reference.casefold())

    def find_team(self, reference: str) -> Team | None:
        """The team another system means by a slug, name or alias, any case."""
        return self._teams.get(reference.casefold())

    def find_partner(self, reference: str) -> Partner | None:
        """The partner another system means by a code or a name, any case."""
        return self._partners.get(reference.casefold())

    def find_product_instance(self, reference: str) -> ProductInstance | None:
        """The product instance another system means by its id, any case."""
        return self._instances.get(reference.casefold())

    def find_account(self, reference: str) -> Account | None:
        """The account another system means by an id or a name, any case; of the inventory by its exact id."""
        found = self._accounts.get(reference.casefold())
        if found is None and self.inventory is not None:
            return self.inventory.known_account(AccountId(reference))
        return found

    def service_name(self, service_id: ServiceId) -> str:
        """What a service is called; an unresolved one keeps the name its source gave."""
        service = self._services.get(service_id.casefold())
        return service.name if service else service_id

    def region_name(self, region_id: RegionId) -> str:
        """What a region is called; an unresolved one keeps the name its source gave."""
        region = self._regions.get(region_id.casefold())
        return region.name if region else region_id

    def team_name(self, team_id: str) -> str:
        """What a team is called; an unknown one keeps the name its source gave."""
        team = self._teams.get(team_id.casefold())
        return team.name if team else team_id

    def team_lead(self, team_id: TeamId) -> str:
        """Who of a team may be shown as reachable; empty when nobody is named."""
        team = self._teams.get(team_id.casefold())
        return team.lead if team else ""
