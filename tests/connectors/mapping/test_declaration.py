"""A mapping is right as a whole, or its first wrong key is named."""

from pathlib import Path

import pytest
import yaml

from intera.connectors.mapping.declaration import InvalidMappingError, parse_mapping
from intera.model.source import RecordKind

ROOT = Path(__file__).parents[3]

LEAST = """
format: json
fields: {external_id: id, occurred_at: at, state: {constant: open}}
"""


def parse(text: str) -> object:
    """The mapping a YAML text declares."""
    return parse_mapping(yaml.safe_load(text))


def test_the_least_mapping() -> None:
    mapping = parse_mapping(yaml.safe_load(LEAST))
    assert mapping.file_format == "json"
    assert (mapping.records, mapping.each, mapping.event_key, mapping.kind) == ((), (), (), None)
    assert mapping.missing == {""}
    assert dict(mapping.fields)["occurred_at"].time == "iso"


def test_a_full_mapping() -> None:
    mapping = parse_mapping(
        yaml.safe_load("""
        format: csv
        delimiter: ";"
        missing: ["?"]
        kind: probe
        event_key: [id, {path: edited, default: "0"}]
        fields:
          external_id: id
          occurred_at: {path: at, time: "%d.%m.%Y", zone: Europe/Berlin}
          state: {first: [s, t.0.u], extract: "(a|b)", values: {A: ok, "no": open}, otherwise: degraded, default: open}
          failing_percent: {path: loss, scale: 0.1}
          region_refs: {path: where, split: ","}
        internal_texts: {note: note}
        """)
    )
    fields = dict(mapping.fields)
    assert mapping.kind is RecordKind.PROBE
    assert mapping.missing == {"", "?"}
    assert fields["state"].paths == (("s",), ("t", "0", "u"))
    assert fields["state"].values == {"a": "ok", "no": "open"}
    assert str(fields["failing_percent"].scale) == "0.1"
    assert [name for name, _ in mapping.internal_texts] == ["note"]


def test_the_shipped_mapping_names_what_it_reads_of_the_record_around() -> None:
    mapping = parse_mapping(yaml.safe_load((ROOT / "benchmarks" / "mappings" / "shaw.yaml").read_text()))
    assert mapping.each == (("title_history",), ("updates",))
    assert mapping.parent_paths == ("id", "reference_number", "regions", "title_history.0.title")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"format": "xml"}, "format"),
        ({"format": None}, "format"),
        ({"formats": "json"}, "formats"),
        ({"records": "a..b"}, "records"),
        ({"records": 5}, "records"),
        ({"records": ".".join("a" * 17)}, "records"),
        ({"records": "a" * 300}, "records"),
        ({"delimiter": ",,"}, "delimiter"),
        ({"delimiter": '"'}, "delimiter"),
        ({"each": 5}, "each"),
        ({"each": ["a", ""]}, "each.1"),
        ({"format": "csv", "each": "a"}, "each"),
        ({"missing": [None]}, "missing"),
        ({"kind": "tickets"}, "kind"),
        ({"kind": ["probe"]}, "kind"),
        ({"event_key": [5]}, "event_key.0"),
        ({"event_key": ["^.id"]}, "^.id"),
        ({"fields": None}, "fields"),
        ({"fields": {}}, "fields.external_id"),
        ({"fields": {"colour": "a"}}, "fields.colour"),
        ({"fields": {"internal_texts": "a"}}, "fields.internal_texts"),
        ({"fields": {5: "a"}}, "fields.5"),
        ({"internal_texts": ["a"]}, "internal_texts"),
    ],
)
def test_a_wrong_key_is_named(change: dict[str, object], key: str) -> None:
    with pytest.raises(InvalidMappingError) as error:
        parse_mapping({**yaml.safe_load(LEAST), **change})
    assert error.value.key == key
    assert str(error.value).startswith(f"mapping key {key}: ")


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (5, "title"),
        ({}, "title"),
        ({"path": "a", "constant": "b"}, "title"),
        ({"first": []}, "title.first"),
        ({"path": "a", "colour": "b"}, "title.colour"),
        ({"constant": 1.5}, "title.constant"),
        ({"constant": ["a"]}, "title.constant"),
        ({"path": "a", "values": {True: "b"}}, "title.values.True"),
        ({"path": "a", "values": {"b": []}}, "title.values.b"),
        ({"path": "a", "otherwise": "b"}, "title.otherwise"),
        ({"path": "a", "extract": "("}, "title.extract"),
        ({"path": "a", "extract": "(a+)+"}, "title.extract"),
        ({"path": "a", "extract": ""}, "title.extract"),
        ({"path": "a", "split": ""}, "title.split"),
        ({"path": "a", "scale": 0}, "title.scale"),
        ({"path": "a", "scale": "nan"}, "title.scale"),
        ({"path": "a", "scale": "many"}, "title.scale"),
        ({"path": "a", "scale": "1e99"}, "title.scale"),
        ({"path": "a", "time": 5}, "title.time"),
        ({"path": "a", "zone": "Mars"}, "title.zone"),
    ],
)
def test_a_wrong_rule_is_named(rule: object, key: str) -> None:
    raw = yaml.safe_load(LEAST)
    raw["fields"]["title"] = rule
    with pytest.raises(InvalidMappingError) as error:
        parse_mapping(raw)
    assert error.value.key == f"fields.{key}"
