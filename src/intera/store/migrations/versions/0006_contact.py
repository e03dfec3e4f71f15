"""Contacts by channel, their counts by the hour, and the accounts one can look up."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the four tables with the rights on them."""
    driver(op.get_bind()).execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Removes the four tables with everything in them."""
    tables = "published.account, published.contact_count, published.contact, internal.contact"
    driver(op.get_bind()).execute(f"drop table {tables}")
