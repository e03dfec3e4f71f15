"""The grid shows the worst per service and place, partners by code, and says what it leaves out."""

from types import ModuleType
from typing import Any

from intera.roles.desk import Desk
from intera.roles.now_grid import read_grid
from intera.roles.ranking import ranked


def test_the_grid_reads_as_the_design(docs: dict[str, Any], desk: Desk, northmoor: ModuleType) -> None:
    shown, _ = ranked(docs.values(), northmoor.NOW)
    grid = read_grid(shown, desk)
    rows = {row.service: row.cells for row in grid.rows}
    assert [cell.text for cell in rows["Mobile Data"]][1:3] == ["P1", "P1"]
    assert rows["Voice / IMS"][0].kind == "w"
    assert (rows["Wholesale Voice"][0].partner, rows["Wholesale Voice"][0].text) == ("P-17", "P2")
    assert rows["Wholesale Voice"][1].text == "23 other partner routes unaffected"
    assert rows["Roaming"][0].kind == "v"
    for cells in rows.values():
        assert sum(cell.span for cell in cells) == len(grid.regions)


def test_places_nobody_declared_are_drawn_and_the_rest_is_counted(docs: dict[str, Any], northmoor: ModuleType) -> None:
    document = docs["INC-4127"]
    many = []
    for number in range(30):
        head = {
            **document["head"],
            "service_id": f"Category {number}",
            "service": f"Category {number}",
            "partner": None,
        }
        many.append({**document, "incident_id": f"INC-{number}", "head": head})
    shown, _ = ranked(many, northmoor.NOW)
    grid = read_grid(shown, Desk("X", "UTC"))
    assert len(grid.rows) == 12
    assert grid.note == "The 12 worst; 18 more services not drawn"


def test_an_incident_without_a_place_fills_its_row(docs: dict[str, Any], northmoor: ModuleType, desk: Desk) -> None:
    document = docs["INC-4127"]
    document["impact"]["regions"] = []
    shown, _ = ranked([document], northmoor.NOW)
    row = next(row for row in read_grid(shown, desk).rows if row.service == "Mobile Data")
    assert [(cell.kind, cell.span) for cell in row.cells] == [("1", 8)]


def test_a_word_all_places_share_is_said_once(docs: dict[str, Any], northmoor: ModuleType) -> None:
    document = docs["INC-4127"]
    for region, name in zip(document["impact"]["regions"], ("Location 4", "Location 12"), strict=True):
        region.update(id=name, name=name)
    shown, _ = ranked([document], northmoor.NOW)
    grid = read_grid(shown, Desk("X", "UTC"))
    assert (grid.corner, grid.regions) == ("Location", ("4", "12"))
