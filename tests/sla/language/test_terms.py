"""A contract names itself with its version."""

from sla.asking import framed


def test_a_contract_is_named_with_its_version() -> None:
    assert framed().terms.ref == "plain/1"
