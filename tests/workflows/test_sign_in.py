"""Who may come in: passwords, sessions and tokens, and a limit on guessing that holds under a rush."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from flows.drive import scalars
from intera.roles.service_assurance.package import PACKAGE
from intera.store.database import DatabaseRole
from intera.workflows import sign_in as module
from intera.workflows.open_installation import Installation
from intera.workflows.sign_in import (
    ATTEMPTS_MAX,
    LoginTakenError,
    SignInRefusedError,
    TooManyAttemptsError,
    WeakPasswordError,
    add_user,
    ensure_admin,
    find_signed_in,
    find_token_holder,
    issue_token,
    reset_password,
    sign_in,
    sign_out,
)

PASSWORD = "a long enough password"  # noqa: S105 - of a test's user
ROLE = PACKAGE.slug


@pytest.fixture
def access(installation: Installation) -> Iterator[Engine]:
    engine = installation.engine(DatabaseRole.ACCESS, pool_size=8)
    add_user(engine, login="Novak", name="R. Novak", role=ROLE, password=PASSWORD, team_id="mobile-desk")
    yield engine
    engine.dispose()


def test_a_right_password_opens_a_session_until_it_is_ended(access: Engine) -> None:
    token, who = sign_in(access, "nOvAk", PASSWORD)
    assert who.person.name == "R. Novak"
    found = find_signed_in(access, token)
    assert found is not None
    assert found.csrf_token == who.csrf_token
    assert find_signed_in(access, token + "x") is None
    sign_out(access, token)
    assert find_signed_in(access, token) is None


def test_neither_passwords_nor_tokens_are_kept_in_the_open(access: Engine, installation: Installation) -> None:
    token, _ = sign_in(access, "novak", PASSWORD)
    api_token = issue_token(access, "novak", name="script", days=1)
    assert api_token
    owner = installation.engine(DatabaseRole.OWNER, pool_size=1)
    kept = ""
    for table in ("person", "session", "api_token", "sign_in_attempt"):
        kept += "".join(str(row) for row in scalars(owner, f"select t::text from access.{table} t"))
    owner.dispose()
    assert "$argon2id$" in kept
    for secret in (PASSWORD, token, api_token):
        assert secret not in kept
        assert secret.encode().hex() not in kept


def test_an_unknown_login_and_a_wrong_password_get_the_same_answer(access: Engine) -> None:
    said: set[str] = set()
    for login in ("novak", "nobody", "", "no\x00body", "half \ud800", "x" * 5000):
        with pytest.raises(SignInRefusedError) as refused:
            sign_in(access, login, "wrong")
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_password_is_checked_even_for_an_unknown_login(access: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    real = module._is_password  # noqa: SLF001 - timing is not measured in a test, the work done is

    def noted(password_hash: str, password: str) -> bool:
        checked.append(password_hash)
        return real(password_hash, password)

    monkeypatch.setattr(module, "_is_password", noted)
    for login in ("nobody", "novak"):
        with pytest.raises(SignInRefusedError):
            sign_in(access, login, "wrong")
    parameters = {one.split("$")[3] for one in checked}
    assert len(checked) == 2
    assert len(parameters) == 1


def test_fifty_wrong_attempts_at_once_are_counted_one_by_one(access: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    # Argon2 is slow by design; what is proven here is the counting.
    monkeypatch.setattr(module, "_is_password", lambda _hash, password: checked.append(password) or False)

    def attempt(_: int) -> str:
        try:
            sign_in(access, "novak", "wrong")
        except (SignInRefusedError, TooManyAttemptsError) as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(16) as pool:
        outcomes = Counter(pool.map(attempt, range(50)))
    assert outcomes == {"SignInRefusedError": ATTEMPTS_MAX, "TooManyAttemptsError": 50 - ATTEMPTS_MAX}
    assert len(checked) == ATTEMPTS_MAX
    monkeypatch.undo()
    with pytest.raises(TooManyAttemptsError):
        sign_in(access, "NOVAK", PASSWORD)
    # Another person is not kept out by it, and neither is this one for ever.
    add_user(access, login="lind", name="A. Lind", role=ROLE, password=PASSWORD)
    assert sign_in(access, "lind", PASSWORD)
    monkeypatch.setattr(module, "ATTEMPTS_WINDOW", timedelta(0))
    assert sign_in(access, "novak", PASSWORD)


def test_a_success_starts_the_count_anew(access: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_is_password", lambda _hash, password: password == PASSWORD)
    for _ in range(2):
        for _ in range(ATTEMPTS_MAX - 1):
            with pytest.raises(SignInRefusedError):
                sign_in(access, "novak", "wrong")
        assert sign_in(access, "novak", PASSWORD)


def test_a_session_ends_when_it_is_idle_or_too_old_or_its_person_is_switched_off(
    access: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, _ = sign_in(access, "novak", PASSWORD)
    with monkeypatch.context() as patch:
        patch.setattr(module, "SESSION_IDLE", timedelta(0))
        assert find_signed_in(access, token) is None
    assert find_signed_in(access, token)
    with monkeypatch.context() as patch:
        patch.setattr(module, "SESSION_LIFE", timedelta(seconds=-1))
        old, _ = sign_in(access, "novak", PASSWORD)
    assert find_signed_in(access, old) is None
    api_token = issue_token(access, "novak", name="script", days=1)
    assert api_token
    assert find_token_holder(access, api_token)
    with access.begin() as connection:
        connection.execute(text("update access.person set is_active = false"))
    assert find_signed_in(access, token) is None
    assert find_token_holder(access, api_token) is None
    with pytest.raises(SignInRefusedError):
        sign_in(access, "novak", PASSWORD)


def test_a_new_password_ends_every_session(access: Engine) -> None:
    token, _ = sign_in(access, "novak", PASSWORD)
    fresh = reset_password(access, "Novak")
    assert fresh
    assert find_signed_in(access, token) is None
    assert sign_in(access, "novak", fresh)
    assert reset_password(access, "nobody") is None
    assert issue_token(access, "nobody", name="x", days=1) is None


def test_weak_passwords_and_taken_logins_are_refused(access: Engine) -> None:
    with pytest.raises(WeakPasswordError, match="12 characters"):
        add_user(access, login="lind", name="A. Lind", role=ROLE, password="short")  # noqa: S106
    with pytest.raises(LoginTakenError, match="novak"):
        add_user(access, login="novak", name="Another", role=ROLE, password=PASSWORD)


def test_one_admin_is_made_at_first_start_with_a_random_password(installation: Installation) -> None:
    engine = installation.access_engine()
    password = ensure_admin(engine, role=ROLE, name="Admin")
    assert password
    assert len(password) >= 16
    assert ensure_admin(engine, role=ROLE, name="Admin") is None
    assert sign_in(engine, "admin", password)
    engine.dispose()
