"""How often each role reads each page, by the day."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two tables with the rights on them."""
    driver(op.get_bind()).execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Removes both with everything in them."""
    driver(op.get_bind()).execute("drop table internal.page_read_count, inbox.page_read")
