"""A list of recipients: good rows are kept, each bad one is set aside with its reason, never its address."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.town import town
from intera.model.publication import Channel
from intera.workflows.recipient_files import (
    ReadRecipients,
    RecipientFileError,
    find_file,
    names_of,
    read_recipient_file,
)

NAMES = names_of(town())
HEAD = "recipient_id,audience,channel,address,language,account_id,partner_code,service_ids,region_ids\n"
GOOD = "ops,customer,mail,ops@x.example,de,port,,mobile vpn,coast\n"


def read(folder: Path, text: str, name: str = "recipients.csv") -> ReadRecipients:
    """What a file of this text says."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_recipient_file(path, NAMES)


def test_a_row_becomes_a_recipient_with_its_scope(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + GOOD)
    one = found.by_row[2]
    assert (one.recipient_id, one.audience, one.channel, one.address) == (
        "ops",
        "customer",
        Channel.MAIL,
        "ops@x.example",
    )
    assert (one.language, one.account_id, one.partner_code) == ("de", "port", None)
    assert (one.service_ids, one.region_ids) == (("mobile", "vpn"), ("coast",))
    assert not found.set_aside


def test_yaml_says_the_same(tmp_path: Path) -> None:
    text = """
recipients:
  - {recipient_id: ops, audience: customer, channel: mail, address: ops@x.example, language: de, account_id: port,
     service_ids: [mobile, vpn], region_ids: [coast]}
"""
    assert list(read(tmp_path, text, "recipients.yaml").by_row.values()) == list(
        read(tmp_path, HEAD + GOOD).by_row.values()
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",customer,mail,a@b.example,,,,,", "recipient_id"),
        ("a b,customer,mail,a@b.example,,,,,", "recipient_id"),
        ("ops,customer,mail,other@b.example,,,,,", "recipient_id"),
        ("r2,nobody,mail,a@b.example,,,,,", "audience"),
        ("r2,partner,mail,a@b.example,,,,,", "partner_code"),
        ("r2,customer,portal,a@b.example,,,,,", "channel"),
        ("r2,customer,fax,a@b.example,,,,,", "channel"),
        ("r2,customer,mail,not an address,,,,,", "address"),
        ('r2,customer,mail,"a@b.example\nBcc: c@d.example",,,,,', "address"),
        ("r2,customer,sms,0301234567,,,,,", "address"),
        ("r2,customer,webhook,http://inside/,,,,,", "address"),
        ("r2,customer,mail,a@b.example,English,,,,", "language"),
        ("r2,partner,mail,a@b.example,,,P-99,,", "partner_code"),
        ("r2,customer,mail,a@b.example,,,,nosuch,", "service_ids"),
        ("r2,customer,mail,a@b.example,,,,,nosuch", "region_ids"),
        ("r2,customer,mail", "number of cells"),
        ("r2,customer,mail,a@b.example,,,,,,,x,y", "number of cells"),
    ],
)
def test_a_bad_row_is_set_aside_and_the_others_are_used(tmp_path: Path, row: str, column: str) -> None:
    found = read(tmp_path, f"{HEAD}{GOOD}{row}\nnext,customer,mail,next@x.example,,,,,\n")
    assert [one.recipient_id for one in found.by_row.values()] == ["ops", "next"]
    assert [one.column for one in found.set_aside] == [column]
    said = found.set_aside[0].text
    assert said.startswith("row ")
    assert "@" not in said.replace("name@host.example", "")


@pytest.mark.parametrize(
    "text",
    ["", "recipient_id,audience,channel\n", HEAD.replace("language", "lang"), 'recipient_id,"', HEAD + 'a,"b\n'],
)
def test_what_is_no_list_is_refused_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(RecipientFileError, match=r"recipients\.csv"):
        read(tmp_path, text)


def test_other_files_are_refused(tmp_path: Path) -> None:
    for name, text in (
        ("recipients.txt", HEAD),
        ("recipients.yaml", "people: []"),
        ("recipients.yaml", "recipients: 1"),
    ):
        with pytest.raises(RecipientFileError):
            read(tmp_path, text, name)
    (tmp_path / "recipients.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecipientFileError, match="UTF-8"):
        read_recipient_file(tmp_path / "recipients.csv", NAMES)


def test_a_folder_holds_one_list(tmp_path: Path) -> None:
    assert find_file(tmp_path) is None
    (tmp_path / "recipients.csv").touch()
    assert find_file(tmp_path) == tmp_path / "recipients.csv"
    (tmp_path / "recipients.yaml").touch()
    with pytest.raises(RecipientFileError, match="keep one"):
        find_file(tmp_path)


@given(st.lists(st.lists(st.text(max_size=12), max_size=10), max_size=6))
def test_every_row_is_used_or_set_aside(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    import csv  # noqa: PLC0415 - used here only
    import io  # noqa: PLC0415

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD.strip().split(","))
    kept = [row for row in rows if any(row)]
    for row in kept:
        writer.writerow([cell.encode("utf-8", "ignore").decode().replace("\x00", "") for cell in row])
    try:
        found = read(tmp_path_factory.mktemp("any"), out.getvalue())
    except RecipientFileError:
        return
    assert not found.by_row
    assert len(found.set_aside) <= len(kept)
