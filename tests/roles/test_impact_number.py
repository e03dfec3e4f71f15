"""The one impact number: the same for every reader, and redone by hand from the rows shown."""

from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from intera.roles.impact_number import ROWS_AT_MOST, harm_so_far, minutes_words, number_of, range_words, total_note
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock


@pytest.fixture
def spelled(docs: dict[str, Any], northmoor: ModuleType) -> Any:  # noqa: ANN401
    """Builds a released document with spells given as (place, minutes ago, minutes long, customers)."""

    def build(*rows: tuple[str, int, int | None, list[int] | None], incident: int = 0) -> Any:  # noqa: ANN401
        document = dict(list(docs.values())[incident])
        document["spells"] = [_row(northmoor.NOW, *row) for row in rows]
        return document

    return build


def _row(now: datetime, place: str, ago: int, length: int | None, customers: list[int] | None) -> dict[str, Any]:
    start_at = now - timedelta(minutes=ago)
    end_at = None if length is None else start_at + timedelta(minutes=length)
    return {
        "service_id": "mobile-data",
        "region_id": place,
        "place": place.title(),
        "partner": None,
        "harm": "degraded",
        "customers": customers,
        "living": 5_000,
        "earliest_at": (start_at - timedelta(minutes=5)).isoformat(),
        "start_at": start_at.isoformat(),
        "seen_at": (end_at or now).isoformat(),
        "end_at": end_at.isoformat() if end_at else None,
    }


def test_the_rows_add_up_to_the_total_by_hand(spelled: Any, clock: LocalClock, phrases: Phrases) -> None:  # noqa: ANN401
    document = spelled(("coast", 60, 30, [90, 100, 110]), ("coast", 30, None, [190, 200, 210]))
    harm = harm_so_far(document, clock, phrases)
    assert harm is not None
    by_hand = sum(int(row.customers.replace(",", "")) * int(row.minutes) for row in harm.rows)
    assert harm.sum_best == f"{by_hand:,}" == "9,000"
    newest = harm.rows[0]
    assert (newest.customers_range, newest.product, newest.product_range) == ("190 to 210", "6,000", "5,700 to 7,350")
    assert newest.span.endswith("to now")
    assert newest.span_range.startswith("maybe from ")
    assert (harm.total, harm.likely) == ("about 9,000 service-minutes", "8,400 to 11,200")


def test_earlier_rows_are_added_up_in_one(spelled: Any, clock: LocalClock, phrases: Phrases) -> None:  # noqa: ANN401
    rows = [("coast", 10 * n, 10, [100, 100, 100]) for n in range(1, ROWS_AT_MOST + 4)]
    harm = harm_so_far(spelled(*rows), clock, phrases)
    assert harm is not None
    assert (len(harm.rows), harm.rows[-1].place) == (ROWS_AT_MOST + 1, "3 earlier rows")
    assert sum(int(row.product.replace(",", "")) for row in harm.rows) == int(harm.sum_best.replace(",", ""))


def test_minutes_without_a_count_are_said_and_not_made_up(spelled: Any, clock: LocalClock, phrases: Phrases) -> None:  # noqa: ANN401
    harm = harm_so_far(spelled(("coast", 43, None, None)), clock, phrases)
    assert harm is not None
    assert (harm.total, harm.unknown) == ("not known yet", "43 minutes of harm with customers not counted")
    assert (harm.rows[0].customers, harm.rows[0].product) == ("not counted", "none")


def test_nothing_counted_is_no_section(spelled: Any, clock: LocalClock, phrases: Phrases) -> None:  # noqa: ANN401
    assert harm_so_far(spelled(), clock, phrases) is None


def test_two_incidents_about_the_same_place_are_counted_once(spelled: Any, northmoor: ModuleType) -> None:  # noqa: ANN401
    one = spelled(("coast", 60, None, [100, 100, 100]))
    other = spelled(("coast", 60, None, [100, 100, 100]), incident=1)
    both = number_of([one, other], northmoor.NOW)
    assert both.harmed.best == number_of([one], northmoor.NOW).harmed.best == 6_000
    assert "overlaps counted once" in total_note([one, other], northmoor.NOW)
    assert total_note([spelled()], northmoor.NOW) == ""


def test_places_nobody_named_are_not_taken_for_one(spelled: Any, northmoor: ModuleType) -> None:  # noqa: ANN401
    one, other = spelled(("", 60, None, [10, 10, 10])), spelled(("", 60, None, [10, 10, 10]), incident=1)
    assert number_of([one, other], northmoor.NOW).harmed.best == 1_200


def test_words_for_an_exact_number_and_for_none(spelled: Any, northmoor: ModuleType) -> None:  # noqa: ANN401
    document = spelled(("coast", 60, 30, [100, 100, 100]))
    document["spells"][0]["earliest_at"] = document["spells"][0]["start_at"]
    number = number_of([document], northmoor.NOW)
    assert (minutes_words(number), range_words(number)) == ("3,000 service-minutes", "")
    assert minutes_words(number_of([], northmoor.NOW)) == "none"
