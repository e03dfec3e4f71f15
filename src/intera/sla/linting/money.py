"""Can every remedy of a contract be paid: a base for each share, a divisor for each day, one currency, known rates.

Source: notes on SLA engines C3 (month divisor missing, cap without base, currency digits).
"""

from collections.abc import Iterator, Sequence

from intera.sla.language.pay import Pay, PayKind
from intera.sla.language.problem import Path, Problem, UnreadableTermError
from intera.sla.language.remedy_terms import BaseTerms, MinimumTerms, Per, RemedyTerms
from intera.sla.language.terms import ContractTerms
from intera.sla.linting.names import unknown
from intera.sla.settlement.currency import minor_digits

_OF_A_DAY = (PayKind.DAYS, PayKind.HOURS)


def lint_money(terms: ContractTerms) -> Iterator[Problem]:
    """What keeps a remedy, cap or minimum from being paid.

    Args:
        terms: the contract.

    Yields:
        Problems at their place.
    """
    try:
        minor_digits(terms.currency)
    except UnreadableTermError as error:
        yield Problem(error.rule, ("currency",), str(error))
    for name, rates in terms.rates.items():
        for place, rate in enumerate(rates):
            yield from _pay(("rates", name, place), rate.amount, terms, None)
    for name, remedy in terms.remedies.items():
        yield from _remedy(("remedies", name), remedy, terms)
    yield from _together(terms)


def pays_of(terms: RemedyTerms) -> Iterator[tuple[Path, Pay]]:
    """Every payment of a remedy with its place in it."""
    if terms.flat is not None:
        yield ("flat",), terms.flat
    if terms.each is not None:
        yield ("each", "pay"), terms.each.pay
    if terms.blocks is not None:
        yield ("blocks", "first"), terms.blocks.first.pay
        yield ("blocks", "then"), terms.blocks.then.pay
    for place, row in enumerate(terms.table.rows if terms.table is not None else ()):
        if row.pay is not None:
            yield ("table", "rows", place), row.pay
        for pay in row.by.values():
            yield ("table", "rows", place, "by"), pay


def _remedy(path: Path, terms: RemedyTerms, contract: ContractTerms) -> Iterator[Problem]:
    shapes = [each for each in ("table", "each", "blocks", "flat") if getattr(terms, each) is not None]
    if len(shapes) != 1:
        said = " and ".join(shapes) or "none"
        yield Problem("remedy-shape", path, f"has {said}; write one of table, each, blocks and flat")
    if terms.promise not in contract.promises:
        yield unknown((*path, "promise"), "promise", terms.promise, contract.promises)
    if terms.metric and terms.metric not in contract.metrics:
        yield unknown((*path, "metric"), "metric", terms.metric, contract.metrics)
    has_columns = terms.table is not None and any(row.by for row in terms.table.rows)
    if has_columns and not terms.column:
        yield Problem("column", path, "has a table with columns; name the attribute of the instance in column")
    if terms.each is not None and terms.each.unit.value <= 0:
        yield Problem("remedy-shape", (*path, "each", "unit"), "must be more than nothing")
    for where, pay in pays_of(terms):
        yield from _pay((*path, *where), pay, contract, terms.base)


def _pay(path: Path, pay: Pay, contract: ContractTerms, base: BaseTerms | None) -> Iterator[Problem]:
    for choice in pay.choices:
        yield from _pay(path, choice, contract, base)
    if pay.kind in _OF_A_DAY and (base is None or base.month_days is None):
        sentence = f'pays {pay} of a monthly charge; say what a month has in base.month_days: 30, "30.5" or actual'
        yield Problem("month-divisor", path, sentence)
    if pay.kind is PayKind.MONEY and pay.name != contract.currency:
        yield Problem("currency", path, f"pays in {pay.name}, but the contract is in {contract.currency}")
    if pay.kind is PayKind.RATE and pay.name not in contract.rates:
        yield unknown(path, "rate", pay.name, contract.rates)


def _together(terms: ContractTerms) -> Iterator[Problem]:
    for place, cap in enumerate(terms.caps):
        path: Path = ("caps", place)
        if cap.base is None and cap.at_most.kind is not PayKind.MONEY:
            yield Problem("cap-base", path, f"is {cap.at_most} of nothing; say of which charge in base")
        yield from _pay(path, cap.at_most, terms, cap.base)
        yield from _remedies_named(path, cap.remedies, terms)
    for place, stack in enumerate(terms.stack):
        yield from _remedies_named(("stack", place), stack.remedies, terms)
    if terms.minimum is not None:
        yield from _minimum(terms.minimum, terms)
    for name, remedy in terms.remedies.items():
        if remedy.per is Per.RECORD and not _has_records(remedy, terms):
            yield Problem("remedy-per", ("remedies", name), "is per record, but its metric looks at no records")


def _remedies_named(path: Path, names: Sequence[str], terms: ContractTerms) -> Iterator[Problem]:
    return (unknown(path, "remedy", name, terms.remedies) for name in names if name not in terms.remedies)


def _minimum(minimum: MinimumTerms, terms: ContractTerms) -> Iterator[Problem]:
    bounds = [each for each in (minimum.over, minimum.at_least) if each is not None]
    if len(bounds) != 1:
        yield Problem("open-or-closed", ("minimum",), "must say over or at_least, so that the amount itself is decided")
    for bound in bounds:
        if bound.kind is not PayKind.MONEY:
            yield Problem("minimum", ("minimum",), f"is {bound}; write a sum of money")
        yield from _pay(("minimum",), bound, terms, None)


def _has_records(remedy: RemedyTerms, terms: ContractTerms) -> bool:
    promise = terms.promises.get(remedy.promise)
    metric = terms.metrics.get(remedy.metric or (promise.metric if promise else ""))
    return metric is None or bool(metric.records)
