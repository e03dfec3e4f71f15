"""The record a contract asks for, in time."""

from intera.sla.language.clock_terms import RequireTerms
from intera.sla.language.quantities import Seconds
from intera.sla.settlement.requirements import is_record_in_time, is_required_record_there
from sla.asking import framed, outage


def test_a_record_is_there_in_time_or_not() -> None:
    facts = {
        "outages": [
            outage("05T10:00", "05T12:00", reported_at="2026-06-05T11:00"),
            outage("06T10:00", "06T10:30", reported=True),
        ]
    }
    late, told = framed(facts=facts).facts.outages
    assert is_record_in_time(late, "reported_at", within=3600, after="from")
    assert not is_record_in_time(late, "reported_at", within=3599, after="from")
    assert not is_record_in_time(late, "closed_at", within=None, after="from")
    assert is_record_in_time(told, "reported_at", within=60, after="from")
    asked = RequireTerms("closed_at", if_up_to=Seconds(3600))
    assert is_required_record_there(late, asked)
    assert not is_required_record_there(told, asked)
