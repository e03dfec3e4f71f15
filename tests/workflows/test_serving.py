"""A web process holds the pages' and sign-in's logins, and no other."""

from sqlalchemy import text

from intera.workflows.open_installation import Installation
from intera.workflows.serving import open_doors


def test_the_doors_of_a_web_process_lead_to_two_roles_only(installation: Installation) -> None:
    doors = open_doors(installation)
    users: set[str] = set()
    for engine in (doors.reader, doors.access):
        with engine.connect() as connection:
            users.add(str(connection.execute(text("select current_user")).scalar_one()))
        engine.dispose()
    assert users == {"intera_reader", "intera_access"}
    assert not doors.hub.is_connected
