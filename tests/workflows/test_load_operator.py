"""An operator's folder becomes reference data, or one sentence says what is wrong with it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from intera.model.party import Tier
from intera.store.database import DatabaseRole
from intera.store.reference import load_reference
from intera.store.unit_of_work import WriteDoor
from intera.workflows.inventory_declaration import InventoryFileError
from intera.workflows.load_operator import OperatorFileError, load_operator, read_operator
from intera.workflows.open_installation import Installation
from intera.workflows.stock_operator import load_stocked_reference

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"
AT = datetime(2026, 8, 20, tzinfo=UTC)

SMALL = """
name: Small Telecom
zone: Europe/Lisbon
services: [{service_id: data, name: Data, owner_team_id: desk, aliases: [DTA]}]
regions: [{region_id: west, name: West, aliases: [W]}]
teams: [{team_id: desk, name: Desk}]
partners: [{partner_code: P-01, name: Far Carrier, service_ids: [data]}]
accounts: [{account_id: a1, name: One, tier: vip}]
product_instances: [{product_instance_id: pi1, account_id: a1, service_id: data, region_id: west}]
footprints: [{service_id: data, region_id: west, customer_count: 10}]
agreements:
  - agreement_id: c1
    account_id: a1
    product_instance_ids: [pi1]
    targets: [{metric: availability, target_ratio: "99.9%"}]
problems: [{problem_id: b1, title: T, owner: D, due_at: 2026-11-13T12:00:00+00:00, fingerprint_service_id: data}]
planned_works:
  - work_id: w1
    title: Work
    service_ids: [data]
    region_ids: [west]
    start_at: 2026-11-13T12:00:00+00:00
    end_at: 2026-11-13T14:00:00+00:00
sources: [{source_id: s1, name: Feed, connector: cloudevents, kind: probe, expected_every_s: 60}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "operator.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "operator.yaml"
    written = path.read_text(encoding="utf-8")
    assert written.count(old) == 1, old
    path.write_text(written.replace(old, new), encoding="utf-8")


def test_a_small_operator_is_read(folder: Path) -> None:
    operator = read_operator(folder)
    assert operator.name == "Small Telecom"
    assert operator.accounts[0].tier is Tier.VIP
    assert operator.agreements[0].targets[0].target_ratio == Fraction(999, 1000)
    assert operator.problems[0].due_at == datetime(2026, 11, 13, 12, tzinfo=UTC)


def test_a_ratio_may_be_written_as_a_fraction(folder: Path) -> None:
    change(folder, '"99.9%"', '"997/1000"')
    assert read_operator(folder).agreements[0].targets[0].target_ratio == Fraction(997, 1000)


def test_lists_may_be_spread_over_files_and_other_yaml_is_left_alone(folder: Path) -> None:
    (folder / "more.yaml").write_text("regions: [{region_id: east, name: East}]\n", encoding="utf-8")
    for name in ("scenario.yaml", "policy.yaml", "playbook.yaml"):
        (folder / name).write_text("whatever: true\n", encoding="utf-8")
    assert [region.region_id for region in read_operator(folder).regions] == ["east", "west"]


def test_a_single_value_given_in_two_files_is_refused(folder: Path) -> None:
    (folder / "more.yaml").write_text("name: Other\n", encoding="utf-8")
    with pytest.raises(OperatorFileError, match="name: is given in two files"):
        read_operator(folder)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OperatorFileError, match="holds no operator data"):
        read_operator(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("tier: vip", "tier: golden", "accounts[0].tier"),
        ("tier: vip", "teir: vip", "accounts[0].teir"),
        ("customer_count: 10", "customer_count: many", "footprints[0].customer_count"),
        ("zone: Europe/Lisbon", "zone: Europe/Atlantis", "zone"),
        ("owner_team_id: desk", "owner_team_id: nobody", "services[0].owner_team_id"),
        ("account_id: a1, service_id: data", "account_id: a9, service_id: data", "product_instances[0].account_id"),
        (
            "service_id: data, region_id: west}]\nfoot",
            "service_id: x, region_id: west}]\nfoot",
            "product_instances[0].service_id",
        ),
        ("region_id: west, customer", "region_id: moon, customer", "footprints[0].region_id"),
        ("service_ids: [data]}]", "service_ids: [tv]}]", "partners[0].service_ids"),
        ("    region_ids: [west]", "    region_ids: [moon]", "planned_works[0].region_ids"),
        ("fingerprint_service_id: data", "fingerprint_service_id: tv", "problems[0].fingerprint_service_id"),
        ("product_instance_ids: [pi1]", "product_instance_ids: [pi2]", "agreements[0].product_instance_ids"),
        ("product_instance_ids: [pi1]", "product_instance_ids: []", "agreements[0].product_instance_ids"),
        ('"99.9%"', '"many"', "agreements[0].targets[0].target_ratio"),
        ('"99.9%"', "99.9", "agreements[0].targets[0].target_ratio"),
        ('"99.9%"', '"999/0"', "agreements[0].targets[0].target_ratio"),
        ('"99.9%"', '"101%"', "agreements[0].targets[0].target_ratio"),
        ("12:00:00+00:00, finger", "12:00:00, finger", "problems[0].due_at"),
        ("end_at: 2026-11-13T14", "end_at: 2026-11-13T11", "planned_works[0].end_at"),
        ("connector: cloudevents", "connector: pigeon", "sources[0].connector"),
        ("connector: cloudevents", "connector: mapping", "sources[0].settings.mapping"),
        ("expected_every_s: 60", "expected_every_s: -1", "sources[0].expected_every_s"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_place(folder: Path, old: str, new: str, where: str) -> None:
    change(folder, old, new)
    with pytest.raises(OperatorFileError) as caught:
        read_operator(folder)
    assert caught.value.where == where
    assert str(folder) not in str(caught.value)


def test_a_service_and_a_region_may_share_a_name(folder: Path) -> None:
    change(folder, "aliases: [W]", "aliases: [W, dta]")
    operator = read_operator(folder)
    assert operator.find_region("DTA") is operator.regions[0]
    assert operator.find_service("DTA") is operator.services[0]


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        ("regions: [{region_id: east, name: west}]", "regions[1].region_id"),
        ("services: [{service_id: dta, name: Other}]", "services[1].service_id"),
        ("sources: [{source_id: S1, name: Other, connector: cloudevents, kind: health}]", "sources[1].source_id"),
    ],
)
def test_two_things_of_one_name_are_refused_in_any_case_of_letters(folder: Path, extra: str, where: str) -> None:
    (folder / "z.yaml").write_text(extra, encoding="utf-8")
    with pytest.raises(OperatorFileError, match="already belongs to") as caught:
        read_operator(folder)
    assert caught.value.where == where


@pytest.mark.parametrize("name", ['"East\\nBcc: a@b.example"', '"  "'])
def test_a_name_with_a_line_break_or_nothing_in_it_is_refused(folder: Path, name: str) -> None:
    (folder / "z.yaml").write_text(f"regions: [{{region_id: east, name: {name}}}]", encoding="utf-8")
    with pytest.raises(OperatorFileError, match=r"regions\[1\]\.name") as caught:
        read_operator(folder)
    assert caught.value.where == "regions[1].name"


def test_a_word_customers_read_in_every_update_cannot_be_hidden(folder: Path) -> None:
    region = read_operator(folder).regions[0].name
    (folder / "z.yaml").write_text(f"hidden_words: [Osprey, {region.upper()}]", encoding="utf-8")
    with pytest.raises(OperatorFileError, match="is what customers call us, a service or a place") as caught:
        read_operator(folder)
    assert caught.value.where == "hidden_words[1]"


def test_a_declared_mapping_is_checked_where_it_is_given(folder: Path) -> None:
    settings = "settings: {mapping: {format: xml, fields: {}}}, connector: mapping"
    change(folder, "connector: cloudevents", settings)
    with pytest.raises(OperatorFileError, match=r"sources\[0\]\.settings\.mapping: mapping key format"):
        read_operator(folder)


def test_northmoor_is_an_operator_without_a_loose_end() -> None:
    operator = read_operator(NORTHMOOR)
    assert operator.name == "Northmoor Telecom"
    routes = [partner for partner in operator.partners if partner.service_ids == ("wholesale-voice",)]
    assert len(routes) == 24, "P-17 and 23 others"
    assert {"mapping", "cloudevents"} == {source.connector for source in operator.sources}


@pytest.fixture(scope="module")
def house(
    open_fresh: Callable[[Path], AbstractContextManager[Installation]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[WriteDoor, Engine]]:
    """The write door of one database the tests after each other write to."""
    with open_fresh(tmp_path_factory.mktemp("home")) as installation:
        writer = installation.engine(DatabaseRole.WRITER)
        yield installation.write_door(writer), writer
        writer.dispose()


def test_loading_puts_an_operator_in_force_once_with_one_decision(
    house: tuple[WriteDoor, Engine], folder: Path
) -> None:
    door, engine = house
    first = load_operator(door, folder, at=AT)
    assert load_operator(door, folder, at=AT) == first, "the same data again do nothing"
    change(folder, "customer_count: 10", "customer_count: 11")
    assert load_operator(door, folder, at=AT) == first + 1
    with engine.connect() as connection:
        reference = load_reference(connection)
        loads = connection.execute(text("select count(*) from published.trail where kind = 'operator.load'"))
        assert loads.scalar_one() == 2
        sources = connection.execute(text("select source_id, taken_count, last_heard_at from published.source")).all()
        desk = connection.execute(text("select body from published.setting where name = 'operator'")).scalar_one()
    assert reference is not None
    assert reference.operator == read_operator(folder)
    assert [tuple(row) for row in sources] == [("s1", 0, None)]
    assert "Small Telecom" in desk
    assert "Far Carrier" not in desk, "a partner's name is hidden"


def test_a_source_taken_out_no_longer_stands_as_late(house: tuple[WriteDoor, Engine], folder: Path) -> None:
    door, engine = house
    change(folder, "source_id: s1", "source_id: s2")
    load_operator(door, folder, at=AT)
    with engine.connect() as connection:
        found = connection.execute(text("select source_id from published.source order by source_id")).scalars().all()
    assert found == ["s2"]


def test_northmoor_loads_and_reads_back_the_same(house: tuple[WriteDoor, Engine]) -> None:
    door, engine = house
    version = load_operator(door, NORTHMOOR, at=AT)
    assert load_operator(door, NORTHMOOR, at=AT) == version
    with engine.connect() as connection:
        reference = load_reference(connection)
    assert reference is not None
    assert reference.operator == read_operator(NORTHMOOR)


DECLARED = """
files:
  - {file: who.csv, holds: accounts, format: csv, columns: {account_id: id}, constants: {tier: consumer}}
  - file: lines.csv
    holds: product_instances
    format: csv
    columns: {product_instance_id: id, account_id: who, region_id: where}
    constants: {service_id: DTA}
"""


@pytest.fixture
def fresh(installation: Installation) -> Iterator[tuple[WriteDoor, Engine]]:
    """The write door of a database nobody wrote to yet."""
    writer = installation.engine(DatabaseRole.WRITER)
    yield installation.write_door(writer), writer
    writer.dispose()


def stock(folder: Path, lines: str) -> None:
    inside = folder / "inventory"
    inside.mkdir(exist_ok=True)
    (inside / "inventory.yaml").write_text(DECLARED, encoding="utf-8")
    (inside / "who.csv").write_text("id\nb1\nb2\n", encoding="utf-8")
    (inside / "lines.csv").write_text(f"id,who,where\n{lines}", encoding="utf-8")


def in_force(engine: Engine) -> tuple[list[str], list[object]]:
    """The lines of the inventory in force, and the details of each load's decision."""
    with engine.connect() as connection:
        query = "select product_instance_id from internal.inventory_instance where until_version is null order by 1"
        return (
            list(connection.execute(text(query)).scalars()),
            list(connection.execute(text("select version from internal.reference order by 1")).scalars()),
        )


def test_an_inventory_is_loaded_with_its_operator_and_replaced_by_the_next(
    fresh: tuple[WriteDoor, Engine], folder: Path
) -> None:
    door, engine = fresh
    stock(folder, "l1,b1,west\nl2,b2,W\n")
    assert load_operator(door, folder, at=AT) == 1
    assert load_operator(door, folder, at=AT) == 1, "the same again does nothing"
    assert in_force(engine) == (["l1", "l2"], [1])
    stock(folder, "l2,b2,west\nl3,a1,west\n")
    assert load_operator(door, folder, at=AT) == 2
    assert in_force(engine) == (["l2", "l3"], [1, 2])
    change(folder, "customer_count: 10", "customer_count: 11")
    assert load_operator(door, folder, at=AT) == 3
    with engine.connect() as connection:
        reference = load_stocked_reference(connection)
    assert reference is not None
    assert reference.operator.inventory is not None
    assert reference.operator.inventory.instance_count == 3, "two lines, and the one of the document"
    for path in (folder / "inventory").iterdir():
        path.unlink()
    assert load_operator(door, folder, at=AT) == 4
    assert in_force(engine) == ([], [1, 2, 3, 4])


def test_a_name_that_means_something_else_now_is_read_again(fresh: tuple[WriteDoor, Engine], folder: Path) -> None:
    door, engine = fresh
    stock(folder, "l1,b1,W\n")
    load_operator(door, folder, at=AT)
    change(folder, "name: West, aliases: [W]}", "name: West}, {region_id: far, name: Far, aliases: [W]}")
    load_operator(door, folder, at=AT)
    with engine.connect() as connection:
        query = "select region_id from internal.inventory_instance where until_version is null"
        assert connection.execute(text(query)).scalars().all() == ["far"]


def test_one_bad_row_leaves_everything_as_it_was(fresh: tuple[WriteDoor, Engine], folder: Path) -> None:
    door, engine = fresh
    stock(folder, "l1,b1,west\n")
    load_operator(door, folder, at=AT)
    change(folder, "name: Small Telecom", "name: Other Telecom")
    stock(folder, "l1,b1,west\nl2,nobody,west\n")
    with pytest.raises(InventoryFileError, match=r"inventory, lines.csv row 3: there is no account 'nobody'"):
        load_operator(door, folder, at=AT)
    assert in_force(engine) == (["l1"], [1])


def test_an_unknown_tier_is_refused_with_the_known_ones(folder: Path) -> None:
    change(folder, "tier: vip}", "tier: gold}")
    with pytest.raises(OperatorFileError, match="'gold' is not known here; use one of vip, key, wholesale") as caught:
        read_operator(folder)
    assert caught.value.where == "accounts[0].tier"


@pytest.mark.parametrize(
    ("member_of", "where", "says"),
    [
        ("[{parent_id: moon}]", "regions[0].member_of", "there is no 'moon' in regions"),
        ("[{parent_id: west}]", "regions[0].member_of", "runs in a circle"),
        (
            "[{parent_id: west, valid_from_at: 2026-02-01T00:00:00Z, valid_until_at: 2026-01-01T00:00:00Z}]",
            "regions[0].member_of",
            "ends before it begins",
        ),
    ],
)
def test_regions_that_are_no_tree_are_refused(folder: Path, member_of: str, where: str, says: str) -> None:
    change(folder, "aliases: [W]}", f"aliases: [W], member_of: {member_of}}}")
    with pytest.raises(OperatorFileError, match=says) as caught:
        read_operator(folder)
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (
            "tier: vip}",
            "tier: vip, valid_from_at: 2026-02-01T00:00:00Z, valid_until_at: 2026-01-01T00:00:00Z}",
            "accounts[0].valid_until_at",
        ),
        (
            "region_id: west}]\nfootprints",
            "region_id: west, valid_from_at: 2026-02-01T00:00:00}]\nfootprints",
            "product_instances[0].valid_from_at",
        ),
    ],
)
def test_a_span_that_runs_backwards_or_has_no_zone_is_refused(folder: Path, old: str, new: str, where: str) -> None:
    change(folder, old, new)
    with pytest.raises(OperatorFileError) as caught:
        read_operator(folder)
    assert caught.value.where == where
