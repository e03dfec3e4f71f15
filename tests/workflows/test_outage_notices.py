"""Public outage notices are read as they were first seen, whatever became of them."""

import json
from pathlib import Path

import pytest

from intera.workflows.evaluation import BadDataError
from intera.workflows.outage_notices import OutageNotice, find_notices, plain_name, read_notices


def _row(title: str, **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": "1",
        "first_seen": "2021-03-01T12:00:00-07:00",
        "resolved_seen": "2021-03-01T22:00:00+00:00",
        "regions": ["north"],
        "affected_area": None,
        "reference_number": "INC0001",
        "title_history": [{"title": title}, {"title": "Mar 1 - Elsewhere | Outage (Resolved)"}],
    }
    return {**row, **changes}


def _read(folder: Path, *rows: dict[str, object]) -> tuple[OutageNotice, ...]:
    (folder / "any name.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return read_notices(find_notices(folder))


@pytest.mark.parametrize(
    ("title", "area", "town", "kind"),
    [
        ("Oct 9 - Fort Lang | All Services - Outage (Fix In Progress)", "fort lang", "fort lang", "town"),
        ("Nov 12 \u2013 Springs ( Hill and Dale ) | All Services", "springs hill dale", "springs", "several parts"),
        ("Sept 3rd \u2013 Springs (St. Ann)| Outage", "springs st ann", "springs", "one part"),
        ("June 30 - Cove (Ranch School) l All Services", "cove ranch school", "cove", "one part"),
        ("May - Springs (Patter) | Outage", "springs patter", "springs", "one part"),
        ("Maybury | Outage", "maybury", "maybury", "town"),
        ("Feb11 - Springs & Vale | Outage", "springs vale", "springs", "town"),
    ],
)
def test_the_place_is_what_the_first_title_named(tmp_path: Path, title: str, area: str, town: str, kind: str) -> None:
    (notice,) = _read(tmp_path, _row(title))
    assert (notice.area, notice.town, notice.place_kind) == (area, town, kind)


def test_a_title_without_a_place_takes_the_area_and_one_without_both_has_none(tmp_path: Path) -> None:
    rows = (
        _row("Oct 9 - | Outage", affected_area="Fort Lang"),
        _row("", id="2"),
        _row("", id="3", title_history=[], affected_area=")"),
    )
    assert [notice.area for notice in _read(tmp_path, *rows)] == ["fort lang", "", ""]


def test_instants_references_and_order(tmp_path: Path) -> None:
    later = _row("Mar 2 - B | Outage", id="2", first_seen="2021-03-02T12:00:00+00:00", reference_number="TBA")
    running = _row("Mar 1 - A | Outage", resolved_seen=None)
    first, second = _read(tmp_path, later, running, running)
    assert first.first_seen_at.isoformat() == "2021-03-01T12:00:00-07:00"
    assert (first.reference, first.ended_at) == ("INC0001", None)
    assert second.reference == ""
    assert second.ended_at is not None


def test_files_are_told_by_their_keys(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text('{"id": 1}\n', "utf-8")
    with pytest.raises(BadDataError, match="no JSON lines with the keys"):
        find_notices(tmp_path)


def test_a_notice_without_an_instant_is_bad_data(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="notice 1 has no id or no readable first_seen"):
        _read(tmp_path, _row("Mar 1 - A | Outage", first_seen="last week"))


def test_two_spellings_agree() -> None:
    assert plain_name("  St. Ann and  Hill ") == plain_name("st ann, hill") == "st ann hill"
