"""The house: schemas, tables, rights and the jobs queue."""

from importlib.metadata import version
from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy import text

from intera.store.database import driver

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _run(script: str) -> None:
    # One driver-level call: the scripts hold functions whose bodies must not be split or bound.
    driver(op.get_bind()).execute(script)


def upgrade() -> None:
    """Creates the house."""
    _run(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    op.execute(text("set local search_path to jobs"))
    _run(SchemaManager.get_schema())
    _run(
        "grant select, insert, update, delete on all tables in schema jobs to intera_writer;"
        "grant usage on all sequences in schema jobs to intera_writer;"
        "grant execute on all functions in schema jobs to intera_writer;"
        f"comment on schema jobs is 'procrastinate {version('procrastinate')}';"
        "set local search_path to public"
    )


def downgrade() -> None:
    """Removes the house and everything in it."""
    _run("drop schema lake, jobs, access, published, internal, inbox cascade")
