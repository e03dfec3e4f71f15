"""The one impact number as every role reads it: service-minutes, their range, and the rows they add up from.

Released documents hold the spells, not a figure, so that every page, export and paper made of one instant
works out the same number with the same formula. Source: PRODUCT section 5.2; ADR-0019.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from intera.impact.service_minutes import FORMULA, count_minutes, minute_of
from intera.model.decision import Plain
from intera.model.ids import PartnerCode, RegionId, ServiceId
from intera.model.impact import CountRange, HarmLevel, Visibility
from intera.model.service_minutes import HarmPlace, HarmSpell, ImpactNumber
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock, duration
from intera.roles.released import Released, ReleasedSpell
from intera.roles.view_incident import HarmRow, HarmSoFar
from intera.roles.wording import count, plural, rounded

# Every row of a long day, so that the sum can be done by hand; of more, the earlier ones are added up in one row.
ROWS_AT_MOST = 60
_HARMED = frozenset({HarmLevel.FULL.value, HarmLevel.DEGRADED.value})


def number_of(documents: Iterable[Released], at: datetime) -> ImpactNumber:
    """The impact number of one incident or of many, overlaps counted once.

    Args:
        documents: released documents or cards.
        at: the instant counted up to.

    Returns:
        The number.
    """
    return count_minutes([spell for document in documents for spell in _spells(document)], at=at)


def is_felt(document: Mapping[str, Plain]) -> bool:
    """Whether customers can notice the incident: only those are in the number of all."""
    impact = cast("Released", document)["impact"]
    return impact is not None and impact["visibility"] == Visibility.CUSTOMER_VISIBLE.value


def number_document(documents: Iterable[Mapping[str, Plain]], at: datetime) -> dict[str, Plain]:
    """The impact number for machines: what the pages show at the same instant, in figures.

    Args:
        documents: released documents or cards of any incidents; only those customers feel count.
        at: the instant counted up to.

    Returns:
        Formula, instant, service-minutes as `[low, best, high]`, minutes nobody counted, and each level.
    """
    number = number_of([cast("Released", document) for document in documents], at)
    return {
        "formula": number.formula,
        "counted_until_at": at.isoformat(),
        "service_minutes": _bounds(number.harmed),
        "unknown_min": number.unknown_min,
        "levels": [
            {
                "harm": level.harm.value,
                "service_minutes": _bounds(level.minutes),
                "unknown_min": level.unknown_min,
            }
            for level in number.levels
        ],
    }


def _bounds(counted: CountRange) -> list[Plain]:
    return [counted.low, counted.best, counted.high]


def minutes_words(number: ImpactNumber) -> str:
    """The number in words: "about 1,240,000 service-minutes"; says what nobody counted."""
    harmed = number.harmed
    if harmed.high == 0:
        return "not known yet" if number.unknown_min else "none"
    if harmed.low == harmed.high:
        return f"{count(harmed.best)} service-minutes"
    return f"about {count(rounded(harmed.best))} service-minutes"


def range_words(number: ImpactNumber) -> str:
    """The range the number likely lies in, "1,090,000 to 1,400,000"; empty when it is exact."""
    low, high = number.harmed.low, number.harmed.high
    return "" if low == high else f"{count(rounded(low))} to {count(rounded(high))}"


def harm_so_far(document: Released, clock: LocalClock, phrases: Phrases) -> HarmSoFar | None:
    """What an incident has done so far, with the rows it adds up from; None while nothing was counted.

    Args:
        document: the whole released document.
        clock: the reader's clock.
        phrases: the reader's words.

    Returns:
        The number, its range, and one row a spell, newest first.
    """
    number = number_of([document], clock.at)
    if not number.levels:
        return None
    spells = sorted(document["spells"], key=lambda spell: (spell["start_at"], spell["place"]), reverse=True)
    shown, older = spells[:ROWS_AT_MOST], spells[ROWS_AT_MOST:]
    rows = [_row(document, spell, clock, phrases) for spell in shown]
    if older:
        rest = count_minutes([_spell(document, spell) for spell in older], at=clock.at).harmed
        rows.append(
            HarmRow(place=f"{plural(len(older), 'earlier row')}", product=count(rest.best), product_range=_range(rest))
        )
    return HarmSoFar(
        total=minutes_words(number),
        likely=range_words(number),
        note=_note(document, number),
        formula=FORMULA,
        rows=tuple(rows),
        sum_best=count(number.harmed.best),
        sum_range=_range(number.harmed),
        unknown=f"{plural(number.unknown_min, 'minute')} of harm with customers not counted"
        if number.unknown_min
        else "",
    )


def _note(document: Released, number: ImpactNumber) -> str:
    """How the number is made, and what it leaves out."""
    parts = [
        "Customers times minutes. The low end counts up to the last report, the high end from when it may have begun."
    ]
    parts.append(_detected(document))
    at_risk = sum(level.minutes.best for level in number.levels if level.harm is HarmLevel.AT_RISK)
    if at_risk:
        parts.append(f"{count(at_risk)} service-minutes at risk are not counted as harm.")
    return " ".join(parts)


def _detected(document: Released) -> str:
    """How long it took to be known, from when harm began; a blank start has no time to detect."""
    head = document["head"]
    if head["onset_at"] is None:
        return "No source stated when harm began, so it counts from the first report and has no time to detect."
    late_s = (datetime.fromisoformat(head["opened_at"]) - datetime.fromisoformat(head["onset_at"])).total_seconds()
    return f"Known {duration(int(late_s))} after harm began." if late_s >= 0 else "Known before harm was said to begin."


def _row(document: Released, spell: ReleasedSpell, clock: LocalClock, phrases: Phrases) -> HarmRow:
    own, customers = _spell(document, spell), spell["customers"]
    until = clock.at if own.end_at is None else min(own.end_at, clock.at)
    counted = count_minutes([own], at=clock.at).harmed if spell["harm"] in _HARMED and customers else None
    return HarmRow(
        place=spell["place"] or (f"Partner {spell['partner']}" if spell["partner"] else "A place not named yet"),
        harm=phrases.say(f"harm.{spell['harm']}"),
        customers=count(customers[1]) if customers else "not counted",
        customers_range=_range(CountRange(*customers)) if customers else "",
        span=f"{clock.moment(own.start_at)} to {'now' if own.end_at is None else clock.moment(own.end_at)}",
        span_range=_edges(own, until, clock),
        minutes=count(max(0, minute_of(until) - minute_of(own.start_at))),
        product=count(counted.best) if counted else "none",
        product_range=_range(counted) if counted else "",
    )


def _edges(spell: HarmSpell, until: datetime, clock: LocalClock) -> str:
    """From when it may have begun and when it was last reported, where that is not the span itself."""
    parts: list[str] = []
    if minute_of(spell.earliest_at) < minute_of(spell.start_at):
        parts.append(f"maybe from {clock.moment(spell.earliest_at)}")
    if minute_of(spell.seen_at) < minute_of(until):
        parts.append(f"last report {clock.moment(spell.seen_at)}")
    return ", ".join(parts)


def _range(bounds: CountRange) -> str:
    return "" if bounds.low == bounds.high else f"{count(bounds.low)} to {count(bounds.high)}"


def _spells(document: Released) -> list[HarmSpell]:
    return [_spell(document, spell) for spell in document["spells"]]


def _spell(document: Released, spell: ReleasedSpell) -> HarmSpell:
    """A released spell as the formula takes it; a place nobody named is a place of its own incident."""
    region = spell["region_id"] or spell["place"]
    if not region and spell["partner"] is None:
        region = document["incident_id"]
    customers = spell["customers"]
    end_at = spell["end_at"]
    return HarmSpell(
        place=HarmPlace(
            ServiceId(spell["service_id"]),
            RegionId(region),
            PartnerCode(spell["partner"]) if spell["partner"] else None,
        ),
        harm=HarmLevel(spell["harm"]),
        customers=CountRange(*customers) if customers else None,
        earliest_at=datetime.fromisoformat(spell["earliest_at"]),
        start_at=datetime.fromisoformat(spell["start_at"]),
        seen_at=datetime.fromisoformat(spell["seen_at"]),
        end_at=datetime.fromisoformat(end_at) if end_at else None,
        living_count=spell["living"],
    )


def total_note(documents: Sequence[Mapping[str, Plain]], at: datetime) -> str:
    """What all incidents customers feel have done so far, in one sentence for the first screen; empty when nothing."""
    number = number_of([cast("Released", document) for document in documents], at)
    if not number.harmed.high:
        return ""
    likely = range_words(number)
    words = minutes_words(number)
    said = f"{words[:1].upper()}{words[1:]} lost or degraded so far"
    return f"{said}{f', likely {likely}' if likely else ''}; overlaps counted once."
