"""Made outage notices and power cuts in which the right answer is known."""

import csv
import gzip
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

START = datetime(2021, 1, 4, tzinfo=UTC)
COLUMNS = ("id", "municipality", "customers_out_max", "off_at", "last_seen", "first_etr", "last_etr")
Notice = tuple[str, datetime]


def write_notices(folder: Path, notices: Iterable[Notice], *, minutes: int = 30) -> Path:
    """Notices of an area from an instant on, each over after so many minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "notices.jsonl.gz", "wt", encoding="utf-8") as stream:
        for number, (area, start_at) in enumerate(notices):
            row = {
                "id": str(number),
                "first_seen": start_at.isoformat(),
                "resolved_seen": (start_at + timedelta(minutes=minutes)).isoformat(),
                "regions": ["somewhere"],
                "affected_area": area,
                "reference_number": f"INC{number:07d}",
                "title_history": [{"title": f"{start_at:%b} {start_at.day} - {area} | Outage (Fix in Progress)"}],
            }
            stream.write(json.dumps(row) + "\n")
    return folder


def write_cuts(folder: Path, cuts: Sequence[tuple[str, datetime, int]]) -> Path:
    """Cuts of two hours: municipality, start, customers; each promised to be over after one hour, then after three."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "cuts.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number, (place, off_at, customers) in enumerate(cuts):
            hours = [(off_at + timedelta(hours=hour)).isoformat() for hour in (0, 2, 1, 3)]
            writer.writerow([number, place, customers, *hours])
    return folder


def make_notices(days: int, *, seed: int = 7) -> list[Notice]:
    """Three lively areas, hit every six days on average, and sixty quiet ones, hit every 400 days."""
    chance = Random(seed)
    areas = [(f"Lively {name}", 6) for name in "ABC"] + [(f"Quiet {number}", 400) for number in range(60)]
    found = [
        (area, START + timedelta(days=day, minutes=chance.randrange(1440)))
        for area, every_days in areas
        for day in range(days)
        if chance.random() < 1 / every_days
    ]
    return sorted(found, key=lambda one: one[1])
