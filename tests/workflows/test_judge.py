"""One judgement: from newest signals and the instant to every answer, the same each time."""

from dataclasses import replace
from datetime import timedelta

from flows.judged import INCIDENT_ID, around, judged, said
from flows.town import CARE, DESK, HEALTH, TESTS, after
from intera.model.ids import IncidentId
from intera.model.impact import ImpactRuling, Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import NarrativeStatus
from intera.model.recurrence import Occurrence, RecurrenceKind
from intera.model.verdict import Override, Severity

FAILING = said(TESTS, 0, failing_percent=58)
ILL = said(HEALTH, 1)


def test_one_kind_is_a_suspicion_and_two_are_an_incident() -> None:
    alone = judged([FAILING], after(0))
    assert (alone.incident.lifecycle, alone.incident.version) == (Lifecycle.SUSPECTED, 1)
    assert alone.verdict
    assert alone.verdict.is_provisional
    both = judged([FAILING, ILL], after(1), known=alone)
    assert both.incident.lifecycle is Lifecycle.ACTIVE
    assert both.impact
    assert both.impact.visibility is Visibility.CUSTOMER_VISIBLE
    assert both.incident.incident_id == INCIDENT_ID


def test_judging_again_at_the_same_instant_changes_nothing_but_the_count() -> None:
    first = judged([FAILING, ILL], after(1))
    again = judged([FAILING, ILL], after(1), known=first)
    assert replace(again, incident=replace(again.incident, version=1)) == first


def test_an_override_holds_until_its_end_and_not_a_second_longer() -> None:
    known = judged([FAILING, ILL], after(1))
    override = Override(Severity.P1, "reason", "9.1", "N", "mobile-desk", after(2), after(10))
    known = replace(known, override=override)
    kept = judged([FAILING, ILL], after(10) - timedelta(seconds=1), known=known)
    assert kept.verdict
    assert kept.verdict.severity is Severity.P1
    ended = judged([FAILING, ILL], after(10), known=kept)
    assert ended.override is None


def test_a_persons_word_ends_the_suspicion() -> None:
    known = judged([FAILING], after(0))
    ruled = replace(known, ruling=ImpactRuling(True, "seen", "N", "mobile-desk", after(1)))  # noqa: FBT003
    assert judged([FAILING], after(1), known=ruled).incident.lifecycle is Lifecycle.ACTIVE


def test_a_ticket_that_is_closed_and_opened_again_is_a_reopened_incident() -> None:
    ticket = said(DESK, 0, external_id="T1", state="open")
    opened = judged([ticket], after(0))
    closed = judged([said(DESK, 5, external_id="T1", state="closed")], after(5), known=opened)
    assert (closed.incident.lifecycle, closed.incident.closed_at) == (Lifecycle.CLOSED, after(5))
    assert all(promise.outcome for promise in closed.checkpoints)
    again = judged([said(DESK, 9, external_id="T1", state="open")], after(9), known=closed)
    assert (again.incident.lifecycle, again.incident.closed_at) == (Lifecycle.ACTIVE, None)
    assert again.incident.reopen_count == 1


def test_an_owner_who_accepted_stays() -> None:
    known = judged([FAILING], after(0))
    taken = replace(known.incident, owner_team_id="business-desk", owner_accepted_at=after(1))
    ticket = said(DESK, 2, external_id="T1", state="open", owner_ref="Mobile Desk")
    assert judged([FAILING, ticket], after(2), known=known).incident.owner_team_id == "mobile-desk"
    kept = judged([FAILING, ticket], after(2), known=replace(known, incident=taken))
    assert kept.incident.owner_team_id == "business-desk"


def test_a_promise_comes_nearer_when_it_gets_worse() -> None:
    mild = said(DESK, 0, external_id="T1", state="open")
    known = judged([mild], after(0))
    wide = {"region_refs": ["coast", "lakes"], "failing_percent": 80}
    worse = judged([mild, said(TESTS, 5, **wide), said(HEALTH, 5, **wide)], after(5), known=known)
    assert known.verdict
    assert worse.verdict
    assert worse.verdict.severity < known.verdict.severity
    open_ones = [promise for promise in worse.checkpoints if promise.outcome is None]
    assert len(open_ones) == 1
    assert open_ones[0].due_at < known.checkpoints[0].due_at


def test_an_approval_lapses_when_a_fact_it_rests_on_changes_and_not_before() -> None:
    known = judged([FAILING, ILL], after(1))
    approved = replace(known.narratives[0], status=NarrativeStatus.APPROVED)
    known = replace(known, narratives=(approved,))
    same = judged([FAILING, ILL], after(2), known=known)
    assert same.narratives == (approved,)
    moved = judged([FAILING, ILL, said(CARE, 3, region_refs=["lakes"])], after(3), known=same)
    assert [one.status for one in moved.narratives] == [NarrativeStatus.DRAFT, NarrativeStatus.LAPSED]
    assert moved.narratives[0].version == approved.version + 1


def test_words_are_taken_back_once_nothing_may_be_said() -> None:
    known = judged([FAILING, ILL], after(1))
    ruled = replace(known, ruling=ImpactRuling(False, "test line", "N", "mobile-desk", after(2)))  # noqa: FBT003
    silent = judged([FAILING, ILL], after(2), known=ruled)
    assert [one.status for one in silent.narratives] == [NarrativeStatus.WITHDRAWN]


def test_what_it_is_a_repeat_of_is_settled_when_it_begins() -> None:
    past = Occurrence(IncidentId("INC-0000000"), after(-60 * 24), 3600, 100)
    known = judged([FAILING, ILL], after(1), beyond=around(earlier=[past]))
    assert known.recurrence
    assert (known.recurrence.kind, known.recurrence.nth) == (RecurrenceKind.REPEAT, 2)
    later = judged([FAILING, ILL], after(2), known=known, beyond=around())
    assert later.recurrence is known.recurrence
