"""The first migration: makes what the program expects, and can be taken back and made again."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from intera.store import tables
from intera.store.database import DatabaseRole
from intera.store.provision import MIGRATIONS_PATH, check_rights, current_revision
from intera.workflows.open_installation import Installation

OURS = {"inbox", "internal", "published", "access"}
SCHEMAS = text(
    "select nspname from pg_namespace where nspname in"
    " ('inbox', 'internal', 'published', 'access', 'jobs', 'lake') order by 1"
)


def config(connection: Connection) -> Config:
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS_PATH))
    found.attributes["connection"] = connection
    return found


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "schema" or name in OURS


def is_no_index(_thing: object, _name: str | None, kind: str, *_rest: object) -> bool:
    return kind != "index"


def differences(connection: Connection) -> list[object]:
    """What the tables the program knows and those the migrations made do not share, indexes aside."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_schemas": True,
            "include_name": is_ours,
            "include_object": is_no_index,
            "compare_type": True,
        },
    )
    return list(compare_metadata(context, tables.METADATA))


def test_the_program_and_the_database_know_the_same_tables(owner: Connection) -> None:
    assert differences(owner) == []
    owner.execute(text("alter table internal.fact drop column true_until, add column extra text"))
    owner.execute(text("alter table published.source alter column taken_count type integer"))
    assert len(differences(owner)) == 3


def test_what_the_trail_starts_from(owner: Connection) -> None:
    assert tuple(owner.execute(text("select singleton, size, frontier from internal.trail_head")).one()) == (
        True,
        0,
        b"",
    )


def test_down_and_up_again_gives_the_same_house(installation: Installation) -> None:
    engine = installation.engine(DatabaseRole.OWNER, pool_size=1)
    with engine.begin() as connection:
        command.downgrade(config(connection), "base")
        assert current_revision(connection) is None
        assert connection.execute(SCHEMAS).scalars().all() == []
    with engine.begin() as connection:
        command.upgrade(config(connection), "head")
        assert current_revision(connection) == ScriptDirectory.from_config(config(connection)).get_current_head()
        schemas = connection.execute(SCHEMAS).scalars().all()
        assert schemas == ["access", "inbox", "internal", "jobs", "lake", "published"]
        assert differences(connection) == []
        assert check_rights(connection) is None
        said = connection.execute(text("select obj_description(to_regnamespace('jobs'))")).scalar_one()
        assert str(said).startswith("procrastinate ")
    engine.dispose()
