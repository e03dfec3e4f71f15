"""Is the database ready: rights are read from the catalogue, and one right too many stops the start."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import LiteralString

import pytest
from alembic.script import ScriptDirectory
from psycopg import errors, sql
from sqlalchemy import Connection, Engine, text

from intera.store import tables
from intera.store.database import DatabaseRole, driver, open_engine
from intera.store.provision import (
    MIGRATIONS_PATH,
    TooManyRightsError,
    TrustedLoginError,
    check_logins,
    check_rights,
    current_revision,
    ensure_database,
    migrate,
    provision_roles,
)
from intera.workflows.open_installation import Installation

REFUSED = (errors.InsufficientPrivilege,)
HIDDEN = ("internal", "access", "jobs", "lake")


def refused(connection: Connection, statement: LiteralString, *names: str) -> bool:
    """Whether the database refuses a statement on a relation for want of rights."""
    cursor = driver(connection).cursor()
    try:
        with driver(connection).transaction():
            cursor.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
    except errors.InsufficientPrivilege:
        return True
    return False


def hidden_columns(owner: Connection, schemas: tuple[str, ...]) -> list[tuple[str, str, str]]:
    rows = owner.execute(
        text(
            "select n.nspname, c.relname, min(a.attname) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
            " where n.nspname = any(:schemas) and c.relkind in ('r', 'v', 'm', 'p') group by 1, 2 order by 1, 2"
        ),
        {"schemas": list(schemas)},
    )
    return [(row[0], row[1], row[2]) for row in rows]


READS: tuple[LiteralString, ...] = (
    "select {2} from {0}.{1}",
    "select 1 from {0}.{1} where {2} is not null",
    "select 1 from {0}.{1} order by {2}",
    "select count(*) from {0}.{1}",
    "select 1 from {0}.{1}",
    "select 1 from published.setting s where exists (select from {0}.{1} h where h.{2}::text = s.name)",
    "copy {0}.{1} to stdout",
    "update {0}.{1} set {2} = null",
    "delete from {0}.{1}",
    "truncate {0}.{1}",
    "lock table {0}.{1}",
)


def test_the_pages_role_is_refused_by_the_database_on_every_hidden_table(owner: Connection, reader: Connection) -> None:
    hidden = hidden_columns(owner, HIDDEN)
    named = {f"{schema}.{table}" for schema, table, _ in hidden}
    ours = {f"{table.schema}.{table.name}" for table in tables.METADATA.tables.values() if table.schema in HIDDEN}
    assert ours <= named
    assert any(name.startswith("jobs.") for name in named)
    let_through = [
        (statement, *names) for names in hidden for statement in READS if not refused(reader, statement, *names)
    ]
    assert let_through == []


def test_the_pages_role_reads_what_was_published_and_changes_nothing(owner: Connection, reader: Connection) -> None:
    for names in hidden_columns(owner, ("published",)):
        assert not refused(reader, "select {2} from {0}.{1}", *names)
        for statement in READS[-4:]:
            assert refused(reader, statement, *names), (statement, names)


def test_the_pages_role_hands_in_and_cannot_look_again(owner: Connection, reader: Connection) -> None:
    for names in hidden_columns(owner, ("inbox",)):
        for statement in READS:
            assert refused(reader, statement, *names), (statement, names)
    handed_in: LiteralString = (
        "insert into inbox.record (source_id, body, digest, received_at) values ('desk', '', '', now())"
    )
    assert not refused(reader, handed_in)
    assert refused(reader, "insert into inbox.pending values (99)")
    assert refused(reader, "select inbox.queue_records()")


@pytest.mark.parametrize("table", ["trail_entry", "trail_checkpoint", "fact"])
def test_the_worker_adds_to_the_trail_and_to_facts_and_never_changes_them(writer: Connection, table: str) -> None:
    column = "note" if table == "trail_checkpoint" else "subject"
    assert not refused(writer, "select {2} from {0}.{1}", "internal", table, column)
    for statement in READS[-4:-1]:
        assert refused(writer, statement, "internal", table, column)
    assert refused(writer, "alter table {0}.{1} add column x int", "internal", table)


def test_the_worker_cannot_reach_accounts_and_sign_in_reaches_nothing_else(
    owner: Connection, writer: Connection, access: Connection
) -> None:
    for names in hidden_columns(owner, ("access",)):
        assert refused(writer, READS[0], *names)
        assert not refused(access, READS[0], *names)
    for names in hidden_columns(owner, ("inbox", "internal", "published", "jobs")):
        assert refused(access, READS[0], *names)


def test_the_worker_may_put_the_measurement_catalogue_in_its_own_schema(
    writer: Connection, reader: Connection, access: Connection
) -> None:
    make: LiteralString = "create table lake.iceberg_tables (name text)"
    assert not refused(writer, make)
    assert refused(reader, make)
    assert refused(access, make)
    for other in ("inbox", "internal", "published", "access", "jobs", "public"):
        assert refused(writer, "create table {0}.x (name text)", other)


def test_a_fresh_house_gives_no_right_too_many(reader: Connection) -> None:
    assert check_rights(reader) is None
    assert reader.execute(text("select count(*) from pg_class where relname = 'incident'")).scalar_one() == 2


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("grant select on internal.incident to intera_reader", "intera_reader: select on internal.incident"),
        ("grant select (version) on internal.incident to intera_reader", "intera_reader: select on internal.incident"),
        ("grant update (body) on internal.signal to intera_reader", "intera_reader: update on internal.signal"),
        ("grant insert on internal.outbox to intera_reader", "intera_reader: insert on internal.outbox"),
        ("grant delete on internal.incident to intera_reader", "intera_reader: delete on internal.incident"),
        ("grant truncate on internal.incident to intera_reader", "intera_reader: truncate on internal.incident"),
        ("grant select on internal.incident to public", "intera_reader: select on internal.incident"),
        ("grant pg_read_all_data to intera_reader", "intera_reader: select on internal.incident"),
        ("grant intera_writer to intera_reader", "intera_reader: select on internal.fact"),
        ("grant intera_writer to intera_reader with inherit false", "intera_reader: select on internal.fact"),
        ("grant intera_owner to intera_access", "intera_access: select on internal.fact"),
        ("grant select (login) on access.person to intera_reader", "intera_reader: select on access.person"),
        ("grant select on inbox.record to intera_reader", "intera_reader: select on inbox.record"),
        ("grant delete on inbox.pending to intera_reader", "intera_reader: delete on inbox.pending"),
        ("grant update (card) on published.incident to intera_reader", "intera_reader: update on published.incident"),
        ("create table lake.t (x int); grant select on lake.t to intera_reader", "intera_reader: select on lake.t"),
        ("create view internal.v as select 1; grant select on internal.v to intera_reader", "select on internal.v"),
        ("alter table internal.incident owner to intera_reader", "intera_reader: select on internal.incident"),
        ("grant select on access.session to intera_writer", "intera_writer: select on access.session"),
        ("grant update on internal.trail_entry to intera_writer", "intera_writer: update on internal.trail_entry"),
        ("grant update (body) on internal.trail_entry to intera_writer", "update on internal.trail_entry"),
        ("grant delete on internal.fact to intera_writer", "intera_writer: delete on internal.fact"),
        ("grant truncate on internal.fact to intera_writer", "intera_writer: truncate on internal.fact"),
        ("alter role intera_reader bypassrls", "intera_reader: superuser, bypasses row security"),
        ("alter role intera_access superuser", "intera_access: superuser, bypasses row security"),
        ("alter role intera_writer createrole", "intera_writer: superuser, bypasses row security"),
    ],
)
def test_one_right_too_many_is_found_and_named(owner: Connection, statement: str, named: str) -> None:
    owner.execute(text(statement))
    with pytest.raises(TooManyRightsError, match="rights it must not have") as caught:
        check_rights(owner)
    assert any(named in found for found in caught.value.found), caught.value.found


def test_the_sentence_stays_short_when_everything_is_open(owner: Connection) -> None:
    owner.execute(text("grant all on all tables in schema internal, access to intera_reader"))
    with pytest.raises(TooManyRightsError) as caught:
        check_rights(owner)
    assert len(caught.value.found) > 50
    assert str(caught.value).count(";") == 9


@pytest.fixture
def login_rules(owner: Connection) -> Generator[Path]:
    """The server's file of login rules, put back in the end; the server reads it only when told to."""
    path = Path(str(owner.execute(text("show hba_file")).scalar_one()))
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def test_a_login_without_a_password_is_found(owner: Connection, login_rules: Path) -> None:
    assert check_logins(owner) is None
    with login_rules.open("a") as file:
        file.write("\nhost all intera_reader 127.0.0.1/32 trust\n")
    with pytest.raises(TrustedLoginError, match=r"trusts logins without a password \(host intera_reader\)"):
        check_logins(owner)


def test_a_server_that_does_not_let_us_look_is_taken_as_it_is(reader: Connection) -> None:
    assert check_logins(reader) is None
    assert refused(reader, "select * from pg_hba_file_rules")


def test_provisioning_again_repairs_roles_and_changes_passwords(installation: Installation, owner: Connection) -> None:
    engine = installation.engine(DatabaseRole.OWNER, pool_size=1)
    passwords = {
        DatabaseRole.WRITER: installation.secrets.writer_password,
        DatabaseRole.READER: "it's \\ 漢 %s {x}",
        DatabaseRole.ACCESS: installation.secrets.access_password,
    }
    try:
        provision_roles(engine, passwords)
        changed = open_engine(installation.logins.reader.set(password=passwords[DatabaseRole.READER]), pool_size=1)
        with changed.connect() as connection:
            assert connection.execute(text("select current_user")).scalar_one() == "intera_reader"
        changed.dispose()
    finally:
        provision_roles(engine, passwords | {DatabaseRole.READER: installation.secrets.reader_password})
        engine.dispose()
    assert check_rights(owner) is None
    reader = installation.reader_engine()
    with reader.connect() as connection:
        assert connection.execute(text("select 1")).scalar_one() == 1
    reader.dispose()


def test_a_database_is_made_once(engines: dict[DatabaseRole, Engine]) -> None:
    owner = engines[DatabaseRole.OWNER]
    name = 'odd name; "quoted"'
    count = text("select count(*) from pg_database where datname = :name")
    try:
        for _ in range(2):
            ensure_database(owner, name)
        with owner.connect() as connection:
            assert connection.execute(count, {"name": name}).scalar_one() == 1
    finally:
        with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            driver(connection).execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))


def test_two_starters_migrate_one_after_the_other(installation: Installation) -> None:
    owners = [installation.engine(DatabaseRole.OWNER, pool_size=1) for _ in range(3)]
    with owners[0].begin() as connection:
        connection.execute(text("drop schema lake, jobs, access, published, internal, inbox cascade"))
        connection.execute(text("drop table public.schema_version"))
        assert current_revision(connection) is None
    with ThreadPoolExecutor(3) as pool:
        steps = list(pool.map(migrate, owners))
    head = ScriptDirectory(str(MIGRATIONS_PATH)).get_current_head()
    assert sorted(steps, key=str) == [(head, head), (head, head), (None, head)]
    with owners[0].connect() as connection:
        assert current_revision(connection) == head
        assert check_rights(connection) is None
    for owner in owners:
        owner.dispose()
