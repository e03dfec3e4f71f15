"""The couriers the settings set up, and which of them takes a recipient's text."""

from pathlib import Path

import pytest

from intera.couriers.port import CourierSetupError
from intera.couriers.webhook import webhook_secret
from intera.model.publication import Channel
from intera.settings import CourierSettings
from intera.workflows.deliver_couriers import courier_for, couriers_of, recipient_secret
from intera.workflows.open_installation import Installation
from workflows.delivering import listed, put_recipients


def test_each_channel_goes_by_its_courier_and_a_partner_by_what_the_address_is(tmp_path: Path) -> None:
    couriers = couriers_of(CourierSettings(mail_folder=tmp_path), b"k" * 32)
    assert {channel: courier.name for channel, courier in couriers.items()} == {
        Channel.MAIL: "mail_folder",
        Channel.WEBHOOK: "webhook",
    }
    by_mail = courier_for(couriers, Channel.PARTNER_NOTICE, "noc@partner.example")
    by_call = courier_for(couriers, Channel.PARTNER_NOTICE, "https://user@partner.example/x")
    assert by_mail is couriers[Channel.MAIL]
    assert by_call is couriers[Channel.WEBHOOK]
    assert courier_for(couriers, Channel.SMS, "+49301234567") is None


def test_a_setting_that_cannot_be_used_is_said_at_the_start() -> None:
    with pytest.raises(CourierSetupError, match="INTERA_MAIL_FROM"):
        couriers_of(CourierSettings(mail_url="smtp://localhost"), b"")


def test_a_secret_is_told_for_a_recipient_on_the_list_only(installation: Installation) -> None:
    writer = installation.writer_engine()
    put_recipients(writer, listed(Channel.WEBHOOK, ["https://x.example/"]))
    assert recipient_secret(writer, b"k", "webhook-000000") == webhook_secret(b"k", "webhook-000000")
    with pytest.raises(LookupError, match="no recipient"):
        recipient_secret(writer, b"k", "nobody")
    writer.dispose()
