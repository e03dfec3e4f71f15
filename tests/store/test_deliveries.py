"""A delivery is one sender's at a time; what a dead sender had in hand is found."""

from datetime import timedelta

from sqlalchemy import Connection, Engine, text

from intera.model.publication import Channel, DeliveryState
from intera.store import deliveries
from intera.store.database import DatabaseRole
from intera.store.deliveries import DeliveryRow, Mark, Wanted, delivery_id_of
from workflows.delivering import AT

P = "INC-0000001/p1"
WANTED = Wanted("mail", (), {}, each=2, limit=10)


def add(writer: Connection, *names: str, lane: str = "mail x", courier: str = "mail", reason: str = "") -> None:
    """Deliveries that wait, or were skipped."""
    rows = [DeliveryRow(name, Channel.MAIL, f"{name}@b.example", courier, lane, reason) for name in names]
    deliveries.add_deliveries(writer, P, rows, due_at=AT, at=AT)


def claim(writer: Connection, claimant: int = 1, wanted: Wanted = WANTED) -> list[str]:
    """Who was taken in hand."""
    return [one.recipient_id for one in deliveries.claim_deliveries(writer, claimant, wanted, now=AT, at=AT)]


def state(writer: Connection) -> dict[str, str]:
    """Where each stands."""
    rows = writer.execute(text("select recipient_id, state, reason from internal.delivery"))
    return {row.recipient_id: f"{row.state} {row.reason}".strip() for row in rows}


def test_the_id_is_the_same_for_the_same_publication_and_recipient() -> None:
    assert delivery_id_of(P, "r1") == delivery_id_of(P, "r1")
    assert len({delivery_id_of(P, "r1"), delivery_id_of(P, "r2"), delivery_id_of("p2", "r1")}) == 3


def test_no_more_of_a_lane_than_it_bears_and_none_of_one_that_is_held(writer: Connection) -> None:
    add(writer, "a", "b", "c")
    add(writer, "d", lane="mail y")
    assert len(claim(writer, wanted=Wanted("mail", ("mail y",), {"mail x": 1}, each=2, limit=10))) == 1
    assert sorted(claim(writer)) != []
    assert claim(writer, wanted=Wanted("sms", (), {}, each=2, limit=10)) == []


def test_what_is_in_hand_is_taken_by_nobody_else(writer: Connection) -> None:
    add(writer, "a", "b")
    assert sorted(claim(writer, 1)) == ["a", "b"]
    assert claim(writer, 2) == []


def test_nothing_is_taken_before_its_time(writer: Connection) -> None:
    add(writer, "a")
    early = deliveries.claim_deliveries(writer, 1, WANTED, now=AT - timedelta(seconds=1), at=AT)
    assert early == []


def test_a_mark_is_the_claimants_own_and_of_this_attempt(writer: Connection) -> None:
    add(writer, "a")
    claim(writer, 1)
    name = delivery_id_of(P, "a")
    sent = Mark(name, 1, DeliveryState.SENT, digest="d")
    deliveries.mark_deliveries(writer, 2, [sent], at=AT)
    deliveries.mark_deliveries(writer, 1, [Mark(name, 2, DeliveryState.SENT)], at=AT)
    assert state(writer) == {"a": "sending"}
    deliveries.mark_deliveries(writer, 1, [sent], at=AT)
    assert state(writer) == {"a": "sent"}
    deliveries.mark_deliveries(writer, 1, [Mark(name, 1, DeliveryState.FAILED)], at=AT)
    assert state(writer) == {"a": "sent"}


def test_what_was_taken_for_lost_is_put_right_by_the_truth(writer: Connection) -> None:
    add(writer, "a")
    claim(writer, 1)
    assert deliveries.recover_deliveries(writer, {"sms"}, now=AT, at=AT) == {"unsure": 1}
    assert state(writer) == {"a": "unsure interrupted"}
    deliveries.mark_deliveries(writer, 1, [Mark(delivery_id_of(P, "a"), 1, DeliveryState.SENT)], at=AT)
    assert state(writer) == {"a": "sent"}


def test_a_dead_senders_are_freed_and_a_living_ones_are_not(
    writer: Connection, engines: dict[DatabaseRole, Engine]
) -> None:
    add(writer, "a", courier="sms")
    claim(writer, 5, Wanted("sms", (), {}, 2, 10))
    with engines[DatabaseRole.OWNER].connect().execution_options(isolation_level="AUTOCOMMIT") as alive:
        deliveries.hold_claimant(alive, 5)
        assert deliveries.recover_deliveries(writer, {"sms"}, now=AT, at=AT) == {}
        deliveries.let_go_claimant(alive, 5)
    assert deliveries.recover_deliveries(writer, {"sms"}, now=AT, at=AT) == {"waiting": 1}
    assert claim(writer, 6, Wanted("sms", (), {}, 2, 10)) == ["a"]


def test_an_address_is_kept_only_where_something_is_sent(writer: Connection) -> None:
    add(writer, "a")
    add(writer, "b", reason="unsubscribed")
    kept = writer.execute(text("select recipient_id, address from internal.delivery order by 1")).all()
    assert [tuple(row) for row in kept] == [("a", "a@b.example"), ("b", "")]
    assert deliveries.addresses_taken(writer, P, ["a@b.example", "b@b.example"]) == {("mail", "a@b.example")}
    assert deliveries.untold_among(writer, P, ["a", "b", "z"]) == {"b", "z"}


def test_a_new_courier_takes_over_what_waits(writer: Connection) -> None:
    add(writer, "a", courier="mail_folder")
    deliveries.change_courier(writer, "mail", "mail")
    assert claim(writer) == ["a"]


def test_what_a_person_asked_for_goes_out_under_its_own_id(writer: Connection) -> None:
    add(writer, "a", "b")
    claim(writer)
    marks = [
        Mark(delivery_id_of(P, name), 1, DeliveryState(word), "why")
        for name, word in (("a", "failed"), ("b", "unsure"))
    ]
    deliveries.mark_deliveries(writer, 1, marks, at=AT)
    counts = deliveries.count_deliveries(writer, P)
    assert [(one.state, one.reason, one.delivery_count) for one in counts] == [
        ("failed", "why", 1),
        ("unsure", "why", 1),
    ]
    assert deliveries.send_again(writer, P, channel="sms", states=["failed"], now=AT, at=AT) == 0
    assert deliveries.send_again(writer, P, channel="mail", states=["failed"], now=AT, at=AT) == 1
    assert state(writer) == {"a": "waiting", "b": "unsure why"}
    ledger = deliveries.read_ledger(writer, P)
    assert [(one.recipient_id, one.state, one.attempt_count) for one, _ in ledger] == [
        ("a", DeliveryState.WAITING, 0),
        ("b", DeliveryState.UNSURE, 1),
    ]
