"""Who may come in: sessions and tokens end when they should, at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from intera.store import access as store
from intera.store.access import Person

PERSON = Person(UUID(int=1), "mara", "Mara Lind", "noc", "service-assurance", "hash", is_active=True)
HOUR = timedelta(hours=1)
CSRF = "csrf"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def sign_in(connection: Connection, token: str, expires_at: datetime, person: Person = PERSON) -> None:
    store.open_session(connection, person.person_id, token=token, csrf_token=CSRF, expires_at=expires_at)


def add_token(connection: Connection, token: str, expires_at: datetime | None = None) -> None:
    store.add_token(connection, PERSON.person_id, name=token, token=token, expires_at=expires_at)


@pytest.fixture(autouse=True)
def now(access: Connection) -> datetime:
    """The wall clock; one person is there."""
    store.add_person(access, PERSON)
    return datetime.now(UTC)


def test_a_person_is_found_by_login_in_any_case(access: Connection) -> None:
    store.add_person(access, replace(PERSON, person_id=UUID(int=2), login="STRASSE"))
    assert store.find_person(access, "Mara") == PERSON
    found = store.find_person(access, "Straße")
    assert found is not None
    assert found.person_id == UUID(int=2)
    assert store.find_person(access, "nobody") is None
    assert store.find_person(access, "mara' or '1'='1") is None
    assert store.count_people(access) == 2


def test_a_login_is_one_persons(access: Connection) -> None:
    with pytest.raises(IntegrityError, match="person_login_key"):
        store.add_person(access, replace(PERSON, person_id=uuid4(), login="MARA"))


def test_a_session_opens_for_its_token_only(access: Connection, now: datetime) -> None:
    sign_in(access, "t", now + HOUR)
    found = store.find_session(access, "t", idle_since=now - HOUR)
    assert found is not None
    assert (found.person, found.csrf_token) == (PERSON, CSRF)
    assert store.find_session(access, "T", idle_since=now - HOUR) is None
    assert store.find_session(access, "", idle_since=LONG_AGO) is None


def test_secrets_are_kept_as_hashes_only(access: Connection, now: datetime) -> None:
    sign_in(access, "session-secret", now + HOUR)
    store.add_token(access, PERSON.person_id, name="feed", token="token-secret", expires_at=None)  # noqa: S106 - made up
    store.note_attempt(access, "typed-login", is_success=False)
    tables = ("session", "api_token", "sign_in_attempt")
    kept = "".join(
        str(access.execute(text(f"select json_agg(t)::text from access.{name} t")).scalar_one()) for name in tables
    )
    for secret in ("session-secret", "token-secret", "typed-login"):
        assert secret not in kept
        assert secret.encode().hex() not in kept
        assert store.digest_of(secret).hex() in kept


def test_an_expired_session_is_over(access: Connection, now: datetime) -> None:
    sign_in(access, "t", now - timedelta(seconds=1))
    assert store.find_session(access, "t", idle_since=LONG_AGO) is None


def test_an_idle_session_is_over_and_use_keeps_it_going(access: Connection, now: datetime) -> None:
    sign_in(access, "t", now + HOUR)
    access.execute(text("update access.session set seen_at = :at"), {"at": now - HOUR})
    assert store.find_session(access, "t", idle_since=now - HOUR) is None
    assert store.find_session(access, "t", idle_since=now - 2 * HOUR) is not None
    assert store.find_session(access, "t", idle_since=now) is not None


def test_a_session_ends_at_once_when_it_is_ended_and_no_other_does(access: Connection, now: datetime) -> None:
    for token in ("one", "other"):
        sign_in(access, token, now + HOUR)
    store.end_session(access, "one")
    store.end_session(access, "never there")
    assert store.find_session(access, "one", idle_since=LONG_AGO) is None
    assert store.find_session(access, "other", idle_since=LONG_AGO) is not None


def test_a_person_who_is_switched_off_is_out_at_once(access: Connection, now: datetime) -> None:
    sign_in(access, "s", now + HOUR)
    add_token(access, "t")
    assert store.find_token(access, "t") == PERSON
    access.execute(text("update access.person set is_active = false"))
    assert store.find_session(access, "s", idle_since=LONG_AGO) is None
    assert store.find_token(access, "t") is None


def test_a_new_password_ends_all_sessions_of_that_person_only(access: Connection, now: datetime) -> None:
    other = replace(PERSON, person_id=UUID(int=2), login="other")
    store.add_person(access, other)
    for person, token in ((PERSON, "a"), (PERSON, "b"), (other, "c")):
        sign_in(access, token, now + HOUR, person)
    assert store.set_password(access, "MARA", "new")
    assert not store.set_password(access, "nobody", "new")
    found = store.find_person(access, "mara")
    assert found is not None
    assert found == replace(PERSON, password_hash="new")  # noqa: S106 - the text that was set
    still = [token for token in "abc" if store.find_session(access, token, idle_since=LONG_AGO)]
    assert still == ["c"]


def test_a_token_is_good_until_it_expires(access: Connection, now: datetime) -> None:
    for token, expires_at in (("for ever", None), ("hour", now + HOUR), ("past", now - timedelta(seconds=1))):
        add_token(access, token, expires_at)
    good = [token for token in ("for ever", "hour", "past", "guess") if store.find_token(access, token)]
    assert good == ["for ever", "hour"]


def test_failed_attempts_count_since_an_instant_and_since_the_last_success(access: Connection, now: datetime) -> None:
    for _ in range(3):
        store.note_attempt(access, "Mara", is_success=False)
    store.note_attempt(access, "other", is_success=False)
    assert store.failed_attempts(access, "mara", since=now - HOUR) == 3
    assert store.failed_attempts(access, "other", since=now - HOUR) == 1
    assert store.failed_attempts(access, "mara", since=now + HOUR) == 0
    store.note_attempt(access, "MARA", is_success=True)
    assert store.failed_attempts(access, "mara", since=now - HOUR) == 0
    store.note_attempt(access, "mara", is_success=False)
    assert store.failed_attempts(access, "mara", since=now - HOUR) == 1
