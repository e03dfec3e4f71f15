"""Examines an installation: settings, database durability, rights, sources, versions; one finding a line."""

import io
import shutil
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from importlib.metadata import version

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from intera.settings import LOOPBACK_HOSTS
from intera.store import published
from intera.store.clock import read_clock
from intera.store.database import DURABILITY, DatabaseRole, server_version
from intera.store.inbox import waiting_count
from intera.store.provision import TooManyRightsError, TrustedLoginError, check_logins, check_rights, current_revision
from intera.store.reference import reference_version
from intera.workflows.open_installation import DISK_BYTES_MIN, Installation

PYTHON_MIN = (3, 11)
POSTGRES_MIN = 15


class Grade(StrEnum):
    """How a finding is to be taken."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, how it stands, and what to do where it is not good."""

    what: str
    grade: Grade
    says: str


def examine_installation(installation: Installation) -> list[Finding]:
    """Everything worth knowing before trusting an installation, worst not first but in reading order.

    Args:
        installation: open.

    Returns:
        The findings.
    """
    findings = _machine(installation)
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    try:
        with owner.connect() as connection:
            findings += _database(connection)
            findings += _contents(connection, installation)
    except SQLAlchemyError as error:
        findings.append(Finding("Database", Grade.BAD, str(error).split("\n", maxsplit=1)[0]))
    finally:
        owner.dispose()
    return findings


def pdf_state() -> Finding:
    """Whether PDF can be made here."""
    try:
        # Where Pango is missing, WeasyPrint prints a page of advice first; one line says it here.
        with redirect_stdout(io.StringIO()):
            import_module("weasyprint")
    except OSError:
        return Finding("PDF", Grade.NOTE, "off: Pango is missing (apt install libpango-1.0-0 libpangoft2-1.0-0)")
    return Finding("PDF", Grade.GOOD, "on")


def _machine(installation: Installation) -> list[Finding]:
    settings = installation.settings
    free = shutil.disk_usage(settings.home).free
    python = ".".join(str(part) for part in sys.version_info[:3])
    has_room = free >= DISK_BYTES_MIN
    is_loopback = settings.host in LOOPBACK_HOSTS
    return [
        Finding("INTERA", Grade.GOOD, version("intera")),
        Finding("Python", Grade.GOOD if sys.version_info >= PYTHON_MIN else Grade.BAD, python),
        Finding("Home", Grade.GOOD, str(settings.home)),
        Finding("Disk", Grade.GOOD if has_room else Grade.BAD, f"{free // 1024**2:,} MB free"),
        Finding(
            "Address",
            Grade.GOOD if is_loopback or settings.is_secure_cookie else Grade.BAD,
            f"{settings.host}:{settings.port}"
            + ("" if is_loopback else ", put TLS in front; cookies are sent over TLS only"),
        ),
        pdf_state(),
    ]


def _database(connection: Connection) -> list[Finding]:
    said = server_version(connection)
    major = int(said.split(".")[0])
    found = [Finding("PostgreSQL", Grade.GOOD if major >= POSTGRES_MIN else Grade.BAD, said)]
    for name, accepted in DURABILITY.items():
        value = str(connection.execute(text(f"show {name}")).scalar_one())
        found.append(Finding(f"  {name}", Grade.GOOD if value in accepted else Grade.BAD, value))
    for what, check in (("Rights", check_rights), ("Logins", check_logins)):
        try:
            check(connection)
        except (TooManyRightsError, TrustedLoginError) as error:
            found.append(Finding(what, Grade.BAD, str(error)))
        else:
            says = "pages reach nothing internal" if what == "Rights" else "every login needs its password"
            found.append(Finding(what, Grade.GOOD, says))
    found.append(Finding("Schema", Grade.GOOD, f"revision {current_revision(connection)}"))
    return found


def _contents(connection: Connection, installation: Installation) -> list[Finding]:
    reference = reference_version(connection)
    size = int(connection.execute(text("select size from internal.trail_head")).scalar_one())
    outside = installation.witness.size
    waiting = waiting_count(connection)
    clock = read_clock(connection)
    at = clock.now(datetime.now(UTC))
    found = [
        Finding(
            "Operator", Grade.GOOD if reference else Grade.NOTE, f"version {reference}" if reference else "none yet"
        ),
        Finding("Clock", Grade.GOOD, f"{at:%Y-%m-%d %H:%M:%S} UTC, {clock.label or 'live'}, rate {clock.rate}"),
        Finding(
            "Trail",
            Grade.GOOD if outside == size else Grade.BAD,
            f"{size:,} entries, {outside:,} vouched for outside, in {installation.settings.checkpoints_path}",
        ),
        Finding("Inbox", Grade.GOOD if not waiting else Grade.NOTE, f"{waiting:,} records wait"),
    ]
    for source in published.read_sources(connection):
        late_s = source.health.late_s(at)
        state = f"{late_s} s late" if late_s else "fresh" if source.health.last_heard_at else "not heard yet"
        says = f"{state}, {source.taken_count:,} taken, {source.parked_count:,} set aside"
        found.append(Finding(f"  {source.health.name}", Grade.NOTE if late_s else Grade.GOOD, says))
    return found
