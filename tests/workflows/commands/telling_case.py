"""One judged case and the people who write, approve and release words about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flows.judged import RULES
from flows.town import after
from intera.model.case import Case
from intera.model.decision import Actor, Plain
from intera.model.narrative import Narrative
from intera.model.verdict import Severity
from intera.narrative.in_force import newest_of
from intera.workflows.commands.given import Changed, Given
from intera.workflows.commands.narratives import approve_narrative
from intera.workflows.commands.publications import publish_narrative
from intera.workflows.rulebook import Rulebook

NOVAK = Actor("person", "R. Novak", "mobile-desk", "service_assurance")
HALE = Actor("person", "M. Hale", "business-desk", "service_assurance")
LIND = Actor("person", "A. Lind", "mobile-desk", "service_assurance")


def by(
    who: Actor,
    fields: Mapping[str, Plain] | None = None,
    *,
    at: datetime | None = None,
    rules: Rulebook = RULES,
    reason: str = "",
) -> Given:
    """What somebody gave, five minutes into the story unless told otherwise."""
    said = dict(fields or {})
    if reason:
        said["reason"] = reason
    return Given(said, who, at or after(5), rules.policies, rules)


def newest(case: Case, audience: str = "customer", language: str = "en") -> Narrative:
    found = newest_of(case.narratives, audience, language)
    assert found is not None
    return found


def read(narrative: Narrative) -> dict[str, Plain]:
    """The fields that name a narrative as somebody read it."""
    return {"narrative_id": narrative.narrative_id, "facts_digest": narrative.facts_digest}


def approved(case: Case, who: Actor = NOVAK, *, audience: str = "customer", at: datetime | None = None) -> Case:
    changed, _ = approve_narrative(case, by(who, read(newest(case, audience)), at=at))
    return changed


def published(case: Case, channels: str = "", *, audience: str = "customer", at: datetime | None = None) -> Changed:
    return publish_narrative(case, by(HALE, read(newest(case, audience)) | {"channels": channels}, at=at))


def own_text(case: Case) -> str:
    """The words of the template with a word of one's own in them."""
    return newest(case).text.replace("We are sorry", "We are very sorry")


def graver(case: Case, severity: Severity) -> Case:
    """The case with another severity, as a later judgement would."""
    assert case.verdict is not None
    return replace(case, verdict=replace(case.verdict, severity=severity))


def less_sure(case: Case, percent: int) -> Case:
    """The case with how sure impact is set, as a later judgement would."""
    assert case.impact is not None
    ratio = type(case.impact.confidence.ratio)(percent, 100)
    return replace(case, impact=replace(case.impact, confidence=replace(case.impact.confidence, ratio=ratio)))
