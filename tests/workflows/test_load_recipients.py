"""A list is put in force by one decision, beside the one before; whoever left stays away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from flows.town import town
from intera.couriers import open_couriers
from intera.couriers.port import CourierSetup
from intera.model.operator import Operator
from intera.workflows.deliver_publications import Sender, deliver_all
from intera.workflows.keep_working import Worker
from intera.workflows.load_recipients import count_listed, leave_list, load_recipients
from intera.workflows.open_installation import Installation
from intera.workflows.recipient_files import RecipientFileError
from intera.workflows.world import NoReferenceError
from workflows.delivering import publication_of, reasons, release

HEAD = "recipient_id,audience,channel,address,account_id\n"


def test_a_list_replaces_the_one_before_and_says_what_it_left_out(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], tmp_path: Path
) -> None:
    path = tmp_path / "recipients.csv"
    path.write_text(HEAD + "a,customer,mail,a@x.example,\n", encoding="utf-8")
    with pytest.raises(NoReferenceError):
        load_recipients(worker.engine, worker.door, path)
    load(installation, town())
    assert load_recipients(worker.engine, worker.door, path).is_new
    assert not load_recipients(worker.engine, worker.door, path).is_new

    path.write_text(
        HEAD + "b,customer,mail,b@x.example,port\nc,customer,sms,12,\nd,customer,mail,d@x.example,nosuch\n",
        encoding="utf-8",
    )
    loaded = load_recipients(worker.engine, worker.door, path)
    assert (loaded.count, [one.row for one in loaded.set_aside]) == (1, [3, 4])
    assert [(one.audience, one.channel, one.recipient_count) for one in count_listed(worker.engine)] == [
        ("customer", "mail", 1)
    ]
    with worker.engine.connect() as connection:
        said = connection.execute(text("select summary from published.trail where kind = 'recipients.load' order by 1"))
        assert list(said.scalars()) == ["1 recipients loaded", "1 recipients loaded, 2 rows set aside"]
        left = connection.execute(text("select count(*) from internal.recipient")).scalar_one()
        assert left == 1, "addresses of the list before are gone"
        bodies = connection.execute(text("select string_agg(body, '') from internal.trail_entry")).scalar_one()
    assert "x.example" not in str(bodies)


def test_a_file_without_one_good_row_changes_nothing(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], tmp_path: Path
) -> None:
    load(installation, town())
    path = tmp_path / "recipients.csv"
    path.write_text(HEAD + "a,customer,mail,a@x.example,\n", encoding="utf-8")
    load_recipients(worker.engine, worker.door, path)
    path.write_text(HEAD + "a,customer,mail,nonsense,\n", encoding="utf-8")
    with pytest.raises(RecipientFileError, match="row 2: the address is no plain mail address"):
        load_recipients(worker.engine, worker.door, path)
    assert count_listed(worker.engine)[0].recipient_count == 1


def test_who_left_is_skipped_also_by_a_later_list(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], tmp_path: Path
) -> None:
    load(installation, town())
    path = tmp_path / "recipients.csv"
    for more in ("", "c,customer,mail,c@x.example,\n"):
        path.write_text(HEAD + "a,customer,mail,a@x.example,\nb,customer,mail,A@x.example,\n" + more, encoding="utf-8")
        load_recipients(worker.engine, worker.door, path)
        if not more:
            leave_list(worker.engine, worker.door, "a")
    with pytest.raises(LookupError, match="no recipient"):
        leave_list(worker.engine, worker.door, "nobody")
    release(worker.engine, publication_of())
    deliver_all(Sender(worker.engine, open_couriers(CourierSetup(mail_folder=tmp_path / "mail"))))
    assert reasons(worker.engine) == {"a": "skipped unsubscribed", "b": "sent", "c": "sent"}
