"""Secrets: drawn once, readable by nobody else, and never replaced."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from intera.store.secrets import FILE_NAME, Secrets, SecretsUnreadableError, load_secrets


def test_they_are_drawn_once_and_kept(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    first = load_secrets(home)
    assert load_secrets(home) == first
    assert (home / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_two_installations_share_no_secret(tmp_path: Path) -> None:
    one, other = (set(asdict(load_secrets(tmp_path / name)).values()) for name in "ab")
    assert len(one) == len(other) == len(fields(Secrets))
    assert one.isdisjoint(other)


def test_keys_are_long_and_passwords_fit_into_an_address(tmp_path: Path) -> None:
    found = load_secrets(tmp_path)
    assert len(found.incident_key) == 32
    assert len(bytes.fromhex(found.door_key_hex)) == 32
    assert found.trail_key.private_bytes_raw().hex() == found.trail_key_hex
    for name, value in asdict(found).items():
        assert len(value) >= 32
        assert value.replace("-", "").replace("_", "").isalnum(), name


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o644, 0o666])
def test_a_file_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    load_secrets(tmp_path)
    (tmp_path / FILE_NAME).chmod(mode)
    with pytest.raises(SecretsUnreadableError, match="other users may read it; run chmod 600"):
        load_secrets(tmp_path)


def test_a_file_only_we_may_read_is_fine(tmp_path: Path) -> None:
    found = load_secrets(tmp_path)
    (tmp_path / FILE_NAME).chmod(0o400)
    assert load_secrets(tmp_path) == found


def damaged(text: str) -> list[bytes]:
    kept = json.loads(text)
    one_short = {name: value for name, value in kept.items() if name != "door_key_hex"}
    wrong = [dict(kept, trail_key_hex="zz"), dict(kept, incident_key_hex="ab"), dict(kept, writer_password="")]
    more: list[object] = [one_short, dict(kept, extra=""), dict(kept, owner_password=5), *wrong, [], "x", 7, None]
    return [b"", b"{", text[:-9].encode(), b"\xff\xfe", *(json.dumps(one).encode() for one in more)]


def test_a_damaged_file_is_named_and_never_replaced(tmp_path: Path) -> None:
    load_secrets(tmp_path)
    path = tmp_path / FILE_NAME
    for body in damaged(path.read_text(encoding="utf-8")):
        path.write_bytes(body)
        with pytest.raises(SecretsUnreadableError, match=r"it is damaged\. Restore it from a backup") as caught:
            load_secrets(tmp_path)
        assert str(path) in str(caught.value)
        assert path.read_bytes() == body


def test_no_error_repeats_a_secret(tmp_path: Path) -> None:
    found = load_secrets(tmp_path)
    path = tmp_path / FILE_NAME
    path.write_text(json.dumps(asdict(replace(found, trail_key_hex="short"))), encoding="utf-8")
    with pytest.raises(SecretsUnreadableError) as caught:
        load_secrets(tmp_path)
    assert not any(value in str(caught.value) for value in asdict(found).values())


def test_starters_racing_each_other_end_with_the_same_secrets(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(load_secrets, [tmp_path] * 16))
    assert found == {load_secrets(tmp_path)}
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
