"""A draft policy tried on the recorded history: what would have differed, and nothing written."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from flows.drive import feed_and_take
from flows.state_digest import state_of
from flows.town import CARE, DESK, HEALTH, TESTS, after, says, town
from intera.model.operator import Operator
from intera.model.verdict import Severity
from intera.store.inbox import ArrivedRecord
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.policy_files import PolicyFileError
from intera.workflows.rulebook import DEFAULT_POLICY
from intera.workflows.try_policy import (
    BadSinceError,
    TriedPolicy,
    UnusableDraftError,
    check_policies,
    read_draft,
    read_since,
    try_on_installation,
)

Load = Callable[[Installation, Operator], None]
TEXT = DEFAULT_POLICY.read_text(encoding="utf-8")
HOUR = 60


def history() -> list[ArrivedRecord]:
    """Three incidents: a P1 over two regions, a slow spell of one region, and a partner-free ticket."""
    wide = {"region_refs": ["coast", "lakes"], "symptom_ref": "slow"}
    coast = {"region_refs": ["coast"], "symptom_ref": "slow"}
    return [
        says(TESTS, "a1", 0, external_id="all", state="degraded", failing_percent=58, **wide),
        says(HEALTH, "a2", 1, external_id="all", state="degraded", **wide),
        says(CARE, "a3", 2, external_id="all", state="degraded", contact_ratio_percent=340, **wide),
        says(TESTS, "a4", 50, external_id="all", state="ok", **wide),
        says(HEALTH, "a5", 50, external_id="all", state="ok", **wide),
        says(CARE, "a6", 50, external_id="all", state="ok", **wide),
        says(TESTS, "b1", 30 * HOUR, external_id="coast", state="degraded", failing_percent=40, **coast),
        says(HEALTH, "b2", 30 * HOUR + 1, external_id="coast", state="degraded", **coast),
        says(DESK, "c1", 60 * HOUR, external_id="t1", state="open", service_ref="vpn", region_refs=["lakes"]),
    ]


def draft_file(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped policy as a draft of version 9, with some figures changed."""
    text = TEXT.replace('version: "8"', 'version: "9"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def tried(installation: Installation, worker: Worker, load: Load, tmp_path: Path) -> Callable[..., TriedPolicy]:
    """Tries the shipped policy with changes on the history."""
    load(installation, town())
    feed_and_take(installation, worker, history())
    before = state_of(worker.engine)

    def run(*changes: tuple[str, str], since: float = -1) -> TriedPolicy:
        found = try_on_installation(installation, read_draft(draft_file(tmp_path, *changes)), since_at=after(since))
        assert state_of(worker.engine) == before
        return found

    return run


def test_a_draft_that_changes_nothing_shows_nothing_and_the_replay_agrees_with_the_record(
    tried: Callable[..., TriedPolicy],
) -> None:
    same = tried()
    assert (same.incident_count, same.incidents, same.clauses) == (3, (), ())
    assert (same.raised_count, same.lowered_count, same.failed_examples) == (0, 0, ())
    assert (same.agreement.count, same.agreement.total_count) == (3, 3)


def test_a_stricter_draft_lowers_what_rested_on_its_figure_and_says_by_which_clause(
    tried: Callable[..., TriedPolicy],
) -> None:
    strict = tried(("failing_percent: 50}", "failing_percent: 80}"))
    assert (strict.raised_count, strict.lowered_count) == (0, 1)
    [one] = strict.incidents
    assert (one.opened_at, one.now.worst, one.draft.worst) == (after(0), Severity.P1, Severity.P2)
    assert one.now.p1_s > 0
    assert one.draft.p1_s == 0
    assert strict.clauses == (("2 Visible, widespread and unusable", "2.2 Widespread", 1),)
    assert any("Mobile data fails for most" in failure for failure in strict.failed_examples)


def test_a_laxer_draft_raises_and_only_what_was_open_since_is_tried(tried: Callable[..., TriedPolicy]) -> None:
    changes = (("region_count: 2, count_from", "region_count: 1, count_from"), ("_percent: 50}", "_percent: 30}"))
    lax = tried(*changes, since=29 * HOUR)
    assert (lax.incident_count, lax.raised_count, lax.lowered_count) == (2, 1, 0)
    [one] = lax.incidents
    assert (one.opened_at, one.now.worst, one.draft.worst) == (after(30 * HOUR), Severity.P2, Severity.P1)
    # What is still open was open then too.
    assert tried(since=59 * HOUR).incident_count == 2


def test_a_draft_for_a_segment_touches_only_its_segment(tried: Callable[..., TriedPolicy]) -> None:
    vpn = tried(
        ("id: default\n", "id: vpn\nsegment: {services: [vpn]}\n"), ("failing_percent: 50}", "failing_percent: 80}")
    )
    assert vpn.incidents == ()


def test_a_draft_for_what_the_operator_has_not_is_refused(tried: Callable[..., TriedPolicy]) -> None:
    with pytest.raises(UnusableDraftError, match="'television' is not in the operator's data"):
        tried(("id: default\n", "id: tv\nsegment: {services: [television]}\n"))


def test_the_document_is_plain_json_and_names_its_limits(tried: Callable[..., TriedPolicy]) -> None:
    document = tried(("failing_percent: 50}", "failing_percent: 80}")).to_document()
    assert json.loads(json.dumps(document)) == document
    assert document["replay_agrees_with_record"] == {"count": 3, "of": 3}
    assert len(document["limits"]) == 4  # type: ignore[arg-type]
    assert document["policy"] == {"id": "default", "version": "9", "name": "Severity policy"}


@pytest.mark.parametrize("typed", ["", "soon", "2026-13-01", "2026-11-01T10:00:00", "11/01/2026"])
def test_a_since_that_is_no_instant_is_refused(typed: str) -> None:
    with pytest.raises(BadSinceError, match="write --since"):
        read_since(typed)


def test_a_since_is_a_date_or_a_time_with_its_zone() -> None:
    assert read_since("2026-11-01") == datetime(2026, 11, 1, tzinfo=UTC)
    assert read_since("2026-11-01T10:00:00+02:00") == datetime(2026, 11, 1, 10, tzinfo=timezone(timedelta(hours=2)))


def test_a_draft_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match=r"missing\.yaml: is no file"):
        read_draft(tmp_path / "missing.yaml")
    path = tmp_path / "draft.yaml"
    path.write_text("a: [1", encoding="utf-8")
    with pytest.raises(PolicyFileError, match=r"^draft\.yaml: "):
        read_draft(path)
    with pytest.raises(PolicyFileError, match=r"^draft\.yaml: "):
        check_policies(path)
    # A draft that fails its own examples can be tried, but not checked.
    failing = draft_file(tmp_path, ("failing_percent: 50}", "failing_percent: 80}"))
    assert read_draft(failing).version == "9"
    with pytest.raises(PolicyFileError, match="its example"):
        check_policies(failing)


def test_a_folder_is_checked_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match="holds no policy"):
        check_policies(tmp_path)
    (tmp_path / "policies").mkdir()
    draft_file(tmp_path / "policies")
    assert [policy.ref for policy in check_policies(tmp_path)] == ["default 9"]
    assert [policy.ref for policy in check_policies(tmp_path / "policies")] == ["default 9"]
    ending = TEXT.replace("effective_from: 2026-01-01", "effective_from: 2025-01-01\neffective_until: 2025-06-01")
    (tmp_path / "policies" / "old.yaml").write_text(ending, encoding="utf-8")
    with pytest.raises(
        PolicyFileError, match="no default severity policy is in force from 2025-06-01 until 2026-01-01"
    ):
        check_policies(tmp_path)
