"""What a plugin may use is all in one place."""

from intera.connectors import CONNECTORS, port
from intera.connectors.port import RawRecord, digest_key


def test_the_port_hands_out_what_it_names() -> None:
    assert all(hasattr(port, name) for name in port.__all__)
    assert len(set(port.__all__)) == len(port.__all__)


def test_the_list_is_by_slug() -> None:
    assert list(CONNECTORS) == ["cloudevents", "mapping", "servicenow_csv"]
    assert all(slug == connector.slug for slug, connector in CONNECTORS.items())


def test_the_same_bytes_have_the_same_key() -> None:
    assert digest_key(b"abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest_key(b"abd") != digest_key(b"abc")


def test_a_raw_record_is_json_unless_it_says_otherwise() -> None:
    assert RawRecord(b"{}", "k", None).content_type == "application/json"
