"""Which JSON Schemas are published: of a contract, of facts, and of a result.

Editors complete and check contracts with the first; machines read results by the last.
"""

from typing import cast

from intera.sla.language.facts import ContractFacts, PeriodFacts
from intera.sla.language.local_time import time_scalars, zone_of
from intera.sla.language.reader import SCALARS, Scalar
from intera.sla.language.schema import DIALECT, SchemaMaker
from intera.sla.language.short_forms import SHORT_FORMS
from intera.sla.language.terms import ContractTerms
from intera.sla.settlement.document import ResultDocument

_READING_SCHEMA = {
    "type": "object",
    "description": "one ambiguity of the text, settled by name",
    "properties": {
        "take": {"type": "string"},
        "choices": {"type": ["array", "object"]},
        "because": {"type": "string"},
    },
    "required": ["take", "choices"],
    "additionalProperties": False,
}
_EXAMPLE_SCHEMA = {
    "type": "object",
    "description": "a worked example: facts, and the answer by dotted paths of the result",
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "readings": {"type": "object", "additionalProperties": {"type": "string"}},
        "facts": {"type": "object"},
        "expect": {"type": "object"},
    },
    "required": ["id", "facts", "expect"],
    "additionalProperties": False,
}


def contract_schema() -> dict[str, object]:
    """The schema of a contract file; a file that extends another need not say everything itself."""
    whole = SchemaMaker(readings=True).schema(ContractTerms, title="INTERA contract")
    partial = SchemaMaker(readings=True, partial=True).schema(ContractTerms, title="INTERA contract")
    defs = {**cast("dict[str, object]", partial["$defs"]), **cast("dict[str, object]", whole["$defs"])}
    return {
        "$schema": DIALECT,
        "title": "INTERA contract",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/PartialContract"},
        "else": {"$ref": "#/$defs/Contract"},
        "$defs": {**defs, "Contract": _file(whole), "PartialContract": _file(partial)},
    }


def _file(schema: dict[str, object]) -> dict[str, object]:
    """What stands in a contract file: the terms, the layer below, the readings and the worked examples."""
    properties = {
        "extends": {"type": "string", "description": "the contract this one differs from, a file name without ending"},
        **cast("dict[str, object]", schema["properties"]),
        "readings": {"type": "object", "additionalProperties": _READING_SCHEMA},
        "examples": {"type": "array", "items": _EXAMPLE_SCHEMA},
    }
    left_out = ("$schema", "$defs", "title")
    return {**{key: value for key, value in schema.items() if key not in left_out}, "properties": properties}


def facts_schema() -> dict[str, object]:
    """The schema of a facts file."""
    month = Scalar(str, "a month such as 2026-06", r"^\d{4}-\d\d$", also_mapping=True)
    scalars = {**SCALARS, **time_scalars(zone_of("UTC")), PeriodFacts: month}
    schema = SchemaMaker(scalars).schema(ContractFacts, title="INTERA facts of one product instance")
    properties = {**cast("dict[str, object]", schema["properties"]), **SHORT_FORMS}
    return {**schema, "properties": properties}


def result_schema() -> dict[str, object]:
    """The schema of `intera sla try --json`."""
    return SchemaMaker().schema(ResultDocument, title="INTERA settlement result")


SCHEMAS = {"contract": contract_schema, "facts": facts_schema, "result": result_schema}
