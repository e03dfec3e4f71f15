"""A source that stops is noticed, said once, and lowers confidence; coming back likewise (issue 2, "Bad input")."""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import text

from flows.drive import feed_and_take, scalars, trail_lines
from flows.town import HEALTH, START, TESTS, after, says, town
from intera.model.ids import IncidentId
from intera.model.impact import Impact
from intera.model.operator import Operator
from intera.store import published
from intera.workflows import record_judgement
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.serve_worker import SWEEP_CRON

Load = Callable[[Installation, Operator], None]
EVERY_S = 30


def impact(worker: Worker) -> Impact:
    [incident_id] = scalars(worker.engine, "select incident_id from internal.incident")
    with worker.engine.connect() as connection:
        found = worker.world.cases(connection, [IncidentId(str(incident_id))])
    [loaded] = found.values()
    assert loaded.case.impact
    return loaded.case.impact


def failing(minutes: float, event_id: str) -> object:
    return says(TESTS, event_id, minutes, external_id="coast", state="degraded", region_refs=["coast"])


def sweep(worker: Worker, at: datetime) -> int:
    return judge_again(worker.door, worker.world, at=at)


def test_a_silent_source_is_stale_within_a_minute_lowers_confidence_and_is_said_once(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, town(expected_every_s=EVERY_S))
    records = [
        failing(0, "e1"),
        says(HEALTH, "e2", 0, external_id="coast", state="degraded", region_refs=["coast"]),
    ]
    feed_and_take(installation, worker, records)  # type: ignore[arg-type]
    sure = impact(worker).confidence.ratio
    # Swept every 15 s and owed every 30 s, it is stale on the page at once and on the trail within 60 s.
    assert SWEEP_CRON.endswith("*/15")
    assert sweep(worker, START + timedelta(seconds=EVERY_S)) == 0
    assert trail_lines(worker.engine, ["source.stale"]) == []
    assert sweep(worker, START + timedelta(seconds=EVERY_S + 15)) > 0
    assert trail_lines(worker.engine, ["source.stale"]) == [("source.stale", "Tests fell silent", "System")]
    unsure = impact(worker).confidence.ratio
    assert Fraction(0) < unsure < sure
    reader = installation.reader_engine()
    with reader.connect() as connection:
        health = {one.health.source_id: one.health for one in published.read_sources(connection)}
    reader.dispose()
    assert health[TESTS].late_s(START + timedelta(seconds=EVERY_S + 15)) == 15  # type: ignore[index]
    for minute in (1, 2, 3):
        sweep(worker, after(minute))
    assert len(trail_lines(worker.engine, ["source.stale"])) == 1

    feed_and_take(installation, worker, [failing(4, "e3")])  # type: ignore[list-item]
    assert impact(worker).confidence.ratio > unsure
    sweep(worker, after(4))
    sweep(worker, after(4))
    assert [said for _, said, _ in trail_lines(worker.engine, ["source.stale"])] == [
        "Tests fell silent",
        "Tests is back",
    ]


def test_nothing_is_decided_while_nothing_moves(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, town())
    feed_and_take(installation, worker, [failing(0, "e1")])  # type: ignore[list-item]
    before = scalars(worker.engine, "select size from internal.trail_head")
    assert sweep(worker, after(1)) == 0
    assert scalars(worker.engine, "select size from internal.trail_head") == before


def test_without_an_operator_there_is_nothing_to_judge(worker: Worker) -> None:
    assert judge_again(worker.door, worker.world) == 0


def test_an_incident_a_rule_breaks_on_stays_and_the_others_are_judged(
    installation: Installation, worker: Worker, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(installation, town(expected_every_s=EVERY_S))
    vpn = says(TESTS, "e2", 0, external_id="vpn", service_ref="vpn", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [failing(0, "e1"), vpn])  # type: ignore[list-item]
    real = record_judgement.judge

    def judge(case: object, *given: object, **at: object) -> object:
        if case.incident.title == "Business VPN":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return real(case, *given, **at)  # type: ignore[arg-type]

    monkeypatch.setattr(record_judgement, "judge", judge)
    assert sweep(worker, after(2)) >= 2
    bodies = scalars(worker.engine, "select body::json->'incident'->>'updated_at' from internal.incident order by 1")
    assert [str(at)[:16] for at in bodies] == ["2026-11-18T12:00", "2026-11-18T12:02"]
    with worker.engine.connect() as connection:
        assert connection.execute(text("select is_late from internal.source_state where source_id = 'tests'")).scalar()
