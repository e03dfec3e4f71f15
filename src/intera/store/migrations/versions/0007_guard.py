"""Words put to the language guard while they are written, and what it found in them."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two tables with the rights on them."""
    driver(op.get_bind()).execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Removes both; nothing in them outlives a minute."""
    connection = driver(op.get_bind())
    connection.execute("drop table published.guard_answer, inbox.guard_question")
    connection.execute("drop function inbox.wake_guard()")
