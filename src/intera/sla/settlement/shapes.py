"""What does a quantity pay: by a table of rows, per unit, in blocks, or flat.

No row for a quantity is an error with a name, never nothing.

Source: cases vz-elan-1 to vz-elan-5, int-1, or-slg-1, tkg-1; notes on SLA engines A2, C1.
"""

from dataclasses import dataclass
from fractions import Fraction

from intera.sla.language.pay import Pay, PayKind
from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.quantities import Quantity, Unit, plain
from intera.sla.language.remedy_terms import (
    BetweenRows,
    BlocksTerms,
    EachTerms,
    PartUnit,
    RemedyTerms,
    RowMode,
    RowTerms,
    TableTerms,
)

NOTHING = Pay(PayKind.NOTHING)


@dataclass(frozen=True, slots=True)
class Paid:
    """So many times one payment, and the words for it."""

    pay: Pay
    times: Fraction
    says: str


def paid_for(terms: RemedyTerms, quantity: Quantity, column: str) -> list[Paid]:
    """What a remedy pays for a quantity.

    Args:
        terms: the remedy, with exactly one shape.
        quantity: what its driver came to.
        column: the value of the instance's attribute that picks the column.

    Returns:
        Payments with how often; empty for none.

    Raises:
        UnreadableTermError: no row matches (`no_matching_tier`), or more than one (`more_than_one_tier`).
    """
    if terms.flat is not None:
        return [Paid(terms.flat, Fraction(1), f"{terms.flat}")]
    if terms.each is not None:
        return _each(terms.each, quantity)
    if terms.blocks is not None:
        return _blocks(terms.blocks, quantity)
    if terms.table is not None:
        return _table(terms.table, quantity, column)
    return []


def part_units(quantity: Fraction, unit: Fraction, part: PartUnit) -> Fraction:
    """How many units a quantity has; a part of one is counted as the contract says."""
    units = quantity / unit
    if part is PartUnit.PROPORTIONAL:
        return units
    whole = units.numerator // units.denominator
    return Fraction(whole + (part is PartUnit.STARTED and units > whole))


def _each(terms: EachTerms, quantity: Quantity) -> list[Paid]:
    units = part_units(quantity.value, terms.unit.value, terms.part)
    if units <= 0:
        return []
    return [Paid(terms.pay, units, f"{plain(units)} x {terms.pay} ({terms.part} {terms.unit} of {quantity})")]


def _blocks(terms: BlocksTerms, quantity: Quantity) -> list[Paid]:
    if quantity.value <= 0:
        return []
    first = min(quantity.value, terms.first.length.value)
    rest = quantity.value - first
    paid: list[Paid] = []
    for block, length in ((terms.first, first), (terms.then, rest)):
        units = part_units(length, block.length.value, terms.part)
        if units > 0:
            paid.append(Paid(block.pay, units, f"{plain(units)} x {block.pay} ({terms.part} {block.length})"))
    return paid


def matches(row: RowTerms, value: Fraction) -> bool:
    """Whether a value lies in a row."""
    return (
        (row.over is None or value > row.over.value)
        and (row.at_least is None or value >= row.at_least.value)
        and (row.under is None or value < row.under.value)
        and (row.up_to is None or value <= row.up_to.value)
    )


def row_for(table: TableTerms, quantity: Quantity) -> RowTerms:
    """The one row a quantity lies in.

    Raises:
        UnreadableTermError: none does, or more than one.
    """
    found = [row for row in table.rows if matches(row, quantity.value)]
    if not found:
        sentence = f"no row of the table holds {quantity}; the contract has to say what it pays"
        raise UnreadableTermError(sentence, rule="no_matching_tier")
    if len(found) > 1:
        sentence = f"{len(found)} rows of the table hold {quantity}; the contract has to say which one pays"
        raise UnreadableTermError(sentence, rule="more_than_one_tier")
    return found[0]


def in_table_unit(table: TableTerms, quantity: Quantity) -> Quantity:
    """The quantity in the unit of the table's rows, where the contract rounds it to one."""
    if table.unit is None or table.between not in (BetweenRows.ROUNDED_UP, BetweenRows.ROUNDED_DOWN):
        return quantity
    part = PartUnit.STARTED if table.between is BetweenRows.ROUNDED_UP else PartUnit.WHOLE
    return Quantity(part_units(quantity.value, table.unit.value, part) * table.unit.value, quantity.unit)


def row_words(row: RowTerms) -> str:
    """The bounds of a row as people read them."""
    sides = (("over", row.over), ("from", row.at_least), ("under", row.under), ("up to", row.up_to))
    return " ".join(f"{word} {bound}" for word, bound in sides if bound is not None) or "any"


def pay_of(row: RowTerms, column: str) -> Pay:
    """What a row pays in a column; nothing where the table leaves the cell empty."""
    return row.by.get(column, NOTHING) if row.by else row.pay or NOTHING


def _table(table: TableTerms, quantity: Quantity, column: str) -> list[Paid]:
    counted = in_table_unit(table, quantity)
    if table.mode is RowMode.MATCHED:
        if counted.value == 0 and counted.unit is not Unit.RATIO:
            return []
        row = row_for(table, counted)
        pay = pay_of(row, column)
        return [Paid(pay, Fraction(1), f"{counted} lies in the row {row_words(row)}, which pays {pay}")]
    unit = table.unit.value if table.unit is not None else Fraction(1)
    units = part_units(counted.value, unit, PartUnit.WHOLE)
    if units == 0:
        return []
    if table.mode is RowMode.RETROACTIVE:
        return _retroactive(table, counted, units, unit, column)
    counts = units_by_row(table, units, unit)
    return [
        Paid(pay_of(row, column), count, f"{plain(count)} in the row {row_words(row)}, each {pay_of(row, column)}")
        for row, count in zip(table.rows, counts, strict=True)
        if count
    ]


def units_by_row(table: TableTerms, units: Fraction, unit: Fraction) -> list[Fraction]:
    """How many of the whole units 1, 2, ... lie in each row.

    Raises:
        UnreadableTermError: some lie in no row, or in more than one.
    """
    counts: list[Fraction] = []
    for row in table.rows:
        low, high = Fraction(1), units
        if row.over is not None:
            low = max(low, part_units(row.over.value, unit, PartUnit.WHOLE) + 1)
        if row.at_least is not None:
            low = max(low, part_units(row.at_least.value, unit, PartUnit.STARTED))
        if row.up_to is not None:
            high = min(high, part_units(row.up_to.value, unit, PartUnit.WHOLE))
        if row.under is not None:
            high = min(high, part_units(row.under.value, unit, PartUnit.STARTED) - 1)
        counts.append(max(Fraction(0), high - low + 1))
    if sum(counts, Fraction(0)) != units:
        sentence = f"the rows of the table do not hold each of {plain(units)} units once"
        raise UnreadableTermError(sentence, rule="no_matching_tier")
    return counts


def _retroactive(table: TableTerms, counted: Quantity, units: Fraction, unit: Fraction, column: str) -> list[Paid]:
    """Every unit that pays at all pays by the row the last one lies in."""
    last = row_for(table, counted)
    pay = pay_of(last, column)
    counts = units_by_row(table, units, unit)
    paying = sum(
        (
            count
            for row, count in zip(table.rows, counts, strict=True)
            if pay_of(row, column).kind is not PayKind.NOTHING
        ),
        Fraction(0),
    )
    if not paying or pay.kind is PayKind.NOTHING:
        return []
    return [Paid(pay, paying, f"{plain(paying)} x {pay}: the row {row_words(last)} holds for all of them")]
