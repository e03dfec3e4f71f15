"""Latency, jitter and loss."""

from typing import Any

from sla.asking import come_to, outage, said


def figure(metric: dict[str, Any], measurements: list[dict[str, Any]], **facts: Any) -> Any:  # noqa: ANN401
    document = come_to({"metrics": {"m": metric}}, {"period": "2026-06", "measurements": measurements, **facts})
    return said(document, "figures.m.exact")


def at(hour: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"series": "s", "at": f"2026-06-05T{hour:02}:00", "window_s": 3600, **more}


def test_the_worst_pair_of_places() -> None:
    samples = [
        at(1, pair="A-B", value=40),
        at(2, pair="A-B", value=60),
        at(1, pair="A-C", value=55),
        at(2, pair="A-C", value=58),
    ]
    assert figure({"measure": "samples.worst_pair", "series": "s"}, samples) == "113/2"
    assert figure({"measure": "samples.worst_pair", "series": "s"}, []) is None


def test_samples_taken_while_down_may_be_left_out() -> None:
    samples = [at(1, value=40), at(2, value=400)]
    down = {"outages": [outage("05T02:00", "05T03:00")]}
    assert figure({"measure": "samples.mean", "series": "s", "leave_out_unavailable": True}, samples, **down) == "40"
    assert figure({"measure": "samples.mean", "series": "s"}, samples, **down) == "220"


def test_the_longest_run_over_a_threshold() -> None:
    samples = [
        at(1, samples=100, lost=2),
        at(2, samples=100, lost=3),
        at(3, samples=100, lost=0),
        at(4, samples=100, lost=5),
    ]
    assert (
        figure({"measure": "samples.longest_run", "series": "s", "parameters": {"threshold": "1%"}}, samples) == "7200"
    )


def test_answered_samples_and_their_coverage() -> None:
    samples = [
        at(1, samples=100, lost=1),
        at(2, samples=100, lost=0),
        {"series": "s", "at": "2026-07-01T01:00", "samples": 9, "lost": 9},
    ]
    document = come_to(
        {"metrics": {"m": {"measure": "availability.samples", "series": "s"}}},
        {"period": "2026-06", "measurements": samples},
    )
    assert said(document, "figures.m.exact") == "199/200"
    assert said(document, "figures.m.coverage_percent") == "0.277778"
    assert figure({"measure": "availability.samples", "series": "other"}, samples) is None
    assert figure({"measure": "samples.loss", "series": "other"}, samples) is None


def test_a_thin_measurement_makes_a_verdict_provisional() -> None:
    terms = {
        "metrics": {"m": {"measure": "samples.mean", "series": "s", "coverage_floor": "50%"}},
        "promises": {"m": {"metric": "m", "target": {"at_most": "60ms"}}},
    }
    document = come_to(terms, {"period": "2026-06", "measurements": [at(1, value=40)]})
    assert said(document, "promises.m.finality") == "provisional"
