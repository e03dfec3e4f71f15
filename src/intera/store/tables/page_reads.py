"""How often each role reads each page, by the day; no person and no time of day."""

from sqlalchemy import BigInteger, Column, Date, Table, Text, Uuid, func

from intera.store.tables.parts import METADATA

_READ = ("role", "page")

PAGE_READ = Table(
    "page_read",
    METADATA,
    # Drawn at random: not even the order of reads is kept.
    Column("read_id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    *(Column(name, Text, nullable=False) for name in _READ),
    Column("on_day", Date, nullable=False),
    schema="inbox",
)

PAGE_READ_COUNT = Table(
    "page_read_count",
    METADATA,
    *(Column(name, Text, primary_key=True) for name in _READ),
    Column("on_day", Date, primary_key=True),
    Column("read_count", BigInteger, nullable=False),
    schema="internal",
)
