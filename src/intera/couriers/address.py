"""Is this an address of that channel: said before anything is sent, when a list of recipients is read."""

from intera.couriers.mail_message import is_address
from intera.couriers.port import CONTROL
from intera.couriers.sms import is_number
from intera.couriers.target import BadTargetError, split_target
from intera.model.publication import Channel

ROOM_CHARS_MAX = 200


def address_problem(channel: Channel, address: str, *, is_private_allowed: bool = False) -> str:
    """What is wrong with an address, with what to do; empty when nothing is.

    Args:
        channel: by which it is to be reached.
        address: a mail address, a number such as +49301234567, an https URL, or a chat room's name.
        is_private_allowed: whether calls into our own network, and plain http, are allowed.

    Returns:
        A sentence's end, after "the address".
    """
    if channel is Channel.PARTNER_NOTICE:
        channel = Channel.MAIL if "@" in address and "://" not in address else Channel.WEBHOOK
    if channel is Channel.MAIL:
        return "" if is_address(address) else "is no plain mail address; write name@host.example"
    if channel is Channel.SMS:
        return "" if is_number(address) else "is no number with its country code; write +49301234567"
    if channel is Channel.WEBHOOK:
        try:
            split_target(address, is_private_allowed=is_private_allowed)
        except BadTargetError as error:
            return str(error)
        return ""
    if channel is Channel.CHAT:
        is_room = 0 < len(address) <= ROOM_CHARS_MAX and not any(sign in CONTROL for sign in address)
        return "" if is_room else f"is no room's name of 1 to {ROOM_CHARS_MAX} plain characters"
    return "has a channel nothing is sent by"
