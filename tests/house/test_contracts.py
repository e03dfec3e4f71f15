"""The import contracts say what the architecture's table says, and forget no room and no plugin."""

import configparser
from pathlib import Path

from house.documents import table_rows
from house.findings import BELOW_THE_LINE, ROOT, SOURCE

# Rooms that share a row of the table, and the two modules that stand in no row.
UNTABLED = {"app", "settings"}


def contracts() -> configparser.ConfigParser:
    """The configuration of import-linter."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def listed(parser: configparser.ConfigParser, contract: str, key: str) -> list[str]:
    """The values of one key of one contract."""
    return parser[f"importlinter:contract:{contract}"][key].split()


def tabled_rooms() -> list[str]:
    """The rooms of the architecture's table, in its order."""
    rows = table_rows((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), "Rooms")
    return [room.strip() for row in rows for room in row[0].split(",")]


def plugin_folders(package: Path) -> list[str]:
    """The plugins of a package that are folders, by their module names."""
    return sorted(
        f"intera.{path.parent.relative_to(SOURCE).as_posix().replace('/', '.')}"
        for path in package.glob("*/__init__.py")
    )


def test_every_room_of_the_table_is_on_the_stairs_and_no_other() -> None:
    stairs = [room for room in listed(contracts(), "stairs", "layers") if room != "|"]
    assert sorted(stairs) == sorted([*tabled_rooms(), *UNTABLED])


def test_every_room_that_exists_is_in_the_table() -> None:
    rooms = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if not path.name.startswith(("_", "."))}
    assert rooms - UNTABLED - {"py.typed"} <= set(tabled_rooms())


def test_every_room_below_the_line_is_kept_from_the_outside() -> None:
    expected = {f"intera.{room}" for room in BELOW_THE_LINE}
    assert set(listed(contracts(), "below-the-line", "source_modules")) == expected


def test_every_plugin_that_is_a_folder_is_kept_from_its_neighbours() -> None:
    parser = contracts()
    assert listed(parser, "connector-plugins", "modules") == plugin_folders(SOURCE / "connectors")
    assert listed(parser, "role-plugins", "modules") == plugin_folders(SOURCE / "roles")


def test_a_plugin_folder_is_found_by_its_package_file(tmp_path: Path) -> None:
    plugin = SOURCE / "connectors" / "cloudevents"
    assert "intera.connectors.cloudevents" in plugin_folders(plugin.parent)
    assert plugin_folders(tmp_path) == []
