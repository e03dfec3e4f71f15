"""What TMF637 products and TMF638 services say, version 4 and 5, and what of them is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from intera.model.ids import AccountId, PartnerCode, RegionId, ServiceId
from intera.model.operator import Operator
from intera.model.party import Partner
from intera.model.service import ProductInstance, Region, Service
from intera.workflows import inventory_tmf as tmf
from intera.workflows.inventory_columns import BadRowError, words_of
from intera.workflows.inventory_declaration import InventoryFile

OPERATOR = Operator(
    "Town",
    "UTC",
    services=(Service(ServiceId("data"), "Mobile Data", ("CFS-MBB",)), Service(ServiceId("vpn"), "Enterprise VPN")),
    regions=(Region(RegionId("coast"), "Coast", ("REG-1",)),),
    partners=(Partner(PartnerCode("P-17"), "Meridian"),),
)
WORDS = words_of(OPERATOR, InventoryFile("p.jsonl", "product_instances", "tmf637"))
PRODUCT: dict[str, Any] = {
    "id": "prod-1",
    "@type": "Product",
    "status": "active",
    "startDate": "2026-01-01T00:00:00Z",
    "productSpecification": {"id": "spec-9", "name": "mobile data"},
    "billingAccount": {"id": "acc-1", "name": "Somebody"},
    "relatedParty": [{"id": "cust-1", "role": "Customer"}, {"id": "P-17", "role": "partner"}],
    "place": [
        {"id": "site-4", "role": "installation", "@referredType": "GeographicSite"},
        {"id": "REG-1", "role": "region", "@referredType": "GeographicArea"},
    ],
}
# Version 5 puts references one level down.
SERVICE: dict[str, Any] = {
    "id": "svc-1",
    "@type": "Service",
    "state": "active",
    "startDate": "2026-02-01T00:00:00Z",
    "endDate": "2026-09-01T00:00:00Z",
    "serviceSpecification": {"id": "CFS-MBB"},
    "relatedParty": [{"role": "customer", "partyOrPartyRole": {"id": "acc-2", "@type": "PartyRef"}}],
    "place": [{"role": "area", "place": {"id": "r", "name": "coast", "@type": "GeographicAreaRef"}}],
}


def read(record: dict[str, Any], *services: dict[str, Any]) -> ProductInstance | None:
    known = [found for one in services if (found := tmf.read_service(one, WORDS))]
    return tmf.read_product(record, WORDS, dict(known))


def test_a_product_says_who_what_where_and_since_when() -> None:
    assert read(PRODUCT) == ProductInstance(
        "prod-1",
        AccountId("acc-1"),
        ServiceId("data"),
        RegionId("coast"),
        PartnerCode("P-17"),
        site_id="site-4",
        valid_from_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_without_a_billing_account_the_customer_has_it() -> None:
    found = read({key: value for key, value in PRODUCT.items() if key != "billingAccount"})
    assert found is not None
    assert found.account_id == "cust-1"


def test_what_a_product_leaves_open_its_service_says() -> None:
    bare = {"id": "prod-2", "status": "active", "realizingService": [{"id": "svc-1"}]}
    assert read(bare, SERVICE) == ProductInstance("prod-2", AccountId("acc-2"), ServiceId("data"), RegionId("coast"))
    assert tmf.realized_by(bare) == ("svc-1",)
    with pytest.raises(BadRowError, match="leads to no service \\('svc-1'\\); name one of services, or load"):
        read(bare)


def test_a_service_of_version_5_stands_for_itself_where_no_product_rests_on_it() -> None:
    found = tmf.read_service(SERVICE, WORDS)
    assert found is not None
    assert tmf.instance_of(*found) == ProductInstance(
        "svc-1",
        AccountId("acc-2"),
        ServiceId("data"),
        RegionId("coast"),
        valid_from_at=datetime(2026, 2, 1, tzinfo=UTC),
        valid_until_at=datetime(2026, 9, 1, tzinfo=UTC),
    )


def test_a_service_nobody_has_is_no_instance_and_one_of_no_known_kind_is_refused() -> None:
    nobody = tmf.read_service(SERVICE | {"relatedParty": []}, WORDS)
    assert nobody is not None
    assert tmf.instance_of(*nobody) is None
    other = tmf.read_service(SERVICE | {"serviceSpecification": {"id": "RFS-77"}}, WORDS)
    assert other is not None
    with pytest.raises(BadRowError, match="service 'svc-1' leads to no service"):
        tmf.instance_of(*other)


@pytest.mark.parametrize(
    ("status", "dates", "is_there"),
    [
        ("active", {}, True),
        ("suspended", {}, True),
        ("pendingTerminate", {}, True),
        ("terminated", {"terminationDate": "2026-05-01T00:00:00Z"}, True),
        ("pendingActive", {"startDate": "2027-01-01T00:00:00Z"}, True),
        ("created", {"startDate": ""}, False),
        ("cancelled", {}, False),
        ("aborted ", {}, False),
    ],
)
def test_only_what_was_or_will_be_delivered_counts(status: str, dates: dict[str, str], *, is_there: bool) -> None:
    assert (read(PRODUCT | {"status": status} | dates) is not None) is is_there


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": ""}, "the product id '' is empty"),
        ({"status": "sleeping"}, "'sleeping' is no status of an inventory"),
        ({"status": "terminated"}, "is terminated without terminationDate; say since when"),
        ({"terminationDate": "2025-01-01T00:00:00Z"}, "not after its start"),
        ({"productSpecification": {"id": "x"}, "name": "Fax"}, "leads to no service ('Fax')"),
        ({"place": [{"id": "moon"}]}, "there is no region 'moon'"),
        ({"relatedParty": [{"id": "P-99", "role": "carrier"}]}, "there is no partner 'P-99'"),
        ({"billingAccount": None, "relatedParty": []}, "the account id '' is empty"),
        ({"startDate": "2026-13-01"}, "valid from: '2026-13-01' is not a usable time"),
    ],
)
def test_a_product_that_leads_nowhere_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadRowError) as caught:
        read(PRODUCT | change)
    assert says in str(caught.value)


def test_records_of_another_shape_than_the_standard_do_not_break_anything() -> None:
    odd = PRODUCT | {"place": "REG-1", "relatedParty": {"id": "c", "role": "customer"}, "realizingService": [7, None]}
    found = read(odd)
    assert found is not None
    assert (found.region_id, found.account_id) == (None, "acc-1")


@pytest.mark.parametrize(
    ("record", "is_service"),
    [
        ({"@type": "Service"}, True),
        ({"@type": "CustomerFacingService"}, True),
        ({"serviceSpecification": {}}, True),
        ({"@type": "Product", "serviceType": "x"}, False),
        ({"productOffering": {}}, False),
    ],
)
def test_a_service_is_told_from_a_product(record: dict[str, Any], *, is_service: bool) -> None:
    assert tmf.is_service(record) is is_service
