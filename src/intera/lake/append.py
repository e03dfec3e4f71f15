"""How does a batch of measurements get into the table, once, however often it is delivered.

Idempotent on two levels. The batch id is written into the snapshot's summary, in the same atomic commit
as the rows, and a batch whose id is there already is not appended again. And should two workers append
one batch at the same moment, or a batch come back after its snapshot has expired, the second copy costs
bytes but changes no figure: settlement takes one statement per probe window
(`sla.metrics.availability.newest_windows`).

Source: ARCHITECTURE section 3; issue 2, bad input (delivered three times, killed at any moment).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyiceberg.table import Table

from intera.lake.arrow import append_columns
from intera.model.interval import to_utc
from intera.model.measurement import Measurement
from intera.sla.metrics.availability import is_sound

BATCH_KEY = "intera.batch-id"

_LARGEST_INT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class RefusedMeasurement:
    """A measurement that was set aside, with one clear sentence why."""

    measurement: Measurement
    reason: str


@dataclass(frozen=True, slots=True)
class AppendOutcome:
    """What became of a batch; `was_known` means it had been appended before and nothing was written."""

    batch_id: str
    appended: int
    refused: tuple[RefusedMeasurement, ...] = ()
    was_known: bool = False


def append_batch(
    table: Table, measurements: Sequence[Measurement], *, batch_id: str, known_at: datetime
) -> AppendOutcome:
    """Appends a batch of probe windows unless it was appended before.

    Args:
        table: the table of probe windows.
        measurements: the batch; those that cannot be true are set aside, the rest is appended.
        batch_id: what names this batch at its source; the same id means the same batch.
        known_at: when the batch was learnt, for measurements that do not say.

    Returns:
        How many rows were appended, and what was set aside.

    Raises:
        NaiveInstantError: `known_at` has no zone.
        CommitFailedException: other writers kept winning; nothing was appended, deliver again.
    """
    known_at = to_utc(known_at, "known_at")
    table.refresh()
    if has_batch(table, batch_id):
        return AppendOutcome(batch_id, 0, was_known=True)
    sound: list[Measurement] = []
    refused: list[RefusedMeasurement] = []
    for measurement in measurements:
        reason = refusal_of(measurement)
        if reason:
            refused.append(RefusedMeasurement(measurement, reason))
        else:
            sound.append(measurement)
    if sound:
        append_columns(table, _columns(sound, known_at), summary={BATCH_KEY: batch_id})
    return AppendOutcome(batch_id, len(sound), tuple(refused))


def has_batch(table: Table, batch_id: str) -> bool:
    """Whether a batch of this id is in the table's history."""
    return any(known == batch_id for known in batch_ids(table))


def batch_ids(table: Table) -> Iterator[str]:
    """The ids of the batches in the table's history, the one appended last first.

    Written in the same atomic commit as the rows, they say how far a source has been appended.
    """
    for snapshot in reversed(table.metadata.snapshots):
        batch_id = snapshot.summary.additional_properties.get(BATCH_KEY) if snapshot.summary is not None else None
        if batch_id is not None:
            yield batch_id


def refusal_of(measurement: Measurement) -> str:
    """Why a measurement cannot be stored; empty when it can."""
    if not measurement.product_instance_id:
        return "it names no product instance"
    if measurement.window_start_at.tzinfo is None:
        return "window_start_at has no time zone"
    if measurement.known_at is not None and measurement.known_at.tzinfo is None:
        return "known_at has no time zone"
    if max(measurement.window_s, measurement.total) > _LARGEST_INT:
        return f"a number is larger than {_LARGEST_INT}"
    if not is_sound(measurement):
        return (
            f"{measurement.lost} lost of {measurement.total} samples in {measurement.window_s} s cannot be:"
            " the window needs a length, and lost lies between 0 and total"
        )
    return ""


def _columns(measurements: Sequence[Measurement], known_at: datetime) -> dict[str, Sequence[object]]:
    return {
        "product_instance_id": [each.product_instance_id for each in measurements],
        "window_start_at": [to_utc(each.window_start_at) for each in measurements],
        "window_s": [each.window_s for each in measurements],
        "total": [each.total for each in measurements],
        "lost": [each.lost for each in measurements],
        "known_at": [to_utc(each.known_at) if each.known_at else known_at for each in measurements],
    }
