"""Is the database ready: roles with passwords, migrations applied, and no right too many.

The pages' role must have no privilege on any internal column; that is read from the catalogue at
every start, and the program refuses to run otherwise (ADR-0007).
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from intera.store.database import DatabaseRole, driver

MIGRATIONS_PATH = Path(__file__).parent / "migrations"
_SERVING_ROLES = (DatabaseRole.WRITER, DatabaseRole.READER, DatabaseRole.ACCESS)


class TooManyRightsError(RuntimeError):
    """A serving role can reach what it must not."""

    def __init__(self, found: list[str]) -> None:
        """Lists the privileges."""
        super().__init__("the database role behind the pages has rights it must not have: " + "; ".join(found[:10]))
        self.found = found


class TrustedLoginError(RuntimeError):
    """The server lets somebody in without a password."""

    def __init__(self, line: str) -> None:
        """Names the rule."""
        super().__init__(f"pg_hba.conf trusts logins without a password ({line}); use scram-sha-256")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_PATH))
    return config


def provision_roles(owner: Engine, passwords: dict[DatabaseRole, str]) -> None:
    """Creates the serving roles where absent and sets their passwords.

    Args:
        owner: an engine of a role that may create roles.
        passwords: one password per serving role.
    """
    with owner.begin() as connection:
        cursor = driver(connection).cursor()
        for role in _SERVING_ROLES:
            cursor.execute("select 1 from pg_roles where rolname = %s", (role.value,))
            verb = "alter" if cursor.fetchone() else "create"
            statement = (
                "{verb} role {role} with login nosuperuser nocreatedb nocreaterole nobypassrls password {password}"
            )
            cursor.execute(
                sql.SQL(statement).format(
                    verb=sql.SQL(verb), role=sql.Identifier(role.value), password=sql.Literal(passwords[role])
                )
            )


def ensure_database(maintenance: Engine, name: str) -> None:
    """Creates the database when the server has none of that name.

    Args:
        maintenance: an engine on the server's `postgres` database.
        name: the database's name.
    """
    with maintenance.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(text("select 1 from pg_database where datname = :name"), {"name": name}).scalar():
            driver(connection).execute(sql.SQL("create database {}").format(sql.Identifier(name)))


def migrate(owner: Engine) -> tuple[str | None, str]:
    """Applies what migrations are missing, one starter at a time.

    Args:
        owner: an engine of the owning role.

    Returns:
        The revision before and after; equal when nothing was missing.
    """
    config = _config()
    head = ScriptDirectory.from_config(config).get_current_head() or ""
    with owner.begin() as connection:
        # Two processes starting together must not both migrate.
        connection.execute(text("select pg_advisory_xact_lock(hashtext('intera.migrate'))"))
        before = current_revision(connection)
        if before != head:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return before, head


def current_revision(connection: Connection) -> str | None:
    """The revision the database is at; None when it is empty."""
    context = MigrationContext.configure(
        connection, opts={"version_table": "schema_version", "version_table_schema": "public"}
    )
    return context.get_current_revision()


# A login can use its own rights and, with `set role`, those of every role it is a member of; both count.
_RIGHTS = """
with login as (
    select r.rolname as role, m.oid as as_role from pg_roles r
    join pg_roles m on pg_has_role(r.oid, m.oid, 'member')
    where r.rolname in ('intera_reader', 'intera_access', 'intera_writer')
), holding as (
    select l.role, n.nspname as schema, c.relname as name, p.privilege
    from login l cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join (values ('select'), ('insert'), ('update'), ('references'), ('delete'), ('truncate'), ('trigger'))
        as p(privilege)
    where n.nspname in ('inbox', 'internal', 'published', 'access', 'jobs', 'lake')
      and c.relkind in ('r', 'v', 'm', 'p', 'f')
      and case when p.privilege in ('delete', 'truncate', 'trigger')
               then has_table_privilege(l.as_role, c.oid, p.privilege)
               else has_any_column_privilege(l.as_role, c.oid, p.privilege) end
)
select distinct role || ': ' || privilege || ' on ' || schema || '.' || name from holding
where (role, schema) in (('intera_reader', 'internal'), ('intera_reader', 'access'), ('intera_reader', 'jobs'),
                         ('intera_reader', 'lake'), ('intera_access', 'internal'), ('intera_access', 'published'),
                         ('intera_access', 'inbox'), ('intera_access', 'jobs'), ('intera_access', 'lake'),
                         ('intera_writer', 'access'))
   or (role = 'intera_reader' and schema = 'inbox' and privilege <> 'insert')
   or (role = 'intera_reader' and schema = 'published' and privilege <> 'select')
   or (role = 'intera_writer' and schema = 'internal' and name in ('trail_entry', 'trail_checkpoint', 'fact')
       and privilege in ('update', 'delete', 'truncate'))
union all
select rolname || ': superuser, bypasses row security or creates roles'
from pg_roles where rolname in ('intera_reader', 'intera_access', 'intera_writer')
  and (rolsuper or rolbypassrls or rolcreaterole)
order by 1
"""


def check_rights(connection: Connection) -> None:
    """Raises when a serving role can reach more than its schema, read from the catalogue.

    Args:
        connection: any connection; the catalogue is readable by all.

    Raises:
        TooManyRightsError: lists every privilege found.
    """
    found = [str(row[0]) for row in connection.execute(text(_RIGHTS))]
    if found:
        raise TooManyRightsError(found)


def check_logins(owner: Connection) -> None:
    """Raises when the server trusts a login without a password.

    Args:
        owner: a connection that may read `pg_hba_file_rules`; a server that does not let us look
            is the operator's own, whose database administrators own that file.

    Raises:
        TrustedLoginError: names the first such rule.
    """
    may_look = owner.execute(text("select has_function_privilege('pg_hba_file_rules()', 'execute')")).scalar()
    if not may_look:
        return
    query = "select type || ' ' || array_to_string(user_name, ',') from pg_hba_file_rules where auth_method = 'trust'"
    line = owner.execute(text(query)).scalar()
    if line:
        raise TrustedLoginError(str(line))
