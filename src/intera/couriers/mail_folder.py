"""Mail into a folder: each delivery one .eml file that any mail program opens; for trying things out.

A file is whole from the moment it has its name, and the same delivery always has the same name, so
sending it again changes nothing.
"""

import os
import tempfile
from dataclasses import replace
from email.headerregistry import Address
from pathlib import Path

from intera.couriers.mail_message import UnsafeMailError, digest_of, mail_of, read_sender
from intera.couriers.port import Arrival, Courier, CourierSetup, Message, Outcome

NOBODY = "status@intera.invalid"


class MailFolderCourier:
    """Puts each mail into a folder."""

    name = "mail_folder"
    is_idempotent = True

    def __init__(self, folder: Path, sender: Address, unsubscribe: str = "") -> None:
        """Makes the folder at the first message."""
        self._folder = folder
        self._sender = sender
        self._unsubscribe = unsubscribe

    def lane(self, address: str) -> str:
        """One lane: the folder."""
        del address
        return "mail folder"

    def send(self, message: Message) -> Outcome:
        """Writes one mail."""
        try:
            mail, digest = digest_of(mail_of(message, self._sender, self._unsubscribe))
        except UnsafeMailError as error:
            return Outcome(Arrival.REFUSED, "unsafe", str(error))
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=".")
            with os.fdopen(descriptor, "wb") as file:
                file.write(mail)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._folder / f"{message.delivery_id}.eml")
        except OSError as error:
            return Outcome(Arrival.TRY_AGAIN, "no_room", str(error)[:300])
        return Outcome(Arrival.SENT, "", "", digest)

    def close(self) -> None:
        """Holds nothing open."""


def open_courier(setup: CourierSetup) -> Courier | None:
    """The courier of the folder set up; None when there is none."""
    if setup.mail_folder is None:
        return None
    sender = read_sender(setup if setup.mail_from else replace(setup, mail_from=NOBODY))
    return MailFolderCourier(setup.mail_folder, sender, setup.mail_unsubscribe)
