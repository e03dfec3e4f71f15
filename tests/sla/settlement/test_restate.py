"""Every statement is settled from what was known at its instant, and pays the difference."""

from sla.asking import come_to, outage

REMEDY = {"remedies": {"r": {"promise": "uptime", "driver": "flat", "flat": "10%", "base": {"charge": "mrc"}}}}
FACTS = {
    "period": "2026-06",
    "mrc": "100.00",
    "outages": [outage("05T10:00", "05T12:00", known_at="2026-07-05")],
    "statements": ["2026-07-02", "2026-07-06", "2026-07-07"],
}


def test_deltas_add_up_to_what_is_owed_last() -> None:
    versions = come_to(REMEDY, FACTS)["versions"]
    assert [(each["outcome"], each["due"], each["delta"]) for each in versions] == [
        ("met", "0.00", "0.00"),
        ("restated_violated", "10.00", "10.00"),
        ("violated", "10.00", "0.00"),
    ]
