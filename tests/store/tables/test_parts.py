"""What the tables of every schema are made of."""

from sqlalchemy import DateTime

from intera.store.tables.parts import instant


def test_an_instant_has_a_zone_and_only_fills_itself_in_where_asked() -> None:
    plain, filled = instant("at"), instant("created_at", nullable=False, is_now=True)
    assert isinstance(plain.type, DateTime)
    assert (plain.type.timezone, plain.nullable, plain.server_default) == (True, True, None)
    assert filled.server_default is not None
    assert filled.nullable is False
