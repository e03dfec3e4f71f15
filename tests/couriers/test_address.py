"""Which address belongs to which channel, said before anything is sent."""

import pytest

from intera.couriers.address import address_problem
from intera.model.publication import PUSH_CHANNELS, Channel

GOOD = {
    Channel.MAIL: "ops@customer.example",
    Channel.SMS: "+49301234567",
    Channel.WEBHOOK: "https://customer.example/hook",
    Channel.CHAT: "noc-room",
}


@pytest.mark.parametrize("channel", sorted(GOOD))
def test_an_address_is_of_its_own_channel_only(channel: Channel) -> None:
    assert address_problem(channel, GOOD[channel]) == ""
    for other, address in GOOD.items():
        if other is not channel and channel is not Channel.CHAT:
            assert address_problem(channel, address)


def test_a_partner_is_reached_by_mail_or_by_a_call() -> None:
    assert address_problem(Channel.PARTNER_NOTICE, GOOD[Channel.MAIL]) == ""
    assert address_problem(Channel.PARTNER_NOTICE, GOOD[Channel.WEBHOOK]) == ""
    assert address_problem(Channel.PARTNER_NOTICE, GOOD[Channel.SMS])


@pytest.mark.parametrize("address", ["", "x" * 201, "a\nb", "a\x00b"])
def test_no_line_break_gets_into_any_address(address: str) -> None:
    assert all(address_problem(channel, address) for channel in PUSH_CHANNELS)


def test_a_channel_that_is_read_where_it_stands_has_no_address() -> None:
    assert address_problem(Channel.PORTAL, "x")


def test_plain_http_into_our_own_network_only_where_it_is_allowed() -> None:
    assert address_problem(Channel.WEBHOOK, "http://tickets.inside/hook")
    assert address_problem(Channel.WEBHOOK, "http://tickets.inside/hook", is_private_allowed=True) == ""
