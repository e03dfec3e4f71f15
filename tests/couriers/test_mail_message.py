"""One delivery as the bytes of a mail: the same bytes each time, nothing in its headers that is not ours."""

from email import message_from_bytes
from email.headerregistry import Address
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couriers.sayings import saying
from intera.couriers.mail_message import UnsafeMailError, digest_of, is_address, mail_of, read_sender
from intera.couriers.port import CONTROL, CourierSetup, CourierSetupError

SENDER = Address("Northmoor status", addr_spec="status@northmoor.example")
NAMES = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"]


def test_the_same_delivery_is_the_same_bytes() -> None:
    first, again = (digest_of(mail_of(saying(), SENDER)) for _ in range(2))
    assert first == again
    assert digest_of(mail_of(saying(delivery_id="dlv_2"), SENDER))[1] != first[1]


def test_its_headers_say_what_it_is() -> None:
    mail = mail_of(saying(), SENDER, "leave@northmoor.example")
    assert mail["Message-ID"] == "<dlv_0011@northmoor.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Wed, 18 Nov 2026 13:32:00 +0000"
    assert mail["List-Unsubscribe"] == "<mailto:leave@northmoor.example?subject=unsubscribe%20ops-1>"
    assert mail_of(saying(), SENDER, "https://x.example/leave")["List-Unsubscribe"] == "<https://x.example/leave>"


def test_a_correction_stands_under_what_it_corrects() -> None:
    mail = mail_of(saying(about_delivery_id="dlv_0007"), SENDER)
    assert mail["In-Reply-To"] == mail["References"] == "<dlv_0007@northmoor.example>"


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_text_gets_into_the_headers(subject: str, body: str) -> None:
    safe = "".join(sign for sign in subject if sign not in CONTROL and not 0xD800 <= ord(sign) < 0xE000)
    text = body.encode("utf-8", "ignore").decode()
    sent, _ = digest_of(mail_of(saying(subject=safe, body=text), SENDER))
    read = message_from_bytes(sent, policy=SMTP)
    assert [name for name in read if not name.startswith(("Content-", "MIME"))] == NAMES
    assert read["Content-Language"] == "en"
    head, _, _ = sent.partition(b"\r\n\r\n")
    assert all(line.strip() for line in head.split(b"\r\n"))


@pytest.mark.parametrize("sign", sorted(CONTROL))
def test_a_line_break_in_a_subject_is_refused(sign: str) -> None:
    with pytest.raises(UnsafeMailError, match="subject"):
        mail_of(saying(subject=f"a{sign}b"), SENDER)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "x",
            "@x.y",
            "a@b",
            "a b@c.example",
            "a@b.example,c@d.example",
            "<a@b.example>",
            "a@b.example\r\nBcc: c@d",
        ),
        *(
            '"a b"@c.example',
            "a@b..example",
            "ä@b.example",
            "a" * 65 + "@b.example",
            "a@b.example\x00",
            "a@[127.0.0.1]",
        ),
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(UnsafeMailError, match="address"):
        mail_of(saying(address=address), SENDER)


def test_a_sender_that_is_none_is_refused_at_the_start() -> None:
    assert read_sender(CourierSetup(mail_from="Status <a@b.example>")).display_name == "Status"
    for wrong in ("", "Status", "a@b", "a@b.example\r\nBcc: x@y.example"):
        with pytest.raises(CourierSetupError, match="INTERA_MAIL_FROM"):
            read_sender(CourierSetup(mail_from=wrong))
