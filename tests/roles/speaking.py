"""The words of those who speak with customers, and one incident with approved words, for tests of the room."""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import intera.roles
from intera.model.case import Case
from intera.model.narrative import Narrative, Template
from intera.model.operator import Operator
from intera.narrative.compose import compose
from intera.narrative.template import parse_template
from intera.roles import find_package
from intera.roles.package import Phrases, parse_phrases
from intera.roles.release import release
from intera.workflows.rulebook import TEMPLATES, read_yaml

ROOM = Path(intera.roles.__file__).parent
__all__ = ["phrases_of", "released", "spoken_case", "templates"]


def phrases_of(slug: str) -> Phrases:
    """A role's words."""
    return parse_phrases(tomllib.loads((ROOM / slug / "phrases.toml").read_text("utf-8")), find_package(slug))


def released(case: Case, operator: Operator, northmoor: ModuleType, audience: str) -> dict[str, Any]:
    """One incident as a role reads it."""
    return dict(release(case, operator, audience=audience, at=northmoor.NOW))


@cache
def templates() -> tuple[Template, ...]:
    """The templates we ship."""
    return tuple(parse_template(read_yaml(path)) for path in sorted(TEMPLATES.rglob("*.yaml")))


def spoken_case(northmoor: ModuleType) -> Case:
    """The mock's first incident with words drafted from its facts, as they are drafted in the product."""
    case: Case = northmoor.mobile_case()
    return replace(case, narratives=(_draft(northmoor), *case.narratives))


@cache
def _draft(northmoor: ModuleType) -> Narrative:
    operator = northmoor.operator()
    found = compose(
        northmoor.mobile_case(), templates(), operator, audience="customer", language="en", at=northmoor.NOW
    )
    assert found is not None
    return found
