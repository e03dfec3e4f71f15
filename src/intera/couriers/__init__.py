"""How does a text reach its reader: one plugin for each way out, one line in the list."""

from collections.abc import Callable, Mapping

from intera.couriers import chat, mail, mail_folder, sms, webhook
from intera.couriers.port import Courier, CourierSetup
from intera.model.publication import Channel

Open = Callable[[CourierSetup], Courier | None]

# A courier that is not set up opens as None; the first that opens takes the channel's messages.
COURIERS: Mapping[str, tuple[Channel, Open]] = {
    "mail": (Channel.MAIL, mail.open_courier),
    "mail_folder": (Channel.MAIL, mail_folder.open_courier),
    "sms": (Channel.SMS, sms.open_courier),
    "chat": (Channel.CHAT, chat.open_courier),
    "webhook": (Channel.WEBHOOK, webhook.open_courier),
}


def open_couriers(setup: CourierSetup) -> dict[Channel, Courier]:
    """The couriers of this installation, by the channel they serve; channels without one are absent.

    Args:
        setup: where the ways out are.

    Returns:
        The couriers.

    Raises:
        CourierSetupError: a setting cannot be used.
    """
    found: dict[Channel, Courier] = {}
    for channel, opened in COURIERS.values():
        if channel not in found and (courier := opened(setup)) is not None:
            found[channel] = courier
    return found
