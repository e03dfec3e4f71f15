"""Who was told: the headline, what is missing and why, and what a person can send again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from intera.model.publication import SkipReason
from intera.roles.coverage import ToldCount, coverage_card, newest_for_customers, reached, read_coverage
from intera.roles.incident_forms import Forms
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view_told import CoverageView

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
SENT = ToldCount("INC-4127/p1", "mail", "sent", "", "customer", "update", "en", AT, 60)
FAILED = replace(SENT, state="failed", reason="refused_by_server", delivery_count=1)
UNSURE = replace(SENT, state="unsure", reason="interrupted", delivery_count=1)
SHARED = replace(SENT, state="skipped", reason="duplicate_address", delivery_count=1)
LEFT = replace(SENT, state="skipped", reason="unsubscribed", delivery_count=1)
ALL = [SENT, FAILED, UNSURE, SHARED, LEFT]


@pytest.fixture
def forms(items: dict[str, Item], role: tuple[RolePackage, Phrases], clock: LocalClock) -> Forms:
    """The forms of one incident."""
    return Forms(items["INC-4127"], role[0], role[1], clock, "quality")


def page(forms: Forms, counts: list[ToldCount], ended: tuple[str, ...] = ()) -> CoverageView:
    """The page of these counts."""
    return read_coverage(counts, forms, title="Mobile data slow", clock=forms.clock, ended=ended)


def test_of_all_so_many_were_told_and_who_shares_an_address_was() -> None:
    found = reached(ALL)
    assert found.text == "61 of 64 told"
    assert found.rest_text == "1 failed, 1 skipped, 1 not known to have arrived"
    assert reached([]).text == "0 of 0 told"


def test_what_counts_is_the_newest_for_customers_that_stands_in_all_its_languages() -> None:
    german = replace(SENT, publication_id="INC-4127/p2", language="de")
    later = replace(SENT, publication_id="INC-4127/p3", released_at=AT + timedelta(hours=1))
    taken_back = replace(later, publication_id="INC-4127/p4", kind="withdrawal", released_at=AT + timedelta(hours=2))
    inside = replace(later, audience="internal-care", released_at=AT + timedelta(hours=3))
    assert newest_for_customers([SENT, german, inside]) == [SENT, german]
    assert newest_for_customers([SENT, later, taken_back]) == [later]
    assert newest_for_customers([SENT, later, taken_back], ["INC-4127/p3"]) == [SENT]
    assert newest_for_customers([inside]) == []


def test_the_incident_says_it_in_a_line() -> None:
    card = coverage_card(ALL, "INC-4127")
    assert card is not None
    assert (card.text, card.kind, card.href) == ("61 of 64 told", "late", "/incidents/INC-4127/told")
    fine = coverage_card([SENT], "INC-4127")
    assert fine is not None
    assert fine.kind == ""
    assert coverage_card([], "INC-4127") is None


def test_the_page_says_who_is_missing_and_what_to_do(forms: Forms) -> None:
    view = page(forms, ALL)
    assert view.board.lead == "61 of 64 told."
    assert [figure.value for figure in view.board.figures] == ["61", "0", "1", "1", "1"]
    gaps = view.board.tables[1].rows
    assert [row[3].text for row in gaps] == [
        "Their system refused it",
        "We were interrupted before an answer came",
        "Asked to be told no more",
    ]
    assert all(row[3].sub for row in gaps)


def test_a_person_sends_again_what_is_stuck_and_accepts_that_unsure_may_be_twice(forms: Forms) -> None:
    (action,) = page(forms, ALL).actions
    assert action.href == "/incidents/INC-4127/told/INC-4127/p1/again"
    which = next(field for field in action.fields if field.name == "which")
    assert [value for value, _ in which.options] == ["failed", "unsure", "both"]
    assert not next(field for field in action.fields if field.name == "accepts_twice").is_required
    (only_unsure,) = page(forms, [SENT, UNSURE]).actions
    assert next(field for field in only_unsure.fields if field.name == "accepts_twice").is_required
    assert page(forms, [SENT, LEFT]).actions == ()
    assert page(forms, ALL, ended=("INC-4127/p1",)).actions == ()


def test_where_nothing_was_released_nobody_is_said_to_be_told(forms: Forms) -> None:
    assert page(forms, []).board.tables[1].empty == "Nothing was released to recipients yet."
    assert page(forms, [SENT]).board.tables[1].empty == "Everybody these words concern was told."


def test_tasks_of_our_own_desks_are_no_part_of_it(forms: Forms) -> None:
    view = page(forms, [replace(SENT, audience="desk-quality")])
    assert view.board.lead == "Nobody was told yet."
    assert view.board.tables[0].rows == ()


@pytest.mark.parametrize("reason", sorted(SkipReason))
def test_every_reason_for_skipping_has_words(forms: Forms, reason: SkipReason) -> None:
    view = page(forms, [replace(LEFT, reason=reason.value)])
    rows = view.board.tables[1].rows
    assert len(rows) == (0 if reason is SkipReason.DUPLICATE_ADDRESS else 1)
    assert all(row[3].text != "See the worker's log" for row in rows)
