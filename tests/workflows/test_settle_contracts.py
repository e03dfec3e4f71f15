"""Each contract's open period, by samples beside the ticket clock, and never better than it was."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from flows.drive import feed_and_take
from flows.metered import METER, PORT, RAIL, measured, measurement_event, metered_town
from flows.town import START
from intera.model.agreement import Agreement, QosTarget
from intera.model.checkpoint import Eta
from intera.model.ids import AccountId, AgreementId, IncidentId
from intera.model.interval import Interval
from intera.model.measurement import Downtime, Measurement
from intera.model.operator import Operator
from intera.sla.metric import MetricFacts
from intera.sla.metrics.availability import by_samples
from intera.store.clock import Clock, set_clock
from intera.store.database import driver
from intera.store.inbox import ArrivedRecord
from intera.store.writing import write_cases
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.settle_contracts import Settlement, settle_contracts
from intera.workflows.world import NoReferenceError
from store.samples import case_of, row_of

Load = Callable[[Installation, Operator], None]
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def settle_at(installation: Installation, worker: Worker, at: datetime) -> Settlement:
    """The settlement, with the domain clock held at an instant."""
    with worker.engine.begin() as connection:
        set_clock(connection, Clock(at, datetime.now(UTC), Decimal(0), "test"))
    return settle_contracts(installation, worker.engine)


def put_down(worker: Worker, spells: Sequence[Downtime], *, name: str = "INC-0000001", eta: Eta | None = None) -> None:
    """Stores an incident that counts these spells."""
    case = replace(case_of(IncidentId(name)), downtime=tuple(spells), eta=eta)
    with worker.engine.begin() as connection:
        write_cases(driver(connection).cursor(), [replace(row_of(case), counts_downtime=True)])


def eta_at(latest_at: datetime) -> Eta:
    return Eta(latest_at, latest_at, latest_at, 60, "desk", START)


def test_without_an_operator_there_is_nothing_to_settle(installation: Installation, worker: Worker) -> None:
    with pytest.raises(NoReferenceError):
        settle_contracts(installation, worker.engine)


def test_nothing_measured_is_no_figure_and_opens_no_lake(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, metered_town())
    settlement = settle_at(installation, worker, START)
    (row,) = settlement.rows
    assert (settlement.at, settlement.is_measured) == (START, False)
    assert (row.samples_percent, row.coverage_percent, row.samples_outcome) == ("", 0, "not_measurable")
    assert (row.clock_percent, row.state, row.is_unseen) == ("100.000", "on_track", False)
    assert not installation.settings.warehouse_path.exists()


def test_samples_are_counted_up_to_now_as_the_reference_counts_them(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, metered_town())
    feed_and_take(installation, worker, [measured(hour, lost) for hour, lost in ((1, 7), (2, 0), (3, 5))])
    settlement = settle_at(installation, worker, START + 2 * HOUR + 30 * MINUTE)
    (row,) = settlement.rows
    windows = (Measurement(PORT, START, 3600, 3600, 7), Measurement(PORT, START + HOUR, 3600, 3600, 0))
    to_date = Interval(NOVEMBER, settlement.at)
    assert row.samples == by_samples(MetricFacts(to_date, measurements=windows)), "the third hour is not over yet"
    assert (row.product_instance_id, row.qos.account_name) == (PORT, "Port Logistics")
    assert (row.target_percent, row.samples_percent, row.samples_outcome) == ("99.900", "99.902", "met")
    assert row.coverage_percent == 2 * 3600 * 100 // int((settlement.at - NOVEMBER).total_seconds())
    assert (row.samples.method, row.qos.method) == ("availability.samples/1", "availability.ticket_clock/1")
    assert settlement.is_measured


@pytest.mark.parametrize(
    ("lost", "shown", "outcome"),
    [(1000, "99.900", "met"), (1001, "99.899", "violated"), (0, "100.000", "met"), (1, "99.999", "met")],
)
def test_a_miss_never_reads_as_met(
    installation: Installation, worker: Worker, load: Load, lost: int, shown: str, outcome: str
) -> None:
    load(installation, metered_town())
    feed_and_take(installation, worker, [measured(1, lost, total=1_000_000)])
    (row,) = settle_at(installation, worker, START + HOUR).rows
    assert (row.samples_percent, row.samples_outcome) == (shown, outcome)
    assert row.is_unseen is (outcome == "violated"), "the ticket clock saw nothing"


def test_the_ticket_clock_stands_beside_the_samples(installation: Installation, worker: Worker, load: Load) -> None:
    load(installation, metered_town())
    put_down(worker, [Downtime(PORT, START - HOUR, START - 30 * MINUTE), Downtime(RAIL, START, None)])
    feed_and_take(installation, worker, [measured(0, 1200)])
    (row,) = settle_at(installation, worker, START).rows
    # 43.2 minutes are left of November by a target of 99.9%; 30 are gone.
    assert (row.state, row.qos.downtime_s, row.qos.allowance_s) == ("watch", 1800, 2592)
    assert (row.clock_percent, row.samples_percent) == ("99.880", "66.666")
    assert row.is_unseen is False, "the clock is below target to date as well"
    put_down(worker, [Downtime(PORT, START - 4 * HOUR, START - 3 * HOUR)], name="INC-0000002")
    (row,) = settle_at(installation, worker, START).rows
    assert (row.state, row.qos.downtime_s) == ("violated", 5400)


@pytest.mark.parametrize(
    ("first_eta", "second_eta", "state"),
    [
        (START + 5 * MINUTE, START + 9 * MINUTE, "on_track"),
        (START + 5 * MINUTE, START + 90 * MINUTE, "jeopardy"),
        (START + 5 * MINUTE, None, "jeopardy"),
        (None, None, "jeopardy"),
    ],
)
def test_open_harm_is_judged_by_when_all_of_it_should_be_over(
    installation: Installation,
    worker: Worker,
    load: Load,
    first_eta: datetime | None,
    second_eta: datetime | None,
    state: str,
) -> None:
    load(installation, metered_town())
    for name, eta in (("INC-0000001", first_eta), ("INC-0000002", second_eta)):
        put_down(worker, [Downtime(PORT, START - 20 * MINUTE)], name=name, eta=eta_at(eta) if eta else None)
    (row,) = settle_at(installation, worker, START).rows
    assert (row.state, row.qos.downtime_s) == (state, 1200)
    assert row.qos.breach_at == START + timedelta(seconds=2592 - 1200)


def test_each_contract_has_the_period_of_its_own_zone(installation: Installation, worker: Worker, load: Load) -> None:
    at = datetime(2026, 11, 30, 12, tzinfo=UTC)
    target, hours = QosTarget("availability", Fraction(99, 100)), QosTarget("time_to_repair", Fraction(1, 2))
    agreements = tuple(
        Agreement(AgreementId(zone), AccountId("rail"), (RAIL,), (target, hours), zone)
        for zone in ("Europe/Berlin", "Pacific/Auckland")
    )
    load(installation, replace(metered_town(), agreements=agreements))
    ends = (at - 3 * HOUR, at)
    said = [ArrivedRecord(METER, measurement_event(end, 36, product=RAIL), end) for end in ends]
    feed_and_take(installation, worker, said)
    rows = {row.qos.agreement_id: row for row in settle_at(installation, worker, at).rows}
    assert list(rows) == ["Europe/Berlin", "Pacific/Auckland"], "one row each: the other metric is not measured here"
    # In Auckland it is 01:00 on 1 December: only the last hour lies in the open period, and covers it.
    assert [row.samples.total for row in rows.values()] == [7200, 3600]
    assert (rows[AgreementId("Pacific/Auckland")].coverage_percent, rows[AgreementId("Europe/Berlin")].state) == (
        100,
        "on_track",
    )


def test_the_first_instant_of_a_period_has_no_figure_yet(
    installation: Installation, worker: Worker, load: Load
) -> None:
    load(installation, metered_town())
    feed_and_take(installation, worker, [measured(1, 7)])
    (row,) = settle_at(installation, worker, datetime(2026, 12, 1, tzinfo=UTC)).rows
    assert (row.samples_percent, row.clock_percent, row.state) == ("", "", "not_calculated")
