"""How much money, exactly: integer minor units and a currency, never a float.

Source: ISO 4217 for currency codes; ADR-0006 (money is integer minor units).
"""

from dataclasses import dataclass

CODE_CHARS = 3


class CurrencyMismatchError(ValueError):
    """Two amounts of different currencies met."""

    def __init__(self, left: str, right: str) -> None:
        """Names both currencies."""
        super().__init__(f"cannot combine {left} with {right}")


class InvalidCurrencyError(ValueError):
    """A currency code is not three capital letters."""

    def __init__(self, currency: str) -> None:
        """Names the code."""
        super().__init__(f"{currency!r} is not an ISO 4217 code such as EUR")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency (1999 EUR is 19.99 euro)."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuses a code that is not three capital letters."""
        if not (
            len(self.currency) == CODE_CHARS
            and self.currency.isascii()
            and self.currency.isalpha()
            and self.currency.isupper()
        ):
            raise InvalidCurrencyError(self.currency)

    def plus(self, other: "Money") -> "Money":
        """The sum of two amounts of the same currency.

        Args:
            other: the amount to add.

        Returns:
            The sum.

        Raises:
            CurrencyMismatchError: the currencies differ.
        """
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return Money(self.amount_minor + other.amount_minor, self.currency)
