"""Which record of a batch breaks it: found by halving, so that one bad record never costs its neighbours."""

from collections.abc import Callable


def find_breaking(count: int, can_be_judged: Callable[[int], bool]) -> int | None:
    """The place of the first record whose arrival makes the batch fail.

    Args:
        count: how many records the batch has.
        can_be_judged: whether the first so many records can be judged together; changes nothing.

    Returns:
        The place, from 0; None when all of them can be judged now.
    """
    if not count or can_be_judged(count):
        return None
    judged, broken = 0, count
    while broken - judged > 1:
        middle = (judged + broken) // 2
        if can_be_judged(middle):
            judged = middle
        else:
            broken = middle
    return broken - 1
