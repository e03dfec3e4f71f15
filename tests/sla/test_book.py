"""The contract of an instance on a day."""

from dataclasses import replace
from datetime import date

from intera.sla.book import contract_on, contracts_in
from intera.sla.language.facts import InstanceFacts
from intera.sla.language.terms import EffectiveTerms
from intera.sla.settlement.frame import Contract
from intera.sla.trial import contract_from
from sla.worked_case import contract_data

PLAIN = contract_from(contract_data("plain"))


def book(**terms: object) -> Contract:
    return Contract(replace(PLAIN.terms, **terms))


CATALOGUE = book(id="catalogue", offering="dia")
NEXT = book(id="catalogue", offering="dia", version=2, effective=EffectiveTerms(date(2026, 6, 16)))
OWN = book(id="own", product_instances=("pi-7",))
ENDED = book(id="ended", offering="dia", version=9, effective=EffectiveTerms(date(2020, 1, 1), date(2026, 1, 1)))
ALL = (CATALOGUE, NEXT, OWN, ENDED)


def test_the_closest_contract_and_then_the_newest_version_holds() -> None:
    day = date(2026, 6, 1)
    assert contract_on(ALL, InstanceFacts("pi-1", offering="dia"), day) is CATALOGUE
    assert contract_on(ALL, InstanceFacts("pi-1", offering="dia"), date(2026, 6, 16)) is NEXT
    assert contract_on(ALL, InstanceFacts("pi-7", offering="dia"), day) is OWN
    assert contract_on(ALL, InstanceFacts("pi-1", contract="own"), day) is OWN
    assert contract_on(ALL, InstanceFacts("pi-1", contract="catalogue/1"), date(2026, 7, 1)) is CATALOGUE
    assert contract_on(ALL, InstanceFacts("pi-1", offering="ethernet"), day) is None


def test_a_new_version_in_the_middle_of_a_month_cuts_it() -> None:
    found = contracts_in(ALL, InstanceFacts("pi-1", offering="dia"), date(2026, 6, 1), date(2026, 7, 1))
    assert [(each.contract, each.from_.day, each.to.day) for each in found] == [(CATALOGUE, 1, 16), (NEXT, 16, 1)]
    assert contracts_in(ALL, InstanceFacts("pi-1"), date(2026, 6, 1), date(2026, 7, 1)) == ()
