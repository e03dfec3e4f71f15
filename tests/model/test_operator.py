"""An operator's reference data: what other systems mean by their words."""

from dataclasses import dataclass, replace

import pytest

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId, SourceId, TeamId
from intera.model.operator import Operator
from intera.model.party import Account, Partner, Team, Tier
from intera.model.service import Footprint, ProductInstance, Region, Service, Symptom
from intera.model.source import RecordKind, Source

MOBILE, VOICE = ServiceId("mobile-data"), ServiceId("wholesale-voice")
COAST, LAKES = RegionId("coast"), RegionId("lakes")
OPERATOR = Operator(
    name="Northmoor Telecom",
    zone="Europe/Berlin",
    services=(
        Service(MOBILE, "Mobile Data", aliases=("LTE Straße", "voice")),
        Service(VOICE, "Wholesale Voice", aliases=("Voice",)),
    ),
    regions=(Region(COAST, "Coast", aliases=("R-01",)), Region(LAKES, "Lakes")),
    symptoms=(Symptom("slow", "Slow", "slow", "Slow.", aliases=("latency",)),),
    partners=(Partner(PartnerCode("P-17"), "Meridian Carrier"),),
    accounts=(Account(AccountId("A-1"), "Harbour Logistics", Tier.VIP),),
    product_instances=(
        ProductInstance("PI-1", AccountId("A-1"), MOBILE, COAST),
        ProductInstance("PI-2", AccountId("A-1"), VOICE, None),
        ProductInstance("PI-3", AccountId("A-1"), MOBILE, LAKES),
    ),
    footprints=(Footprint(MOBILE, COAST, 1000), Footprint(MOBILE, LAKES, 500)),
    teams=(Team(TeamId("noc"), "Operations desk", lead="A. Brandt", aliases=("Tier 1",)),),
    sources=(Source(SourceId("desk"), "Service desk", "mapping", RecordKind.TICKET),),
    hidden_words=("eNodeB", "", "ENODEB", "Brandt"),
)


@pytest.mark.parametrize("reference", ["mobile-data", "MOBILE-DATA", "Mobile data", "lte strasse", "LTE STRASSE"])
def test_a_service_is_found_by_slug_name_or_alias_in_any_case(reference: str) -> None:
    found = OPERATOR.find_service(reference)
    assert found is not None
    assert found.service_id == MOBILE


def test_the_first_of_two_that_share_a_word_has_it() -> None:
    found = OPERATOR.find_service("VOICE")
    assert found is not None
    assert found.service_id == MOBILE


def test_places_symptoms_teams_partners_and_accounts_are_found_alike() -> None:
    assert OPERATOR.find_region("r-01") is OPERATOR.regions[0]
    assert OPERATOR.find_symptom("LATENCY") is OPERATOR.symptoms[0]
    assert OPERATOR.find_team("tier 1") is OPERATOR.teams[0]
    assert OPERATOR.find_partner("p-17") is OPERATOR.find_partner("MERIDIAN carrier") is OPERATOR.partners[0]
    assert OPERATOR.find_product_instance("pi-2") is OPERATOR.product_instances[1]
    assert OPERATOR.find_account("a-1") is OPERATOR.find_account("harbour logistics") is OPERATOR.accounts[0]


def test_an_unknown_word_finds_nothing() -> None:
    finders = [
        OPERATOR.find_service,
        OPERATOR.find_region,
        OPERATOR.find_symptom,
        OPERATOR.find_team,
        OPERATOR.find_partner,
        OPERATOR.find_account,
        OPERATOR.find_product_instance,
    ]
    assert [find("nowhere") for find in finders] == [None] * 7


def test_what_nobody_resolved_keeps_the_name_its_source_gave() -> None:
    assert OPERATOR.service_name(MOBILE) == "Mobile Data"
    assert OPERATOR.service_name(ServiceId("Fax")) == "Fax"
    assert OPERATOR.region_name(LAKES) == "Lakes"
    assert OPERATOR.region_name(RegionId("Moon")) == "Moon"
    assert OPERATOR.team_name("NOC") == "Operations desk"
    assert OPERATOR.team_name("Night shift") == "Night shift"


def test_only_a_named_lead_is_shown() -> None:
    assert OPERATOR.team_lead(TeamId("noc")) == "A. Brandt"
    assert OPERATOR.team_lead(TeamId("other")) == ""


def test_things_are_grouped_by_service_in_the_order_given() -> None:
    assert [one.product_instance_id for one in OPERATOR.instances_by_service[MOBILE]] == ["PI-1", "PI-3"]
    assert [one.product_instance_id for one in OPERATOR.instances_by_service[VOICE]] == ["PI-2"]
    assert [one.customer_count for one in OPERATOR.footprints_by_service[MOBILE]] == [1000, 500]
    assert VOICE not in OPERATOR.footprints_by_service


def test_partners_accounts_and_sources_by_their_id() -> None:
    assert OPERATOR.partners_by_code[PartnerCode("P-17")].name == "Meridian Carrier"
    assert OPERATOR.accounts_by_id[AccountId("A-1")].tier is Tier.VIP
    assert OPERATOR.sources_by_id[SourceId("desk")].kind is RecordKind.TICKET


def test_hidden_words_hold_partner_names_once_each_and_never_the_empty_word() -> None:
    assert OPERATOR.hidden_vocabulary == ("brandt", "enodeb", "meridian carrier")


@dataclass(frozen=True)
class Shelf:
    """An inventory of one account."""

    account: Account
    instance_count: int = 0
    account_count: int = 1

    def known_account(self, account_id: AccountId) -> Account | None:
        """The one account, by its id."""
        return self.account if self.account.account_id == account_id else None


def test_an_inventory_is_carried_along_and_is_no_part_of_the_document() -> None:
    document = Operator("Town", "UTC", accounts=(Account(AccountId("a"), "Own", Tier.KEY),))
    stocked = document.stocked(Shelf(Account(AccountId("B-7"), "Far", Tier.VIP)))
    assert (document.inventory, replace(stocked).inventory) == (None, None)
    assert stocked.inventory is not None
    assert stocked == document
    found = [stocked.find_account(name) for name in ("A", "own", "B-7", "b-7", "Far")]
    assert [account.name if account else None for account in found] == ["Own", "Own", "Far", None, None]
    assert document.find_account("B-7") is None
