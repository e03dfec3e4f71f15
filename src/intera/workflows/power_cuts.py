"""What does a power utility's public feed say: cuts with place, span, size and promised restoration."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from intera.model.recurrence import ChangeKind, PlannedWork
from intera.workflows.evaluation import BadDataError, DataFiles, find_tables, read_table
from intera.workflows.outage_notices import plain_name

CUT_COLUMNS = ("id", "municipality", "customers_out_max", "off_at", "last_seen", "first_etr", "last_etr")


@dataclass(frozen=True, slots=True)
class PowerCut:
    """One cut: `municipality` in small letters; it ended when it was last seen."""

    cut_id: str
    municipality: str
    customer_count: int
    off_at: datetime
    ended_at: datetime
    first_promise_at: datetime | None
    last_promise_at: datetime | None


def find_cuts(folder: Path) -> DataFiles:
    """The tables of power cuts in a folder, told by their columns; raises BadDataError when there are none."""
    return find_tables(folder, CUT_COLUMNS)


def read_cuts(files: DataFiles) -> tuple[PowerCut, ...]:
    """Every cut of the files once, in order of its start; rows without a place or a span are left out.

    Args:
        files: from `find_cuts`.

    Returns:
        The cuts; of one that stands in two files the last.

    Raises:
        BadDataError: no row has a place and a span.
    """
    by_id: dict[str, PowerCut] = {}
    for row in read_table(files):
        off_at, ended_at = _instant(row["off_at"]), _instant(row["last_seen"])
        municipality = plain_name(row["municipality"])
        if off_at is None or ended_at is None or ended_at <= off_at or not municipality:
            continue
        by_id[row["id"]] = PowerCut(
            cut_id=row["id"],
            municipality=municipality,
            customer_count=int(row["customers_out_max"]) if row["customers_out_max"].isdigit() else 0,
            off_at=off_at,
            ended_at=ended_at,
            first_promise_at=_instant(row["first_etr"]),
            last_promise_at=_instant(row["last_etr"]),
        )
    if not by_id:
        raise BadDataError("no power cut has a municipality, an off_at and a later last_seen; check the export")
    return tuple(sorted(by_id.values(), key=lambda cut: (cut.off_at, cut.cut_id)))


def work_of_cut(cut: PowerCut) -> PlannedWork:
    """A cut as the product takes in what an outside feed tells."""
    return PlannedWork(
        work_id=cut.cut_id,
        title="Power cut",
        service_ids=(),
        region_ids=(cut.municipality,),
        start_at=cut.off_at,
        end_at=cut.ended_at,
        kind=ChangeKind.POWER,
    )


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None
