"""An inventory of a million product instances: how long a load takes, and how long until a worker has it at hand."""

import csv
import gzip
import resource
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import yaml
from reach import LARGE, Clock, Size, accounts, memory_mb, product_instances, regions, services

from intera.settings import Settings
from intera.workflows.load_operator import load_operator
from intera.workflows.open_installation import open_installation
from intera.workflows.stock_operator import load_stocked_reference

AT = datetime(2026, 11, 18, tzinfo=UTC)
SPANS = ("valid_from_at", "valid_until_at")
DECLARED = {
    "files": [
        {
            "file": "accounts.csv.gz",
            "holds": "accounts",
            "format": "csv",
            "columns": {name: name for name in ("account_id", "name", "tier", "partner_code")},
        },
        {
            "file": "instances.csv.gz",
            "holds": "product_instances",
            "format": "csv",
            "columns": {
                name: name
                for name in (
                    *("product_instance_id", "account_id", "service_id", "region_id", "partner_code", "site_id"),
                    *SPANS,
                )
            },
        },
    ]
}


def _table(path: Path, names: list[str], things: object) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="", compresslevel=1) as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for one in things:  # type: ignore[attr-defined]
            cells = [getattr(one, name) for name in names]
            writer.writerow(
                ["" if cell is None else cell.isoformat() if isinstance(cell, datetime) else cell for cell in cells]
            )


def write_town(folder: Path, size: Size) -> None:
    inside = folder / "inventory"
    inside.mkdir(parents=True)
    partners = sorted({one.partner_code for one in accounts(size) if one.partner_code} | {f"P-{n}" for n in range(40)})
    document = {
        "name": "Town",
        "zone": "UTC",
        "services": [{"service_id": one.service_id, "name": one.name} for one in services()],
        "regions": [
            {
                "region_id": one.region_id,
                "name": one.name,
                "member_of": [{"parent_id": up.parent_id} for up in one.member_of],
            }
            for one in regions()
        ],
        "partners": [{"partner_code": code, "name": f"Carrier {code}"} for code in partners],
    }
    (folder / "operator.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    (inside / "inventory.yaml").write_text(yaml.safe_dump(DECLARED), encoding="utf-8")
    for entry, things in zip(DECLARED["files"], (accounts(size), product_instances(size)), strict=True):
        _table(inside / str(entry["file"]), list(entry["columns"]), things)


def bench_inventory(size: Size = LARGE) -> None:
    print(
        f"An inventory of {size.instances:,} product instances and {size.accounts:,} accounts, from files to the index"
    )
    folder = Path(tempfile.mkdtemp(prefix="intera-bench-"))
    folder.chmod(0o755)
    try:
        write_town(folder / "town", size)
        with open_installation(Settings(home=folder / "home")) as installation:
            writer = installation.writer_engine()
            door = installation.write_door(writer)
            for label in ("first load", "the same again"):
                before = memory_mb()
                started = Clock()
                version = load_operator(door, folder / "town", at=AT)
                most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - before
                print(f"  {label}: version {version} in {started}, at the most {most} MB more")
            with (folder / "town" / "operator.yaml").open("a", encoding="utf-8") as stream:
                stream.write("hidden_words: [something]\n")
            started = Clock()
            version = load_operator(door, folder / "town", at=AT)
            print(f"  the document changed: version {version} in {started}")
            before, started = memory_mb(), Clock()
            with writer.connect() as connection:
                reference = load_stocked_reference(connection)
            assert reference is not None
            assert reference.operator.inventory is not None
            print(
                f"  read and indexed by a worker: {reference.operator.inventory.instance_count:,} rows"
                f" in {started}, {memory_mb() - before} MB more"
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
