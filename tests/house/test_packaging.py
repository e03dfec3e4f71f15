"""What is locked is what is declared, and what is declared may be shipped."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from house.findings import ROOT


def toml(name: str) -> dict[str, Any]:
    """A TOML file of the project."""
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


def requirement(text: str) -> tuple[str, tuple[str, ...], str]:
    """A requirement as name, extras and version bound."""
    match = re.fullmatch(r"\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?\s*([^;]*)", text)
    assert match, f"cannot read the requirement {text!r}"
    extras = tuple(sorted(extra.strip() for extra in (match.group(2) or "").split(",") if extra.strip()))
    return match.group(1).lower().replace("_", "-"), extras, match.group(3).replace(" ", "")


def locked_requirement(entry: Mapping[str, Any]) -> tuple[str, tuple[str, ...], str]:
    """A requirement as the lock file keeps it."""
    return entry["name"], tuple(sorted(entry.get("extras", []))), entry.get("specifier", "")


def test_the_lock_file_is_in_step_with_the_declared_dependencies() -> None:
    project = toml("pyproject.toml")
    locked = next(package for package in toml("uv.lock")["package"] if package["name"] == "intera")["metadata"]
    runtime = sorted(requirement(text) for text in project["project"]["dependencies"])
    develop = sorted(requirement(text) for text in project["dependency-groups"]["dev"])
    assert sorted(locked_requirement(entry) for entry in locked["requires-dist"]) == runtime, "run: uv lock"
    assert sorted(locked_requirement(entry) for entry in locked["requires-dev"]["dev"]) == develop, "run: uv lock"


def test_every_locked_package_comes_from_the_public_index_with_a_hash() -> None:
    strange = [
        package["name"]
        for package in toml("uv.lock")["package"]
        if package["name"] != "intera"
        and (
            package["source"] != {"registry": "https://pypi.org/simple"}
            or not all("hash" in file for file in package.get("wheels", []))
        )
    ]
    assert strange == []


def test_every_exemption_from_a_style_rule_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start, end = lines.index("[tool.ruff.lint]"), lines.index("[tool.ruff.lint.pylint]")
    bare = [line for line in lines[start:end] if re.search(r'"[A-Z]+[0-9]{3}"', line) and "#" not in line]

    assert [line for line in bare if not line.lstrip().startswith(chr(34) + "src/intera/cli")] == []


def test_a_requirement_is_read_with_extras_and_bound() -> None:
    assert requirement("uvicorn[standard]>=0.54") == ("uvicorn", ("standard",), ">=0.54")
    assert requirement("types_PyYAML") == ("types-pyyaml", (), "")
