"""Per reader the newest first, withdrawn words last, and a request lives as long as its draft."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from intera.model.case import Case
from intera.model.ids import NarrativeId
from intera.model.narrative import ApprovalRequest, Narrative, NarrativeStatus, Template
from intera.model.operator import Operator
from intera.narrative.compose import compose
from intera.narrative.in_force import approved_of, newest_of, of_reader, placed, standing_requests


@pytest.fixture
def kept(
    case: Case, templates: tuple[Template, ...], operator: Operator, moment: Callable[..., datetime]
) -> tuple[Narrative, ...]:
    found = [
        compose(case, templates, operator, audience=audience, language="en", at=moment("13:32"))
        for audience in ("customer", "internal-care")
    ]
    return tuple(one for one in found if one is not None)


def ids(narratives: tuple[Narrative, ...]) -> list[str]:
    return [one.narrative_id for one in narratives]


def test_a_new_text_goes_before_the_others_of_its_reader(kept: tuple[Narrative, ...]) -> None:
    newer = replace(kept[1], narrative_id=NarrativeId("INC-4127/internal-care/n2"), version=2)
    found = placed(kept, newer)
    assert ids(found) == ["INC-4127/n1", "INC-4127/internal-care/n2", "INC-4127/internal-care/n1"]
    assert ids(placed(found, newer, without=["INC-4127/internal-care/n1"])) == [
        "INC-4127/n1",
        "INC-4127/internal-care/n2",
    ]


def test_a_changed_text_stays_with_its_reader_and_a_withdrawn_one_goes_last(kept: tuple[Narrative, ...]) -> None:
    newer = replace(kept[0], narrative_id=NarrativeId("INC-4127/n2"), version=2)
    both = placed(kept, newer)
    assert ids(both) == ["INC-4127/n2", "INC-4127/n1", "INC-4127/internal-care/n1"]
    withdrawn = replace(newer, status=NarrativeStatus.WITHDRAWN)
    assert ids(placed(both, withdrawn)) == ["INC-4127/n1", "INC-4127/n2", "INC-4127/internal-care/n1"]


def test_a_new_reader_comes_last(kept: tuple[Narrative, ...]) -> None:
    german = replace(kept[0], narrative_id=NarrativeId("INC-4127/de/n1"), language="de")
    assert placed(kept, german)[-1] is german
    assert of_reader(placed(kept, german), "customer", "de") == (german,)


def test_what_a_reader_may_be_told_is_found(kept: tuple[Narrative, ...]) -> None:
    assert approved_of(kept, "customer", "en") is None
    approved = replace(kept[0], status=NarrativeStatus.APPROVED)
    lapsed = replace(kept[0], narrative_id=NarrativeId("INC-4127/n0"), status=NarrativeStatus.LAPSED)
    both = (lapsed, approved, kept[1])
    assert approved_of(both, "customer", "en") is approved
    assert newest_of(both, "customer", "en") is approved
    assert newest_of(both, "sales", "en") is None


def test_a_request_ends_with_its_draft(kept: tuple[Narrative, ...], moment: Callable[..., datetime]) -> None:
    asked = tuple(ApprovalRequest(one.narrative_id, "R. Novak", "mobile", moment("13:40")) for one in kept)
    assert standing_requests(asked, kept) is asked
    assert standing_requests((), kept) == ()
    changed = (replace(kept[0], status=NarrativeStatus.LAPSED), kept[1])
    assert standing_requests(asked, changed) == asked[1:]
