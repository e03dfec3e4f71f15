"""The board of promises: what is open, how well desks kept theirs, what is still to do; never who."""

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

from intera.coordination.ledger import score_promises
from intera.model.board import Board
from intera.model.checkpoint import Checkpoint, CheckpointOutcome
from intera.model.recurrence import FollowUp
from intera.roles.release_promises import OpenFollowUp, OpenPromise, Promises, release_promises

MINUTE = timedelta(minutes=1)


def _promise(northmoor: ModuleType, key: str, due: str, text: str) -> Checkpoint:
    return replace(
        northmoor.mobile_case().checkpoints[2], checkpoint_id=f"cp-4127-{key}", promise=text, due_at=northmoor.at(due)
    )


def _ended(
    northmoor: ModuleType, number: int, outcome: CheckpointOutcome, team: str = "mobile"
) -> tuple[str, Checkpoint]:
    promise = _promise(northmoor, f"x{number}", "13:45", "Scope known")
    return team, replace(promise, answered_at=northmoor.at("13:40"), outcome=outcome)


def _board(
    northmoor: ModuleType, *, kept: int = 0, promises: tuple[OpenPromise, ...] = (), todo: tuple[OpenFollowUp, ...] = ()
) -> Board:
    now = northmoor.NOW
    ended = [_ended(northmoor, number, CheckpointOutcome.KEPT) for number in range(kept)]
    if kept:
        ended += [
            _ended(northmoor, 100, CheckpointOutcome.EMPTY),
            _ended(northmoor, 101, CheckpointOutcome.RE_PROMISED),
        ]
    since_at = now - timedelta(days=90)
    scores = score_promises(ended, since_at=since_at, at=now)
    whole = next(iter(score_promises([("", one) for _, one in ended], since_at=since_at, at=now)), None)
    by_service = tuple(replace(score, key="mobile_data") for score in scores)
    return release_promises(Promises(promises, scores, by_service, whole, todo, since_at), northmoor.operator(), at=now)


def test_an_overdue_promise_leads_and_says_whom_it_was_escalated_to(northmoor: ModuleType) -> None:
    incident = northmoor.mobile_case().incident
    late = _promise(northmoor, "c", "14:20", "Coast ETA confirmed")
    to_partners = replace(_promise(northmoor, "d", "16:00", "Partners told"), audience="partner")
    board = _board(
        northmoor, promises=(OpenPromise(incident, to_partners), OpenPromise(incident, late, "Duty manager"))
    )
    assert board.lead == "1 promise is overdue and not answered."
    first, second = board.tables[0].rows
    assert [cell.text for cell in first] == [
        "Coast ETA confirmed",
        "14:20 CET",
        "our own desks",
        "Mobile Desk",
        "Duty manager",
    ]
    assert (first[1].sub, first[1].kind, first[0].href) == ("12 min late", "late", "/incidents/INC-4127")
    assert [cell.text for cell in second][1:] == ["16:00 CET", "partners", "Mobile Desk", "nobody"]
    assert [(one.label, one.value, one.kind) for one in board.figures][1:3] == [
        ("Open", "2", ""),
        ("Overdue", "1", "late"),
    ]


def test_a_score_comes_with_its_interval_or_says_that_it_is_too_few(northmoor: ModuleType) -> None:
    few, enough = _board(northmoor, kept=3), _board(northmoor, kept=39)
    assert [(cell.text, cell.sub) for cell in few.tables[1].rows[0]][:2] == [
        ("Mobile Desk", ""),
        ("75%", "3 of 4, too few to say"),
    ]
    desk, score, kept, late, missed, empty, moved = enough.tables[1].rows[0]
    assert (desk.text, score.text, score.sub) == ("Mobile Desk", "98%", "39 of 40, 87 to 100%")
    assert [cell.text for cell in (kept, late, missed, empty, moved)] == ["39", "0", "0", "1", "1"]
    assert enough.tables[2].rows[0][0].text == "Mobile Data"
    assert enough.lead_sub == "39 of 40 promises since 20 Aug kept in time and with news. 1 other was moved in time."


def test_follow_ups_stay_until_done_the_latest_first(northmoor: ModuleType) -> None:
    incident, day = northmoor.mobile_case().incident, timedelta(days=1)
    todo = (
        OpenFollowUp(incident, FollowUp("No day", owner="quality", follow_up_id="f1")),
        OpenFollowUp(incident, FollowUp("Ahead", owner="quality", due_at=northmoor.NOW + day, follow_up_id="f2")),
        OpenFollowUp(incident, FollowUp("Behind co-cr-02", due_at=northmoor.NOW - 2 * day, follow_up_id="f3")),
    )
    rows = _board(northmoor, todo=todo).tables[3].rows
    assert "co-cr-02" not in rows[0][0].text
    assert [(row[1].text, row[2].text, row[2].sub) for row in rows] == [
        ("No desk", "16 Nov", "2 days late"),
        ("Service Quality", "19 Nov", ""),
        ("Service Quality", "no day agreed", ""),
    ]


def test_an_empty_ledger_says_so(northmoor: ModuleType) -> None:
    board = _board(northmoor)
    assert board.lead == "No promise is open."
    assert board.lead_sub.startswith("No promise has ended since")
    assert [table.rows for table in board.tables] == [(), (), (), ()]
    assert all(table.empty for table in board.tables)


def test_no_person_is_on_the_board(northmoor: ModuleType) -> None:
    incident = replace(northmoor.mobile_case().incident, owner_person="K. Adeyemi")
    promise = _promise(northmoor, "c", "14:20", "Coast ETA confirmed")
    assert "Adeyemi" not in str(_board(northmoor, kept=3, promises=(OpenPromise(incident, promise),)))
