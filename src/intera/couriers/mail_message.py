"""One delivery as the bytes of a mail: the same bytes each time, with headers nobody can break out of.

Source: RFC 5322; RFC 3834, section 5 (Auto-Submitted); RFC 2369 (List-Unsubscribe).
"""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from intera.couriers.port import CONTROL, CourierSetup, CourierSetupError, Message

LOCAL_BYTES_MAX = 64
ADDRESS_BYTES_MAX = 254
SUBJECT_CHARS_MAX = 255


class UnsafeMailError(ValueError):
    """A mail cannot be built without letting its text into its headers."""


def read_sender(setup: CourierSetup) -> Address:
    """The address our mail comes from.

    Args:
        setup: `mail_from` is an address, or a name with one in angle brackets.

    Returns:
        The address.

    Raises:
        CourierSetupError: it is none.
    """
    name, spec = parseaddr(setup.mail_from)
    if not is_address(spec) or any(sign in CONTROL for sign in setup.mail_from):
        raise CourierSetupError("INTERA_MAIL_FROM", "give the address mail comes from, such as status@example.net")
    return Address(name, addr_spec=spec)


def is_address(spec: str) -> bool:
    """Whether a text is one plain mail address: no name, no list, no control character, no quoting."""
    local, at, domain = spec.rpartition("@")
    if not at or not local or "." not in domain or not spec.isascii():
        return False
    if len(local) > LOCAL_BYTES_MAX or len(spec) > ADDRESS_BYTES_MAX:
        return False
    if not all(sign.isalnum() or sign in "!#$%&'*+-/=?^_`{|}~." for sign in local):
        return False
    labels = domain.split(".")
    return all(label and all(sign.isalnum() or sign == "-" for sign in label) for label in labels)


def mail_of(message: Message, sender: Address, unsubscribe: str = "") -> EmailMessage:
    """The mail of one delivery; the same delivery is always the same bytes.

    Args:
        message: the delivery.
        sender: our own address.
        unsubscribe: an address or https URL people leave the list by; empty for none.

    Returns:
        The mail, with a Message-ID made of the delivery's id.

    Raises:
        UnsafeMailError: address or subject would break out of its header.
    """
    if not is_address(message.address):
        raise UnsafeMailError("the address is no plain mail address; correct it in the recipient list")
    if any(sign in CONTROL for sign in message.subject):
        raise UnsafeMailError("the subject holds a line break or a control character; it was not sent")
    if len(message.subject) > SUBJECT_CHARS_MAX:
        raise UnsafeMailError(f"the subject has more than {SUBJECT_CHARS_MAX} characters; it was not sent")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=message.address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.released_at)
    mail["Message-ID"] = message_id(message.delivery_id, sender)
    mail["Auto-Submitted"] = "auto-generated"
    if message.about_delivery_id:
        # A correction stands under what it corrects, in the reader's own mail program.
        for name in ("In-Reply-To", "References"):
            mail[name] = message_id(message.about_delivery_id, sender)
    if unsubscribe:
        link = f"mailto:{unsubscribe}?subject=unsubscribe%20{message.recipient_id}"
        mail["List-Unsubscribe"] = f"<{unsubscribe if unsubscribe.startswith('https://') else link}>"
    mail.set_content(message.body, charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = message.language
    return mail


def message_id(delivery_id: str, sender: Address) -> str:
    """The Message-ID of a delivery: the same at each attempt."""
    return f"<{delivery_id}@{sender.domain}>"


def digest_of(mail: EmailMessage) -> tuple[bytes, str]:
    """The exact bytes of a mail and their SHA-256 in hex."""
    sent = mail.as_bytes()
    return sent, hashlib.sha256(sent).hexdigest()
