"""What a remedy pays, with its unit."""

from fractions import Fraction

import pytest

from intera.sla.language.pay import Pay, PayKind, parse_pay
from intera.sla.language.problem import UnreadableTermError


@pytest.mark.parametrize(
    ("raw", "pay", "words"),
    [
        ("10%", Pay(PayKind.SHARE, Fraction(1, 10)), "10%"),
        ("1 day", Pay(PayKind.DAYS, Fraction(1)), "1 day"),
        ("2 hours", Pay(PayKind.HOURS, Fraction(2)), "2 hours"),
        ("1 month", Pay(PayKind.MONTHS, Fraction(1)), "1 month"),
        ("5.00 EUR", Pay(PayKind.MONEY, Fraction(5), "EUR"), "5 EUR"),
        ("@repair_day", Pay(PayKind.RATE, name="repair_day"), "the rate 'repair_day'"),
        ("nothing", Pay(PayKind.NOTHING), "nothing"),
    ],
)
def test_a_payment_is_read_and_spoken(raw: str, pay: Pay, words: str) -> None:
    assert (parse_pay(raw), str(pay)) == (pay, words)


def test_a_choice_of_payments() -> None:
    pay = parse_pay({"greater_of": ["5.00 EUR", "10%"]})
    assert pay.kind is PayKind.GREATER_OF
    assert str(pay) == "the greater of 5 EUR and 10%"


@pytest.mark.parametrize("raw", ["10", 10, "5 euro", {"greater_of": ["10%"]}, {"most_of": ["10%", "5%"]}, None])
def test_what_is_no_payment_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableTermError):
        parse_pay(raw)
