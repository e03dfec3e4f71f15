"""The list of couriers: which channel each serves, and who takes it when several could."""

from pathlib import Path

from intera.couriers import COURIERS, open_couriers
from intera.couriers.port import CourierSetup
from intera.model.publication import PUSH_CHANNELS, Channel


def test_every_channel_that_is_sent_has_a_courier() -> None:
    # A partner's notice goes by mail or as a call, as its address says.
    assert {channel for channel, _ in COURIERS.values()} == PUSH_CHANNELS - {Channel.PARTNER_NOTICE}


def test_what_is_not_set_up_is_absent(tmp_path: Path) -> None:
    assert set(open_couriers(CourierSetup(mail_folder=tmp_path))) == {Channel.MAIL}
    assert set(open_couriers(CourierSetup(key=b"k"))) == {Channel.WEBHOOK}
