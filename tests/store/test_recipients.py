"""Lists of recipients: the last one put in force counts, in order, and old addresses are forgotten."""

from sqlalchemy import Connection, text

from intera.model.publication import Channel
from intera.store import recipients
from workflows.delivering import AT, listed


def bring(writer: Connection, *addresses: str) -> int:
    """A list brought in."""
    found = listed(Channel.MAIL, addresses, service_ids=("mobile",), region_ids=("coast", "lakes"), language="de")
    return recipients.bring_recipients(writer, found, digest=b"d", at=AT)


def test_a_list_counts_once_it_is_in_force(writer: Connection) -> None:
    assert recipients.list_in_force(writer) is None
    first = bring(writer, "a@x.example")
    assert recipients.list_in_force(writer) is None
    recipients.put_in_force(writer, first)
    second = bring(writer, "a@x.example", "b@x.example")
    recipients.put_in_force(writer, second)
    assert recipients.list_in_force(writer) == (second, b"d")
    assert [one.recipient_count for one in recipients.count_recipients(writer)] == [2]
    assert recipients.is_recipient(writer, "mail-000001")
    assert not recipients.is_recipient(writer, "nobody")


def test_recipients_are_read_in_pages_whole(writer: Connection) -> None:
    name = bring(writer, *(f"u{number}@x.example" for number in range(5)))
    found, after = list[str](), ""
    while page := recipients.read_recipients(writer, name, after=after, limit=2):
        found += [one.address for one in page]
        after = page[-1].recipient_id
        assert page[0].region_ids == ("coast", "lakes")
        assert page[0].language == "de"
    assert found == [f"u{number}@x.example" for number in range(5)]


def test_old_lists_are_forgotten_once_nothing_goes_through_them(writer: Connection) -> None:
    first, second = bring(writer, "a@x.example"), bring(writer, "b@x.example")
    recipients.put_in_force(writer, second)
    writer.execute(
        text(
            "insert into internal.publication (publication_id, incident_id, audience, body, reach, released_at,"
            " list_id) values ('p', 'i', 'customer', '', '', now(), :list)"
        ),
        {"list": first},
    )
    assert recipients.forget_lists(writer) == 0
    writer.execute(text("update internal.publication set expanded_at = now()"))
    assert recipients.forget_lists(writer) == 1
    assert recipients.read_recipients(writer, first, after="", limit=5) == []
    assert recipients.list_in_force(writer) == (second, b"d")


def test_who_left_is_remembered(writer: Connection) -> None:
    recipients.unsubscribe(writer, "r1", AT)
    recipients.unsubscribe(writer, "r1", AT)
    assert recipients.unsubscribed_among(writer, ["r1", "r2"]) == {"r1"}


def test_accounts_with_a_product_there_are_served(writer: Connection) -> None:
    assert recipients.known_accounts(writer, ["a"]) == frozenset()
    assert recipients.accounts_served(writer, [], service_ids=["s"], region_ids=[]) == frozenset()
    writer.execute(
        text(
            "insert into internal.inventory_instance (from_version, digest, product_instance_id, account_id,"
            " service_id, region_id, site_count) values (1, '', 'p1', 'a', 'mobile', 'coast', 0),"
            " (1, '', 'p2', 'b', 'vpn', null, 0)"
        )
    )
    ask = ["a", "b"]
    assert recipients.accounts_served(writer, ask, service_ids=["mobile"], region_ids=["coast"]) == {"a"}
    assert recipients.accounts_served(writer, ask, service_ids=["mobile"], region_ids=["lakes"]) == frozenset()
    assert recipients.accounts_served(writer, ask, service_ids=["mobile", "vpn"], region_ids=[]) == {"a", "b"}
