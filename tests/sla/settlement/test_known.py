"""What was known at an instant: nothing is overwritten."""

from sla.asking import come_to, outage, said

FACTS = {
    "period": "2026-06",
    "outages": [
        outage("05T10:00", "05T11:00", id="a", known_at="2026-06-05T12:00"),
        outage("05T10:00", "05T10:30", id="b", replaces="a", known_at="2026-06-09T12:00"),
        outage("05T10:00", "05T10:30", id="c", replaces="b", withdrawn=True, known_at="2026-06-11T12:00"),
    ],
}


def counted(as_of: str) -> str:
    return said(come_to({}, {**FACTS, "as_of": as_of}), "figures.uptime.counted_s")


def test_each_instant_gives_what_held_then() -> None:
    assert [counted(f"2026-06-{day:02}T00:00") for day in (5, 6, 10, 12)] == ["0", "3600", "1800", "0"]


def test_the_same_instant_gives_the_same_document_whatever_came_later() -> None:
    then = {**FACTS, "as_of": "2026-06-06T00:00"}
    later = [*FACTS["outages"], outage("04T10:00", "04T18:00", known_at="2026-06-20T12:00")]
    assert come_to({}, then) == come_to({}, {**then, "outages": later})


def test_an_outage_that_ended_later_was_still_open() -> None:
    facts = {"period": "2026-06", "outages": [outage("05T10:00", "05T12:00")]}
    document = come_to({}, {**facts, "as_of": "2026-06-05T11:00"})
    assert said(document, "figures.uptime.counted_s") == "3600"
    assert said(document, "promises.uptime.finality") == "provisional"
    assert said(come_to({}, {**facts, "as_of": "2026-06-05T09:00"}), "figures.uptime.counted_s") == "0"


def test_what_had_not_happened_yet_was_not_known_and_what_was_promised_was() -> None:
    terms = {"metrics": {"m": {"measure": "records.on_time", "records": "orders"}}}
    facts = {"period": "2026-06", "orders": [{"promised": "2026-06-20", "completed": "2026-06-12"}]}
    for as_of, kept in (("2026-06-11", "0"), ("2026-06-13", "1")):
        found = said(come_to(terms, {**facts, "as_of": as_of}), "figures.m.parts")
        assert found == {"due": "1", "on_time": kept}
    claim = {
        "remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "1.00 EUR"}},
        "claim": {"mode": "on_claim"},
    }
    told = {**facts, "figures": {"uptime": "1%"}, "claims": [{"at": "2026-07-05"}]}
    assert said(come_to(claim, {**told, "as_of": "2026-07-04"}), "claim.state") == "open"
    assert said(come_to(claim, {**told, "as_of": "2026-07-06"}), "claim.state") == "claimed"
    samples = [
        {"series": "s", "at": "2026-06-05T10:00", "samples": 10, "lost": 1},
        {"series": "s", "at": "2026-06-07T10:00", "samples": 10},
    ]
    loss = {"metrics": {"l": {"measure": "samples.loss", "series": "s"}}}
    assert (
        said(come_to(loss, {"period": "2026-06", "measurements": samples, "as_of": "2026-06-06"}), "figures.l.exact")
        == "1/10"
    )


def test_what_came_in_at_the_instant_itself_was_known() -> None:
    assert [counted(f"2026-06-05T{time}") for time in ("11:59:59", "12:00:00")] == ["0", "3600"]
