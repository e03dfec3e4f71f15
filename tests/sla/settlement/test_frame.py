"""The time a promise holds in, and how far it is known."""

from intera.sla.spans import length_s
from sla.asking import framed

DAY_S = 86400


def test_a_running_period_is_known_up_to_now() -> None:
    frame = framed(facts={"period": "2026-06"})
    assert (frame.is_over, frame.now) == (True, frame.period[1])


def test_service_begins_and_ends_inside_the_period() -> None:
    instance = {"active_from": "2026-06-11", "active_to": "2026-06-21"}
    assert length_s(framed(facts={"period": "2026-06", "instance": instance}).service) == 10 * DAY_S
    terms = {"period": {"first": "full"}}
    assert length_s(framed(terms, {"period": "2026-06", "instance": instance}).service) == 20 * DAY_S


def test_a_first_period_may_be_left_out() -> None:
    facts = {"period": "2026-06", "instance": {"active_from": "2026-06-11"}}
    assert framed({"period": {"first": "skip"}}, facts).service == ()
    older = {"period": "2026-06", "instance": {"active_from": "2026-05-11"}}
    assert length_s(framed({"period": {"first": "skip"}}, older).service) == 30 * DAY_S
    assert framed({"period": {"first": "skip_first_full_month"}}, older).service == ()
