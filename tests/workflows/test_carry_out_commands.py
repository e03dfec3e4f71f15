"""What people decide: each command done, refused with its code, and on the trail (issue 2, point 7)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from flows.drive import feed_and_take, scalars, trail_lines
from flows.state_digest import State, state_of
from flows.town import CARE, DESK, HEALTH, TESTS, after, says, town
from intera.model.decision import DecisionKind, Plain
from intera.model.ids import IncidentId
from intera.model.operator import Operator
from intera.roles.service_assurance.package import PACKAGE
from intera.store import published
from intera.store.clock import Clock, set_clock
from intera.store.inbox import WaitingCommand, store_command
from intera.workflows import carry_out_commands as module
from intera.workflows.carry_out_commands import carry_out_commands
from intera.workflows.commands import COMMANDS
from intera.workflows.judge_again import judge_again
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.verify_trail import verify_whole_trail
from workflows.asked_promises import keeping_fields, open_checkpoint
from workflows.asked_words import ABOUT_WORDS, WORDS_CHANGED, draft, words_fields

Load = Callable[[Installation, Operator], None]
Outcome = published.CommandOutcome
ROLE = PACKAGE.slug


class Desk:
    """A person at the service quality desk, with one incident in front of them."""

    def __init__(self, installation: Installation, worker: Worker) -> None:
        """Sits down."""
        self._reader = installation.reader_engine()
        self.worker = worker
        self.incident_id = ""

    def leave(self) -> None:
        """Gets up."""
        self._reader.dispose()

    def clock(self, minutes: float) -> None:
        """Sets the domain clock."""
        with self.worker.engine.begin() as connection:
            set_clock(connection, Clock(after(minutes), datetime.now(UTC), Decimal(0), "Test"))

    def give(
        self,
        kind: str,
        *,
        role: str = ROLE,
        incident_id: str | None = None,
        person: str = "R. Novak",
        **fields: Plain,
    ) -> Outcome:
        """Gives a command and says what became of it."""
        wanted = self.incident_id if incident_id is None else incident_id
        command = WaitingCommand(uuid4(), kind, wanted, fields, person, "mobile-desk", role)
        with self._reader.begin() as connection:
            store_command(connection, command)
        assert carry_out_commands(self.worker.door, self.worker.world) == 1
        with self._reader.connect() as connection:
            outcome = published.read_outcome(connection, command.command_id)
        assert outcome is not None
        return outcome

    def document(self) -> dict[str, Plain]:
        """What the page shows of the incident."""
        with self._reader.connect() as connection:
            found = published.read_document(connection, ROLE, self.incident_id)
        assert found is not None
        return found

    def case(self) -> object:
        """The case as it is kept."""
        with self.worker.engine.connect() as connection:
            world = self.worker.world
            return world.cases(connection, [IncidentId(self.incident_id)])[IncidentId(self.incident_id)].case

    def state(self) -> State:
        """Everything that is believed."""
        return state_of(self.worker.engine)


@pytest.fixture
def desk(installation: Installation, worker: Worker, load: Load) -> Iterator[Desk]:
    """One incident about mobile data in Coast, seen by tests and health, at minute 10."""
    load(installation, town())
    about = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"], "symptom_ref": "slow"}
    records = [
        says(TESTS, "e1", 0, failing_percent=40, **about),
        says(HEALTH, "e2", 1, onset_at=after(-5).isoformat(), **about),
    ]
    feed_and_take(installation, worker, records)
    found = Desk(installation, worker)
    [incident_id] = scalars(worker.engine, "select incident_id from internal.incident")
    found.incident_id = str(incident_id)
    found.clock(10)
    yield found
    assert verify_whole_trail(worker.engine, installation).is_intact
    found.leave()


def by_people(desk: Desk) -> list[tuple[str, str, str]]:
    """Decisions a person took: published by their desk's name."""
    return [line for line in trail_lines(desk.worker.engine) if line[2] == "Mobile Desk"]


def accepted_fields(desk: Desk, kind: str) -> dict[str, Plain]:
    """Fields with which the command is carried out at minute 10."""
    due_at = after(100).isoformat()
    given: dict[str, dict[str, Plain]] = {
        "confirm_impact": {},
        "reject_impact": {"reason": "Test line was miswired"},
        "approve_severity": {"requested_at": after(10).isoformat()},
        "override_severity": {"severity": "3", "reason": "Counted twice", "clause": "8.3", "expires_in_min": "30"},
        "withdraw_severity": {"reason": "Visit is called off"},
        "take_ownership": {},
        "set_checkpoint": {"promise": "Coast is back above 95%", "due_at": due_at},
        "keep_checkpoint": {"answer": "Coast only, Lakes is well", "has_news": "true"},
        "move_checkpoint": {"reason": "Crew still on the way", "due_at": due_at},
        "approve_narrative": {},
    }
    if kind in ABOUT_WORDS:
        return words_fields(desk, kind)
    keeping = keeping_fields(desk, kind)
    if keeping is not None:
        return keeping
    if kind in ("approve_severity", "withdraw_severity"):
        asked = {"severity": "1", "reason": "Minister visits", "clause": "8.2", "expires_in_min": "30"}
        assert desk.give("override_severity", person="M. Hale", **asked).is_done
    fields = given[kind]
    if kind in ("keep_checkpoint", "move_checkpoint"):
        fields["checkpoint_id"] = open_checkpoint(desk)["id"]
    if kind == "approve_narrative":
        fields |= {"narrative_id": draft(desk)["id"], "facts_digest": draft(desk)["facts_digest"]}
    return fields


CHANGED = {
    "agree_follow_up": lambda case: case.follow_ups[0].owner == "business-desk",
    "close_incident": lambda case: case.incident.closing.reason == "The site was dismantled",
    "finish_follow_up": lambda case: case.follow_ups[0].outcome == "Moved to Sundays",
    "hand_over": lambda case: case.incident.hand_overs[0].to_team_id == case.incident.owner_team_id == "business-desk",
    "reopen_incident": lambda case: case.incident.lifecycle.value == "active" and case.incident.reopen_count == 1,
    "state_eta": lambda case: case.eta.best_at == after(100) and case.eta.confidence_percent == 80,
    "take_on_escalation": lambda case: case.escalations[0].answered_by == "mobile-desk",
    "confirm_impact": lambda case: case.ruling.is_confirmed and case.impact.confidence.percent >= 90,
    "reject_impact": lambda case: not case.ruling.is_confirmed and case.impact.accounts == (),
    "approve_severity": lambda case: case.verdict.severity.label == "P1" and case.override_request is None,
    "override_severity": lambda case: case.verdict.severity.label == "P3" and case.override is not None,
    "withdraw_severity": lambda case: case.verdict.severity.label == "P2" and case.override_request is None,
    "take_ownership": lambda case: case.incident.owner_person == "R. Novak" and case.incident.owner_accepted_at,
    "set_checkpoint": lambda case: case.checkpoints[-1].due_at == after(100),
    "keep_checkpoint": lambda case: case.checkpoints[0].outcome.value == "kept",
    "move_checkpoint": lambda case: case.checkpoints[0].replaced_by == case.checkpoints[1].checkpoint_id,
    "approve_narrative": lambda case: case.narratives[0].status.value == "approved",
    **WORDS_CHANGED,
}


@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_a_command_is_done_once_and_lands_on_the_trail_as_one_persons_decision(desk: Desk, kind: str) -> None:
    fields = accepted_fields(desk, kind)
    version = scalars(desk.worker.engine, "select version from internal.incident")
    outcome = desk.give(kind, **fields)
    assert (outcome.is_done, outcome.code) == (True, "done"), outcome
    assert CHANGED[kind](desk.case())
    *_, (decided, _, _) = by_people(desk)
    assert decided == COMMANDS[kind].decides.value
    # Consequences are the system's own entries; the actor is inside the proven entry, not on the page.
    body = scalars(desk.worker.engine, "select body from internal.trail_entry where kind = :kind", kind=decided)
    assert "R. Novak" in str(body[-1])
    assert scalars(desk.worker.engine, "select version from internal.incident") > version
    assert "R. Novak" not in "".join(
        str(row) for row in scalars(desk.worker.engine, "select actor from published.trail")
    )


REFUSED: list[tuple[str, dict[str, Plain], str]] = [
    ("reject_impact", {"reason": "no"}, "too_short"),
    ("confirm_impact", {"reason": "x" * 501}, "too_long"),
    ("confirm_impact", {"reason": "one\x07two"}, "bad_text"),
    ("override_severity", {"severity": "5"}, "bad_number"),
    ("override_severity", {"severity": "-1"}, "bad_number"),
    ("override_severity", {"severity": "\u0661"}, "bad_number"),
    ("override_severity", {"severity": "1" * 5000}, "bad_number"),
    ("override_severity", {"reason": ""}, "too_short"),
    ("override_severity", {"clause": ""}, "too_short"),
    ("override_severity", {"expires_in_min": "4"}, "bad_number"),
    ("override_severity", {"expires_in_min": "481"}, "bad_number"),
    ("override_severity", {"expires_in_min": None}, "bad_number"),
    ("override_severity", {"clause": "2.1"}, "unknown_clause"),
    ("approve_severity", {"requested_at": after(9).isoformat()}, "request_changed"),
    ("approve_severity", {"requested_at": ""}, "bad_time"),
    ("withdraw_severity", {"reason": "no"}, "too_short"),
    ("set_checkpoint", {"promise": "soon"}, "too_short"),
    ("set_checkpoint", {"due_at": "tomorrow"}, "bad_time"),
    ("set_checkpoint", {"due_at": "2026-11-18T14:00:00"}, "bad_time"),
    ("set_checkpoint", {"due_at": after(10).isoformat()}, "bad_time"),
    ("set_checkpoint", {"due_at": (after(11) + timedelta(days=14)).isoformat()}, "bad_time"),
    ("keep_checkpoint", {"answer": "ok"}, "too_short"),
    ("keep_checkpoint", {"checkpoint_id": "INC-0000000/cp-1"}, "unknown_checkpoint"),
    ("keep_checkpoint", {"checkpoint_id": ""}, "too_short"),
    ("move_checkpoint", {"reason": ""}, "too_short"),
    ("move_checkpoint", {"due_at": after(5).isoformat()}, "bad_time"),
    ("approve_narrative", {"narrative_id": "another"}, "not_a_draft"),
    ("approve_narrative", {"facts_digest": "0" * 64}, "facts_changed"),
    ("approve_narrative", {"facts_digest": ""}, "facts_changed"),
]


@pytest.mark.parametrize(("kind", "wrong", "code"), REFUSED)
def test_a_refused_command_says_why_and_changes_nothing(
    desk: Desk, kind: str, wrong: dict[str, Plain], code: str
) -> None:
    fields = accepted_fields(desk, kind) | wrong
    before = desk.state()
    outcome = desk.give(kind, **fields)
    assert (outcome.is_done, outcome.code) == (False, code)
    assert outcome.message
    assert "\x07" not in outcome.message
    assert desk.state() == before


def test_who_may_not_decide_and_what_is_not_there_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.state()
    assert desk.give("confirm_impact", incident_id="INC-0000000").code == "unknown_incident"
    assert desk.give("confirm_impact", incident_id="").code == "unknown_incident"
    assert desk.give("drop_tables").code == "unknown_command"
    assert desk.give("confirm_impact", role="no_such_role").code == "not_allowed"
    read_only = type("Package", (), {"actions": frozenset[DecisionKind]()})
    monkeypatch.setattr(module, "find_package", lambda _slug: read_only)
    for kind in COMMANDS:
        assert desk.give(kind).code == "not_allowed"
    assert desk.state() == before


def test_nothing_on_a_closed_incident_can_be_changed(desk: Desk, installation: Installation) -> None:
    ticket = {"external_id": "T1", "region_refs": ["coast"]}
    well = {"external_id": "coast", "state": "ok", "region_refs": ["coast"]}
    records = [
        says(DESK, "t1", 20, state="open", **ticket),
        says(TESTS, "e3", 30, **well),
        says(HEALTH, "e4", 30, **well),
        says(DESK, "t2", 40, state="closed", **ticket),
    ]
    feed_and_take(installation, desk.worker, records)
    desk.clock(41)
    assert scalars(desk.worker.engine, "select lifecycle from internal.incident") == ["closed"]
    before = desk.state()
    for kind, command in COMMANDS.items():
        assert command.is_for_ended or desk.give(kind).code == "not_open"
    assert desk.state() == before


def test_an_overdue_checkpoint_cannot_be_moved_and_an_answered_one_not_answered_again(desk: Desk) -> None:
    promise = open_checkpoint(desk)
    due_min = (datetime.fromisoformat(str(promise["due_at"])) - after(0)).total_seconds() / 60
    desk.clock(due_min + 1)
    before = desk.state()
    later = after(due_min + 60).isoformat()
    moved = desk.give("move_checkpoint", checkpoint_id=promise["id"], due_at=later, reason="Crew is late")
    assert moved.code == "overdue"
    assert desk.state() == before
    answer = {"checkpoint_id": promise["id"], "answer": "Scope is Coast", "has_news": True}
    assert desk.give("keep_checkpoint", **answer).is_done
    assert desk.case().checkpoints[0].outcome.value == "kept_late"  # type: ignore[attr-defined]
    before = desk.state()
    assert desk.give("keep_checkpoint", **answer).code == "already_answered"
    assert desk.state() == before


def test_an_answer_without_news_is_empty(desk: Desk) -> None:
    answer = {"checkpoint_id": open_checkpoint(desk)["id"], "answer": "Nothing new yet"}
    assert desk.give("keep_checkpoint", **answer).is_done
    assert desk.case().checkpoints[0].outcome.value == "empty"  # type: ignore[attr-defined]


def test_words_whose_facts_moved_while_they_were_read_cannot_be_approved(
    desk: Desk, installation: Installation
) -> None:
    read = draft(desk)
    more = {"external_id": "lakes", "state": "degraded", "region_refs": ["coast", "lakes"], "symptom_ref": "slow"}
    feed_and_take(installation, desk.worker, [says(TESTS, "e9", 11, failing_percent=60, **more)])
    desk.clock(12)
    outcome = desk.give("approve_narrative", narrative_id=read["id"], facts_digest=read["facts_digest"])
    assert outcome.code in ("not_a_draft", "facts_changed")
    assert not by_people(desk)
    fresh = draft(desk)
    assert fresh["text"] != read["text"]
    assert desk.give("approve_narrative", narrative_id=fresh["id"], facts_digest=fresh["facts_digest"]).is_done


def test_an_override_that_the_rules_agree_with_is_refused(desk: Desk) -> None:
    by_rules = str(scalars(desk.worker.engine, "select body::json->'verdict'->>'severity' from internal.incident")[0])
    fields = accepted_fields(desk, "override_severity") | {"severity": by_rules}
    assert desk.give("override_severity", **fields).code == "no_change"


def test_an_override_ends_when_its_time_has_come_and_the_trail_says_so(desk: Desk) -> None:
    by_rules = desk.case().verdict.severity  # type: ignore[attr-defined]
    assert desk.give("override_severity", **accepted_fields(desk, "override_severity")).is_done
    desk.clock(39)
    judge_again(desk.worker.door, desk.worker.world)
    assert desk.case().verdict.severity.label == "P3"  # type: ignore[attr-defined]
    desk.clock(40)
    judge_again(desk.worker.door, desk.worker.world)
    assert desk.case().verdict.override is None  # type: ignore[attr-defined]
    assert desk.case().verdict.severity is by_rules  # type: ignore[attr-defined]
    judge_again(desk.worker.door, desk.worker.world)
    [(_, said, actor)] = trail_lines(desk.worker.engine, ["severity.expire"])
    assert (said, actor) == (f"Override ended, now {by_rules.label} by the rules", "System")


ASKED: dict[str, Plain] = {"severity": "1", "reason": "Minister visits", "clause": "8.2", "expires_in_min": "120"}


def test_a_p1_by_hand_waits_for_a_second_person_and_then_ends_when_it_was_asked_to(desk: Desk) -> None:
    by_rules = desk.case().verdict.severity  # type: ignore[attr-defined]
    assert desk.give("override_severity", **ASKED).is_done
    judge_again(desk.worker.door, desk.worker.world)
    assert desk.case().verdict.severity is by_rules  # type: ignore[attr-defined]
    read = after(10).isoformat()
    assert desk.give("approve_severity", requested_at=read).code == "same_person"
    desk.clock(20)
    assert desk.give("approve_severity", person="M. Hale", requested_at=read).is_done
    assert desk.case().verdict.severity.label == "P1"  # type: ignore[attr-defined]
    desk.clock(130)
    judge_again(desk.worker.door, desk.worker.world)
    verdict = desk.case().verdict  # type: ignore[attr-defined]
    assert (verdict.override, verdict.worst_severity.label) == (None, "P1")
    kinds = ["severity.request", "severity.approve", "severity.expire"]
    assert [kind for kind, _, _ in trail_lines(desk.worker.engine, kinds)] == kinds


def test_a_request_nobody_answers_lapses_on_the_trail_and_never_shows(desk: Desk) -> None:
    assert desk.give("override_severity", **ASKED).is_done
    desk.clock(69)
    judge_again(desk.worker.door, desk.worker.world)
    assert desk.give("override_severity", **ASKED).code == "request_waits"
    desk.clock(70)
    read = after(10).isoformat()
    judge_again(desk.worker.door, desk.worker.world)
    assert desk.give("approve_severity", person="M. Hale", requested_at=read).code == "no_request"
    assert desk.case().override_request is None  # type: ignore[attr-defined]
    judge_again(desk.worker.door, desk.worker.world)
    [(_, said, actor)] = trail_lines(desk.worker.engine, ["severity.lapse"])
    assert (said, actor) == ("Request to override to P1 lapsed, no second person answered", "System")


def test_contacts_still_count_after_a_person_took_the_incident(desk: Desk, installation: Installation) -> None:
    assert desk.give("take_ownership").is_done
    contacts = {"external_id": "all", "state": "degraded", "region_refs": ["coast"], "contact_ratio_percent": 340}
    feed_and_take(installation, desk.worker, [says(CARE, "c1", 12, **contacts)])
    case = desk.case()
    assert case.incident.owner_person == "R. Novak"  # type: ignore[attr-defined]
    assert case.impact.contact_ratio_percent == 340  # type: ignore[attr-defined]


def test_a_command_a_rule_breaks_on_is_answered_and_the_next_one_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.state()

    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(module, "judge_and_decide", broken)
        outcome = desk.give("take_ownership")
    assert (outcome.is_done, outcome.code) == (False, "failed")
    assert desk.state() == before
    assert desk.give("take_ownership").is_done
