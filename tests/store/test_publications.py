"""What was released is written once; a correction or withdrawal ends the one it is about."""

from dataclasses import replace

from sqlalchemy import Connection, text

from intera.model.publication import Channel, PublicationKind, PublicationReach
from intera.store import deliveries
from intera.store.changes import PublicationRow
from intera.store.database import driver
from intera.store.deliveries import DeliveryRow
from intera.store.publications import (
    claim_finished,
    claim_unexpanded,
    ended_kind,
    is_any_finished,
    load_publication,
    note_finished,
    note_progress,
    write_publications,
)
from workflows.delivering import AT, publication_of

REACH = PublicationReach(languages=("en",))


def write(writer: Connection, *rows: PublicationRow) -> None:
    """Keeps publications in the transaction."""
    cursor = driver(writer).cursor()
    write_publications(cursor, rows)
    cursor.close()


def test_it_is_kept_once_and_shown_in_its_outward_forms_only(writer: Connection) -> None:
    one = publication_of()
    write(writer, PublicationRow(one, REACH, one.texts[:1]))
    write(writer, PublicationRow(replace(one, digest="other"), REACH, one.texts))
    assert load_publication(writer, one.publication_id) == one
    assert load_publication(writer, "none") is None
    shown = writer.execute(text("select channel, body, digest from published.publication")).all()
    assert [tuple(row) for row in shown] == [("portal", "Words 1.", "d" * 64)]


def test_its_recipients_are_gone_through_from_where_it_came_to(writer: Connection) -> None:
    one = publication_of()
    write(writer, PublicationRow(one, REACH))
    found = claim_unexpanded(writer)
    assert found is not None
    assert (found.publication, found.cursor, found.list_id) == (one, "", None)
    assert not is_any_finished(writer)
    note_progress(writer, one.publication_id, list_id=7, cursor="r5", passed_over_count=3, expanded_at=None)
    again = claim_unexpanded(writer)
    assert again is not None
    assert (again.cursor, again.list_id, again.passed_over_count) == ("r5", 7, 3)
    note_progress(writer, one.publication_id, list_id=7, cursor="r9", passed_over_count=1, expanded_at=AT)
    assert claim_unexpanded(writer) is None


def test_it_is_finished_once_nothing_is_left_and_again_after_a_new_round(writer: Connection) -> None:
    one = publication_of()
    write(writer, PublicationRow(one, REACH))
    row = DeliveryRow("r1", Channel.MAIL, "a@b.example", "mail", "mail x")
    deliveries.add_deliveries(writer, one.publication_id, [row], due_at=AT, at=AT)
    note_progress(writer, one.publication_id, list_id=None, cursor="", passed_over_count=0, expanded_at=AT)
    assert claim_finished(writer) is None
    writer.execute(text("update internal.delivery set state = 'sent'"))
    assert is_any_finished(writer)
    found = claim_finished(writer)
    assert found is not None
    assert found.round == 1
    note_finished(writer, one.publication_id, AT)
    assert not is_any_finished(writer)
    note_finished(writer, one.publication_id, None)
    again = claim_finished(writer)
    assert again is not None
    assert again.round == 2


def test_a_withdrawal_ends_what_it_is_about_and_stops_what_waits(writer: Connection) -> None:
    one = publication_of()
    write(writer, PublicationRow(one, REACH, one.texts[:1]))
    rows = [DeliveryRow(name, Channel.MAIL, f"{name}@b.example", "mail", "mail x") for name in ("r1", "r2")]
    deliveries.add_deliveries(writer, one.publication_id, rows, due_at=AT, at=AT)
    writer.execute(text("update internal.delivery set state = 'sent' where recipient_id = 'r1'"))
    later = publication_of(2, kind=PublicationKind.WITHDRAWAL, about_id=one.publication_id)
    write(writer, PublicationRow(later, REACH, later.texts[:1]))
    assert ended_kind(writer, one.publication_id) == "withdrawal"
    assert ended_kind(writer, later.publication_id) == ""
    left = writer.execute(text("select recipient_id, state, reason from internal.delivery order by 1")).all()
    assert [tuple(row) for row in left] == [("r1", "sent", ""), ("r2", "skipped", "superseded")]
    ended = writer.execute(text("select publication_id, ended_by from published.publication order by 1")).all()
    assert [tuple(row) for row in ended] == [(one.publication_id, later.publication_id), (later.publication_id, "")]
