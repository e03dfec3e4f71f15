"""The third migration adds the inventory, and takes it away again without touching anything else."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from intera.store.database import DatabaseRole
from intera.store.provision import MIGRATIONS_PATH, check_rights, current_revision
from intera.workflows.open_installation import Installation

TABLES = text("select relname from pg_class where relname like 'inventory_%' and relkind = 'r' order by 1")


def test_down_and_up_again(installation: Installation) -> None:
    engine = installation.engine(DatabaseRole.OWNER, pool_size=1)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_PATH))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        assert current_revision(connection) == "0002"
        assert connection.execute(TABLES).scalars().all() == []
        command.upgrade(config, "0003")
        assert connection.execute(TABLES).scalars().all() == ["inventory_account", "inventory_instance"]
        assert check_rights(connection) is None
    engine.dispose()
