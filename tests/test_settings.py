"""Settings: read once from the environment, each wrong value named."""

from pathlib import Path

import pytest

from intera.settings import DEFAULT_PORT, SettingError, Settings, read_settings


def test_nothing_given_means_this_machine_only_and_a_database_of_our_own() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", DEFAULT_PORT, "")
    assert settings.home == Path(".intera").absolute()
    assert not settings.is_secure_cookie
    assert settings.log_level == "info"


def test_files_live_under_the_home_unless_they_are_sent_elsewhere(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert settings.checkpoints_path == tmp_path / "checkpoints"
    assert settings.warehouse_path == tmp_path / "warehouse"
    elsewhere = read_settings({"INTERA_HOME": str(tmp_path), "INTERA_CHECKPOINT_PATH": "auditor"})
    assert elsewhere.checkpoints_path == Path("auditor").absolute()


def test_the_environment_of_the_process_is_read_when_none_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INTERA_HOME", str(tmp_path))
    monkeypatch.setenv("INTERA_LOG_LEVEL", "debug")
    assert read_settings().home == tmp_path
    assert read_settings().log_level == "debug"


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("65535", 65535), ("08321", 8321)])
def test_ports_there_are(text: str, port: int) -> None:
    assert read_settings({"INTERA_PORT": text}).port == port


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "http", "80.5", " 80", "²", "٣"])
def test_ports_there_are_not(text: str) -> None:
    with pytest.raises(SettingError, match="INTERA_PORT") as caught:
        read_settings({"INTERA_PORT": text})
    assert caught.value.name == "INTERA_PORT"


@pytest.mark.parametrize("scheme", ["postgresql://", "postgresql+psycopg://"])
def test_a_database_of_the_operators_own_is_reached_over_one_driver(scheme: str) -> None:
    given = {"INTERA_DATABASE_URL": f"{scheme}owner:secret@db/intera?x=postgresql://"}
    assert read_settings(given).database_url == "postgresql+psycopg://owner:secret@db/intera?x=postgresql://"


@pytest.mark.parametrize("url", ["sqlite:///x", "mysql://db", "postgres://db", "db"])
def test_no_other_store_is_taken(url: str) -> None:
    with pytest.raises(SettingError, match="INTERA_DATABASE_URL"):
        read_settings({"INTERA_DATABASE_URL": url})


@pytest.mark.parametrize(
    ("given", "is_secure"),
    [
        ({"INTERA_HOST": "localhost"}, False),
        ({"INTERA_HOST": "::1"}, False),
        ({"INTERA_HOST": "0.0.0.0"}, True),  # noqa: S104 - only read, never listened on
        ({"INTERA_HOST": "desk.example", "INTERA_SECURE_COOKIE": "0"}, False),
        ({"INTERA_SECURE_COOKIE": "1"}, True),
    ],
)
def test_the_cookie_is_for_https_as_soon_as_others_may_come_in(given: dict[str, str], *, is_secure: bool) -> None:
    assert read_settings(given).is_secure_cookie is is_secure


def test_ways_out_are_closed_until_they_are_set_and_their_secrets_are_not_shown(tmp_path: Path) -> None:
    plain = read_settings({"INTERA_HOME": str(tmp_path)}).couriers
    assert plain.mail_folder == tmp_path / "mail"
    assert (plain.mail_url, plain.sms_url, plain.chat_url, plain.is_private_allowed) == ("", "", "", False)
    given = {
        "INTERA_MAIL_URL": "smtp://u:canary@x",
        "INTERA_SMS_TOKEN": "canary",
        "INTERA_CHAT_URL": "slack://canary",
        "INTERA_WEBHOOK_ALLOW_PRIVATE": "1",
        "INTERA_MAIL_FOLDER": str(tmp_path / "eml"),
    }
    found = read_settings(given)
    assert found.couriers.is_private_allowed
    assert found.couriers.mail_folder == tmp_path / "eml"
    assert "canary" not in repr(found)


@pytest.mark.parametrize("link", ["a b", "a\r\nBcc: x@y.example", "ä@x.example"])
def test_how_people_leave_the_list_is_one_plain_address(link: str) -> None:
    with pytest.raises(SettingError, match="INTERA_MAIL_UNSUBSCRIBE"):
        read_settings({"INTERA_MAIL_UNSUBSCRIBE": link})
