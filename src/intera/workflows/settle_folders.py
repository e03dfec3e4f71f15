"""Settles a folder of contracts on a folder of facts: a month for every instance, one result kept per statement."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import cast

from intera.sla.book import InForceFrom, contracts_in
from intera.sla.language.facts import Instant
from intera.sla.language.local_time import day_start, local_day, zone_of
from intera.sla.language.plain import plain_of
from intera.sla.settlement.changes import settle_period
from intera.sla.settlement.document import ResultDocument
from intera.sla.settlement.frame import Contract
from intera.sla.settlement.report import report
from intera.sla.trial import contract_from, facts_from, period_span
from intera.workflows.contract_files import ContractFileError, contract_paths
from intera.workflows.strict_yaml import StrictYaml, read_strict_yaml
from intera.workflows.try_contracts import usable_file

_ENDINGS = (".yaml", ".json")
_DAY = timedelta(days=1)


class UnknownResultError(LookupError):
    """No result is kept under an id."""

    def __init__(self, wanted: str, kept: Sequence[str]) -> None:
        """Names what there is."""
        listed = ", ".join(kept[:10]) or "nothing; run `intera sla settle` first"
        super().__init__(f"there is no result {wanted!r}; kept are {listed}")


@dataclass(frozen=True, slots=True)
class SettledInstance:
    """One instance under one contract; `result` is None with the reason where it has no contract."""

    instance: str
    result: ResultDocument | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What one instance is owed under two contracts."""

    instance: str
    before: str
    after: str
    delta: str


def read_book(folder: Path) -> list[Contract]:
    """Every contract of a folder.

    Raises:
        ContractFileError: one of them cannot be settled; names every problem of it.
    """
    return [contract_from(usable_file(path).data) for path in contract_paths(folder)]


def facts_files(folder: Path) -> list[StrictYaml]:
    """The facts of every instance of a folder, in order of their names.

    Raises:
        ContractFileError: there are none.
        UnreadableYamlError: one of them is no mapping.
    """
    paths = [each for each in sorted(folder.iterdir()) if each.suffix in _ENDINGS] if folder.is_dir() else []
    if not paths:
        raise ContractFileError(f"{folder} holds no facts; give a folder with a YAML or JSON file per product instance")
    return [read_strict_yaml(path) for path in paths]


def settle_folders(contracts: Path, facts: Path, *, period: str, as_of: str | None = None) -> Iterator[SettledInstance]:
    """A period settled for every instance, each by the contracts in force in it.

    Args:
        contracts: a folder of contracts.
        facts: a folder with a file of facts per product instance.
        period: a month, or a day in the period.
        as_of: the instant of knowledge, local time of each contract.

    Yields:
        One or more per instance: a period in which the version changes has one each.
    """
    book = read_book(contracts)
    for file in facts_files(facts):
        yield from _of_instance(book, file, period, as_of)


def _of_instance(
    book: Sequence[Contract], file: StrictYaml, period: str, as_of: str | None
) -> Iterator[SettledInstance]:
    if not book:
        return
    # Who it is and which days are meant can be read by any contract; everything else by its own.
    any_terms = book[0].terms
    instance = facts_from(file.data, any_terms).facts.instance
    span = period_span(period, any_terms, facts_from(file.data, any_terms).facts)
    zone = zone_of(any_terms.timezone)
    first, after = local_day(span[0], zone), local_day(span[1] - 1, zone) + _DAY
    found = contracts_in(book, instance, first, after)
    if not found:
        yield SettledInstance(instance.id, None, f"no contract is in force for {instance.id} in {period} ({file.name})")
    for each in found:
        yield SettledInstance(instance.id, _settled(each, file, period, as_of))


def _settled(one: InForceFrom, file: StrictYaml, period: str, as_of: str | None) -> ResultDocument:
    """The result of one version, for the days it is in force."""
    terms = one.contract.terms
    read = facts_from(file.data, terms, as_of=as_of)
    span = period_span(period, terms, read.facts)
    zone = zone_of(terms.timezone)
    low, high = day_start(one.from_, zone), day_start(one.to, zone)
    facts = read.facts
    if low > span[0] or high < span[1]:
        instance = facts.instance
        start = max(low, instance.active_from or low)
        end = high if instance.active_to is None else min(high, instance.active_to)
        facts = replace(facts, instance=replace(instance, active_from=Instant(start), active_to=Instant(end)))
    return report(settle_period(one.contract, facts, period=span, set_aside=read.set_aside))


def keep_result(folder: Path, document: ResultDocument) -> Path:
    """Keeps a result under its idempotency key; the same statement twice is one file.

    Args:
        folder: where results are kept.
        document: the result.

    Returns:
        The file. A different statement of the same key is kept beside it, numbered: nothing is overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(plain_of(document), indent=1, ensure_ascii=False) + "\n"
    stem = document.idempotency_key.replace("/", "_")
    number = 1
    while (path := folder / f"{stem}.{number}.json").exists():
        if path.read_text(encoding="utf-8") == text:
            return path
        number += 1
    fresh = path.with_suffix(".part")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
    return path


def kept_results(folder: Path) -> list[str]:
    """The ids under which results are kept."""
    return sorted(path.name.removesuffix(".json") for path in folder.glob("*.json")) if folder.is_dir() else []


def explained(folder: Path, wanted: str) -> Mapping[str, object]:
    """A kept result by its id, the newest statement where no number is given.

    Raises:
        UnknownResultError: none is kept under it.
    """
    name = wanted.replace("/", "_")
    exact = folder / f"{name}.json"
    numbered = sorted(folder.glob(f"{name}.*.json"), key=lambda path: int(path.stem.rpartition(".")[2]))
    path = exact if exact.is_file() else numbered[-1] if numbered else None
    if path is None:
        raise UnknownResultError(wanted, kept_results(folder))
    return cast("Mapping[str, object]", json.loads(path.read_text(encoding="utf-8")))


def explained_lines(document: Mapping[str, object]) -> list[str]:
    """The explanation of a kept result, as lines."""
    steps = cast("Sequence[Mapping[str, str]]", document["explanation"])
    credit = cast("Mapping[str, str]", document["credit"])
    told = [
        f"  {number}. {each['about']}: {each['says']}" + (f" [{each['clause']}]" if each["clause"] else "")
        for number, each in enumerate(steps, start=1)
    ]
    head = f"{document['contract']}, {document['instance']}: due {credit['due']}, payable {credit['payable']}"
    readings = [
        f"  {each['name']} = {each['taken']}" for each in cast("Sequence[Mapping[str, str]]", document["readings"])
    ]
    return [f"{head} {credit['currency']}", *told, *(["Readings:", *readings] if readings else [])]


def compare_contracts(before: Path, after: Path, facts: Path, *, periods: Sequence[str]) -> tuple[list[Compared], str]:
    """What every instance would have been owed under another contract.

    Args:
        before: a contract file.
        after: the other one.
        facts: a folder with a file of facts per instance.
        periods: months; of each the credits are added up.

    Returns:
        One row per instance, and the difference of all of them.

    Raises:
        ContractFileError: a contract cannot be settled, or the two are in different currencies.
    """
    left, right = (contract_from(usable_file(each).data) for each in (before, after))
    if left.terms.currency != right.terms.currency:
        raise ContractFileError(
            f"{left.terms.ref} is in {left.terms.currency}, {right.terms.ref} in {right.terms.currency}"
        )
    rows: list[Compared] = []
    total = Fraction(0)
    for file in facts_files(facts):
        sums = [sum((_due(each, file, period) for period in periods), Fraction(0)) for each in (left, right)]
        delta = sums[1] - sums[0]
        total += delta
        name = facts_from(file.data, left.terms).facts.instance.id
        rows.append(Compared(name, _money(sums[0]), _money(sums[1]), _money(delta)))
    return rows, _money(total)


def _due(contract: Contract, file: StrictYaml, period: str) -> Fraction:
    read = facts_from(file.data, contract.terms)
    span = period_span(period, contract.terms, read.facts)
    return Fraction(report(settle_period(contract, read.facts, period=span)).credit.due)


def _money(amount: Fraction) -> str:
    """An amount with as many decimals as it needs, two at least."""
    whole = round(amount * 1000)
    text = f"{'-' if whole < 0 else ''}{abs(whole) // 1000}.{abs(whole) % 1000:03}"
    return text.removesuffix("0")
