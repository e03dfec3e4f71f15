"""One judgement: from newest signals and the instant to every answer, the same each time."""

from dataclasses import replace
from datetime import timedelta

from flows.judged import INCIDENT_ID, RULES, around, judged, said
from flows.town import CARE, DESK, HEALTH, TESTS, after
from intera.coordination.closing import close, reopen
from intera.coordination.escalation import raise_notes
from intera.impact.join_spells import ROWS_AT_MOST
from intera.impact.service_minutes import count_minutes
from intera.model.case import Case
from intera.model.checkpoint import CheckpointOutcome, Eta
from intera.model.ids import IncidentId
from intera.model.impact import ContradictionKind, HarmLevel, ImpactRuling, Visibility
from intera.model.incident import ClosingRuling, Lifecycle
from intera.model.narrative import Narrative, NarrativeStatus
from intera.model.publication import Publication, PublicationKind
from intera.model.recurrence import FollowUp, Occurrence, RecurrenceKind
from intera.model.stated import StatedKind
from intera.model.verdict import Override, Severity
from intera.workflows.judge import judge

IMPACT = StatedKind.IMPACT_CONFIRMED
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


def _to_customers(case: Case) -> list[Narrative]:
    return [one for one in case.narratives if (one.audience, one.language) == ("customer", "en")]


def test_an_approval_lapses_when_a_fact_it_rests_on_changes_and_not_before() -> None:
    known = judged([FAILING, ILL], after(1))
    (draft,) = _to_customers(known)
    approved = replace(draft, status=NarrativeStatus.APPROVED)
    known = replace(known, narratives=tuple(approved if one is draft else one for one in known.narratives))
    same = judged([FAILING, ILL], after(2), known=known)
    assert same.narratives == known.narratives
    moved = _to_customers(judged([FAILING, ILL, said(CARE, 3, region_refs=["lakes"])], after(3), known=same))
    assert [one.status for one in moved] == [NarrativeStatus.DRAFT, NarrativeStatus.LAPSED]
    assert moved[0].version == approved.version + 1


def test_words_are_taken_back_once_nothing_may_be_said() -> None:
    known = judged([FAILING, ILL], after(1))
    ruled = replace(known, ruling=ImpactRuling(False, "test line", "N", "mobile-desk", after(2)))  # noqa: FBT003
    silent = judged([FAILING, ILL], after(2), known=ruled)
    assert {one.status for one in silent.narratives} == {NarrativeStatus.WITHDRAWN}


def test_what_it_is_a_repeat_of_is_settled_when_it_begins() -> None:
    past = Occurrence(IncidentId("INC-0000000"), after(-60 * 24), 3600, 100)
    known = judged([FAILING, ILL], after(1), beyond=around(earlier=[past]))
    assert known.recurrence
    assert (known.recurrence.kind, known.recurrence.nth) == (RecurrenceKind.REPEAT, 2)
    later = judged([FAILING, ILL], after(2), known=known, beyond=around())
    assert later.recurrence == known.recurrence


def test_harm_is_counted_from_its_start_and_ends_with_the_incident() -> None:
    known = judged([FAILING, ILL], after(1))
    (spell,) = known.spells
    assert (spell.place.region_id, spell.harm, spell.end_at) == ("coast", HarmLevel.DEGRADED, None)
    well = [said(TESTS, 30, state="ok"), said(HEALTH, 30, state="ok")]
    restored = judged(well, after(30), known=known)
    assert restored.incident.lifecycle is Lifecycle.RESTORED
    assert [one.end_at for one in restored.spells] == [restored.incident.restored_at]
    assert judged(well, after(90), known=restored).spells == restored.spells


def test_harm_a_person_ruled_out_counts_nothing() -> None:
    known = judged([FAILING, ILL], after(1))
    no = ImpactRuling(is_confirmed=False, reason="r", by_person="N", by_team_id="mobile-desk", at=after(2))
    ruled_out = judged([FAILING, ILL], after(2), known=replace(known, ruling=no))
    assert [spell.harm for spell in ruled_out.spells] == [HarmLevel.AT_RISK]


def test_harm_ruled_out_by_mistake_counts_again_from_its_start() -> None:
    known = judged([FAILING, ILL], after(1))
    no = ImpactRuling(is_confirmed=False, reason="r", by_person="N", by_team_id="mobile-desk", at=after(2))
    ruled_out = judged([FAILING, ILL], after(2), known=replace(known, ruling=no))
    newer = [said(TESTS, 20, failing_percent=58), said(HEALTH, 20)]
    still_out = judged(newer, after(20), known=ruled_out)
    yes = replace(no, is_confirmed=True, at=after(30))
    confirmed = judged(newer, after(30), known=replace(still_out, ruling=yes))
    (spell,) = confirmed.spells
    assert (spell.harm, spell.start_at) == (HarmLevel.DEGRADED, known.incident.opened_at)
    assert judged(newer, after(40), known=confirmed).spells == confirmed.spells


def test_a_region_that_flaps_for_days_does_not_fill_the_case_with_rows() -> None:
    case = None
    for minute in range(0, 600, 2):
        case = judged([said(TESTS, minute, failing_percent=58)], after(minute), known=case)
        case = judged([said(TESTS, minute + 1, state="ok")], after(minute + 1), known=case)
    assert case is not None
    assert 48 < len(case.spells) <= ROWS_AT_MOST
    best = count_minutes(case.spells, at=after(600)).harmed.best
    one = count_minutes(judged([said(TESTS, 0, failing_percent=58)], after(0)).spells, at=after(1)).harmed.best
    assert abs(best - 300 * one) * 100 <= 300 * one


def test_a_start_typed_with_the_wrong_year_counts_nothing_and_asks_somebody() -> None:
    ticket = said(DESK, 0, external_id="T1", state="open", onset_at="1990-01-01T00:00:00Z")
    assert ticket.onset_at is not None
    case = judged([ticket, FAILING], after(0))
    assert case.impact
    assert (case.impact.onset_at, case.incident.onset_at) == (None, None)
    assert [spell.start_at for spell in case.spells] == [after(0)]
    assert "that start is not counted" in case.impact.contradictions[-1].says


def test_a_ticket_opened_again_counts_no_harm_while_it_was_restored() -> None:
    about = {"external_id": "T1", "onset_at": after(-9).isoformat()}
    known = judged([said(DESK, 0, state="open", **about)], after(0))
    restored = judged([said(DESK, 20, state="restored", **about)], after(20), known=known)
    again = judged([said(DESK, 300, state="open", **about)], after(300), known=restored)
    assert [(spell.start_at, spell.end_at) for spell in again.spells] == [(after(-9), after(20)), (after(300), None)]


def test_a_statement_waits_for_the_end_and_is_scored_by_what_came_later() -> None:
    known = judged([FAILING], after(0))
    assert [one.pattern for one in known.stated if one.kind is IMPACT] == ["probe"]
    felt = said(CARE, 5, contact_ratio_percent=340)
    both = judged([FAILING, felt], after(5), known=known)
    assert [one.pattern for one in both.stated if one.kind is IMPACT] == ["probe", "care_contacts+probe"]
    well = (said(TESTS, 30, state="ok"), said(CARE, 30, state="ok"))
    restored = judge(both, well, RULES, around(), at=after(30))
    assert restored.outcomes == ()
    closed = judge(restored.case, well, RULES, around(), at=after(30 + 600))
    assert closed.case.incident.lifecycle is Lifecycle.CLOSED
    assert [(one.stated.pattern, one.happened) for one in closed.outcomes] == [("probe", True)]
    # Whether it comes back is still to be seen.
    assert [one.kind for one in closed.case.stated] == [StatedKind.RETURN_IN_30_DAYS]


def test_a_closed_ticket_beside_harm_is_work_to_do() -> None:
    known = judged([said(DESK, 0, external_id="T1", state="open"), FAILING], after(0))
    torn = judged([said(DESK, 5, external_id="T1", state="closed"), FAILING], after(5), known=known)
    assert torn.impact
    assert [one.kind for one in torn.impact.contradictions] == [ContradictionKind.RESOLVED_BUT_FELT]


def test_one_of_another_pattern_with_the_same_change_behind_it_is_part_of_it() -> None:
    other = Occurrence(IncidentId("INC-0000009"), after(-5), -1, change_ref="CHG-1")
    ticket = said(DESK, 0, external_id="T1", state="open", change_ref="CHG-1")
    beyond = replace(around(), sharing_cause=lambda _incident: (other,))
    part = judged([ticket], after(0), beyond=beyond)
    assert part.recurrence is not None
    assert (part.recurrence.kind, part.recurrence.parent_id) == (RecurrenceKind.CHILD, "INC-0000009")


HARM = (said(TESTS, 0, failing_percent=58), said(HEALTH, 0))


def test_what_a_desk_stated_holds_until_a_source_speaks_later_and_ends_with_the_trouble() -> None:
    known = judged(HARM, after(0))
    stated = Eta(after(90), after(60), after(120), 80, "Stated by Mobile Desk: crew", after(5))
    case = replace(known, eta=stated, eta_stated=stated)
    held = judged(HARM, after(6), known=case)
    assert (held.eta, held.eta_stated, held.eta_history) == (stated, stated, ())
    spoke = judged(
        (*HARM, said(DESK, 8, external_id="T1", state="open", eta_best_at=after(200).isoformat())), after(8), known=held
    )
    assert spoke.eta is not None
    assert (spoke.eta.best_at, spoke.eta.version) == (after(200), 2)
    assert spoke.eta_history == (stated,)
    back = judged([said(TESTS, 20, state="ok"), said(HEALTH, 20, state="ok")], after(20), known=held)
    assert (back.eta, back.eta_stated, back.eta_history) == (None, None, (stated,))


def test_what_a_person_closed_stays_closed_until_harm_is_reported_of_a_later_time() -> None:
    known = judged(HARM, after(0))
    ruling = ClosingRuling(is_closed=True, at=after(5), team_id="mobile-desk", reason="Dismantled")
    case = replace(known, incident=close(known.incident, ruling))
    held = judged(HARM, after(6), known=case)
    assert (held.incident.lifecycle, held.incident.closed_at) == (Lifecycle.CLOSED, after(5))
    assert held.incident.closing == ruling
    again = judged((said(TESTS, 9, failing_percent=58), HARM[1]), after(9), known=held)
    assert (again.incident.lifecycle, again.incident.closing) == (Lifecycle.ACTIVE, None)
    assert (again.incident.reopen_count, again.incident.earlier_closed_at) == (1, (after(5),))


def test_what_a_person_opened_again_stays_open_though_its_ticket_is_closed() -> None:
    ended = said(DESK, 1, external_id="T1", state="closed")
    opened = judged([said(DESK, 0, external_id="T1", state="open")], after(0))
    closed = judged([ended], after(1), known=opened)
    assert closed.incident.lifecycle is Lifecycle.CLOSED
    ruling = ClosingRuling(is_closed=False, at=after(5), reason="It is back")
    held = judged([ended], after(6), known=replace(closed, incident=reopen(closed.incident, ruling)))
    assert held.incident.lifecycle is Lifecycle.ACTIVE
    assert [one.outcome for one in held.checkpoints][-1] is None
    later = judged([said(DESK, 9, external_id="T1", state="closed")], after(9), known=held)
    assert (later.incident.lifecycle, later.incident.closing) == (Lifecycle.CLOSED, None)


def test_a_profile_in_force_gives_customers_a_promise_of_their_own_that_only_words_to_them_keep() -> None:
    au = replace(RULES.playbook.profiles[0], is_in_force=True, severities=())
    rules = replace(RULES, playbook=replace(RULES.playbook, profiles=(au,)))
    known = judged(HARM, after(0), rules=rules)
    case = judged(HARM, after(1), known=known, rules=rules)
    (promise,) = [one for one in case.checkpoints if one.audience == "customer"]
    assert promise.due_at == case.incident.opened_at + timedelta(hours=6)
    assert len([one for one in case.checkpoints if one.audience == "internal"]) == 1
    told = Publication("p1", INCIDENT_ID, "n", PublicationKind.UPDATE, "customer", "en", (), "", after(30))
    later = judged(HARM, after(31), known=replace(case, publications=(told,)), rules=rules)
    first, second = [one for one in later.checkpoints if one.audience == "customer"]
    assert (first.outcome, first.answered_at) == (CheckpointOutcome.KEPT, after(30))
    assert second.due_at == after(30) + timedelta(hours=6)
    over = judged([said(TESTS, 60, state="ok"), said(HEALTH, 60, state="ok")], after(60), known=later, rules=rules)
    assert [one.outcome for one in over.checkpoints if one.audience == "customer"][-1] is None


def test_everything_people_agreed_is_kept_by_a_judgement() -> None:
    known = judged(HARM, after(0))
    agreed = replace(
        known,
        follow_ups=(FollowUp("Move it", owner="mobile-desk", follow_up_id="f1"),),
        escalations=raise_notes(
            known, RULES.playbook, RULES.operator, at=known.checkpoints[0].due_at + timedelta(hours=1)
        ),
    )
    assert agreed.escalations
    held = judged(HARM, after(1), known=agreed)
    assert (held.follow_ups, held.escalations) == (agreed.follow_ups, agreed.escalations)
    back = judged([said(TESTS, 20, state="ok"), said(HEALTH, 20, state="ok")], after(20), known=held)
    assert {note.answered_at for note in back.escalations} == {after(20)}
