"""An independent answer to a settlement: by asking every elementary moment, not by the algebra of intervals.

Written from the definitions. It shares no code with the engine: time is cut at every instant anything changes, each
piece is asked what holds in it, and pieces are added up.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

QUARTER_S = 15 * 60


@dataclass(frozen=True)
class Deal:
    """What was agreed, in the oracle's own words."""

    zone: str
    target: Fraction
    unknown: str
    treat: str
    steps: tuple[str, ...]
    min_s: int
    min_open: bool
    min_excess: bool
    min_remaining: bool
    gap_s: int
    gap_counts: bool
    office_hours: bool
    fixed_s: int | None
    shape: str
    part: str
    unit_s: int
    percents: tuple[int, ...]
    cap_percent: int | None
    share_decimals: int | None
    multiplier: int


@dataclass(frozen=True)
class World:
    """What happened: pairs of UTC seconds, and a price in cents."""

    period: tuple[int, int]
    outages: tuple[tuple[int, int], ...] = ()
    excluded: tuple[tuple[int, int], ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()
    price_cents: int = 0


@dataclass(frozen=True)
class Answer:
    """What it comes to; `figure` is None where nothing is eligible, `due_cents` None where no row matches."""

    counted_s: int
    figure: Fraction | None
    violated: bool | None
    due_cents: int | None
    pieces: tuple[int, ...] = field(default=(), repr=False)


def answer(deal: Deal, world: World) -> Answer:
    """The answer of the oracle."""
    pieces = _pieces(deal, world)
    low, high = world.period
    inside = {n for n, (a, b) in enumerate(pieces) if a >= low and b <= high}
    down = {n for n, piece in enumerate(pieces) if _covered(piece, world.outages)}
    excluded = {n for n, piece in enumerate(pieces) if _covered(piece, world.excluded)}
    served = inside if not deal.office_hours else {n for n in inside if _is_office(pieces[n][0], deal.zone)}
    counted = _steps(deal, pieces, down, excluded) & served
    counted_s = sum(pieces[n][1] - pieces[n][0] for n in counted)
    removed = excluded if deal.treat == "removed" else set[int]()
    eligible = served - removed
    unknown = {n for n in eligible if _covered(pieces[n], world.unknown)} - counted
    unknown_s = sum(pieces[n][1] - pieces[n][0] for n in unknown)
    total_s = Fraction(sum(pieces[n][1] - pieces[n][0] for n in eligible))
    if deal.fixed_s is not None:
        served_s = sum(pieces[n][1] - pieces[n][0] for n in served)
        gone_s = sum(pieces[n][1] - pieces[n][0] for n in served & removed)
        total_s = Fraction(deal.fixed_s * served_s, high - low) - gone_s
    down_s = counted_s
    if deal.unknown == "removed":
        total_s -= unknown_s
    if deal.unknown == "down":
        down_s += unknown_s
    if total_s <= 0:
        return Answer(counted_s, None, None, 0)
    figure = max(Fraction(0), 1 - Fraction(down_s) / total_s)
    allowed = (1 - deal.target) * total_s
    used = (1 - figure) * total_s
    violated = used > allowed
    if not violated:
        return Answer(counted_s, figure, violated=False, due_cents=0)
    return Answer(counted_s, figure, violated=True, due_cents=_due(deal, world, counted_s, figure, used - allowed))


def _pieces(deal: Deal, world: World) -> list[tuple[int, int]]:
    points = {*world.period}
    for spans in (world.outages, world.excluded, world.unknown):
        points |= {point for span in spans for point in span}
    if deal.office_hours:
        start = min(points) // QUARTER_S * QUARTER_S
        points |= set(range(start, max(points) + QUARTER_S, QUARTER_S))
    if deal.min_excess:
        points |= {point + deal.min_s for point in points}
    ordered = sorted(points)
    return [(a, b) for a, b in pairwise(ordered) if a < b]


def _covered(piece: tuple[int, int], spans: tuple[tuple[int, int], ...]) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in spans)


def _is_office(second: int, zone: str) -> bool:
    """Monday to Friday, nine to five by the local clock."""
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)).astimezone(ZoneInfo(zone))
    return local.weekday() < 5 and 9 <= local.hour < 17


def _steps(deal: Deal, pieces: list[tuple[int, int]], down: set[int], excluded: set[int]) -> set[int]:
    """The pieces that count: groups of neighbouring pieces, through the steps in their order."""
    groups: list[tuple[int, int, set[int]]] = []
    for n in sorted(down):
        if groups and groups[-1][1] == pieces[n][0]:
            groups[-1] = (groups[-1][0], pieces[n][1], groups[-1][2] | {n})
        else:
            groups.append((pieces[n][0], pieces[n][1], {n}))
    for step in deal.steps:
        if step == "exclude":
            groups = [(a, b, left - excluded) for a, b, left in groups]
        elif step == "minimum":
            groups = _long_enough(deal, pieces, groups)
        else:
            groups = _joined(deal, pieces, groups)
    return set[int]().union(*(left for _, _, left in groups))


def _long_enough(
    deal: Deal, pieces: list[tuple[int, int]], groups: list[tuple[int, int, set[int]]]
) -> list[tuple[int, int, set[int]]]:
    kept: list[tuple[int, int, set[int]]] = []
    for a, b, left in groups:
        length = sum(pieces[n][1] - pieces[n][0] for n in left) if deal.min_remaining else b - a
        if length > deal.min_s or (length == deal.min_s and not deal.min_open):
            later = {n for n in left if pieces[n][0] >= a + deal.min_s}
            kept.append((a, b, later if deal.min_excess else left))
    return kept


def _joined(
    deal: Deal, pieces: list[tuple[int, int]], groups: list[tuple[int, int, set[int]]]
) -> list[tuple[int, int, set[int]]]:
    joined: list[tuple[int, int, set[int]]] = []
    for a, b, left in groups:
        if joined and a - joined[-1][1] <= deal.gap_s:
            gap = (
                {n for n, (x, y) in enumerate(pieces) if joined[-1][1] <= x and y <= a}
                if deal.gap_counts
                else set[int]()
            )
            joined[-1] = (joined[-1][0], b, joined[-1][2] | left | gap)
        else:
            joined.append((a, b, set(left)))
    return joined


def _due(deal: Deal, world: World, counted_s: int, figure: Fraction, excess_s: Fraction) -> int | None:
    """What is due in cents, after the definitions of each shape."""
    percent = Fraction(0)
    if deal.shape == "flat":
        percent = Fraction(deal.percents[0])
    elif deal.shape == "each":
        percent = deal.percents[0] * _units(Fraction(counted_s), deal.unit_s, deal.part)
    elif deal.shape == "blocks":
        first = min(excess_s, Fraction(2 * deal.unit_s))
        percent = deal.percents[0] * _units(first, 2 * deal.unit_s, deal.part)
        percent += deal.percents[1] * _units(excess_s - first, deal.unit_s, deal.part)
    elif deal.shape == "tiers":
        # Under the target 10 points each: [99, target), [95, 99), [0, 95).
        tier = 0 if figure >= Fraction(99, 100) else 1 if figure >= Fraction(95, 100) else 2
        percent = Fraction(deal.percents[tier])
    share = percent / 100
    if deal.share_decimals is not None:
        scale: int = 10**deal.share_decimals
        share = Fraction((share * scale * 2 + 1) // 2, scale)
    cents = share * world.price_cents * deal.multiplier
    if deal.cap_percent is not None:
        cents = min(cents, Fraction(deal.cap_percent * world.price_cents, 100))
    return int((cents * 2 + 1) // 2)


def _units(length: Fraction, unit: int, part: str) -> Fraction:
    if part == "proportional":
        return length / unit
    whole = length // unit
    return Fraction(whole + 1 if part == "started" and length > whole * unit else whole)
