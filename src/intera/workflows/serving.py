"""Opens what pages and endpoints work with: engines of the roles they may use, and the hub that hears changes."""

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Engine

from intera.store.database import DatabaseRole
from intera.workflows.listen import LiveHub
from intera.workflows.open_installation import Installation

READER_CONNECTIONS = 8
ACCESS_CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Doors:
    """What the porch works with; it never holds the writer's or the owner's login."""

    reader: Engine
    access: Engine
    hub: LiveHub
    door_key: bytes
    is_secure_cookie: bool

    @property
    def session_cookie(self) -> str:
        """The session cookie's name; the `__Host-` prefix binds it to this host over TLS."""
        return "__Host-intera" if self.is_secure_cookie else "intera_session"

    @property
    def form_cookie(self) -> str:
        """The cookie the sign-in form's token is checked against."""
        return "__Host-intera-form" if self.is_secure_cookie else "intera_form"

    def close(self) -> None:
        """Gives the database connections back."""
        self.reader.dispose()
        self.access.dispose()


class _Serving(Protocol):
    """A request, as far as it knows its application."""

    @property
    def app(self) -> Any: ...  # noqa: ANN401 - the web framework's own type


def doors_of(request: _Serving) -> Doors:
    """What the request's application works with."""
    doors: Doors = request.app.state.doors
    return doors


def open_doors(installation: Installation) -> Doors:
    """What a web process works with.

    Args:
        installation: the installation, open.

    Returns:
        The engines and the hub, not yet listening.
    """
    return Doors(
        reader=installation.engine(DatabaseRole.READER, pool_size=READER_CONNECTIONS),
        access=installation.engine(DatabaseRole.ACCESS, pool_size=ACCESS_CONNECTIONS),
        hub=LiveHub(installation.logins.reader),
        door_key=installation.door_key,
        is_secure_cookie=installation.settings.is_secure_cookie,
    )
