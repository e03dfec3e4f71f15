"""What came of each thing stated: the matter of calibrated confidence."""

from pathlib import Path

from alembic import op

from intera.store.database import driver

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the outcomes."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    driver(op.get_bind()).execute(script)


def downgrade() -> None:
    """Forgets the outcomes."""
    driver(op.get_bind()).execute("drop table internal.outcome, internal.change_strength")
