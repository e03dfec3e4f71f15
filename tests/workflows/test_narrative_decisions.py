"""One entry says what was drafted for all readers, one which approvals lapsed."""

from dataclasses import replace

from flows.commanding import CASE
from flows.town import after
from intera.model.decision import DecisionKind
from intera.model.narrative import NarrativeStatus
from intera.workflows.narrative_decisions import narrative_decisions

CUSTOMER, CARE, *_ = CASE.narratives


def test_what_was_drafted_in_one_judgement_is_one_entry() -> None:
    (entry,) = narrative_decisions((), (CUSTOMER, CARE), CASE, after(1))
    assert (entry.kind, entry.at) == (DecisionKind.NARRATIVE_DRAFT, after(1))
    assert entry.summary == "Narrative v1 for customer (en), v1 for internal-care (en) drafted from facts"
    drafts = entry.detail["drafts"]
    assert isinstance(drafts, list)
    assert [row["text"] for row in drafts if isinstance(row, dict)] == [CUSTOMER.text, CARE.text]


def test_nothing_new_is_no_entry() -> None:
    assert narrative_decisions(CASE.narratives, CASE.narratives, CASE, after(1)) == []
    withdrawn = replace(CUSTOMER, status=NarrativeStatus.WITHDRAWN)
    assert narrative_decisions((CUSTOMER,), (withdrawn,), CASE, after(1)) == []


def test_an_approval_and_a_text_by_hand_that_lapsed_are_said() -> None:
    lapsed = replace(CUSTOMER, status=NarrativeStatus.LAPSED)
    (entry,) = narrative_decisions((replace(CUSTOMER, status=NarrativeStatus.APPROVED),), (lapsed,), CASE, after(1))
    assert (entry.kind, entry.summary) == (
        DecisionKind.NARRATIVE_LAPSE,
        "Approval of narrative v1 for customer (en) lapsed",
    )
    own = replace(CUSTOMER, written_by="R. Novak")
    (entry,) = narrative_decisions((own,), (replace(own, status=NarrativeStatus.LAPSED),), CASE, after(1))
    assert entry.summary == "Narrative v1 for customer (en) written by hand lapsed"
    assert narrative_decisions((lapsed,), (lapsed, CARE), CASE, after(1))[0].kind is DecisionKind.NARRATIVE_DRAFT


def test_approvals_that_lapse_together_are_one_entry() -> None:
    approved = tuple(replace(one, status=NarrativeStatus.APPROVED) for one in (CUSTOMER, CARE))
    lapsed = tuple(replace(one, status=NarrativeStatus.LAPSED) for one in approved)
    (entry,) = narrative_decisions(approved, lapsed, CASE, after(1))
    assert entry.summary == "Approvals of narrative v1 for customer (en), v1 for internal-care (en) lapsed"
    rows = entry.detail["lapsed"]
    assert isinstance(rows, list)
    assert [row["audience"] for row in rows if isinstance(row, dict)] == ["customer", "internal-care"]
