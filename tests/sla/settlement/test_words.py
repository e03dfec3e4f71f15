"""What a person reads can be redone by hand."""

from intera.sla.language.layers import layered
from intera.sla.settlement.words import figure_words, tell
from intera.sla.trial import try_contract
from sla.asking import come_to, outage
from sla.worked_case import contract_data


def test_the_answers_come_first_and_the_steps_are_numbered() -> None:
    terms = {
        "remedies": {
            "r": {
                "promise": "uptime",
                "driver": "counted_time",
                "each": {"unit": "1h", "pay": "1 day", "part": "started"},
                "base": {"charge": "mrc", "month_days": 30},
                "clause": "4.2",
            }
        }
    }
    facts = {
        "period": "2026-06",
        "mrc": "3000",
        "outages": [outage("05T10:00", "05T12:30"), outage("06T12:00", "06T10:00")],
    }
    document = try_contract(layered(contract_data("plain"), terms), facts)
    lines = tell(document)
    text = "\n".join(lines)
    for words in (
        "Violated:    yes",
        "Credit due:  300.00 EUR",
        "1. clock: 1 outages told, 2 h 30 min together",
        "3 x 1 day (started 1 h of 2 h 30 min) [4.2]",
        "0.1 x 3000 = 300 EUR",
        "Set aside, and not counted:",
        "The result is incomplete",
    ):
        assert words in text
    assert figure_words(document.figures[0]) == "99.65%"
    assert come_to(terms, facts)["violated"] is True
