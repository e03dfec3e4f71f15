"""Each signal speaks for harm, against it, or does not count."""

from collections.abc import Callable
from datetime import datetime

from intera.impact.weigh import Weighed, harmed_regions, weigh
from intera.model.impact import Stance
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Weigh = Callable[..., tuple[Weighed, ...]]


def _stances(weighed: tuple[Weighed, ...]) -> list[Stance]:
    return [entry.stance for entry in weighed]


def test_harm_speaks_for_and_well_against(signal_of: Build, weighed_of: Weigh) -> None:
    weighed = weighed_of(signal_of("probe", "ok"), signal_of("ticket", "open"), signal_of("care_contacts", "closed"))
    assert [(e.kind, e.stance) for e in weighed] == [
        ("care_contacts", Stance.AGAINST),
        ("probe", Stance.AGAINST),
        ("ticket", Stance.FOR),
    ]


def test_a_late_source_counts_neither_way(
    signal_of: Build, health_of: Callable[..., dict[str, SourceHealth]], weighed_of: Weigh
) -> None:
    (late,) = weighed_of(signal_of("probe"), late=health_of("probe"))
    assert (late.stance, late.weight, late.says_harm, late.is_late) == (Stance.NOT_COUNTED, 0, None, True)


def test_a_withdrawn_ticket_and_news_from_the_future_do_not_count(signal_of: Build, weighed_of: Weigh) -> None:
    assert _stances(weighed_of(signal_of("ticket", "cancelled"))) == [Stance.NOT_COUNTED]
    assert _stances(weighed_of(signal_of("probe", age_min=-6))) == [Stance.NOT_COUNTED]
    (within_skew,) = weighed_of(signal_of("probe", age_min=-5))
    assert (within_skew.stance, within_skew.age_s) == (Stance.FOR, 0)


def test_well_elsewhere_is_no_evidence_against_harm_here(signal_of: Build, weighed_of: Weigh) -> None:
    coast, lakes = signal_of("probe", name="coast"), signal_of("probe", "ok", name="lakes", regions=("lakes",))
    weighed = weighed_of(coast, lakes)
    assert _stances(weighed) == [Stance.FOR, Stance.NOT_COUNTED]
    assert weighed[1].says_harm is False
    assert _stances(weighed_of(lakes, signal_of("health", regions=()))) == [Stance.FOR, Stance.AGAINST]


def test_kinds_that_say_nothing_of_harm_are_left_out(signal_of: Build, now: datetime) -> None:
    assert weigh([signal_of("planned_work"), signal_of("measurement")], health={}, at=now) == ()


def test_harm_about_the_whole_service_names_no_region(signal_of: Build, weighed_of: Weigh) -> None:
    assert harmed_regions(weighed_of(signal_of("probe", regions=("lakes", "coast")))) == {"coast", "lakes"}
    assert harmed_regions(weighed_of(signal_of("probe"), signal_of("health", regions=()))) == frozenset()
