"""Does a table of a remedy pay exactly once for everything it can be asked: no gaps, no overlaps, one unit.

Source: notes on SLA engines C3 (gaps of TELUS, Tata and Volico; overlaps of Volico and Verizon Wavelength; coarse
rows of Verizon E-LAN and tw telecom; percent beside minutes of NTT ECL; table against target of Ziply).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from intera.sla.language.clock_terms import PeriodKind
from intera.sla.language.problem import Path, Problem
from intera.sla.language.quantities import Quantity, Unit
from intera.sla.language.remedy_terms import (
    BetweenRows,
    Driver,
    PartUnit,
    Per,
    RemedyTerms,
    RowMode,
    RowTerms,
    TableTerms,
    When,
)
from intera.sla.language.terms import ContractTerms, PromiseTerms, TargetTerms
from intera.sla.settlement.figure import Better
from intera.sla.settlement.measures import MEASURES
from intera.sla.settlement.promises import bound_of
from intera.sla.settlement.shapes import part_units, row_words

# An end of an interval: the value, and 0 for just before it or 1 for just after it.
_End = tuple[Fraction, int]
_SHORTEST_MONTH_S = 28 * 24 * 3600
_SHORTEST_DAY_S = 23 * 3600
_MEASURES = {measure.name: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class _Reach:
    """From where to where a table can be asked; `high` None is without end."""

    low: _End
    high: _End | None
    unit: Unit
    why: str


def lint_table(name: str, terms: RemedyTerms, contract: ContractTerms) -> Iterator[Problem]:
    """Everything wrong with the table of a remedy.

    Args:
        name: the remedy.
        terms: its terms.
        contract: the whole contract, for the promise the table has to fit.

    Yields:
        Problems, each at its row.
    """
    table = terms.table
    if table is None:
        return
    path: Path = ("remedies", name, "table")
    problems = [*_row_problems(table, path), *_mode_problems(table, path)]
    yield from problems
    if problems or not table.rows:
        return
    reach = reach_of(terms, contract)
    yield from _unit_problems(table, reach, path)
    ordered = sorted(range(len(table.rows)), key=lambda place: _ends(table, table.rows[place])[0])
    yield from _between_problems(table, ordered, path)
    if reach is not None and reach.unit is _unit_of(table):
        yield from _reach_problems(table, ordered, reach, path)


def _bounds(row: RowTerms) -> list[Quantity]:
    return [each for each in (row.over, row.at_least, row.under, row.up_to) if each is not None]


def _unit_of(table: TableTerms) -> Unit | None:
    return next((bound.unit for row in table.rows for bound in _bounds(row)), None)


def _row_problems(table: TableTerms, path: Path) -> Iterator[Problem]:
    if not table.rows:
        yield Problem("table-empty", path, "has no rows; write at least one")
    for place, row in enumerate(table.rows):
        where = (*path, "rows", place)
        if not _bounds(row):
            yield Problem("row-bounds", where, "has no bound; write over or at_least, and under or up_to")
        if row.over is not None and row.at_least is not None:
            yield Problem("row-bounds", where, "says over and at_least; keep the one that is meant")
        if row.under is not None and row.up_to is not None:
            yield Problem("row-bounds", where, "says under and up_to; keep the one that is meant")
        if (row.pay is None) == (not row.by):
            yield Problem("row-pay", where, "must say what it pays, either by pay or by column in `by`")
        low, high = _ends(table, row)
        if high is not None and high <= low and _bounds(row):
            yield Problem("row-empty", where, f"holds nothing ({row_words(row)}); put its bounds in order")


def _mode_problems(table: TableTerms, path: Path) -> Iterator[Problem]:
    units = {bound.unit for row in table.rows for bound in _bounds(row)}
    if len(units) > 1:
        named = " and ".join(sorted(units))
        sentence = f"has bounds in {named}, which disagree in some month; keep one of them"
        yield Problem("table-units", path, sentence)
    if table.mode is not RowMode.MATCHED and table.unit is None:
        yield Problem("table-unit", path, f"pays each unit ({table.mode}); say which one in `unit`, for instance 1 day")
    if table.between is not BetweenRows.EXACT and table.unit is None:
        yield Problem("table-unit", path, "says what happens between rows; say of which unit in `unit`")


def _unit_problems(table: TableTerms, reach: _Reach | None, path: Path) -> Iterator[Problem]:
    unit = _unit_of(table)
    if reach is not None and unit is not None and unit is not reach.unit:
        sentence = f"has rows in {unit}, but its driver gives {reach.unit}; write the rows in {reach.unit}"
        yield Problem("table-unit", path, sentence)
    if table.unit is not None and unit is not None and table.unit.unit is not unit:
        yield Problem("table-unit", path, f"is written in {unit}, but its unit is {table.unit}")


def _is_stepped(table: TableTerms) -> bool:
    """Whether only whole units can be asked: the contract rounds to them or refuses others, or they are days."""
    return table.unit is not None and (
        table.between is not BetweenRows.EXACT or table.mode is not RowMode.MATCHED or _unit_of(table) is Unit.DAYS
    )


def _ends(table: TableTerms, row: RowTerms) -> tuple[_End, _End | None]:
    """The ends of a row, so that the next one begins where this one ends."""
    low: _End = (Fraction(-1), 0)
    high: _End | None = None
    if row.over is not None:
        low = (row.over.value, 1)
    elif row.at_least is not None:
        low = (row.at_least.value, 0)
    if row.under is not None:
        high = (row.under.value, 0)
    elif row.up_to is not None:
        high = (row.up_to.value, 1)
    if _is_stepped(table) and table.unit is not None:
        return _stepped(low, table.unit.value), None if high is None else _stepped(high, table.unit.value)
    return low, high


def _stepped(end: _End, unit: Fraction) -> _End:
    """The first whole unit at or after an end, as an end just before it."""
    value, after = end
    units = part_units(value, unit, PartUnit.STARTED)
    return (units + 1 if after and units * unit == value else units) * unit, 0


def _between_problems(table: TableTerms, ordered: Sequence[int], path: Path) -> Iterator[Problem]:
    for before, place in pairwise(ordered):
        high, low = _ends(table, table.rows[before])[1], _ends(table, table.rows[place])[0]
        where = (*path, "rows", place)
        words = f"{row_words(table.rows[before])!r} and {row_words(table.rows[place])!r}"
        if high is None or high > low:
            sentence = f"{words} share values; a value may lie in one row only, so say under or up_to, over or at_least"
            yield Problem("table-overlap", where, sentence)
        elif high < low and high[1] == 1 and low[1] == 0 and not _is_stepped(table):
            sentence = f"between {words} lies what no row pays for; name the unit of the rows and `between`"
            yield Problem("coarse-rows", where, sentence)
        elif high < low:
            yield Problem(
                "table-gap", where, f"between {words} lies what no row pays for; close the gap or pay nothing there"
            )


def _reach_problems(table: TableTerms, ordered: Sequence[int], reach: _Reach, path: Path) -> Iterator[Problem]:
    low, high = reach.low, reach.high
    if _is_stepped(table) and table.unit is not None:
        low = _stepped(low, table.unit.value)
        high = None if high is None else _stepped(high, table.unit.value)
    first, last = _ends(table, table.rows[ordered[0]])[0], _ends(table, table.rows[ordered[-1]])[1]
    if first > low:
        sentence = f"begins with {row_words(table.rows[ordered[0]])!r}, but {reach.why}; say what is paid before it"
        yield Problem("table-against-target", (*path, "rows", ordered[0]), sentence)
    if last is not None and (high is None or last < high):
        sentence = f"ends with {row_words(table.rows[ordered[-1]])!r}, but {reach.why}; say what is paid after it"
        yield Problem("table-against-target", (*path, "rows", ordered[-1]), sentence)


def reach_of(terms: RemedyTerms, contract: ContractTerms) -> _Reach | None:
    """From where to where the table of a remedy can be asked; None where nothing can be said.

    A remedy that is looked at on a miss is asked for what misses the target only.
    """
    promise = contract.promises.get(terms.promise)
    metric = contract.metrics.get(terms.metric or (promise.metric if promise else ""))
    measure = _MEASURES.get(metric.measure) if metric else None
    if promise is None or measure is None or metric is None:
        return None
    simple = {
        Driver.COUNTED_TIME: Unit.SECONDS,
        Driver.EVENT_TIME: Unit.SECONDS,
        Driver.DAYS: Unit.DAYS,
        Driver.EVENT_COUNT: Unit.COUNT,
    }
    nothing = (Fraction(0), 1)
    if terms.driver in simple and (terms.metric or terms.driver is not Driver.DAYS):
        return _time_reach(terms, promise, contract, simple[terms.driver])
    if terms.driver in (Driver.FIGURE, Driver.DAYS):
        return _figure_reach(terms, promise, measure.better)
    if terms.driver is Driver.EXCESS:
        bound = next((bound_of(each) for each in _targets(promise)), None)
        unit = Unit.SECONDS if bound is None or measure.name == "availability.ticket_clock" else bound.unit
        return _Reach(nothing, None, unit, "every excess over the target has to be paid for")
    return None


def _targets(promise: PromiseTerms) -> list[TargetTerms]:
    return [each for each in (promise.target, *promise.by.values()) if each is not None]


def _time_reach(terms: RemedyTerms, promise: PromiseTerms, contract: ContractTerms, unit: Unit) -> _Reach:
    """Time that can be asked for: whatever misses the target, which is any time for a target of 100 %."""
    low: _End = (Fraction(0), 1)
    bounds = [bound for bound in (bound_of(each) for each in _targets(promise)) if bound is not None]
    same = [bound.value for bound in bounds if bound.unit is unit]
    if terms.when is When.VIOLATED and same and terms.per is not Per.PERIOD:
        low = (min(same), 1)
    shares = [bound.value for bound in bounds if bound.unit is Unit.RATIO]
    if terms.when is When.VIOLATED and shares and terms.driver is Driver.COUNTED_TIME:
        shortest_s = _SHORTEST_DAY_S if contract.period.kind is PeriodKind.DAY else _SHORTEST_MONTH_S
        month_s = min([*contract.period.deemed.values(), contract.period.fixed or shortest_s])
        low = ((1 - max(shares)) * month_s, 1)
    return _Reach(low, None, unit, f"whatever is over {Quantity(low[0], unit)} can miss the target")


def _figure_reach(terms: RemedyTerms, promise: PromiseTerms, better: Better) -> _Reach | None:
    bounds = [(each, bound_of(each)) for each in _targets(promise)]
    units = {bound.unit for _, bound in bounds if bound is not None}
    if len(units) != 1:
        return None
    unit = units.pop()
    top: _End | None = (Fraction(1), 1) if unit is Unit.RATIO else None
    if terms.when is When.ALWAYS:
        return _Reach((Fraction(0), 0), top, unit, "every figure can be asked for")
    if better is Better.HIGHER:
        highs = [
            (bound.value, 0 if target.at_least is not None else 1) for target, bound in bounds if bound is not None
        ]
        return _Reach(
            (Fraction(0), 0), max(highs), unit, f"whatever is under {Quantity(max(highs)[0], unit)} misses the target"
        )
    lows = [(bound.value, 1 if target.at_most is not None else 0) for target, bound in bounds if bound is not None]
    return _Reach(min(lows), top, unit, f"whatever is over {Quantity(min(lows)[0], unit)} misses the target")
