"""What may be said, who is affected, which pattern."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from intera.roles.incident_forms import Forms
from intera.roles.incident_say import accounts_of, fix_words, pattern_of, voice_of
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.view_incident import Voice

Role = tuple[RolePackage, Phrases]


@pytest.fixture
def voice(role: Role, clock: LocalClock) -> Callable[[Item], Voice]:
    def _voice(item: Item) -> Voice:
        return voice_of(item, clock, Forms(item, role[0], role[1], clock, ""))

    return _voice


def test_approved_words_are_safe_with_their_stamp(items: dict[str, Item], voice: Callable[[Item], Voice]) -> None:
    safe = voice(items["INC-4127"])
    assert (safe.state, safe.stamp, len(safe.paragraphs)) == ("safe", "v3, approved 14:14", 2)
    assert [hold.what for hold in safe.holds] == ["Cause", "A fixed end time", "Customer numbers"]


def test_a_draft_is_not_safe(items: dict[str, Item], voice: Callable[[Item], Voice]) -> None:
    draft = voice(items["INC-4131"])
    assert (draft.state, draft.stamp) == ("draft", "v1, drafted 14:10")
    assert draft.approve is not None


def test_low_confidence_shows_no_words_at_all(
    items: dict[str, Item], voice: Callable[[Item], Voice], docs: dict[str, Any], northmoor: ModuleType
) -> None:
    docs["INC-4127"]["impact"]["confidence_percent"] = 49
    held = voice(Item(docs["INC-4127"], northmoor.NOW))
    assert (held.state, held.paragraphs, held.approve) == ("verify", (), None)
    assert voice(items["INC-4130"]).note.startswith("Low, 38%. Verify first.")


def test_a_lapsed_approval_is_not_shown(
    docs: dict[str, Any], voice: Callable[[Item], Voice], northmoor: ModuleType
) -> None:
    docs["INC-4127"]["narratives"][0]["status"] = "lapsed"
    lapsed = voice(Item(docs["INC-4127"], northmoor.NOW))
    assert (lapsed.state, lapsed.paragraphs) == ("lapsed", ())


def test_a_newer_draft_stands_under_the_approved_words(
    docs: dict[str, Any], voice: Callable[[Item], Voice], northmoor: ModuleType
) -> None:
    first = docs["INC-4127"]["narratives"][0]
    docs["INC-4127"]["narratives"].insert(
        0, {**first, "id": "n4", "version": 4, "status": "draft", "text": "New words."}
    )
    both = voice(Item(docs["INC-4127"], northmoor.NOW))
    assert (both.state, both.draft_stamp, both.draft_paragraphs) == ("safe", "v4 waits for approval", ("New words.",))


def test_no_words_is_said(items: dict[str, Item], voice: Callable[[Item], Voice]) -> None:
    assert voice(items["INC-4122"]).state == "none"


def test_accounts_come_most_protected_first(items: dict[str, Item], clock: LocalClock, phrases: Phrases) -> None:
    rows, note = accounts_of(items["INC-4127"], clock, phrases)
    assert [row.name for row in rows] == ["Harbour Logistics", "Brightwell Energy", "Lakeside Rail", "Tidewater Ports"]
    assert (rows[0].state, rows[0].state_kind, rows[1].state) == ("Breach 16:05 today", "high", "28% of allowance used")
    assert note == ""
    assert accounts_of(items["INC-4122"], clock, phrases) == ((), "No account is known to be in reach.")


def test_the_pattern_shows_its_times_and_its_overdue_fix(items: dict[str, Item], clock: LocalClock) -> None:
    pattern = pattern_of(items["INC-4127"], clock)
    assert pattern is not None
    assert pattern.strip_label == "3 occurrences in 30 days: 22 Oct, 2 Nov and today"
    assert pattern.due_head == "The permanent fix is 5 days overdue."
    assert pattern.due_text == "Move planned work outside 12:00 to 16:00. Owner: Mobile Planning."
    assert fix_words(items["INC-4127"], clock) == "fix is 5 days overdue"
    assert fix_words(items["INC-4122"], clock) == "no permanent fix on record"
    assert fix_words(items["INC-4129"], clock) == ""
    assert pattern_of(items["INC-4110"], clock) is None


def test_a_first_time_says_nothing_like_it(items: dict[str, Item], clock: LocalClock) -> None:
    pattern = pattern_of(items["INC-4129"], clock)
    assert pattern is not None
    assert pattern.summary == "First seen. Nothing like it in the last 30 days."
