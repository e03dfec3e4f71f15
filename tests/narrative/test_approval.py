"""An approval is given by a person to safe words, and dies when a fact it rests on changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from intera.model.case import Case
from intera.model.incident import Lifecycle
from intera.model.narrative import Approval, GuardFinding, GuardLevel, Narrative, NarrativeStatus, Template
from intera.model.operator import Operator
from intera.narrative.approval import NarrativeBlockedError, approve, lapse_if_changed, refuse_unsafe
from intera.narrative.compose import compose

Moment = Callable[..., datetime]
Changed = Callable[..., Case]
Draft = Callable[[Case], Narrative]


@pytest.fixture
def draft(templates: tuple[Template, ...], operator: Operator, moment: Moment) -> Draft:
    def composed(case: Case) -> Narrative:
        narrative = compose(case, templates, operator, audience="customer", language="en", at=moment("13:32"))
        assert narrative is not None
        return narrative

    return composed


def test_a_person_approves_the_words_as_they_are(case: Case, draft: Draft, moment: Moment) -> None:
    narrative = draft(case)
    approved = approve(narrative, person=" A. Lind ", at=moment("13:40"))
    assert approved == replace(
        narrative,
        status=NarrativeStatus.APPROVED,
        approved_by="A. Lind",
        approved_at=moment("13:40"),
        approvals=(Approval("A. Lind", "", moment("13:40")),),
    )


def test_the_holding_line_may_be_approved_under_low_confidence(
    case: Case, draft: Draft, changed: Changed, moment: Moment
) -> None:
    approved = approve(draft(changed(case, percent=20)), person="A. Lind", at=moment("13:40"))
    assert approved.status is NarrativeStatus.APPROVED


def test_definite_words_are_blocked_under_low_confidence(case: Case, draft: Draft, moment: Moment) -> None:
    narrative = draft(case)
    facts = tuple(replace(f, confidence_percent=49) for f in narrative.facts)
    with pytest.raises(NarrativeBlockedError, match="confidence is Low"):
        approve(replace(narrative, facts=facts), person="A. Lind", at=moment("13:40"))
    with pytest.raises(NarrativeBlockedError, match="confidence is Low"):
        approve(replace(narrative, facts=()), person="A. Lind", at=moment("13:40"))


def test_words_that_must_change_block_and_words_to_check_do_not(case: Case, draft: Draft, moment: Moment) -> None:
    finding = GuardFinding(0, 5, "Since", "test", GuardLevel.MUST_CHANGE, "why")
    with pytest.raises(NarrativeBlockedError, match="must change: 'Since'"):
        approve(replace(draft(case), findings=(finding,)), person="A. Lind", at=moment("13:40"))
    checked = replace(draft(case), findings=(replace(finding, level=GuardLevel.CHECK),))
    assert approve(checked, person="A. Lind", at=moment("13:40")).approved_by == "A. Lind"


def test_nobody_and_twice_are_refused(case: Case, draft: Draft, moment: Moment) -> None:
    narrative = draft(case)
    with pytest.raises(NarrativeBlockedError, match="no person"):
        approve(narrative, person=" ", at=moment("13:40"))
    approved = approve(narrative, person="A. Lind", at=moment("13:40"))
    with pytest.raises(NarrativeBlockedError, match="it is approved; write a new version"):
        approve(approved, person="M. Castel", at=moment("13:41"))


@pytest.mark.parametrize(
    "change",
    [{"percent": 80}, {"eta_percent": 80}, {"lifecycle": Lifecycle.RESTORED}, {"regions": (), "region_ids": ()}],
)
def test_a_changed_fact_voids_the_approval(
    case: Case, draft: Draft, changed: Changed, moment: Moment, change: dict[str, object]
) -> None:
    approved = approve(draft(case), person="A. Lind", at=moment("13:40"))
    lapsed = lapse_if_changed(approved, draft(changed(case, **change)))
    assert lapsed == replace(approved, status=NarrativeStatus.LAPSED)


def test_an_approval_holds_while_its_facts_and_template_do(
    case: Case, draft: Draft, changed: Changed, moment: Moment
) -> None:
    narrative = draft(case)
    approved = approve(narrative, person="A. Lind", at=moment("13:40"))
    assert lapse_if_changed(approved, draft(changed(case, percent=95))) is approved
    newer = replace(narrative, template_version=narrative.template_version + 1)
    assert lapse_if_changed(approved, newer).status is NarrativeStatus.LAPSED
    assert lapse_if_changed(approved, None).status is NarrativeStatus.LAPSED
    assert lapse_if_changed(narrative, None) is narrative


def test_the_author_cannot_approve_their_own_words(case: Case, draft: Draft, moment: Moment) -> None:
    own = replace(draft(case), written_by="A. Lind")
    for name in ("A. Lind", "a. lind", " A.  Lind ", "\uff21. Lind"):
        with pytest.raises(NarrativeBlockedError, match="its author cannot approve it"):
            approve(own, person=name, at=moment("13:40"))
    assert approve(own, person="M. Castel", at=moment("13:40")).status is NarrativeStatus.APPROVED


def test_as_many_people_as_asked_for_must_agree(case: Case, draft: Draft, moment: Moment) -> None:
    once = approve(draft(case), person="A. Lind", at=moment("13:40"), team_id="quality", needed=2)
    assert (once.status, once.approved_at) == (NarrativeStatus.DRAFT, None)
    with pytest.raises(NarrativeBlockedError, match="you approved it already"):
        approve(once, person="A. LIND", at=moment("13:41"), needed=2)
    twice = approve(once, person="M. Castel", at=moment("13:42"), needed=2)
    assert (twice.status, twice.approved_by) == (NarrativeStatus.APPROVED, "A. Lind, M. Castel")
    third = approve(twice, person="J. Third", at=moment("13:43"), needed=3)
    assert len(third.approvals) == 3
    with pytest.raises(NarrativeBlockedError, match="write a new version"):
        approve(third, person="K. Fourth", at=moment("13:44"), needed=3)


def test_words_that_lack_a_part_and_own_words_under_low_confidence_are_refused(
    case: Case, draft: Draft, changed: Changed
) -> None:
    with pytest.raises(NarrativeBlockedError, match="it does not say yet: Place, Apology"):
        refuse_unsafe(replace(draft(case), missing=("Place", "Apology")))
    holding = draft(changed(case, percent=20))
    refuse_unsafe(holding)
    with pytest.raises(NarrativeBlockedError, match="confidence is Low"):
        refuse_unsafe(replace(holding, written_by="A. Lind"))


def test_own_words_rest_on_no_template(case: Case, draft: Draft, moment: Moment) -> None:
    own = replace(draft(case), written_by="A. Lind", template_id="", template_version=0)
    approved = approve(own, person="M. Castel", at=moment("13:40"))
    assert lapse_if_changed(approved, draft(case)) is approved
