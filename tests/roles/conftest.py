"""The sample operator, its released documents and the one role package, for every test of the room."""

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from intera.roles import find_package
from intera.roles.desk import Desk, read_desk, release_operator
from intera.roles.package import Phrases, RolePackage, parse_phrases
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.release import release

ROLE = "service_assurance"
PACKAGE_FOLDER = Path(__file__).parents[2] / "src" / "intera" / "roles" / ROLE


@pytest.fixture(scope="session")
def northmoor() -> ModuleType:
    folder = Path(__file__).parent / "northmoor"
    spec = importlib.util.spec_from_file_location(
        "northmoor_sample", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def role() -> tuple[RolePackage, Phrases]:
    package = find_package(ROLE)
    return package, parse_phrases(tomllib.loads((PACKAGE_FOLDER / "phrases.toml").read_text("utf-8")), package)


@pytest.fixture(scope="session")
def phrases(role: tuple[RolePackage, Phrases]) -> Phrases:
    return role[1]


@pytest.fixture
def docs(northmoor: ModuleType) -> dict[str, dict[str, Any]]:
    """Released documents by incident id."""
    operator = northmoor.operator()
    return {
        case.incident.incident_id: release(case, operator, audience=ROLE, at=northmoor.NOW)
        for case in northmoor.cases()
    }


@pytest.fixture
def items(docs: dict[str, Any], northmoor: ModuleType) -> dict[str, Item]:
    """Ranked items by incident id."""
    return {incident_id: Item(doc, northmoor.NOW) for incident_id, doc in docs.items()}


@pytest.fixture
def desk(northmoor: ModuleType) -> Desk:
    return read_desk(release_operator(northmoor.operator()))


@pytest.fixture
def clock(northmoor: ModuleType) -> LocalClock:
    return LocalClock("Europe/Berlin", northmoor.NOW)
