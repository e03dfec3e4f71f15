"""A sentence is said only on facts that carry it, and values are put in once and literally."""

from hypothesis import given
from hypothesis import strategies as st

from intera.model.narrative import SlotFact
from intera.narrative.render import fill, spoken_clauses, text_of
from intera.narrative.template import parse_template

TEMPLATE = parse_template(
    {
        "template_id": "t",
        "version": 1,
        "stage": "active",
        "audience": "customer",
        "language": "en",
        "written_by": "Service Quality",
        "approved_by": "Communications",
        "needs": ["service"],
        "body": {
            "experience": [
                {"say": "Since {since}, trouble in {place}."},
                {"otherwise": "Trouble in {place}."},
                {"otherwise": "Trouble with {service}."},
                {"say": "We are sorry."},
            ],
            "checked": [{"say": "Back at {eta}.", "at_least": "High"}, {"otherwise": "Back {eta_soft}."}],
            "to_do": [],
            "next_update": [{"say": "{service} again by {next_update}."}],
        },
    }
)


def fact(slot: str, text: str, percent: int = 80) -> SlotFact:
    return SlotFact(slot, text, f"test.{slot}", percent)


def test_the_first_sentence_of_a_chain_that_can_be_said_is_said() -> None:
    base = [fact("service", "mobile data"), fact("next_update", "15:05 CET")]
    full = spoken_clauses(TEMPLATE, [*base, fact("place", "Coast"), fact("since", "13:18 today")])
    assert full is not None
    assert text_of(full) == "Since 13:18 today, trouble in Coast. We are sorry.\n\nMobile data again by 15:05 CET."
    assert list(full[0].slots) == ["since", "place"]
    part = spoken_clauses(TEMPLATE, [*base, fact("place", "Coast"), fact("since", "13:18 today", 49)])
    assert part is not None
    assert part[0].text == "Trouble in Coast."
    least = spoken_clauses(TEMPLATE, base)
    assert least is not None
    assert least[0].text == "Trouble with mobile data."


def test_a_fact_below_the_bar_of_a_sentence_silences_it() -> None:
    low = spoken_clauses(TEMPLATE, [fact("service", "tv"), fact("eta", "16:30", 74), fact("eta_soft", "tonight", 74)])
    assert low is not None
    assert [c.text for c in low if c.part == "checked"] == ["Back tonight."]


def test_without_a_needed_fact_nothing_is_said() -> None:
    assert spoken_clauses(TEMPLATE, [fact("place", "Coast")]) is None


def test_without_words_on_what_customers_experience_nothing_is_said() -> None:
    assert spoken_clauses(TEMPLATE, [fact("service", "tv", 49)]) is not None
    bare = parse_template(
        {
            "template_id": "t",
            "version": 1,
            "stage": "active",
            "audience": "customer",
            "language": "en",
            "written_by": "Service Quality",
            "approved_by": "Communications",
            "needs": [],
            "body": {
                "experience": [{"say": "In {place}."}],
                "checked": [{"say": "We are checking."}],
                "to_do": [],
                "next_update": [],
            },
        }
    )
    assert spoken_clauses(bare, []) is None


@given(st.text())
def test_values_are_literal_whatever_they_hold(value: str) -> None:
    text = fill("In {place} now, {place}.", {"place": fact("place", value)})
    assert text == f"In {value} now, {value}."


def test_a_brace_in_a_value_fills_no_other_slot() -> None:
    slots = {"place": fact("place", "{service}"), "service": fact("service", "tv")}
    assert fill("In {place} with {service}.", slots) == "In {service} with tv."
