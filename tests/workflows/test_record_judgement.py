"""A judgement is kept with its decisions, or not at all; what pages may show is decided on the way."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.drive import feed_and_take, scalars
from flows.judged import RULES, judged, said
from flows.town import HEALTH, TESTS, after, says, town
from intera.model.decision import Actor, Decision, DecisionKind
from intera.model.ids import FingerprintId
from intera.model.operator import Operator
from intera.roles import PACKAGES
from intera.store.unit_of_work import UndecidedChangeError
from intera.workflows.judge import Judged
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.record_judgement import (
    Working,
    judge_and_decide,
    publication_rows,
    released_of,
    ruled,
    save_working,
    take_decisions,
)
from workflows.delivering import publication_of

CASE = judged([said(TESTS, 0, failing_percent=58, title="bs-0417 down"), said(HEALTH, 0)], after(0))


def test_a_persons_name_stays_inside() -> None:
    actor = Actor("person", "R. Novak", "mobile-desk", "service_assurance")
    decision = Decision(DecisionKind.OWNER_TAKE, after(0), actor, "INC-0000001", "Taken", "bs-0417 is ours")
    line = ruled(decision, RULES.operator).line
    assert line.actor == "Mobile Desk"
    assert "bs-0417" not in line.basis


def test_every_role_gets_a_document_and_a_card_no_longer_without_hidden_words() -> None:
    found = released_of(CASE, RULES.operator, at=after(0))
    assert set(found) == {package.slug for package in PACKAGES}
    for released in found.values():
        assert len(released.card) <= len(released.body)
        assert json.loads(released.card)["incident_id"] == CASE.incident.incident_id
        assert "bs-0417" not in released.body


def test_what_was_released_is_kept_to_be_told_and_outsiders_read_their_own_only() -> None:
    inside = replace(publication_of(2), audience="internal-care")
    rows = publication_rows(replace(CASE, publications=(inside, publication_of())))
    assert [len(row.outward) for row in rows] == [0, len(publication_of().texts)]
    assert rows[1].reach.service_ids == ("mobile",)
    assert set(rows[1].reach.region_ids) == {"coast"}


def working() -> Working:
    return Working(CASE, CASE.signals, "service:mobile|", after(0), FingerprintId("fp"))


def test_a_case_is_kept_with_its_entries_and_read_back_as_it_was(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    decision = Decision(DecisionKind.INCIDENT_OPEN, after(0), Actor("system", "System"), "INC-0000001", "Opened")
    with worker.door.open() as work:
        worker.world.refresh(work.connection, size=0, at=after(0))
        held = working()
        take_decisions(work, worker.world, held, Judged(CASE, FingerprintId("fp")), [decision])
        save_working(work, worker.world, held)
        assert judge_and_decide(work, worker.world, held, has_new_evidence=False, at=after(0)) == ()
    worker.world.forget()
    with worker.engine.connect() as connection:
        worker.world.refresh(connection, size=1, at=after(0))
        [loaded] = worker.world.cases(connection, [CASE.incident.incident_id]).values()
    assert loaded.case.impact == CASE.impact
    assert loaded.case.verdict == CASE.verdict


def test_what_nobody_decided_is_not_kept(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None]
) -> None:
    load(installation, town())
    record = says(TESTS, "e1", 0, external_id="coast", state="degraded", region_refs=["coast"])
    feed_and_take(installation, worker, [record])
    with worker.door.open() as work:
        save_working(work, worker.world, working())
    assert scalars(worker.engine, "select count(*) from internal.incident") == [1]
    held = working()
    held.entries.append(0)
    with pytest.raises(UndecidedChangeError, match="without a decision"), worker.door.open() as work:
        save_working(work, worker.world, held)
