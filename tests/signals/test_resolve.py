"""Names other systems use become ours; names nobody knows are kept and marked."""

from collections.abc import Callable

import pytest

from intera.model.operator import Operator
from intera.model.source import SourceRecord
from intera.signals.resolve import UNSPECIFIED, resolve_accounts, resolve_scope

Build = Callable[..., SourceRecord]


def test_names_and_aliases_become_our_slugs(operator: Operator, record_of: Build) -> None:
    record = record_of(service_ref="mbb", region_refs=("Lakes", "CST", "coast"), symptom_ref="Throughput LOW")
    scope = resolve_scope(record, operator)
    assert (scope.service_id, scope.region_ids, scope.symptom_class) == ("mobile-data", ("coast", "lakes"), "slow")
    assert scope.is_resolved


@pytest.mark.parametrize(
    ("changes", "service_id", "region_ids"),
    [
        ({"service_ref": "Category 55", "region_refs": ("Location 143",)}, "Category 55", ("Location 143",)),
        ({"service_ref": "MBB", "region_refs": ("Coast", "Atlantis")}, "mobile-data", ("Atlantis", "coast")),
        ({}, UNSPECIFIED, ()),
    ],
)
def test_unknown_names_are_kept_and_marked(
    operator: Operator, record_of: Build, changes: dict[str, object], service_id: str, region_ids: tuple[str, ...]
) -> None:
    scope = resolve_scope(record_of(**changes), operator)
    assert (scope.service_id, scope.region_ids, scope.is_resolved) == (service_id, region_ids, False)


def test_an_unknown_symptom_is_kept_but_does_not_unresolve_the_scope(operator: Operator, record_of: Build) -> None:
    scope = resolve_scope(record_of(service_ref="MBB", region_refs=("Coast",), symptom_ref="Symptom 72"), operator)
    assert (scope.symptom_class, scope.is_resolved) == ("Symptom 72", True)


@pytest.mark.parametrize("reference", ["P-17", "meridian carrier"])
def test_a_partner_is_carried_by_code_and_names_its_only_service(
    operator: Operator, record_of: Build, reference: str
) -> None:
    scope = resolve_scope(record_of(partner_ref=reference), operator)
    assert (scope.partner_code, scope.service_id, scope.is_resolved) == ("P-17", "wholesale-voice", True)


def test_an_unknown_partner_name_is_not_kept_anywhere(operator: Operator, record_of: Build) -> None:
    scope = resolve_scope(record_of(service_ref="MBB", region_refs=("Coast",), partner_ref="Secret Carrier"), operator)
    assert scope.partner_code is None
    assert not scope.is_resolved
    assert "Secret" not in repr(scope)


def test_accounts_are_known_by_id_or_name_and_unknown_ones_left_out(operator: Operator, record_of: Build) -> None:
    record = record_of(account_refs=("harbour logistics", "A-1", "Nobody Ltd"))
    assert resolve_accounts(record, operator) == ("A-1",)
    assert resolve_accounts(record_of(), operator) == ()
