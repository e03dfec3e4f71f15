"""The first screen: its one sentence in every situation, filters, folding, honest endings."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from intera.model.source import RecordKind, SourceHealth
from intera.roles.desk import Desk
from intera.roles.now import MAX_ROWS, Ask, read_now
from intera.roles.package import Phrases, RolePackage
from intera.roles.view import NowView

Role = tuple[RolePackage, Phrases]


@pytest.fixture
def see(northmoor: ModuleType, role: Role, desk: Desk) -> Callable[..., NowView]:
    def _see(
        documents: Iterable[dict[str, Any]], ask: Ask | None = None, sources: Sequence[SourceHealth] | None = None
    ) -> NowView:
        heard = northmoor.sources(late_s=-200) if sources is None else sources
        return read_now(list(documents), ask or Ask(), role=role, desk=desk, sources=heard, at=northmoor.NOW)

    return _see


def test_the_lead_is_the_worst_visible_incident(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    view = see(docs.values())
    assert view.lead == "Mobile Data is slow or unavailable for about 41,200 customers in Coast and Lakes."
    assert view.lead_sub.startswith("3 other incidents affect customers, none of them P1. 1 more is being verified.")
    assert view.checked == "Wed 18 Nov 2026, 14:32 CET"


def test_nothing_is_an_answer_with_its_proof(see: Callable[..., NowView]) -> None:
    view = see([])
    assert (view.lead, view.lead_sub) == ("Nothing is affecting customers.", "Checked 14:32 CET with 6 of 6 sources.")
    assert view.is_calm


def test_nothing_with_a_late_source_is_only_nothing_known(see: Callable[..., NowView], northmoor: ModuleType) -> None:
    view = see([], sources=northmoor.sources())
    assert view.lead == "Nothing known is affecting customers."
    assert view.lead_sub == "Checked 14:32 CET with 5 of 6 sources."


def test_all_sources_late_is_blindness_not_calm(
    docs: dict[str, Any], see: Callable[..., NowView], northmoor: ModuleType
) -> None:
    late = [
        SourceHealth("a", "A", RecordKind.PROBE, northmoor.at("14:10"), 300),
        SourceHealth("b", "B", RecordKind.TICKET, northmoor.at("13:00"), 300),
    ]
    for documents in ([], docs.values()):
        view = see(documents, sources=late)
        assert view.lead == "We cannot see customer impact since 14:10 CET."
        assert not view.is_calm


def test_silent_and_missing_sources(see: Callable[..., NowView]) -> None:
    silent = [SourceHealth("a", "A", RecordKind.PROBE, None, 300)]
    assert see([], sources=silent).lead == "We cannot see customer impact: no source has reported yet."
    assert see([], sources=[]).lead == "No source is connected, so we cannot say what affects customers."
    half = [*silent, SourceHealth("b", "B", RecordKind.TICKET, None, 0)]
    assert see([], sources=half).banner.headline == "A: not heard yet."


def test_only_being_verified(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    assert see([docs["INC-4130"]]).lead == "Nothing is confirmed to affect customers. 1 is being verified."


def test_one_late_source_of_many_needs_no_banner_and_half_of_them_do(
    see: Callable[..., NowView], northmoor: ModuleType
) -> None:
    assert see([], sources=northmoor.sources()).banner is None
    mixed = [*northmoor.sources()[:1], *northmoor.sources()[5:]]
    assert see([], sources=mixed).banner.headline == "Roaming probes: 11 min late."


def test_internal_only_is_counted_and_folded(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    view = see(docs.values())
    assert view.folded_title == "3 internal-only events"
    assert not {"INC-4110", "INC-4111", "INC-4112"} & {row.incident_id for row in view.rows}
    assert view.folded[0].text.endswith("unaffected.")


@pytest.mark.parametrize(
    ("show", "found"),
    [("all", 6), ("visible", 4), ("protected", 2), ("wholesale", 2), ("repeats", 4), ("nonsense", 6)],
)
def test_filters(docs: dict[str, Any], see: Callable[..., NowView], show: str, found: int) -> None:
    assert len(see(docs.values(), Ask(show)).rows) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [("4127", 1), ("coast", 1), ("harbour", 1), ("p-17", 1), ("mobile desk", 1), ("Adeyemi", 0), ("zzz", 0)],
)
def test_search_finds_incidents_but_never_by_person(
    docs: dict[str, Any], see: Callable[..., NowView], query: str, found: int
) -> None:
    assert len(see(docs.values(), Ask(query=query)).rows) == found


def test_a_long_list_ends_honestly_and_opens_whole(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    many = [{**docs["INC-4122"], "incident_id": f"INC-{number}"} for number in range(208)]
    view = see(many)
    assert len(view.rows) == MAX_ROWS
    assert view.more_text == "and 183 more, lower impact"
    assert view.more_href == "/?all=1"
    whole = see(many, Ask(is_all=True))
    assert (len(whole.rows), whole.more_text) == (208, "")


def test_links_keep_what_was_asked(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    view = see(docs.values(), Ask("repeats", 'a&"b', is_all=True))
    current = next(segment for segment in view.segments if segment.is_current)
    assert current.href == "/?show=repeats&q=a%26%22b&all=1"


def test_the_checkpoint_clock_begins_with_what_is_late(
    docs: dict[str, Any], see: Callable[..., NowView], northmoor: ModuleType
) -> None:
    view = see(docs.values())
    assert [item.promise.state for item in view.clock][:3] == ["late", "soon", "ok"]
    assert all(item.promise.due_epoch_s <= (northmoor.NOW + timedelta(hours=3)).timestamp() for item in view.clock)


def test_kept_today_counts_what_was_due(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    assert see(docs.values()).kept == "Kept today: 2 of 3"
    moved = docs["INC-4130"]["checkpoints"][0]
    moved["outcome"] = "re_promised"
    assert see(docs.values()).kept == "Kept today: 2 of 2"
    assert see([]).kept == "None was due today yet"


def test_a_row_has_every_fact(docs: dict[str, Any], see: Callable[..., NowView]) -> None:
    row = see(docs.values()).rows[0]
    assert (row.title, row.age, row.promise.relative, row.is_top) == (
        "Mobile Data slow or unavailable",
        "74 min",
        "in 28 min",
        True,
    )
    assert [flag.text for flag in row.flags] == ["INC-4127", "Customer-visible", "1 VIP", "3 key"]
