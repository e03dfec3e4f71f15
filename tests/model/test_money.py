"""Money: whole minor units of one currency."""

import pytest

from intera.model.money import CurrencyMismatchError, InvalidCurrencyError, Money


def test_amounts_of_one_currency_add_up_exactly() -> None:
    assert Money(1999, "EUR").plus(Money(-2000, "EUR")) == Money(-1, "EUR")
    assert Money(10**18, "EUR").plus(Money(1, "EUR")).amount_minor == 10**18 + 1


def test_two_currencies_never_meet() -> None:
    with pytest.raises(CurrencyMismatchError, match="EUR with NOK"):
        Money(1, "EUR").plus(Money(1, "NOK"))


@pytest.mark.parametrize("currency", ["", "EU", "EURO", "eur", "€UR", "ÄÖÜ", "E1R", "123"])
def test_only_three_capital_letters_name_a_currency(currency: str) -> None:
    with pytest.raises(InvalidCurrencyError):
        Money(1, currency)
