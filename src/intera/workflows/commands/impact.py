"""A person rules on impact: customers are hit, or they are not."""

from dataclasses import replace

from intera.model.case import Case
from intera.model.decision import DecisionKind
from intera.model.impact import ImpactRuling
from intera.workflows.commands.given import REASON_CHARS_MIN, Changed, Given, touched
from intera.workflows.judgement_decisions import decision_of_person


def confirm_impact(case: Case, given: Given) -> Changed:
    """A person confirms that customers are hit."""
    return _rule_on_impact(case, given, is_confirmed=True)


def reject_impact(case: Case, given: Given) -> Changed:
    """A person finds that customers are not hit."""
    return _rule_on_impact(case, given, is_confirmed=False)


def _rule_on_impact(case: Case, given: Given, *, is_confirmed: bool) -> Changed:
    reason = given.text("reason", chars_min=0 if is_confirmed else REASON_CHARS_MIN)
    ruling = ImpactRuling(is_confirmed, reason, given.actor.name, given.actor.team_id, given.at)
    changed = replace(touched(case, given), ruling=ruling)
    kind = DecisionKind.IMPACT_CONFIRM if is_confirmed else DecisionKind.IMPACT_REJECT
    summary = "Impact on customers confirmed" if is_confirmed else "Impact on customers rejected"
    return changed, decision_of_person(kind, changed, given.actor, summary, basis=reason)
