"""No room below the line reaches outside itself, and the checks that say so bite."""

import ast

import pytest

from house import purity
from house.findings import BELOW_THE_LINE, SOURCE, python_files, report, room_files

# Where a number is money, a judged ratio, a severity or a leaf of the trail.
EXACT_ROOMS = ("model", "trail", "impact", "sla", "governance")


def test_no_room_below_the_line_reads_a_clock_chance_or_the_machine() -> None:
    found = [f for path, source in room_files(*BELOW_THE_LINE) for f in purity.find_impure(path, source)]
    assert not found, report(found)


def test_no_float_where_money_or_a_ratio_is_judged() -> None:
    found = [f for path, source in room_files(*EXACT_ROOMS) for f in purity.find_floats(path, source)]
    assert not found, report(found)


def test_role_views_are_built_in_roles_only() -> None:
    views = frozenset(
        name
        for path, source in room_files("roles")
        for name in purity.class_names(source)
        if name.endswith("View") or path.rsplit("/", 1)[-1].startswith("view")
    )
    assert views
    found = [
        f
        for path, source in python_files(SOURCE)
        if not path.startswith("src/intera/roles/")
        for f in purity.find_view_building(path, source, views)
    ]
    assert not found, report(found)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nx = datetime.now()",
        "from datetime import datetime as dt\nx = dt.now(UTC)",
        "import datetime\nx = datetime.datetime.utcnow()",
        "import datetime as d\nx = d.date.today()",
        "from datetime import datetime\nfactory = datetime.now",
        "import time\nx = time.monotonic()",
        "from time import time\nx = time()",
        "import random\nx = random.random()",
        "from uuid import uuid4\nx = uuid4()",
        "import os\nx = os.environ['A']",
        "from os import environ\nx = environ['A']",
        "with open('a') as f: pass",
        "print(1)",
        "x = hash('a')",
        "from urllib.request import urlopen\nx = urlopen(y)",
    ],
)
def test_an_impure_reference_is_found(source: str) -> None:
    assert purity.find_impure("a.py", source)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import time\nx = time(8, 0)",
        "from datetime import datetime\nx = datetime(2026, 1, 1)",
        "def f(at, open): return open(at)",
        "def f(incident): return incident.open()",
        "from urllib.parse import quote\nx = quote(y)",
        "from hashlib import sha256\nx = sha256(b'')",
    ],
)
def test_a_pure_reference_is_left_alone(source: str) -> None:
    assert purity.find_impure("a.py", source) == []


@pytest.mark.parametrize("source", ["x = 0.5", "x = float(y)", "def f(x: float): ...", "x = 1e3"])
def test_a_float_is_found(source: str) -> None:
    assert purity.find_floats("a.py", source)


def test_exact_numbers_are_left_alone() -> None:
    assert purity.find_floats("a.py", "from fractions import Fraction\nx = Fraction(1, 2) / 3") == []


def test_building_a_role_view_is_found_whatever_it_is_imported_as() -> None:
    views = frozenset({"CareView"})
    assert purity.find_view_building("a.py", "from intera.roles.care import CareView as V\nV(1)", views)
    assert purity.find_view_building("a.py", "from intera.roles import care\ncare.CareView(1)", views)
    assert purity.find_view_building("a.py", "from intera.lake import CareView\nCareView(1)", views) == []
    assert purity.find_view_building("a.py", "def show(view: CareView): return view.title", views) == []


def test_names_are_followed_through_imports() -> None:
    names = purity.imported_names(ast.parse("import a.b\nimport c.d as e\nfrom f import g as h"))
    assert names == {"a": "a", "e": "c.d", "h": "f.g"}
