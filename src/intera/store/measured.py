"""Which measurements were taken in after a given one: what the lake has not been given yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from intera.model.measurement import Measurement
from intera.store.codec import DamagedRowError, decode_signal

# The attribute under which a measurement's statement is kept as a fact: facts are far more, and an
# index holds just these.
MEASURED = "measurement"


@dataclass(frozen=True, slots=True)
class MeasuredFact:
    """One measurement as it was taken in; its `known_at` is when the record was received."""

    fact_id: int
    measurement: Measurement


def newest_measured(connection: Connection) -> int:
    """The id of the fact of the newest measurement; 0 when there is none."""
    query = "select coalesce(max(fact_id), 0) from internal.fact where attribute = 'measurement'"
    return int(connection.execute(text(query)).scalar_one())


def load_measured(connection: Connection, *, after: int, limit: int) -> Sequence[MeasuredFact]:
    """The measurements taken in after a fact, oldest first.

    Facts get their ids behind the one write door, so that none can appear before one already read.

    Args:
        connection: the worker's connection.
        after: the id of the last fact that is known already, 0 for none.
        limit: at most so many, 1 or more.

    Returns:
        The measurements in order of their fact.

    Raises:
        DamagedRowError: a fact does not hold what it should.
    """
    rows = connection.execute(
        text(
            "select fact_id, value, known_at from internal.fact"
            " where attribute = 'measurement' and fact_id > :after order by fact_id limit :limit"
        ),
        {"after": after, "limit": limit},
    )
    found: list[MeasuredFact] = []
    for row in rows:
        measurement = decode_signal(row.value).measurement
        if measurement is None:
            raise DamagedRowError(MEASURED, f"fact {row.fact_id} holds no probe window")
        found.append(MeasuredFact(int(row.fact_id), replace(measurement, known_at=row.known_at)))
    return found
