"""Severity is overridden with clause, reason and end, by two people where the policy says so."""

from dataclasses import replace
from datetime import datetime, timedelta

from flows.commanding import CASE, HALE, NOVAK, code_of, given
from flows.judged import RULES, judged
from flows.town import after
from intera.model.case import Case
from intera.model.decision import Actor, DecisionKind, Plain
from intera.model.verdict import Severity
from intera.workflows.commands.given import Given
from intera.workflows.commands.severity import approve_severity, override_severity, withdraw_severity

ASKED: dict[str, Plain] = {"severity": "1", "clause": "8.2", "reason": "Minister visits", "expires_in_min": "90"}


def by(actor: Actor, at: datetime, **fields: Plain) -> Given:
    return Given(fields, actor, at, RULES.policies)


def requested() -> Case:
    """Novak asked for P1, which waits for a second person."""
    case, decision = override_severity(CASE, given(**ASKED))
    assert (decision.kind, case.override) == (DecisionKind.SEVERITY_REQUEST, None)
    assert decision.summary == "Override to P1 for 90 min asked for, waits for a second person"
    return case


def test_an_override_that_takes_one_person_stands_at_once() -> None:
    case, decision = override_severity(CASE, given(**ASKED | {"severity": "3", "clause": "8.3"}))
    assert (decision.kind, case.override_request) == (DecisionKind.SEVERITY_OVERRIDE, None)
    assert case.override is not None
    assert (case.override.severity, case.override.clause, case.override.expires_at) == (
        Severity.P3,
        "8.3 Figures known to be wrong",
        after(95),
    )
    assert decision.detail["policy"] == RULES.policies.default_at(after(5)).ref


def test_an_override_that_takes_two_shows_nothing_until_the_second_approves() -> None:
    case = requested()
    assert case.override_request is not None
    shown = judged(case.signals, after(6), known=case)
    assert shown.verdict is not None
    assert shown.verdict.severity is not Severity.P1
    read = case.override_request.requested_at.isoformat()
    assert code_of(lambda: approve_severity(case, by(NOVAK, after(7), requested_at=read))) == "same_person"
    changed, decision = approve_severity(case, by(HALE, after(7), requested_at=read))
    assert (decision.kind, decision.actor, decision.detail["asked_by"]) == (
        DecisionKind.SEVERITY_APPROVE,
        HALE,
        "R. Novak",
    )
    assert changed.override is not None
    assert (changed.override.set_at, changed.override.expires_at) == (after(7), after(95))
    assert changed.override_request is None
    now_shown = judged(changed.signals, after(8), known=changed)
    assert now_shown.verdict is not None
    assert now_shown.verdict.severity is Severity.P1


def test_what_was_not_read_or_is_too_late_or_not_there_is_not_approved() -> None:
    case = requested()
    assert code_of(lambda: approve_severity(case, by(HALE, after(7)))) == "bad_time"
    stale = after(4).isoformat()
    assert code_of(lambda: approve_severity(case, by(HALE, after(7), requested_at=stale))) == "request_changed"
    read = after(5).isoformat()
    assert code_of(lambda: approve_severity(case, by(HALE, after(65), requested_at=read))) == "expired"
    assert code_of(lambda: approve_severity(CASE, by(HALE, after(7)))) == "no_request"


def test_a_second_request_waits_until_the_first_is_answered_or_lapsed() -> None:
    case = requested()
    assert code_of(lambda: override_severity(case, by(HALE, after(6), **ASKED))) == "request_waits"
    later, decision = override_severity(case, by(HALE, after(65), **ASKED))
    assert decision.kind is DecisionKind.SEVERITY_REQUEST
    assert later.override_request is not None
    assert later.override_request.by_person == "M. Hale"


def test_a_request_and_an_override_can_be_withdrawn_with_a_reason() -> None:
    case = requested()
    why = {"reason": "Visit is called off"}
    withdrawn, decision = withdraw_severity(case, by(HALE, after(6), **why))
    assert (withdrawn.override_request, decision.kind) == (None, DecisionKind.SEVERITY_WITHDRAW)
    assert decision.summary == "Request to override to P1 withdrawn"
    standing, _ = override_severity(CASE, given(**ASKED | {"severity": "3"}))
    ended, decision = withdraw_severity(standing, by(NOVAK, after(6), **why))
    assert (ended.override, decision.summary) == (None, "Override to P3 withdrawn")
    assert code_of(lambda: withdraw_severity(CASE, by(NOVAK, after(6), **why))) == "no_override"
    assert code_of(lambda: withdraw_severity(standing, by(NOVAK, after(6)))) == "too_short"
    past = after(5) + timedelta(minutes=90)
    assert code_of(lambda: withdraw_severity(standing, by(NOVAK, past, **why))) == "no_override"


def test_an_incident_that_was_never_judged_cannot_be_overridden() -> None:
    unjudged = replace(CASE, verdict=None)
    assert code_of(lambda: override_severity(unjudged, given(**ASKED))) == "not_judged"
