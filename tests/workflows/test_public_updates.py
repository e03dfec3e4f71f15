"""Texts of every make are told by their keys, with their source and instant."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intera.workflows.evaluation import BadDataError
from intera.workflows.public_updates import read_public_updates

ROWS = {
    "notices": {
        "id": "1",
        "first_seen": "2022-01-01T10:00:00+00:00",
        "affected_area": "x",
        "summary": "Some customers.",
        "updates": [{"first_seen": "2022-01-01T11:00:00+00:00", "text": "Crews are on site."}, {"text": " "}],
    },
    "cloud": {
        "id": "2",
        "begin": "2022-02-01T10:00:00+00:00",
        "external_desc": "x",
        "updates": [{"when": "2022-02-01T10:05:00+00:00", "text": "We look into it."}],
    },
    "page": {
        "id": "3",
        "created_at": "2022-03-01T10:00:00Z",
        "shortlink": "x",
        "updates": [{"display_at": "2022-03-01T10:05:00Z", "body": "Data is slow."}],
    },
    "posts": {"site": "small", "date": "2022-04-01 10:00:00+00:00", "body": "\ufeffDown.<!-- not\nshown -->"},
    "devices": {"os": "x", "event": "y", "message": "%LINK-3-UPDOWN: changed state to down"},
}


def write(folder: Path) -> None:
    for name, row in ROWS.items():
        home = folder / name
        home.mkdir()
        with gzip.open(home / "any.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")


def test_every_make_is_read_from_the_folders_within(tmp_path: Path) -> None:
    write(tmp_path)
    found = read_public_updates(tmp_path)
    assert [(one.source, one.text, one.is_public) for one in found.texts] == [
        ("cloud", "We look into it.", True),
        ("devices", ROWS["devices"]["message"], False),
        ("notices", "Some customers.", True),
        ("notices", "Crews are on site.", True),
        ("page", "Data is slow.", True),
        ("small", "Down.", True),
    ]
    assert found.texts[-1].at == datetime(2022, 4, 1, 10, tzinfo=UTC)
    assert len(found.files.paths) == len(ROWS)


def test_a_set_alone_is_read_too(tmp_path: Path) -> None:
    write(tmp_path)
    assert [one.source for one in read_public_updates(tmp_path / "page").texts] == ["page"]
    assert [one.text for one in read_public_updates(tmp_path / "posts" / "any.jsonl.gz").texts] == ["Down."]


def test_what_holds_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=r"docs/evaluation\.md"):
        read_public_updates(tmp_path)
    with pytest.raises(BadDataError):
        read_public_updates(tmp_path / "nowhere")
