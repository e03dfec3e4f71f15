"""A small made status feed: places that re-route by themselves, services whose state people set as they post."""

import csv
import gzip
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2024, 1, 1, tzinfo=UTC)
PARTS = [
    ("ams", "Amsterdam, Netherlands - (AMS)", "Europe", "False"),
    ("fra", "Frankfurt, Germany - (FRA)", "Europe", "False"),
    ("europe", "Europe", "", "True"),
    ("dns", "DNS", "Services", "False"),
    ("mail", "Mail", "Services", "False"),
]

Change = tuple[datetime, str, str, str]


def stamp(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def make_feed(folder: Path, *, days: int = 80, seed: int = 3) -> None:
    """Two re-routes a day that are never posted, one posted incident a day, every tenth without a part."""
    write_feed(folder, *made_past(days=days, seed=seed))


def made_past(*, days: int, seed: int = 3) -> tuple[list[Change], list[dict[str, object]]]:
    """The changes and the posts of `make_feed`; the same seed makes the same first days."""
    chance = random.Random(seed)
    changes: list[Change] = [(START, part, "", "operational") for part, *_ in PARTS]
    posts: list[dict[str, object]] = []
    for day in range(days):
        for place in ("ams", "fra"):
            at = START + timedelta(days=day, hours=chance.randint(1, 10))
            changes += [
                (at, place, "operational", "partial_outage"),
                (at, "europe", "operational", "partial_outage"),
                (at + timedelta(minutes=30), place, "partial_outage", "operational"),
            ]
        at = START + timedelta(days=day, hours=14)
        service = chance.choice(("dns", "mail"))
        is_named = day % 10 != 9
        posts.append(post(f"i{day}", at, [service] if is_named else [], "minor" if is_named else "none"))
        if is_named:
            changes += [
                (at + timedelta(minutes=9), service, "operational", "degraded_performance"),
                (at + timedelta(hours=2), service, "degraded_performance", "operational"),
            ]
    return changes, posts


def post(post_id: str, at: datetime, parts: list[str], impact: str) -> dict[str, object]:
    return {
        "id": post_id,
        "created_at": stamp(at),
        "first_seen": stamp(at + timedelta(minutes=9)),
        "last_seen": stamp(at + timedelta(hours=2)),
        "gone_at": stamp(at + timedelta(hours=2)),
        "impact": impact,
        "components": [{"id": part, "name": part} for part in parts],
    }


def maintenance(work_id: str, at: datetime, parts: list[str]) -> dict[str, object]:
    return {
        **post(work_id, at - timedelta(days=1), parts, "maintenance"),
        "scheduled_for": stamp(at),
        "scheduled_until": stamp(at + timedelta(hours=1)),
    }


def write_feed(folder: Path, changes: list[Change], posts: list[dict[str, object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "any_name.csv.gz", "wt", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["observed_at", "component_id", "from_status", "to_status", "component_updated_at"])
        for at, part, before, after in sorted(changes):
            set_at = at - timedelta(minutes=9) if after == "degraded_performance" else at
            writer.writerow([stamp(at), part, before, after, stamp(set_at)])
    with (folder / "parts.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["component_id", "name", "group", "is_group"])
        writer.writerows(PARTS)
    with gzip.open(folder / "posts.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(each) + "\n" for each in posts)
