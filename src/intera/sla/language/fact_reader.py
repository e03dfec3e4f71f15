"""How are facts read so that one bad fact does not spoil the others: it is named and set aside.

Source: issue 6 (bad input); case gt-iv-4 (an inverted interval is refused with its reason).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from intera.sla.language.facts import ContractFacts, ExclusionFacts, OutageFacts, SpellFacts, StateSeries
from intera.sla.language.local_time import parse_instant, time_scalars, zone_of
from intera.sla.language.problem import Path, Problem, UnreadableTermError, dotted
from intera.sla.language.reader import SCALARS, Reader, key_of
from intera.sla.language.short_forms import spelled_out

_MONTH = re.compile(r"(\d{4})-(\d\d)")
DECEMBER = 12
# A month of seconds.
MOST_INTERVALS = 31 * 24 * 3600


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """The facts that can be used, and those set aside with their problem."""

    facts: ContractFacts
    set_aside: tuple[Problem, ...]


def read_facts(raw: Mapping[str, object], *, timezone: str, currency: str) -> ReadFacts:
    """The facts of one product instance, each bad one set aside.

    Args:
        raw: plain data in the layout of `ContractFacts`; `period` may be a month, "2026-06".
        timezone: the contract's zone; facts that state another one are read in theirs.
        currency: the contract's currency.

    Returns:
        What can be used and what cannot.
    """
    aside: list[Problem] = []
    raw = spelled_out(raw)
    zone = _zone(raw, timezone, aside)
    reader = Reader({**SCALARS, **time_scalars(zone)})
    hints = get_type_hints(ContractFacts)
    names = {key_of(each.name): each.name for each in fields(ContractFacts)}
    values: dict[str, Any] = {}
    for key, written in raw.items():
        if key not in names:
            aside.append(Problem("unknown-key", (key,), f"is no kind of fact; the keys are {', '.join(names)}"))
            continue
        kind = hints[names[key]]
        value = period_of_month(written) if key == "period" else written
        if get_origin(kind) is tuple and isinstance(value, list | tuple):
            read = (
                reader.read(get_args(kind)[0], each, (key, place))
                for place, each in enumerate(cast("Sequence[object]", value))
            )
            values[names[key]] = tuple(each for each in read if each is not None)
        elif (whole := reader.read(cast("type[object]", kind), value, (key,))) is not None:
            values[names[key]] = whole
    aside += reader.problems
    facts = _checked(ContractFacts(**values), aside)
    if facts.currency and facts.currency != currency:
        sentence = f"is {facts.currency}, but the contract is in {currency}; its prices cannot be used"
        aside.append(Problem("currency", ("currency",), sentence))
        facts = replace(facts, mrc=None, prices=())
    return ReadFacts(facts, tuple(aside))


def period_of_month(raw: object) -> object:
    """A period written as a month, "2026-06", as its two local days; anything else as it is."""
    match = _MONTH.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        return raw
    year, month = int(match.group(1)), int(match.group(2))
    after = (year + 1, 1) if month == DECEMBER else (year, month + 1)
    return {"from": f"{year:04}-{month:02}-01", "to": f"{after[0]:04}-{after[1]:02}-01"}


def read_as_of(raw: str, *, timezone: str) -> int:
    """The second a written instant of knowledge names.

    Raises:
        UnreadableTermError: it is no time.
    """
    return parse_instant(raw, zone_of(timezone))


def _zone(raw: Mapping[str, object], timezone: str, aside: list[Problem]) -> ZoneInfo:
    stated = raw.get("timezone")
    try:
        return zone_of(str(stated or timezone))
    except UnreadableTermError as error:
        aside.append(Problem(error.rule, ("timezone",), str(error)))
        return zone_of(timezone)


def _checked(facts: ContractFacts, aside: list[Problem]) -> ContractFacts:
    """The facts without those that cannot be true."""
    checked = replace(
        facts,
        outages=_of_the_instance(_forward(facts.outages, "outages", aside), facts.instance.id, aside),
        exclusions=_forward(facts.exclusions, "exclusions", aside),
        unknown=_forward(facts.unknown, "unknown", aside),
        stops=_forward(facts.stops, "stops", aside),
        series=_short_enough(facts.series, aside),
        prices=tuple(each for each in facts.prices if _is_price(each.amount, ("prices",), aside)),
        measurements=tuple(
            each
            for each in facts.measurements
            if _is_true(0 <= each.lost <= each.samples, "impossible_samples", ("measurements",), aside)
        ),
    )
    if facts.mrc is not None and not _is_price(facts.mrc, ("mrc",), aside):
        checked = replace(checked, mrc=None)
    if checked.period is not None and checked.period.to <= checked.period.from_:
        aside.append(Problem("inverted_interval", ("period",), "ends before it starts; write its two ends in order"))
        checked = replace(checked, period=None)
    return checked


def _forward(spells: Sequence[Any], key: str, aside: list[Problem]) -> tuple[Any, ...]:
    """Those that do not end before they start; one of no length is kept."""
    kept: list[OutageFacts | ExclusionFacts | SpellFacts] = []
    for place, spell in enumerate(spells):
        if spell.to is not None and spell.to < spell.from_:
            named = spell.id or dotted((key, place))
            sentence = f"{named} ends before it starts; correct it at its source"
            aside.append(Problem("inverted_interval", (key, place), sentence))
        else:
            kept.append(spell)
    return tuple(kept)


def _short_enough(series: Mapping[str, StateSeries], aside: list[Problem]) -> dict[str, StateSeries]:
    kept: dict[str, StateSeries] = {}
    for name, each in series.items():
        if sum(run.count for run in each.runs) <= MOST_INTERVALS:
            kept[name] = each
        else:
            sentence = f"has more than {MOST_INTERVALS:,} intervals; give a period of it"
            aside.append(Problem("too_long", ("series", name), sentence))
    return kept


def _of_the_instance(outages: tuple[Any, ...], instance_id: str, aside: list[Problem]) -> tuple[OutageFacts, ...]:
    kept: list[OutageFacts] = []
    for place, outage in enumerate(cast("tuple[OutageFacts, ...]", outages)):
        if outage.instance and outage.instance != instance_id:
            sentence = f"is about {outage.instance!r}, which this contract is not settled for"
            aside.append(Problem("instance_without_contract", ("outages", place), sentence))
        else:
            kept.append(outage)
    return tuple(kept)


def _is_price(amount: Fraction, path: Path, aside: list[Problem]) -> bool:
    return _is_true(amount >= 0, "negative_price", path, aside)


def _is_true(holds: bool, rule: str, path: Path, aside: list[Problem]) -> bool:  # noqa: FBT001 -- a fact, not a switch
    if not holds:
        aside.append(Problem(rule, path, f"cannot be true ({rule.replace('_', ' ')}); correct it at its source"))
    return holds
