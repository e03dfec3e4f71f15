"""Follow-ups are agreed with a desk and a day, and done once."""

from flows.commanding import CASE, code_of, given
from flows.town import after
from intera.model.decision import DecisionKind, Plain
from intera.model.recurrence import FollowUp
from intera.workflows.commands.follow_ups import agree_follow_up, finish_follow_up

WANTED: dict[str, Plain] = {
    "title": "Move the night work",
    "owner": "business-desk",
    "due_at": after(60 * 24).isoformat(),
}


def test_a_follow_up_is_agreed_and_done_and_both_stay() -> None:
    agreed, decision = agree_follow_up(CASE, given(**WANTED))
    follow_up_id = f"{CASE.incident.incident_id}/fu-1"
    assert agreed.follow_ups == (
        FollowUp("Move the night work", owner="business-desk", due_at=after(60 * 24), follow_up_id=follow_up_id),
    )
    assert (decision.kind, decision.summary) == (
        DecisionKind.FOLLOW_UP_AGREE,
        "Follow-up agreed, Business Desk: Move the night work",
    )
    done, decision = finish_follow_up(agreed, given(follow_up_id=follow_up_id, outcome="Moved to Sundays"))
    assert (done.follow_ups[0].done_at, done.follow_ups[0].outcome) == (after(5), "Moved to Sundays")
    assert decision.kind is DecisionKind.FOLLOW_UP_FINISH
    again = code_of(lambda: finish_follow_up(done, given(follow_up_id=follow_up_id, outcome="Once more")))
    assert again == "already_done"


def test_one_without_a_desk_a_day_or_words_is_refused() -> None:
    assert code_of(lambda: agree_follow_up(CASE, given(**WANTED | {"owner": "nobody"}))) == "unknown_team"
    assert code_of(lambda: agree_follow_up(CASE, given(**WANTED | {"due_at": after(5).isoformat()}))) == "bad_time"
    assert code_of(lambda: agree_follow_up(CASE, given(**WANTED | {"due_at": ""}))) == "bad_time"
    assert code_of(lambda: agree_follow_up(CASE, given(**WANTED | {"title": "x"}))) == "too_short"
    assert code_of(lambda: finish_follow_up(CASE, given(follow_up_id="x", outcome="Moved it"))) == "unknown_follow_up"
