"""Regions inside regions: who lies where at an instant, and which trees are refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.presence import instant_of
from intera.impact.region_tree import DEPTH_MAX, RegionTree, RegionTreeError, check_region_tree
from intera.model.ids import RegionId
from intera.model.service import Region, RegionMembership

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
NOW = instant_of(APRIL, 0)


def region(name: str, *member_of: RegionMembership) -> Region:
    return Region(RegionId(name), name, member_of=member_of)


def inside(parent: str, from_: datetime | None = None, until: datetime | None = None) -> RegionMembership:
    return RegionMembership(RegionId(parent), from_, until)


NORTH = (
    region("land"),
    region("north", inside("land")),
    region("coast", inside("north")),
    region("lakes", inside("north")),
    region("south", inside("land")),
)


def test_a_region_holds_all_below_it() -> None:
    tree = RegionTree(NORTH)
    assert tree.inside(RegionId("north"), NOW) == ("north", "coast", "lakes")
    assert set(tree.inside(RegionId("land"), NOW)) == {"land", "north", "south", "coast", "lakes"}
    assert tree.inside(RegionId("nowhere"), NOW) == ("nowhere",)


def test_regions_named_together_share_nothing() -> None:
    named = [RegionId("north"), RegionId("coast")]
    assert RegionTree(NORTH).apart(named, NOW) == {"north": ("north", "lakes"), "coast": ("coast",)}


@given(st.lists(st.sampled_from([one.region_id for one in NORTH]), unique=True, min_size=1))
def test_whatever_is_named_together_covers_the_same_once(named: list[RegionId]) -> None:
    tree = RegionTree(NORTH)
    parts = [one for own in tree.apart(named, NOW).values() for one in own]
    assert len(parts) == len(set(parts))
    assert set(parts) == {one for region_id in named for one in tree.inside(region_id, NOW)}


def test_a_region_that_moves_is_in_one_parent_at_a_time() -> None:
    regions = (region("north"), region("south"), region("coast", inside("north", None, APRIL), inside("south", APRIL)))
    assert check_region_tree(regions) is None
    tree = RegionTree(regions)
    found = {at: tree.inside(RegionId("north"), instant_of(at, 0)) for at in (MARCH, APRIL)}
    assert found == {MARCH: ("north", "coast"), APRIL: ("north",)}
    assert tree.inside(RegionId("south"), instant_of(MAY, 0)) == ("south", "coast")


@pytest.mark.parametrize(
    ("regions", "number", "says"),
    [
        ([region("a", inside("b"))], 0, "there is no 'b' in regions; add it there or correct it here"),
        ([region("a", inside("a"))], 0, "runs in a circle (a in a); take one membership out"),
        ([region("a", inside("b")), region("b", inside("a"))], 0, "runs in a circle (a in b in a)"),
        (
            [region("z"), region("a", inside("b")), region("b", inside("c")), region("c", inside("b"))],
            1,
            "runs in a circle (b in c in b)",
        ),
        ([region("a", inside("b", MAY, APRIL)), region("b")], 0, "ends before it begins"),
        ([region("b"), region("a", inside("b", None, MAY), inside("b", APRIL))], 1, "is in two regions at once"),
        (
            [region("r0"), *(region(f"r{n}", inside(f"r{n - 1}")) for n in range(1, DEPTH_MAX + 1))],
            DEPTH_MAX,
            "lies more than 8 levels deep",
        ),
    ],
)
def test_regions_that_are_no_tree_are_refused_with_the_first_that_is_wrong(
    regions: list[Region], number: int, says: str
) -> None:
    with pytest.raises(RegionTreeError) as caught:
        check_region_tree(regions)
    assert caught.value.number == number
    assert says in str(caught.value)


def test_a_circle_no_instant_ever_sees_is_none() -> None:
    regions = [region("a", inside("b", None, APRIL)), region("b", inside("a", APRIL))]
    assert check_region_tree(regions) is None
    assert RegionTree(regions).inside(RegionId("b"), instant_of(MARCH, 0)) == ("b", "a")
