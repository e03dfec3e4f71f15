"""The way of a text out of the house, step by step, and what was released of it."""

from dataclasses import replace
from types import ModuleType

from intera.model.ids import PublicationId
from intera.model.narrative import Approval, ApprovalRequest, NarrativeStatus
from intera.model.publication import PublicationKind
from intera.roles.package import Phrases, RolePackage
from intera.roles.relative import LocalClock
from roles.test_composer_forms import draft_of, told, view_of

Role = tuple[RolePackage, Phrases]


def test_a_draft_shows_who_still_has_to_agree(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    steps = view_of(draft_of(northmoor)[0], northmoor, role, clock).steps
    assert [(step.kind, step.role, step.when) for step in steps] == [
        ("done", "Author", "14:32"),
        ("wait", "Approval", "to ask"),
    ]


def test_each_step_taken_names_who_took_it(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    agreed = (Approval("M. Castel", "quality", northmoor.NOW),)
    case, draft = draft_of(northmoor, written_by="R. Novak", approvals=agreed)
    asked = replace(case, requests=(ApprovalRequest(draft.narrative_id, "R. Novak", "quality", northmoor.NOW),))
    steps = view_of(asked, northmoor, role, clock).steps
    assert [(step.role, step.who) for step in steps] == [
        ("Author", "R. Novak"),
        ("Asked by", "R. Novak"),
        ("Approved by", "M. Castel"),
    ]


def test_approved_words_wait_for_their_release(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    case, approved = draft_of(northmoor, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW)
    assert view_of(case, northmoor, role, clock).steps[-1].role == "Release"
    out = replace(case, publications=(told(case, approved, northmoor),))
    assert view_of(out, northmoor, role, clock).steps[-1].role == "Author"


def test_what_was_taken_back_says_so_and_offers_nothing(northmoor: ModuleType, role: Role, clock: LocalClock) -> None:
    case, approved = draft_of(northmoor, status=NarrativeStatus.APPROVED, approved_at=northmoor.NOW)
    first = told(case, approved, northmoor)
    back = replace(
        first,
        publication_id=PublicationId("INC-4127/p2"),
        kind=PublicationKind.WITHDRAWAL,
        about_id=first.publication_id,
    )
    lines = view_of(replace(case, publications=(back, first)), northmoor, role, clock).released
    assert [(line.text, line.label, line.actions) for line in lines] == [
        ("Withdrawal", "Withdrawal", ()),
        ("Update", "Withdrawn since", ()),
    ]
    assert lines[1].sub.startswith("14:32 CET. Web and portal, E-mail, SMS")
