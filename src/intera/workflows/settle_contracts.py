"""Settles the open period of every contract: delivered by measured samples, beside the ticket clock.

Two methods, never mixed in one figure. The state of a contract is the one the cockpit shows, by the
ticket clock; the samples stand beside it, so that a clock that missed something is seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from intera.model.agreement import Agreement, QosTarget
from intera.model.ids import IncidentId
from intera.model.interval import Interval
from intera.model.measurement import DeliveredQos, QosOutcome
from intera.model.operator import Operator
from intera.roles.cells import qos_state
from intera.sla.display import display_ratio
from intera.sla.forecast import Exposure, forecast
from intera.sla.metric import Delivered, outcome_of
from intera.sla.metrics import method_of
from intera.sla.metrics.availability import METRIC
from intera.sla.period import period_at
from intera.store.clock import read_clock
from intera.store.loading import load_cases, load_downtime
from intera.store.measured import newest_measured
from intera.store.reference import load_reference
from intera.workflows.keep_measurements import MeasurementKeeper, open_measurements
from intera.workflows.open_installation import Installation
from intera.workflows.world import NoReferenceError

if TYPE_CHECKING:
    from pyiceberg.table import Table

NOT_MEASURED = Delivered("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SettledContract:
    """How one product instance stands against one target in the open period.

    `qos` is by the ticket clock, `samples` by probe samples up to the same instant.
    """

    product_instance_id: str
    qos: DeliveredQos
    samples: Delivered

    @property
    def state(self) -> str:
        """The state on screen, as a phrase key: on_track, watch, jeopardy, violated or not_calculated."""
        return qos_state(self.qos.outcome.value, self.qos.risk.value)

    @property
    def target_percent(self) -> str:
        """The target in percent, with the decimals it needs."""
        return display_ratio(self.qos.target_ratio, target=self.qos.target_ratio)

    @property
    def samples_percent(self) -> str:
        """Delivered by samples in percent, rounded down; empty when nothing was measured."""
        ratio = self.samples.ratio
        return "" if ratio is None else display_ratio(ratio, target=self.qos.target_ratio)

    @property
    def clock_percent(self) -> str:
        """Delivered by the ticket clock in percent, rounded down; empty when no time has passed yet."""
        ratio = self.qos.delivered_ratio
        return "" if ratio is None else display_ratio(ratio, target=self.qos.target_ratio)

    @property
    def coverage_percent(self) -> int:
        """The share of the period's elapsed time that samples speak of, whole percent, rounded down."""
        ratio = self.samples.coverage_ratio
        return ratio.numerator * 100 // ratio.denominator

    @property
    def samples_outcome(self) -> str:
        """How the samples to date compare with the target: met, violated or not_measurable."""
        direction = method_of(self.qos.metric, unit="samples").direction
        return outcome_of(self.samples, self.qos.target_ratio, direction=direction).value

    @property
    def is_unseen(self) -> bool:
        """Whether the samples to date miss a target that the ticket clock to date still meets."""
        ratio = self.qos.delivered_ratio
        is_met_by_clock = ratio is not None and ratio >= self.qos.target_ratio
        return is_met_by_clock and self.samples_outcome == QosOutcome.VIOLATED.value


@dataclass(frozen=True, slots=True)
class Settlement:
    """Every contract as it stands at an instant, the most urgent first."""

    at: datetime
    rows: tuple[SettledContract, ...]

    @property
    def is_measured(self) -> bool:
        """Whether at least one contract has samples in its open period."""
        return any(row.samples.total for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Harm:
    """What incidents count against product instances: spells, and when each open one should be over."""

    spells: Mapping[str, Sequence[Interval]]
    eta_latest_at: Mapping[str, Sequence[datetime | None]] = field(
        default_factory=dict[str, "Sequence[datetime | None]"]
    )

    def exposure(self, product_instance_id: str) -> Exposure:
        """One instance's harm; an end is expected only when every open incident has one."""
        known = [eta for eta in self.eta_latest_at.get(product_instance_id, ()) if eta is not None]
        is_known = known and len(known) == len(self.eta_latest_at[product_instance_id])
        return Exposure(
            downtime=tuple(self.spells.get(product_instance_id, ())), eta_latest_at=max(known) if is_known else None
        )


def settle_contracts(installation: Installation, engine: Engine) -> Settlement:
    """How every contract with an availability target stands now, on the domain clock.

    Args:
        installation: open.
        engine: the worker's.

    Returns:
        One row per agreement, target and product instance. Measurements taken in but not kept yet
        are kept first.

    Raises:
        NoReferenceError: no operator was ever loaded.
        UnknownPeriodError, UnknownZoneError: a contract names what does not exist.
    """
    MeasurementKeeper(installation, engine).keep()
    with engine.connect() as connection:
        reference = load_reference(connection)
        if reference is None:
            raise NoReferenceError
        operator = reference.operator
        at = read_clock(connection).now(datetime.now(UTC))
        terms = list(_terms(operator, at))
        harm = _load_harm(connection, min((period.start_at for _, _, period in terms), default=at))
        has_measurements = newest_measured(connection) > 0
    samples: dict[tuple[Interval, str], Delivered] = {}
    if has_measurements:
        with open_measurements(installation) as table:
            samples = _by_samples(table, terms, at)
    return Settlement(at, _rows(operator, terms, harm, samples=samples, at=at))


_Terms = tuple[Agreement, QosTarget, Interval]


def _terms(operator: Operator, at: datetime) -> Iterator[_Terms]:
    """Each availability target with its open period."""
    for agreement in operator.agreements:
        for target in agreement.targets:
            if target.metric == METRIC:
                yield agreement, target, period_at(target.period, at, zone=agreement.zone)


def _load_harm(connection: Connection, since: datetime) -> _Harm:
    spells: dict[str, list[Interval]] = {}
    open_in: dict[str, list[IncidentId]] = {}
    for product_instance_id, incident_id, start_at, end_at in load_downtime(connection, since):
        if end_at is None or end_at > start_at:
            spells.setdefault(product_instance_id, []).append(Interval(start_at, end_at))
        if end_at is None:
            open_in.setdefault(product_instance_id, []).append(IncidentId(incident_id))
    cases = load_cases(connection, sorted({one for ids in open_in.values() for one in ids}))
    etas = {one: loaded.case.eta.latest_at if loaded.case.eta else None for one, loaded in cases.items()}
    return _Harm(spells, {instance: [etas.get(one) for one in ids] for instance, ids in open_in.items()})


def _by_samples(table: "Table", terms: Sequence[_Terms], at: datetime) -> dict[tuple[Interval, str], Delivered]:
    """Delivered by samples from each period's start to now, by period and product instance."""
    from intera.lake.engine import open_engine  # noqa: PLC0415 - see keep_measurements
    from intera.lake.settle import settle  # noqa: PLC0415 - see keep_measurements

    wanted: dict[Interval, set[str]] = {}
    for agreement, _, period in terms:
        wanted.setdefault(period, set()).update(agreement.product_instance_ids)
    found: dict[tuple[Interval, str], Delivered] = {}
    with open_engine() as engine:
        for period, ids in wanted.items():
            if period.start_at < at:
                to_date = Interval(period.start_at, at)
                given = settle(
                    table, engine, metric=METRIC, product_instance_ids=sorted(ids), period=to_date, known_at=at
                )
                found.update({(period, each): delivered for each, delivered in given.items()})
    return found


def _rows(
    operator: Operator,
    terms: Sequence[_Terms],
    harm: _Harm,
    *,
    samples: Mapping[tuple[Interval, str], Delivered],
    at: datetime,
) -> tuple[SettledContract, ...]:
    rows: list[SettledContract] = []
    for agreement, target, period in terms:
        account = operator.accounts_by_id.get(agreement.account_id)
        for product_instance_id in agreement.product_instance_ids:
            qos = forecast(
                agreement,
                target,
                product_instance_id=product_instance_id,
                account_name=account.name if account else agreement.account_id,
                exposure=harm.exposure(product_instance_id),
                at=at,
            )
            delivered = samples.get((period, product_instance_id), NOT_MEASURED)
            rows.append(SettledContract(product_instance_id, qos, delivered))
    latest = datetime.max.replace(tzinfo=UTC)
    rows.sort(key=lambda row: (row.qos.breach_at or latest, row.qos.agreement_id, row.product_instance_id))
    return tuple(rows)
