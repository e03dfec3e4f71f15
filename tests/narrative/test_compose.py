"""The draft is word for word what was approved, safe at the end, and silent when nothing may be said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from intera.model.case import Case
from intera.model.impact import Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import GuardLevel, NarrativeStatus, Template
from intera.model.operator import Operator
from intera.model.service import Service
from intera.narrative.compose import compose, narrative_id_of
from intera.narrative.facts import facts_digest, facts_of
from intera.narrative.spoken import UnknownLanguageError

Moment = Callable[..., datetime]
Changed = Callable[..., Case]
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "narrative_texts.yaml").read_text(encoding="utf-8")
)["cases"]


def as_values(change: dict[str, Any]) -> dict[str, object]:
    read: dict[str, Callable[[Any], object]] = {
        "lifecycle": Lifecycle,
        "visibility": Visibility,
        "restored_at": datetime.fromisoformat,
        "checkpoints": tuple,
    }
    return {key: read[key](value) if key in read else value for key, value in change.items()}


@pytest.mark.parametrize("worked", CASES, ids=[worked["name"] for worked in CASES])
def test_the_worked_texts_word_for_word(
    worked: dict[str, Any],
    case: Case,
    templates: tuple[Template, ...],
    operator: Operator,
    changed: Changed,
    moment: Moment,
) -> None:
    told = changed(case, **as_values(worked["change"]))
    audience = worked.get("audience", "customer")
    language = worked.get("language", "en")
    narrative = compose(told, templates, operator, audience=audience, language=language, at=moment("13:32"))
    assert (narrative.text if narrative else None) == worked["text"]
    if narrative:
        assert [f for f in narrative.findings if f.level is GuardLevel.MUST_CHANGE] == []


def test_a_draft_carries_its_facts_digest_findings_and_what_must_wait(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment
) -> None:
    at = moment("13:32")
    narrative = compose(case, templates, operator, audience="customer", language="en", at=at)
    assert narrative is not None
    facts = facts_of(case, operator, audience="customer", language="en", at=at)
    assert (narrative.facts, narrative.facts_digest) == (facts, facts_digest(facts))
    assert (narrative.status, narrative.narrative_id, narrative.version) == (
        NarrativeStatus.DRAFT,
        "INC-4127/n1",
        1,
    )
    assert (narrative.template_id, narrative.template_version, narrative.drafted_at) == ("active-customer", 2, at)
    assert [wait.what for wait in narrative.wait_for] == ["Cause", "A fixed end time", "Customer numbers"]
    assert narrative.wait_for[1].why == 'ETA confidence is Medium; say "later this afternoon".'


def test_versions_count_per_audience_and_ids_never_collide(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment
) -> None:
    at = moment("13:32")
    first = compose(case, templates, operator, audience="customer", language="en", at=at)
    care = compose(case, templates, operator, audience="internal-care", language="en", at=at)
    assert first is not None
    assert care is not None
    told = replace(case, narratives=(care, first))
    second = compose(told, templates, operator, audience="customer", language="en", at=at)
    assert second is not None
    assert second.narrative_id == "INC-4127/n2"
    assert care.narrative_id == "INC-4127/internal-care/n1"
    assert narrative_id_of(case.incident.incident_id, "customer", "cs", version=3) == "INC-4127/cs/n3"


def test_the_newest_approved_template_is_used(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment
) -> None:
    old = next(t for t in templates if t.template_id == "active-customer")
    newer, unapproved = replace(old, version=2), replace(old, version=3, approved_by="")
    narrative = compose(
        case, (unapproved, old, newer), operator, audience="customer", language="en", at=moment("13:32")
    )
    assert narrative is not None
    assert narrative.template_version == 2
    assert compose(case, (unapproved,), operator, audience="customer", language="en", at=moment("13:32")) is None


def test_the_guard_reads_the_final_text_after_slots_are_filled(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment
) -> None:
    services = (Service(operator.services[0].service_id, "Mobile Data", still_works="Kestrel <b>works</b>."),)
    leaky = replace(operator, services=services)
    narrative = compose(case, templates, leaky, audience="customer", language="en", at=moment("13:32"))
    assert narrative is not None
    assert {f.text for f in narrative.findings if f.level is GuardLevel.MUST_CHANGE} == {"Kestrel", "<b>", "</b>"}


def test_another_language_is_refused(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment
) -> None:
    with pytest.raises(UnknownLanguageError, match="use de, en"):
        compose(case, templates, operator, audience="customer", language="cs", at=moment("13:32"))
