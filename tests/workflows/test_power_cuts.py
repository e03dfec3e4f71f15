"""A power feed is read into what the product takes in, rows without a place or a span left out."""

from pathlib import Path

import pytest

from intera.model.recurrence import ChangeKind
from intera.workflows.evaluation import BadDataError
from intera.workflows.power_cuts import find_cuts, read_cuts, work_of_cut

HEAD = "id,municipality,customers_out_max,off_at,last_seen,first_etr,last_etr"


def _write(folder: Path, *rows: str) -> Path:
    (folder / "cuts.csv").write_text("\n".join([HEAD, *rows]), "utf-8")
    return folder


def test_a_cut_becomes_an_event_of_an_outside_feed(tmp_path: Path) -> None:
    row = "7,St. Ann,250,2021-03-01T10:00:00Z,2021-03-01T12:00:00Z,2021-03-01T11:00:00Z,"
    (cut,) = read_cuts(find_cuts(_write(tmp_path, row)))
    work = work_of_cut(cut)
    assert (cut.municipality, cut.customer_count, cut.last_promise_at) == ("st ann", 250, None)
    assert cut.first_promise_at is not None
    assert (work.kind, work.region_ids, work.service_ids) == (ChangeKind.POWER, ("st ann",), ())
    assert (work.end_at - work.start_at).total_seconds() == 7200


def test_rows_that_lie_are_left_out_and_the_last_of_two_counts(tmp_path: Path) -> None:
    folder = _write(
        tmp_path,
        "1,,250,2021-03-01T10:00:00Z,2021-03-01T12:00:00Z,,",
        "2,A,250,2021-03-01T10:00:00Z,2021-03-01T10:00:00Z,,",
        "3,A,250,2021-03-01T10:00:00,2021-03-01T12:00:00Z,,",
        "4,A,many,2021-03-02T10:00:00Z,2021-03-02T12:00:00Z,soon,",
        "5,A,1,2021-03-01T10:00:00Z,2021-03-01T11:00:00Z,,",
        "5,A,9,2021-03-01T10:00:00Z,2021-03-01T12:00:00Z,,",
    )
    cuts = read_cuts(find_cuts(folder))
    assert [(cut.cut_id, cut.customer_count) for cut in cuts] == [("5", 9), ("4", 0)]


def test_a_feed_without_one_good_row_is_bad_data(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="no power cut has a municipality"):
        read_cuts(find_cuts(_write(tmp_path, "1,,250,,,,")))
