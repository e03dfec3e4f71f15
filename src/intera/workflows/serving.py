"""Opens what the pages work with: the reader's and the access role's engines, and the hub."""

from dataclasses import dataclass

from sqlalchemy import Engine

from intera.store.database import DatabaseRole
from intera.workflows.listen import LiveHub
from intera.workflows.open_installation import Installation

READER_CONNECTIONS = 8
ACCESS_CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class OpenedDoors:
    """Engines by role and the hub that hears changes."""

    reader: Engine
    access: Engine
    hub: LiveHub


def open_doors(installation: Installation) -> OpenedDoors:
    """What a web process works with; it never holds the writer's or owner's login.

    Args:
        installation: the installation, open.

    Returns:
        The engines and the hub, not yet listening.
    """
    return OpenedDoors(
        reader=installation.engine(DatabaseRole.READER, pool_size=READER_CONNECTIONS),
        access=installation.engine(DatabaseRole.ACCESS, pool_size=ACCESS_CONNECTIONS),
        hub=LiveHub(installation.logins.reader),
    )
