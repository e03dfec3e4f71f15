"""Mail into a folder: whole files, one for each delivery."""

from email import message_from_bytes
from pathlib import Path

from couriers.sayings import saying
from intera.couriers.mail_folder import open_courier
from intera.couriers.port import Arrival, CourierSetup


def test_each_delivery_is_one_whole_file_only_its_owner_reads(tmp_path: Path) -> None:
    courier = open_courier(CourierSetup(mail_folder=tmp_path / "mail"))
    assert courier is not None
    for _ in range(2):
        assert courier.send(saying()).arrival is Arrival.SENT
    files = list((tmp_path / "mail").iterdir())
    assert [file.name for file in files] == ["dlv_0011.eml"]
    assert files[0].stat().st_mode & 0o077 == 0
    assert message_from_bytes(files[0].read_bytes())["To"] == "ops@customer.example"
