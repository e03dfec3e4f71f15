"""Opens the couriers of this installation, and says which of them takes a recipient's text."""

from collections.abc import Mapping

from sqlalchemy import Engine

from intera.couriers import open_couriers
from intera.couriers.port import Courier, CourierSetup
from intera.couriers.webhook import webhook_secret
from intera.model.publication import Channel
from intera.settings import CourierSettings
from intera.store.recipients import is_recipient

Couriers = Mapping[Channel, Courier]
# What is written down here reaches nobody, so an example's or a replay's words may be.
STAYS_HERE = frozenset({"mail_folder"})


def couriers_of(settings: CourierSettings, key: bytes) -> Couriers:
    """The couriers the settings set up, by channel.

    Args:
        settings: as read from the environment.
        key: what recipients' signing secrets are drawn from.

    Returns:
        The couriers; a channel without one is absent.

    Raises:
        CourierSetupError: a setting cannot be used.
    """
    return open_couriers(
        CourierSetup(
            mail_url=settings.mail_url,
            mail_from=settings.mail_from,
            mail_unsubscribe=settings.mail_unsubscribe,
            mail_folder=settings.mail_folder,
            sms_url=settings.sms_url,
            sms_token=settings.sms_token,
            chat_url=settings.chat_url,
            is_private_allowed=settings.is_private_allowed,
            key=key,
        )
    )


def check_couriers(settings: CourierSettings) -> None:
    """Refuses settings no courier can be opened with, before anything is started.

    Args:
        settings: as read from the environment.

    Raises:
        CourierSetupError: names the setting.
    """
    for courier in couriers_of(settings, b"").values():
        courier.close()


def courier_for(couriers: Couriers, channel: Channel, address: str) -> Courier | None:
    """Who takes a text of a channel to an address; None when nobody does.

    A partner's notice goes by mail or as a call, as the partner's address says.
    """
    if channel is Channel.PARTNER_NOTICE:
        channel = Channel.MAIL if "@" in address and "://" not in address else Channel.WEBHOOK
    return couriers.get(channel)


def recipient_secret(engine: Engine, key: bytes, recipient_id: str) -> str:
    """The secret our calls to a recipient are signed with.

    Args:
        engine: of the worker.
        key: what recipients' signing secrets are drawn from.
        recipient_id: whose.

    Returns:
        "whsec_" and base64.

    Raises:
        LookupError: there is no such recipient.
    """
    with engine.connect() as connection:
        if not is_recipient(connection, recipient_id):
            raise LookupError(f"there is no recipient {recipient_id} on the list in force")
    return webhook_secret(key, recipient_id)
