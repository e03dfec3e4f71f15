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
