"""Communication messages hold to the standard's own schema and never name a receiver."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from intera.model.decision import Plain
from intera.roles.coverage import ToldCount
from intera.roles.status_feed import ReleasedText
from intera.roles.tmf681 import approved_words, channel_of, message_id, messages_of, split_message_id, state_of

AT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
WORDS = ReleasedText(
    "INC-0000001/p1", "mail", "INC-0000001", "customer", "update", "en", "Mobile data", "Slow.", "d" * 64, AT
)
SENT = ToldCount("INC-0000001/p1", "mail", "sent", "", "customer", "update", "en", AT, 61, AT)
# Names of CommunicationMessage. Source: TMF681-Communication-v4.0.0.
FIELDS = {
    *("id", "href", "content", "description", "logFlag", "messageType", "priority", "scheduledSendTime", "sendTime"),
    *("sendTimeComplete", "subject", "tryTimes", "attachment", "characteristic", "receiver", "sender", "state"),
    *("@baseType", "@schemaLocation", "@type"),
}


def test_a_message_has_the_fields_of_the_standard_and_what_it_requires() -> None:
    (found,) = messages_of([WORDS], [SENT, replace(SENT, channel="sms", delivery_count=5)])
    assert set(found) <= FIELDS
    assert {"content", "receiver", "sender", "messageType"} <= set(found)
    assert found["state"] == "completed"
    assert found["sendTimeComplete"] == AT.isoformat()
    assert found["receiver"] == [{"id": "customer", "name": "61 recipients of customer", "@type": "Receiver"}]
    assert {"name": "toldCount", "value": "61", "valueType": "string"} in found["characteristic"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], "initial"),
        (["waiting", "sent"], "inProgress"),
        (["sending"], "inProgress"),
        (["sent", "failed"], "completed"),
        (["unsure"], "completed"),
        (["failed", "skipped"], "failed"),
        (["skipped"], "cancelled"),
    ],
)
def test_where_a_message_stands(states: list[str], expected: str) -> None:
    assert state_of([replace(SENT, state=state) for state in states]) == expected


def test_an_id_is_one_part_of_an_address_and_leads_back() -> None:
    name = message_id("INC-0000001/p1", "mail")
    assert "/" not in name
    assert split_message_id(name) == ("INC-0000001/p1", "mail")
    assert split_message_id("nonsense") == ("", "nonsense")


def test_channels_go_by_the_names_of_the_standard() -> None:
    assert channel_of("Email") == channel_of("email") == "mail"
    assert channel_of("SMS") == "sms"
    assert channel_of("Fax") is None


def test_words_that_are_not_approved_are_none() -> None:
    assert approved_words({}, "n1", "mail") is None
    assert approved_words({"words": None}, "n1", "mail") is None
    words: Plain = {"speeches": [{"id": "n1", "status": "draft", "sentences": []}]}
    assert approved_words({"words": words}, "n1", "mail") is None
