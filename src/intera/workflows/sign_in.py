"""Lets a person in: local users with argon2, opaque sessions, and a limit on guessing.

A wrong login and a wrong password take the same time and give the same answer.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Engine

from intera.store import access

SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(hours=2)
# OWASP ASVS 5.0, 6.3.1: resist guessing without letting anybody lock a person out for long.
ATTEMPTS_MAX = 10
ATTEMPTS_WINDOW = timedelta(minutes=10)
PASSWORD_CHARS_MIN = 12
ADMIN_LOGIN = "admin"

_HASHER = PasswordHasher()
# Verified against when the login is unknown, so that both take as long.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


class SignInRefusedError(RuntimeError):
    """The login or the password is wrong; which of the two is not said."""

    def __init__(self) -> None:
        """Carries the one sentence a person sees."""
        super().__init__("This login and password do not match.")


class TooManyAttemptsError(RuntimeError):
    """Somebody is guessing."""

    def __init__(self) -> None:
        """Carries the one sentence a person sees."""
        super().__init__("Too many attempts. Wait ten minutes and try again.")


class WeakPasswordError(ValueError):
    """A password is too short to be one."""

    def __init__(self) -> None:
        """Says what is needed."""
        super().__init__(f"a password needs at least {PASSWORD_CHARS_MIN} characters")


class LoginTakenError(ValueError):
    """There is a person with this login already."""

    def __init__(self, login: str) -> None:
        """Names the login."""
        super().__init__(f"there is a user {login} already")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is here and what their forms must carry."""

    person: access.Person
    csrf_token: str


def sign_in(engine: Engine, login: str, password: str) -> tuple[str, SignedIn]:
    """Opens a session.

    Args:
        engine: the access role's engine.
        login: as typed.
        password: as typed.

    Returns:
        The session's token, to be kept by the browser only, and who it is.

    Raises:
        SignInRefusedError: login and password do not match.
        TooManyAttemptsError: ten attempts failed within ten minutes.
    """
    # What cannot be typed is nobody's login, and nothing the database could be asked about.
    login = login if login.isprintable() else ""
    # Tries are counted in a transaction of their own that holds the login's lock while the
    # password is checked: five hundred at once are still counted one by one.
    with engine.begin() as connection:
        if access.failed_attempts(connection, login, since=datetime.now(UTC) - ATTEMPTS_WINDOW) >= ATTEMPTS_MAX:
            raise TooManyAttemptsError
        person = access.find_person(connection, login)
        is_good = _is_password(person.password_hash if person else _NOBODY, password)
        is_in = bool(is_good and person and person.is_active)
        access.note_attempt(connection, login, is_success=is_in)
        token, csrf_token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        if person and is_in:
            expires_at = datetime.now(UTC) + SESSION_LIFE
            access.open_session(connection, person.person_id, token=token, csrf_token=csrf_token, expires_at=expires_at)
    if not person or not is_in:
        raise SignInRefusedError
    return token, SignedIn(person, csrf_token)


def _is_password(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


def find_signed_in(engine: Engine, token: str, *, is_active: bool = True) -> SignedIn | None:
    """Who a session's token belongs to; None when it opens nothing.

    Args:
        engine: the access role's engine.
        token: what the browser sent.
        is_active: whether a person did something, so that the session is not idle.

    Returns:
        Who is here, or None.
    """
    with engine.begin() as connection:
        idle_since = datetime.now(UTC) - SESSION_IDLE
        found = access.find_session(connection, token, idle_since=idle_since, is_active=is_active)
    return SignedIn(found.person, found.csrf_token) if found else None


TokenHolder = access.Person


def find_token_holder(engine: Engine, token: str) -> TokenHolder | None:
    """Who an API token acts as; None when it opens nothing."""
    with engine.connect() as connection:
        return access.find_token(connection, token)


def sign_out(engine: Engine, token: str) -> None:
    """Ends a session at once."""
    with engine.begin() as connection:
        access.end_session(connection, token)


def add_user(engine: Engine, *, login: str, name: str, role: str, password: str, team_id: str = "") -> access.Person:
    """Adds a local user.

    Args:
        engine: the access role's engine.
        login: unique, any case.
        name: how they are shown.
        role: a role package's slug.
        password: at least 12 characters.
        team_id: their team.

    Returns:
        The person.

    Raises:
        WeakPasswordError: the password is too short.
        LoginTakenError: the login is in use.
    """
    if len(password) < PASSWORD_CHARS_MIN:
        raise WeakPasswordError
    person = access.Person(uuid4(), login.casefold(), name, team_id, role, _HASHER.hash(password), is_active=True)
    with engine.begin() as connection:
        if access.find_person(connection, login):
            raise LoginTakenError(login)
        access.add_person(connection, person)
    return person


def ensure_admin(engine: Engine, *, role: str, name: str, team_id: str = "") -> str | None:
    """Creates the first user with a random password.

    Args:
        engine: the access role's engine.
        role: the role package the first user works in.
        name: how they are shown.
        team_id: their team.

    Returns:
        The password, shown once and kept nowhere; None when there are users already.
    """
    with engine.connect() as connection:
        if access.count_people(connection):
            return None
    password = secrets.token_urlsafe(12)
    try:
        add_user(engine, login=ADMIN_LOGIN, name=name, role=role, password=password, team_id=team_id)
    except LoginTakenError:
        return None
    return password


def reset_password(engine: Engine, login: str) -> str | None:
    """Gives a user a new random password and ends their sessions.

    Args:
        engine: the access role's engine.
        login: whose.

    Returns:
        The password, shown once; None when there is no such user.
    """
    password = secrets.token_urlsafe(12)
    with engine.begin() as connection:
        return password if access.set_password(connection, login, _HASHER.hash(password)) else None


def issue_token(engine: Engine, login: str, *, name: str, days: int) -> str | None:
    """Issues an API token that acts as a user.

    Args:
        engine: the access role's engine.
        login: whom it acts as.
        name: what it is for.
        days: how long it is good, 1 or more.

    Returns:
        The token, shown once; None when there is no such user.
    """
    token = secrets.token_urlsafe(32)
    with engine.begin() as connection:
        person = access.find_person(connection, login)
        if person is None:
            return None
        expires_at = datetime.now(UTC) + timedelta(days=days)
        access.add_token(connection, person.person_id, name=name, token=token, expires_at=expires_at)
    return token
