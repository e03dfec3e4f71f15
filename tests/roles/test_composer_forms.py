"""Nobody approves their own words, asks for what cannot be approved, or releases a text twice on a channel."""

from dataclasses import replace
from types import ModuleType

from intera.model.case import Case
from intera.model.ids import NarrativeId, PublicationId
from intera.model.narrative import Approval, ApprovalRequest, Narrative, NarrativeStatus
from intera.model.publication import Publication, PublicationKind
from intera.narrative.channels import texts_for
from intera.narrative.publish import digest_of
from intera.roles.composer import ComposerAsk, read_composer
from intera.roles.package import Phrases, RolePackage
from intera.roles.relative import LocalClock
from intera.roles.view_composer import ComposerView
from roles.speaking import released, spoken_case

Role = tuple[RolePackage, Phrases]


def draft_of(northmoor: ModuleType, **more: object) -> tuple[Case, Narrative]:
    case = spoken_case(northmoor)
    draft = replace(case.narratives[0], **({"findings": ()} | more))  # type: ignore[arg-type]
    return replace(case, narratives=(draft,)), draft


def view_of(case: Case, northmoor: ModuleType, role: Role, clock: LocalClock) -> ComposerView:
    document = released(case, northmoor.operator(), northmoor, "service_assurance")
    return read_composer(document, ComposerAsk(), role=role, clock=clock, person_name="A. Lind")


def closed(view: ComposerView) -> dict[str, str]:
    return {form.key: form.closed for form in view.actions}


def told(case: Case, approved: Narrative, northmoor: ModuleType) -> Publication:
    texts = texts_for(approved)
    return Publication(
        PublicationId(f"{case.incident.incident_id}/p1"),
        case.incident.incident_id,
        NarrativeId(approved.narrative_id),
        PublicationKind.UPDATE,
        "customer",
        "en",
        texts,
        digest_of(texts),
        northmoor.NOW,
    )


def test_a_draft_can_be_asked_for_and_approved(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    view = view_of(draft_of(northmoor)[0], northmoor, role, clock)
    assert closed(view) == {"narrative_request": "", "narrative_approve": ""}
    assert view.note == "The author cannot approve. Another person approves."


def test_the_author_cannot_approve_and_may_take_back(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    view = view_of(draft_of(northmoor, written_by="A. Lind")[0], northmoor, role, clock)
    assert closed(view)["narrative_approve"] == "You wrote these words; another person approves them."
    assert closed(view)["narrative_withdraw"] == ""


def test_who_asked_cannot_approve(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    case, draft = draft_of(northmoor)
    asked = replace(case, requests=(ApprovalRequest(draft.narrative_id, "A. Lind", "quality", northmoor.NOW),))
    view = view_of(asked, northmoor, role, clock)
    assert "narrative_request" not in closed(view)
    assert closed(view)["narrative_approve"] == "You asked for this approval; another person gives it."


def test_one_person_approves_once(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    case, _ = draft_of(northmoor, approvals=(Approval("A. Lind", "quality", northmoor.NOW),))
    view = view_of(case, northmoor, role, clock)
    assert closed(view)["narrative_approve"] == "You approved already; another person must agree too."


def test_missing_parts_are_named(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    view = view_of(draft_of(northmoor, missing=("Place", "Apology"))[0], northmoor, role, clock)
    assert closed(view)["narrative_request"] == "Still missing: place, apology."
    assert view.note.startswith("Opens when the guard is clear.")


def test_approved_words_are_released_on_channels_not_yet_told(
    northmoor: ModuleType, role: Role, clock: LocalClock
) -> None:
    case, approved = draft_of(northmoor, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW)
    view = view_of(case, northmoor, role, clock)
    release = next(form for form in view.actions if form.key == "publication_release")
    channels = dict(release.fields[-1].options)
    assert list(channels)[-1] == "webhook"
    assert channels["sms"] == "SMS"
    after = view_of(replace(case, publications=(told(case, approved, northmoor),)), northmoor, role, clock)
    assert closed(after)["publication_release"] == "They went out on every channel."


def test_a_correction_needs_other_words_than_those_released(
    northmoor: ModuleType, role: Role, clock: LocalClock
) -> None:
    case, approved = draft_of(northmoor, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW)
    out = replace(case, publications=(told(case, approved, northmoor),))
    (line,) = view_of(out, northmoor, role, clock).released
    assert [form.closed for form in line.actions] == [
        "These very words were released. Write and approve other ones first.",
        "",
    ]
    none_approved = replace(out, narratives=(replace(approved, status=NarrativeStatus.LAPSED),))
    (line,) = view_of(none_approved, northmoor, role, clock).released
    assert line.actions[0].closed == "Approve the corrected words first."


def test_a_role_that_decides_nothing_has_no_forms(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    reader = (replace(role[0], actions=frozenset()), role[1])
    assert view_of(draft_of(northmoor)[0], northmoor, reader, clock).actions == ()
