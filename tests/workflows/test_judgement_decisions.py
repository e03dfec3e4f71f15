"""Each thing that moved is one decision with its evidence; nothing moved is none."""

from dataclasses import replace

from flows.judged import RULES, judged, new_case, said
from flows.town import ACCOUNTS, DESK, HEALTH, TESTS, after
from intera.model.case import Case
from intera.model.decision import Actor, Decision, DecisionKind, Plain
from intera.model.narrative import NarrativeStatus
from intera.model.verdict import Override, OverrideRequest, Severity
from intera.workflows.judgement_decisions import decide_changes, decision_of_person, impact_detail, verdict_detail

FAILING = said(TESTS, 0, failing_percent=58)
ILL = said(HEALTH, 1)


def decided(old: Case, new: Case, *, has_new_evidence: bool = False) -> list[Decision]:
    return decide_changes(old, new, RULES.operator, has_new_evidence=has_new_evidence)


def kinds(old: Case, new: Case, *, has_new_evidence: bool = False) -> list[str]:
    return [one.kind.value for one in decided(old, new, has_new_evidence=has_new_evidence)]


def test_a_new_incident_is_one_decision_with_everything_it_was_judged_by() -> None:
    new = judged([FAILING], after(0))
    [opened] = decided(new_case(FAILING, after(0)), new)
    assert opened.kind is DecisionKind.INCIDENT_OPEN
    assert opened.summary.startswith("Opened as P")
    assert opened.summary.endswith("owner Mobile Desk")
    assert {"incident", "impact", "accounts", "evidence", "verdict", "rules"} <= set(opened.detail)
    assert decided(new_case(FAILING, after(0)), new_case(FAILING, after(0))) == []


def test_nothing_moved_is_nothing_or_one_short_entry_for_new_evidence() -> None:
    known = judged([FAILING, ILL], after(1))
    same = judged([FAILING, ILL], after(1), known=known)
    assert kinds(known, same) == []
    assert kinds(known, same, has_new_evidence=True) == ["signal.attach"]


def test_confirming_moves_lifecycle_impact_severity_promise_and_words() -> None:
    known = judged([FAILING], after(0))
    found = kinds(known, judged([FAILING, ILL], after(1), known=known))
    assert found[:2] == ["incident.open", "impact.assess"]
    assert "severity.set" in found
    assert "narrative.draft" in found


def test_an_end_answers_the_promises_and_harm_that_returns_reopens() -> None:
    opened = judged([said(DESK, 0, external_id="T1", state="open")], after(0))
    closed = judged([said(DESK, 5, external_id="T1", state="closed")], after(5), known=opened)
    assert "incident.close" in kinds(opened, closed)
    assert "checkpoint.answer" in kinds(opened, closed)
    again = judged([said(DESK, 9, external_id="T1", state="open")], after(9), known=closed)
    assert "incident.reopen" in kinds(closed, again)
    cancelled = judged([said(DESK, 5, external_id="T1", state="cancelled")], after(5), known=opened)
    assert "incident.cancel" in kinds(opened, cancelled)


def test_an_account_more_is_material_and_a_tenth_of_the_estimate_too() -> None:
    known = judged([FAILING, ILL], after(1))
    assert known.impact
    account = said(ACCOUNTS, 2, external_id="rail", account_refs=["rail"])
    assert "impact.assess" in kinds(known, judged([FAILING, ILL, account], after(2), known=known))
    customers = known.impact.customers
    assert customers
    slightly = replace(known.impact, customers=replace(customers, best=customers.best + customers.best // 20))
    tenth = replace(known.impact, customers=replace(customers, best=customers.best * 11 // 10 + 1))
    assert kinds(known, replace(known, impact=slightly)) == []
    [said_of] = decided(known, replace(known, impact=tenth))
    assert said_of.summary == f"Estimate raised to about {customers.best * 11 // 10 + 1:,}"
    unknown = replace(known.impact, customers=None)
    assert kinds(known, replace(known, impact=unknown)) == ["impact.assess"]


def test_an_override_that_ends_says_what_the_rules_give() -> None:
    known = judged([FAILING, ILL], after(1))
    assert known.verdict
    override = Override(Severity.P1, "reason", "9.1", "N", "mobile-desk", after(1), after(2))
    overridden = replace(known, verdict=replace(known.verdict, severity=Severity.P1, override=override))
    [ended] = decided(overridden, known)
    assert ended.kind is DecisionKind.SEVERITY_EXPIRE
    assert ended.summary == f"Override ended, now {known.verdict.severity.label} by the rules"


def test_an_override_that_moves_nothing_else_is_still_said_and_kept() -> None:
    known = judged([FAILING, ILL], after(1))
    override = Override(Severity.P3, "reason", "8.3", "N", "mobile-desk", after(2), after(9))
    shown = judged([FAILING, ILL], after(2), known=replace(known, override=override))
    [said_of] = decided(replace(known, override=override), shown)
    assert (said_of.kind, said_of.summary) == (DecisionKind.SEVERITY_SET, "Shows P3 by override, was P2")
    longer = replace(override, expires_at=after(20))
    again = judged([FAILING, ILL], after(3), known=replace(shown, override=longer))
    assert kinds(replace(shown, override=longer), again) == ["severity.set"]


def test_another_policy_in_force_is_a_decision_even_when_the_severity_stays() -> None:
    known = judged([FAILING, ILL], after(1))
    assert known.verdict
    other = replace(known, verdict=replace(known.verdict, policy_version="9"))
    [replaced] = decided(known, other)
    assert replaced.kind is DecisionKind.POLICY_REPLACE
    severity = known.verdict.severity.label
    assert replaced.summary == f"Judged under severity policy default 9, was default 8: {severity}"
    assert (replaced.detail["replaced"], replaced.detail["instead_of"]) == ("default 8", severity)
    assert "rules" in replaced.detail
    # A verdict of before policies had ids says nothing about a change.
    older = replace(known, verdict=replace(known.verdict, policy_id="", policy_version="7"))
    assert decided(older, known) == []


def test_a_request_nobody_answered_in_time_is_said_to_have_lapsed_once() -> None:
    known = judged([FAILING, ILL], after(1))
    request = OverrideRequest(
        severity=Severity.P1,
        stood=Severity.P2,
        reason="Minister visits",
        clause="8.2 Special exposure",
        by_person="N",
        by_team_id="mobile-desk",
        requested_at=after(1),
        answer_by_at=after(61),
        expires_at=after(91),
    )
    waiting = replace(known, override_request=request)
    late = replace(known, incident=replace(known.incident, updated_at=after(61)))
    [lapsed] = decided(waiting, late)
    assert lapsed.kind is DecisionKind.SEVERITY_LAPSE
    assert lapsed.summary == "Request to override to P1 lapsed, no second person answered"
    early = replace(known, incident=replace(known.incident, updated_at=after(60)))
    assert decided(waiting, early) == []
    assert decided(late, late) == []


def test_another_owner_and_a_lapsed_approval_are_said() -> None:
    known = judged([FAILING, ILL], after(1))
    other = replace(known, incident=replace(known.incident, owner_team_id="business-desk"))
    assert decided(known, other)[0].summary == "Owner is Business Desk"
    nobody = replace(known, incident=replace(known.incident, owner_team_id=""))
    assert decided(known, nobody)[0].summary == "No owner"
    approved = replace(known, narratives=(replace(known.narratives[0], status=NarrativeStatus.APPROVED),))
    lapsed = replace(known, narratives=(replace(known.narratives[0], status=NarrativeStatus.LAPSED),))
    assert kinds(approved, lapsed) == ["narrative.lapse"]


def test_details_hold_no_float_and_every_rule() -> None:
    known = judged([FAILING, ILL], after(1))
    assert known.impact
    assert known.verdict
    assert not _floats([impact_detail(known.impact), verdict_detail(known.verdict)])
    rules = verdict_detail(known.verdict)["rules"]
    assert isinstance(rules, list)
    assert len(rules) == len(known.verdict.findings) > 0


def _floats(value: Plain) -> list[object]:
    if isinstance(value, dict):
        return [one for item in value.values() for one in _floats(item)]
    if isinstance(value, list):
        return [one for item in value for one in _floats(item)]
    return [value] if isinstance(value, float) else []


def test_a_persons_decision_names_them_and_the_instant_of_the_case() -> None:
    known = judged([FAILING], after(0))
    actor = Actor("person", "R. Novak", "mobile-desk", "service_assurance")
    found = decision_of_person(DecisionKind.OWNER_TAKE, known, actor, "Ownership taken", basis="mine")
    assert (found.actor, found.at, found.subject, found.basis) == (actor, after(0), "INC-0000001", "mine")


def test_a_source_that_closes_says_what_our_own_closing_would_have_needed() -> None:
    opened = judged([said(DESK, 0, external_id="T1", state="open")], after(0))
    closed = judged([said(DESK, 5, external_id="T1", state="closed")], after(5), known=opened)
    found = decide_changes(opened, closed, RULES.operator, has_new_evidence=False, playbook=RULES.playbook)
    (decision,) = [one for one in found if one.kind is DecisionKind.INCIDENT_CLOSE]
    assert decision.basis.startswith("Not met: Stable long enough")
    assert isinstance(decision.detail["unmet"], list)
    (silent,) = [one for one in decided(opened, closed) if one.kind is DecisionKind.INCIDENT_CLOSE]
    assert (silent.basis, "unmet" in silent.detail) == ("", False)


def test_an_eta_a_source_moves_is_a_decision_with_its_range_and_its_end_is_none() -> None:
    said_eta = {"eta_best_at": after(90).isoformat(), "eta_percent": 65}
    first = judged([said(DESK, 0, external_id="T1", state="open", **said_eta)], after(0))
    again = judged([said(DESK, 0, external_id="T1", state="open", **said_eta)], after(1), known=first)
    assert "eta.state" not in kinds(first, again)
    moved = said(DESK, 5, external_id="T1", state="open", **said_eta | {"eta_best_at": after(120).isoformat()})
    later = judged([moved], after(5), known=again)
    (stated,) = [one for one in decided(again, later) if one.kind is DecisionKind.ETA_STATE]
    assert stated.summary == "Service expected back about 15:00 CET, moved from 14:30 CET"
    assert (stated.basis, stated.detail["version"]) == ("Stated on the ticket", 2)
    assert [one.version for one in later.eta_history] == [1]
    over = judged([said(DESK, 9, external_id="T1", state="closed")], after(9), known=later)
    assert "eta.state" not in kinds(later, over)
