"""A name with a line break or nothing in it is refused when it is loaded, and never spoken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from intera.model.case import Case
from intera.model.operator import Operator
from intera.model.service import WordsIn
from intera.narrative.facts import facts_of
from intera.narrative.spoken_values import one_line, unspeakable_values

Moment = Callable[..., datetime]
BAD = ("Coast\nX", "Coast\r\nBcc: a@b.example", "Coast\u2028X", "Coast\x85X", "a\tb", "  ", ".")


def _with(operator: Operator, field: str, value: str) -> Operator:
    """The operator with one value of its first service, symptom or second region replaced."""
    what, key = field.split(".")
    entries = getattr(operator, what)
    place = 1 if what == "regions" else 0
    changed = (*entries[:place], replace(entries[place], **{key: value}), *entries[place + 1 :])
    return replace(operator, **{what: changed})  # pyright: ignore[reportArgumentType]


FIELDS = {
    "services.name": "services[0].name",
    "services.spoken_name": "services[0].spoken_name",
    "services.still_works": "services[0].still_works",
    "regions.name": "regions[1].name",
    "symptoms.adjective": "symptoms[0].adjective",
    "symptoms.experience": "symptoms[0].experience",
}


@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize("field", FIELDS)
def test_it_is_refused_by_its_place_in_the_file(operator: Operator, field: str, value: str) -> None:
    ((where, problem),) = unspeakable_values(_with(operator, field, value))
    assert where == FIELDS[field]
    assert ("is blank" if not value.strip(" .") else "on one line") in problem


@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize("field", FIELDS)
def test_on_record_already_it_is_never_spoken(
    operator: Operator, case: Case, moment: Moment, field: str, value: str
) -> None:
    told = facts_of(case, _with(operator, field, value), audience="customer", language="en", at=moment("13:32"))
    assert all(one_line(fact.text) == fact.text for fact in told)
    assert not any("  " in fact.text or "Bcc" in fact.text for fact in told)
    if field == "regions.name":
        assert "place" not in {fact.slot for fact in told}


def test_words_in_another_language_are_looked_at_too(operator: Operator) -> None:
    service = replace(operator.services[0], words_in=(WordsIn("de", still_works="Anrufe\nX"),))
    ((where, _),) = unspeakable_values(replace(operator, services=(service, *operator.services[1:])))
    assert where == "services[0].words_in[0].still_works"


def test_a_sentence_folded_in_a_file_ends_in_a_line_break_and_is_fine(operator: Operator) -> None:
    assert list(unspeakable_values(operator)) == []
    assert list(unspeakable_values(_with(operator, "services.still_works", "Calls work as usual.\n"))) == []
    assert one_line(" Coast ") == "Coast"
