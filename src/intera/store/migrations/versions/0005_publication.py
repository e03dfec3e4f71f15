"""Recipients, what was released to them, and what became of each sending."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables with the rights on them."""
    driver(op.get_bind()).execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Removes the tables: who was told what is forgotten, the trail keeps the digests."""
    inside = "internal.delivery, internal.publication, internal.recipient, internal.recipient_list"
    tables = f"published.delivery_count, published.publication, {inside}, internal.unsubscribed"
    driver(op.get_bind()).execute(f"drop table {tables}")
