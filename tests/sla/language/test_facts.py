"""Facts give their records by name."""

from intera.sla.language.facts import ContractFacts
from sla.asking import framed, outage


def test_an_outage_gives_the_records_it_has() -> None:
    frame = framed(facts={"outages": [outage("05T10:00", "05T11:00", reported_at="2026-06-05T10:05")]})
    moments = frame.facts.outages[0].moments()
    assert set(moments) == {"from", "to", "reported_at"}
    assert moments["reported_at"] - moments["from"] == 300


def test_a_record_gives_the_moments_it_has() -> None:
    frame = framed(facts={"orders": [{"promised": "2026-06-05"}]})
    assert set(frame.facts.records("orders")[0].moments()) == {"promised"}
    assert ContractFacts().records("parcels") == ()
