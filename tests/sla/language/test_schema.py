"""The schema follows the classes: it takes what the reader takes, and refuses what it refuses."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from intera.sla.language.reader import Reader
from intera.sla.language.schema import SchemaMaker
from intera.sla.language.terms import EffectiveTerms, TargetTerms


@dataclass(frozen=True, slots=True)
class Nested:
    """A tree."""

    name: str
    below: "tuple[Nested, ...]" = ()
    day: date | None = None


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (TargetTerms, {"at_least": "99.9%"}),
        (TargetTerms, {"at_least": 12}),
        (TargetTerms, {"at_least": "99,9"}),
        (TargetTerms, {"atleast": "99.9%"}),
        (EffectiveTerms, {"from": "2026-01-01"}),
        (EffectiveTerms, {"from": "soon"}),
        (EffectiveTerms, {}),
        (Nested, {"name": "a", "below": [{"name": "b", "day": None}]}),
        (Nested, {"name": "a", "below": [{"nam": "b"}]}),
    ],
)
def test_schema_and_reader_agree(kind: type[Any], raw: object) -> None:
    schema = SchemaMaker().schema(kind, title="x")
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(raw) is (Reader().read(kind, raw) is not None)


def test_a_reading_may_stand_for_any_value() -> None:
    schema = SchemaMaker(readings=True).schema(TargetTerms, title="x")
    assert Draft202012Validator(schema).is_valid({"at_least": "$promise"})
    assert not Draft202012Validator(schema).is_valid({"at_least": "$ promise"})
