"""What would a contract come to on facts written down: both as plain data, nothing kept.

Source: issue 6, section 7 (`intera sla try`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import cast

from intera.sla.language.clock_terms import PeriodKind
from intera.sla.language.fact_reader import ReadFacts, period_of_month, read_as_of, read_facts
from intera.sla.language.facts import ContractFacts
from intera.sla.language.local_time import parse_instant, written_local, zone_of
from intera.sla.language.problem import UnusableContractError
from intera.sla.language.terms import ContractTerms
from intera.sla.linting.contract import usable_contract
from intera.sla.settlement.changes import settle_period
from intera.sla.settlement.currency import minor_digits, rounded, written_money
from intera.sla.settlement.document import ResultDocument, VersionDocument
from intera.sla.settlement.frame import Contract
from intera.sla.settlement.periods import period_around
from intera.sla.settlement.report import report
from intera.sla.settlement.restate import Statement, statements_of
from intera.sla.settlement.settle import Settled

# Periods that are longer than a month: a month names the one it begins in.
_LONGER = (PeriodKind.CALENDAR_QUARTER, PeriodKind.CALENDAR_YEAR, PeriodKind.SERVICE_YEAR)


def contract_from(data: Mapping[str, object], *, chosen: Mapping[str, str] | None = None) -> Contract:
    """A contract ready to be settled.

    Args:
        data: the contract as plain data, its layers put together.
        chosen: readings to take instead of the declared ones.

    Returns:
        The contract.

    Raises:
        UnusableContractError: something is wrong with it.
    """
    text = usable_contract(data, chosen=chosen)
    if text.terms is None:
        raise UnusableContractError(text.problems)
    return Contract(text.terms, text.readings)


def facts_from(raw: Mapping[str, object], terms: ContractTerms, *, as_of: str | None = None) -> ReadFacts:
    """The facts of one instance, read in the zone of a contract.

    Raises:
        UnreadableTermError: `as_of` is no time.
    """
    read = read_facts(raw, timezone=terms.timezone, currency=terms.currency)
    if as_of is None:
        return read
    return replace(read, facts=replace(read.facts, as_of=read_as_of(as_of, timezone=terms.timezone)))


def try_contract(
    data: Mapping[str, object],
    raw_facts: Mapping[str, object],
    *,
    chosen: Mapping[str, str] | None = None,
    period: str | None = None,
    as_of: str | None = None,
) -> ResultDocument:
    """What a contract comes to on facts.

    Args:
        data: the contract, its layers put together.
        raw_facts: the facts of one product instance.
        chosen: readings to take instead of the declared ones.
        period: a month, "2026-06", or a day in the period; None takes the one of the facts.
        as_of: the instant of knowledge as written local time; None takes that of the facts, else all is known.

    Returns:
        The result with its explanation, and every statement of the period when the facts name instants.

    Raises:
        UnusableContractError: the contract cannot be settled.
        UnreadableTermError: the period or instant cannot be read.
    """
    contract = contract_from(data, chosen=chosen)
    read = facts_from(raw_facts, contract.terms, as_of=as_of)
    span = None if period is None else period_span(period, contract.terms, read.facts)
    settled = settle_period(contract, read.facts, period=span, set_aside=read.set_aside)
    versions = [_version(each) for each in statements_of(contract, read.facts, period=span)]
    return report(settled, versions=versions)


def period_span(written: str, terms: ContractTerms, facts: ContractFacts) -> tuple[int, int]:
    """The period a person names: a month, or the contract's own period around a local day or a longer one's month.

    Raises:
        UnreadableTermError: it is neither.
    """
    zone = zone_of(terms.timezone)
    month = period_of_month(written)
    if isinstance(month, dict) and terms.period.kind not in _LONGER:
        days = cast("dict[str, str]", month)
        return parse_instant(days["from"], zone), parse_instant(days["to"], zone)
    start = cast("dict[str, str]", month)["from"] if isinstance(month, dict) else written
    return period_around(terms.period, parse_instant(start, zone), zone=zone, instance=facts.instance)


def _version(statement: Statement) -> VersionDocument:
    settled = statement.settled
    return VersionDocument(
        written_local(statement.at, zone_of(settled.frame.terms.timezone)),
        settled.is_violated,
        statement.outcome,
        _money(settled, settled.payable),
        _money(settled, statement.delta),
    )


def _money(settled: Settled, amount: Fraction) -> str:
    digits = minor_digits(settled.frame.terms.currency)
    return written_money(rounded(amount, digits, settled.frame.terms.rounding.final), digits)


def total_of(documents: Sequence[ResultDocument]) -> Fraction:
    """What several results come to together."""
    return sum((Fraction(each.credit.payable) for each in documents), Fraction(0))
