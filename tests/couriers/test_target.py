"""Which addresses may be called: never our own network, whatever it is called or wrapped in."""

import pytest

from intera.couriers.target import BadTargetError, UnknownHostError, find_target, is_public, split_target

INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),  # noqa: S104 - bound to by nobody
    *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
    *("::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "192.0.2.1", "2001:db8::1"),
)


@pytest.mark.parametrize("number", INSIDE)
def test_numbers_that_are_not_out_there(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101"])
def test_numbers_of_somebody_out_there(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:7f00:1]"]
)
def test_our_own_machine_is_not_called_by_any_of_its_names(host: str) -> None:
    with pytest.raises(BadTargetError, match="private network"):
        find_target(f"https://{host}/hook")


@pytest.mark.parametrize(
    "url",
    [
        *("", "hook", "//host/x", "http://host.example/", "ftp://host.example/", "file:///etc/passwd"),
        *("https://user:pass@host.example/", "https:///x", "https://host.example:99999/", "https://ho st/"),
        *("https://host.example/\r\nX: y", "https://host.example\\@inside/", "https://höst.example/"),
        "https://host.example/" + "x" * 2000,
    ],
)
def test_what_is_no_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(BadTargetError):
        split_target(url)


def test_a_name_is_looked_up_once_and_called_by_number() -> None:
    target = find_target("http://localhost:8443/a?b=c", is_private_allowed=True)
    assert target.number in ("127.0.0.1", "::1")
    assert target.url.endswith(":8443/a?b=c")
    assert target.number in target.url
    assert target.host_header == "localhost:8443"
    assert find_target("https://127.0.0.1/", is_private_allowed=True).host_header == "127.0.0.1"


def test_a_name_that_cannot_be_looked_up_may_be_there_later() -> None:
    with pytest.raises(UnknownHostError):
        find_target("https://no-such-host.invalid/")
