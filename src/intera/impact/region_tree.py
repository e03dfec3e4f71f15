"""Which regions lie inside a region at an instant, and is the tree of regions one.

Membership has its time: a region may move from one larger region to another.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from intera.impact.presence import ALWAYS, NEVER, instant_of
from intera.model.ids import RegionId
from intera.model.service import Region

# Country, state, area, district and a few spare: deeper trees are loops or somebody's network plan.
DEPTH_MAX = 8

_Link = tuple[RegionId, int, int]


class RegionTreeError(ValueError):
    """The regions are no tree; the sentence names the first one that is wrong."""

    def __init__(self, number: int, problem: str) -> None:
        """Carries the place in the list of regions."""
        super().__init__(f"regions[{number}].member_of: {problem}")
        self.number = number
        self.problem = problem


class RegionTree:
    """The regions with what lies inside what."""

    __slots__ = ("_children",)

    def __init__(self, regions: Sequence[Region]) -> None:
        """Takes regions that `check_region_tree` let through; of others, endless ones are cut."""
        self._children: dict[RegionId, list[_Link]] = {}
        for region in regions:
            for parent_id, from_, until in _links(region):
                self._children.setdefault(parent_id, []).append((region.region_id, from_, until))

    def children(self, region_id: RegionId, instant: int) -> list[RegionId]:
        """The regions directly inside one at an instant."""
        return [child for child, from_, until in self._children.get(region_id, ()) if from_ <= instant < until]

    def inside(
        self, region_id: RegionId, instant: int, *, apart_from: Collection[RegionId] = ()
    ) -> tuple[RegionId, ...]:
        """A region and all inside it at an instant, each once.

        Args:
            region_id: the region.
            instant: in microseconds since 1970.
            apart_from: regions left out with all that is inside them.

        Returns:
            The region first, then its parts level by level.
        """
        found = {region_id: None}
        level = [region_id]
        while level and self._children:
            level = [
                child
                for parent in level
                for child in self.children(parent, instant)
                if child not in found and child not in apart_from
            ]
            found.update(dict.fromkeys(level))
        return tuple(found)

    def apart(self, region_ids: Sequence[RegionId], instant: int) -> Mapping[RegionId, tuple[RegionId, ...]]:
        """For each region named, what of the tree is its own: a part named beside it belongs to itself.

        So "the north" and "the north coast" together are counted once, the coast by what is said of the coast.
        """
        named = frozenset(region_ids)
        return {one: self.inside(one, instant, apart_from=named - {one}) for one in region_ids}


def check_region_tree(regions: Sequence[Region]) -> None:
    """Refuses regions that are no tree at every instant.

    Args:
        regions: as loaded.

    Raises:
        RegionTreeError: a parent that does not exist, a loop, a span that ends before it begins, two
            parents at once, or more than `DEPTH_MAX` levels.

    Source: issue 3 "Bad input" (a cyclic or dangling service model).
    """
    links = {region.region_id: _links(region) for region in regions}
    for number, region in enumerate(regions):
        spans = sorted(links[region.region_id], key=lambda link: link[1:])
        for parent_id, from_, until in spans:
            if parent_id not in links:
                raise RegionTreeError(number, f"there is no {parent_id!r} in regions; add it there or correct it here")
            if until <= from_:
                raise RegionTreeError(number, f"the membership in {parent_id!r} ends before it begins; correct one")
        for (_, _, until), (parent_id, from_, _) in pairwise(spans):
            if from_ < until:
                raise RegionTreeError(number, f"is in two regions at once, the second is {parent_id!r}; end the first")
    for number, region in enumerate(regions):
        _climb(links, region.region_id, number)


def _climb(links: Mapping[RegionId, Sequence[_Link]], region_id: RegionId, number: int) -> None:
    """Follows every way up; a way counts as far as its memberships share an instant."""
    ways: list[tuple[tuple[RegionId, ...], int, int]] = [((region_id,), ALWAYS, NEVER)]
    while ways:
        way, low, high = ways.pop()
        for parent_id, from_, until in links[way[-1]]:
            if max(low, from_) >= min(high, until):
                continue
            if parent_id in way:
                loop = " in ".join((*way[way.index(parent_id) :], parent_id))
                raise RegionTreeError(number, f"runs in a circle ({loop}); take one membership out")
            if len(way) >= DEPTH_MAX:
                raise RegionTreeError(number, f"lies more than {DEPTH_MAX} levels deep; leave levels out")
            ways.append(((*way, parent_id), max(low, from_), min(high, until)))


def _links(region: Region) -> list[_Link]:
    return [
        (one.parent_id, instant_of(one.valid_from_at, ALWAYS), instant_of(one.valid_until_at, NEVER))
        for one in region.member_of
    ]
