"""Closing needs every criterion or a recorded reason; opening again keeps what was."""

from dataclasses import replace

from flows.commanding import CASE, NOVAK, code_of, given
from flows.judged import RULES
from flows.town import after
from intera.model.checkpoint import CheckpointOutcome
from intera.model.decision import DecisionKind
from intera.model.incident import Lifecycle
from intera.workflows.commands.closure import close_incident, reopen_incident
from intera.workflows.commands.given import Given

WHY: dict[str, str] = {"override_reason": "The site was dismantled"}


def test_closing_with_a_criterion_unmet_needs_a_reason_and_both_are_on_the_trail() -> None:
    assert code_of(lambda: close_incident(CASE, given())) == "criteria_unmet"
    changed, decision = close_incident(CASE, given(**WHY))
    incident = changed.incident
    assert (incident.lifecycle, incident.closed_at, incident.restored_at) == (Lifecycle.CLOSED, after(5), after(5))
    assert incident.closing is not None
    assert incident.closing.unmet[:2] == ("Stable long enough", "No source shows harm since then")
    assert (decision.kind, decision.basis) == (DecisionKind.INCIDENT_CLOSE, "The site was dismantled")
    unmet = decision.detail["unmet"]
    assert isinstance(unmet, list)
    assert unmet[0] == ["stable", "Not restored yet", "30 stable minutes"]
    assert decision.detail["playbook"] == RULES.playbook.version
    assert {one.outcome for one in changed.checkpoints} == {CheckpointOutcome.KEPT}


def test_with_everything_met_no_reason_is_asked() -> None:
    easy = replace(
        RULES.playbook, closure=tuple(r for r in RULES.playbook.closure if r.criterion == "checkpoints_answered")
    )
    changed, decision = close_incident(CASE, Given({}, NOVAK, after(5), RULES.policies, replace(RULES, playbook=easy)))
    assert changed.incident.closing is not None
    assert changed.incident.closing.unmet == ()
    assert decision.summary == "Closed, every criterion met"


def test_what_is_closed_can_be_opened_again_with_a_reason_and_keeps_when_it_was_closed() -> None:
    closed, _ = close_incident(CASE, given(**WHY))
    assert code_of(lambda: reopen_incident(CASE, given(reason="It is back"))) == "not_closed"
    assert code_of(lambda: reopen_incident(closed, given(reason="no"))) == "too_short"
    changed, decision = reopen_incident(closed, given(reason="It is back"))
    assert (changed.incident.lifecycle, changed.incident.reopen_count) == (Lifecycle.ACTIVE, 1)
    assert changed.incident.earlier_closed_at == (after(5),)
    assert decision.detail == {"closed_at": after(5).isoformat(), "reopen_count": 1}


def test_without_rules_nothing_is_closed() -> None:
    assert code_of(lambda: close_incident(CASE, Given({}, NOVAK, after(5), RULES.policies))) == "no_rules"
