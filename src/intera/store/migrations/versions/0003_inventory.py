"""The inventory: product instances and accounts too many for the reference document."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two tables and the worker's rights on them."""
    driver(op.get_bind()).execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Removes the two tables with everything in them."""
    driver(op.get_bind()).execute("drop table internal.inventory_account, internal.inventory_instance")
