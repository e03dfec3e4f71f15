"""Pages of figures over many incidents: repeats, service quality, severity measured."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the boards."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    driver(op.get_bind()).execute(script)


def downgrade() -> None:
    """Forgets the boards; the worker makes them anew."""
    driver(op.get_bind()).execute("drop table published.board")
