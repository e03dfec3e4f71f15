"""What a remedy pays, found wherever it is written."""

from intera.sla.linting.contract import usable_contract
from intera.sla.linting.money import lint_money, pays_of
from sla.worked_case import contract_data


def test_every_payment_is_looked_at() -> None:
    terms = usable_contract(contract_data("verizon_elan")).terms
    assert terms is not None
    assert len(list(pays_of(terms.remedies["uptime"]))) == 19
    blocks = usable_contract(contract_data("intelletrace")).terms
    assert blocks is not None
    assert [path for path, _ in pays_of(blocks.remedies["above_guarantee"])] == [
        ("blocks", "first"),
        ("blocks", "then"),
    ]
    assert list(lint_money(terms)) == []
