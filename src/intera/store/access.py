"""Who may come in: people, their sessions and tokens, in a schema only sign-in can reach.

Sessions and tokens are kept as hashes, so a stolen backup opens no door. All instants here are on
the wall clock.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, text

from intera.store import tables


@dataclass(frozen=True, slots=True)
class Person:
    """A local user: who, of which team, in which role."""

    person_id: UUID
    login: str
    name: str
    team_id: str
    role: str
    password_hash: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is still good, with the person it belongs to."""

    person: Person
    csrf_token: str


def digest_of(secret: str) -> bytes:
    """What is kept of a session's or token's secret; it is random and long, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


_PERSON = "person_id, login, name, team_id, role, password_hash, is_active"


def find_person(connection: Connection, login: str) -> Person | None:
    """The person with a login, any case; None when there is none."""
    row = connection.execute(
        text(f"select {_PERSON} from access.person where login = :login"),  # noqa: S608 - fixed column list
        {"login": login.casefold()},
    ).one_or_none()
    return Person(*row) if row else None


def count_people(connection: Connection) -> int:
    """How many people there are."""
    return int(connection.execute(text("select count(*) from access.person")).scalar_one())


def add_person(connection: Connection, person: Person) -> None:
    """Adds a person.

    Args:
        connection: a connection of the access role.
        person: the person; the login is kept in lower case.
    """
    connection.execute(
        insert(tables.PERSON).values(
            person_id=person.person_id,
            login=person.login.casefold(),
            name=person.name,
            team_id=person.team_id,
            role=person.role,
            password_hash=person.password_hash,
            is_active=person.is_active,
        )
    )


def set_password(connection: Connection, login: str, password_hash: str) -> bool:
    """Replaces a person's password and ends all their sessions; False when there is no such login."""
    row = connection.execute(
        text("update access.person set password_hash = :hash where login = :login returning person_id"),
        {"hash": password_hash, "login": login.casefold()},
    ).one_or_none()
    if row is None:
        return False
    connection.execute(text("delete from access.session where person_id = :id"), {"id": row.person_id})
    return True


def open_session(connection: Connection, person_id: UUID, *, token: str, csrf_token: str, expires_at: datetime) -> None:
    """Keeps a new session by the hash of its token."""
    connection.execute(
        insert(tables.SESSION).values(
            token_hash=digest_of(token), person_id=person_id, csrf_token=csrf_token, expires_at=expires_at
        )
    )


def find_session(
    connection: Connection, token: str, *, idle_since: datetime, is_active: bool = True
) -> OpenSession | None:
    """The session a token opens, if it is neither expired, idle too long, nor its person switched off.

    Args:
        connection: a connection of the access role.
        token: what the browser sent.
        idle_since: a session not seen since then is over.
        is_active: whether a person did something; a page that keeps itself up to date is nobody's act.

    Returns:
        The session, or None.
    """
    row = connection.execute(
        text(
            "update access.session s set seen_at = case when :active then clock_timestamp() else s.seen_at end"
            " from access.person p"
            " where s.token_hash = :hash and s.expires_at > clock_timestamp() and s.seen_at > :idle_since"
            " and p.person_id = s.person_id and p.is_active"
            " returning s.csrf_token, p.person_id, p.login, p.name, p.team_id, p.role, p.password_hash, p.is_active"
        ),
        {"hash": digest_of(token), "idle_since": idle_since, "active": is_active},
    ).one_or_none()
    return OpenSession(Person(*row[1:]), row[0]) if row else None


def end_session(connection: Connection, token: str) -> None:
    """Ends a session; the next request with its token is signed out."""
    connection.execute(text("delete from access.session where token_hash = :hash"), {"hash": digest_of(token)})


def add_token(connection: Connection, person_id: UUID, *, name: str, token: str, expires_at: datetime | None) -> None:
    """Keeps an API token by its hash; it acts as its person."""
    connection.execute(
        insert(tables.API_TOKEN).values(
            token_hash=digest_of(token), name=name, person_id=person_id, expires_at=expires_at
        )
    )


def find_token(connection: Connection, token: str) -> Person | None:
    """The person an API token acts as, while it is good; else None."""
    row = connection.execute(
        text(
            "select p.person_id, p.login, p.name, p.team_id, p.role, p.password_hash, p.is_active"
            " from access.api_token t join access.person p using (person_id)"
            " where t.token_hash = :hash and (t.expires_at is null or t.expires_at > clock_timestamp()) and p.is_active"
        ),
        {"hash": digest_of(token)},
    ).one_or_none()
    return Person(*row) if row else None


def note_attempt(connection: Connection, login: str, *, is_success: bool) -> None:
    """Notes a sign-in attempt, by the hash of the login."""
    connection.execute(
        insert(tables.SIGN_IN_ATTEMPT).values(login_hash=digest_of(login.casefold()), is_success=is_success)
    )


def failed_attempts(connection: Connection, login: str, *, since: datetime) -> int:
    """How many attempts with a login failed since an instant, and since its last success.

    The login's row of attempts is locked first, so that attempts racing each other are counted.
    """
    digest = digest_of(login.casefold())
    connection.execute(text("select pg_advisory_xact_lock(hashtext(encode(:hash, 'hex')))"), {"hash": digest})
    return int(
        connection.execute(
            text(
                "select count(*) from access.sign_in_attempt a where login_hash = :hash and not is_success"
                " and at > :since and at > coalesce((select max(at) from access.sign_in_attempt"
                " where login_hash = :hash and is_success), '-infinity')"
            ),
            {"hash": digest, "since": since},
        ).scalar_one()
    )
